"""Releasing a version to the public: two people, finished files that were read, and copies that went out in time."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import calendar, out_of_reach
from candour.platform.deadlines.parts import Task
from candour.platform.deadlines.queries import open_hold_of
from candour.platform.files.models import StoredFile
from candour.platform.files.operations import keep_made
from candour.platform.files.queries import content_of
from candour.platform.workflow.moving import move, reasons_against
from candour.practice.directory import roles
from candour.practice.public import operations as public
from candour.practice.publishing import audit_events
from candour.practice.publishing.exports import rendering
from candour.practice.publishing.exports.facts import facts_of
from candour.practice.publishing.exports.rendering import Files
from candour.practice.publishing.models import Copy, Document, Edition, Place, Release
from candour.practice.publishing.operations.documents import DUE, months_on, set_issue
from candour.practice.publishing.queries import releases as queries
from candour.practice.publishing.queries.releases import ToName
from candour.practice.publishing.redaction.gate import check_file, reidentifying
from candour.practice.publishing.sources import Alongside, Out, source_of
from candour.practice.publishing.vocabulary import DocumentKind, Recipient, Site
from candour.practice.publishing.workflow import EDITION, RELEASE
from candour.rulebook import index
from candour.rulebook.language.clocks import Clock

NAME = "document"
"""The name of every file that is made: a title could tell."""
REPOSITORY = "National repository of case reviews"
PUBLIC_KINDS = {
    DocumentKind.POLICY: "policy",
    DocumentKind.PROTOCOL: "policy",
    DocumentKind.AGREEMENT: "policy",
    DocumentKind.GRID: "policy",
    DocumentKind.TERMS: "terms",
    DocumentKind.PLAN: "arrangements",
    DocumentKind.MINUTES: "minutes",
    DocumentKind.REVIEW: "review",
    DocumentKind.YEARLY: "yearly-report",
    DocumentKind.BRIEFING: "briefing",
    DocumentKind.NEWSLETTER: "newsletter",
    DocumentKind.LEAFLET: "leaflet",
}
"""What each kind is called on the public site."""
_MOST_REASONS = 15


def ask_release(
    actor: Actor, *, ref: str, publish_on: date, risks_read: str = "", meant: Sequence[ToName] = ()
) -> Release:
    """Make the files of an approved version, read them as finished, and ask for their release. Raises Refused.

    Refused with everything that the files tell, and with every paragraph that singles somebody out until `risks_read`
    says why it may stand. `meant` are names that are meant to be public, each with why; the decision is kept.
    """
    edition = fetch(actor, Edition, "document__partnership", "dossier", ref=ref)
    require(actor, "ask for a release", edition)
    names = [one.name for one in meant]
    reasons = [*_against_asking(actor, edition, publish_on), *queries.against_naming(edition, meant)]
    if reasons:
        raise Refused(*reasons)
    alongside = queries.alongside_of(actor, edition.document)
    facts = facts_of(actor, edition, alongside)
    files = rendering.for_public(facts)
    reasons = leaks_of(edition, files, names, rendering.picture_marks(facts))
    risks = reidentifying(rendering.words_of(facts), queries.register_for(edition)[0])
    if risks and not risks_read.strip():
        reasons += [*risks, "Change the text, or say below why these facts may stand together."]
    if reasons:
        raise Refused(*reasons[:_MOST_REASONS])
    word, pdf = (
        keep_made(actor, name=f"{NAME}.{kind}", content=content, owner=edition, classification="For the public")
        for kind, content in (("docx", files.word), ("pdf", files.pdf))
    )
    return _ask(
        actor,
        ref=ref,
        publish_on=publish_on,
        risks_read=risks_read,
        word=word,
        pdf=pdf,
        digest=files.page_digest,
        meant=queries.decided(actor, edition, meant),
        alongside=alongside,
        register_version=edition.dossier.version if edition.dossier else 0,
    )


@operation
def _ask(
    actor: Actor,
    *,
    ref: str,
    publish_on: date,
    risks_read: str,
    word: StoredFile,
    pdf: StoredFile,
    digest: str,
    meant: list[dict[str, str]],
    alongside: Alongside,
    register_version: int,
) -> Release:
    edition = fetch(actor, Edition, "document__partnership", "dossier", ref=ref)
    # Reading the files took a while, in which somebody may have changed what was true when it began.
    require(actor, "ask for a release", edition)
    reasons = _against_asking(actor, edition, publish_on)
    if reasons:
        raise Refused(*reasons)
    assert actor.person_id is not None, "only a person can ask"
    try:
        with transaction.atomic():
            release = Release.objects.create(
                edition=edition,
                asked_by_id=actor.person_id,
                asked_at=actor.at,
                publish_on=publish_on,
                risks_read=risks_read.strip(),
                word_file=word,
                pdf_file=pdf,
                page_digest=digest,
                meant=meant or None,
                alongside=queries.as_kept(alongside),
                register_version=register_version,
            )
    except IntegrityError as error:
        raise Refused("The release of this version has been asked for already.") from error
    record(audit_events.RELEASE_ASKED, subject=release, within=edition.document, number=edition.number)
    for owed in queries.owed_copies(edition.document):
        if owed.is_before:
            _owe(actor, edition, owed, publish_on)
    return release


def leaks_of(edition: Edition, files: Files, meant: Sequence[str] = (), pictures: Sequence[str] = ()) -> list[str]:
    """Everything that the finished files tell and must not, as sentences.

    `pictures` are the marks of those that were put in. Any other picture is a leak.
    """
    register, settled = queries.register_for(edition, (*meant, *queries.partnership_words(edition)))
    finished = (
        ("Word file", f"{NAME}.docx", files.word),
        ("PDF", f"{NAME}.pdf", files.pdf),
        ("Web page", f"{NAME}.html", files.page),
    )
    # Each is read in a process of its own, so that the three take no longer than the slowest.
    with ThreadPoolExecutor(max_workers=3) as reading:
        checks = [
            (what, reading.submit(check_file, content, name, register, settled=settled, pictures=pictures))
            for what, name, content in finished
        ]
    found = [
        f"{what}, {leak.where[:1].lower()}{leak.where[1:]}: {leak.what} {leak.why}"
        for what, check in checks
        for leak in check.result().leaks
    ]
    return list(dict.fromkeys(found))


@operation
def release_edition(
    actor: Actor, *, ref: str, version: int, typed: str, early_because: str = "", change_note: str = ""
) -> str:
    """Release a version as the second person: it is on the public site at once. Returns its public reference.

    `typed` is the title, typed to confirm what goes out. Raises Refused with every reason.
    """
    # Locked first, so that of a hold and a release at one moment the later sees the earlier.
    lock(fetch(actor, Release, "edition", ref=ref).edition)
    release = fetch(
        actor, Release, "edition__document__partnership", "edition__dossier", "word_file", "pdf_file", ref=ref
    )
    edition = release.edition
    document = edition.document
    reasons = [
        *reasons_against(actor, release, RELEASE, RELEASE.moves["release"]),
        *_against_release(actor, release, typed, early_because),
    ]
    if release.version != version:
        reasons.append("This release changed in the meantime. Look at it again.")
    if queries.kept_out_of(edition, [change_note]):
        reasons.append("The note of what is new names what the redaction keeps out.")
    alongside = queries.as_checked(release)
    facts = facts_of(actor, edition, alongside)
    if rendering.page_digest(facts) != release.page_digest:
        reasons.append("The page is no longer the one that was checked. Send it back, and ask again.")
    if reasons:
        raise Refused(*dict.fromkeys(reasons))
    Release.objects.filter(pk=release.pk, state="asked").update(released_by=actor.person_id, released_at=actor.at)
    move(actor, release, RELEASE, "release", within=document, number=edition.number)
    earlier = queries.published_before(edition)
    if earlier is not None:
        move(actor, earlier.edition, EDITION, "supersede", within=document, number=earlier.edition.number)
    move(actor, edition, EDITION, "publish", within=document, number=edition.number)
    keep_until = months_on(actor, 12)
    takes_place = earlier is not None and queries.stands_on_site(actor, earlier)
    public_ref = public.put_document(
        actor,
        partnership_id=document.partnership_id,
        kind=PUBLIC_KINDS[DocumentKind(document.kind)],
        title=document.title,
        summary=document.summary,
        body=public.marked(rendering.public_blocks(facts)),
        pictures=facts.logos,
        files=[
            public.ReleasedFile(f"{NAME}.pdf", content_of(release.pdf_file)),
            public.ReleasedFile(f"{NAME}.docx", content_of(release.word_file)),
        ],
        published_on=actor.today,
        keep_until=keep_until,
        corrects=earlier.public_ref if earlier is not None and takes_place else None,
        change_note=change_note.strip(),
        source_ref=queries.source_on_site(release),
        fact_sheet=dict(alongside.fact_sheet),
        more={
            "number": edition.number,
            "owner": document.lead,
            "source": document.source,
            "audience": document.audience[:150],
            "review_on": edition.review_on,
        },
    )
    Release.objects.filter(pk=release.pk).update(
        public_ref=public_ref,
        keep_until=keep_until,
        early_because=early_because.strip(),
    )
    for promise in alongside.promises:
        by_when = date.fromisoformat(promise["by_when"]) if promise["by_when"] else None
        put = {**promise, "by_when": by_when}
        public.put_promise(actor, partnership_id=document.partnership_id, report_ref=public_ref, **put)
    _after_release(actor, edition)
    if (source := source_of(document.owner_kind)) is not None and document.owner_id is not None:
        source.released(actor, document.owner_id, Out(document.title, actor.today, public_ref))
    return public_ref


@operation
def refuse_release(actor: Actor, *, ref: str, because: str) -> None:
    """Send a release back with the reason. Raises Refused."""
    release = fetch(actor, Release, "edition__document", ref=ref)
    release.ended_because = because.strip()
    move(actor, release, RELEASE, "refuse", within=release.edition.document, number=release.edition.number)
    Release.objects.filter(pk=release.pk).update(ended_because=release.ended_because, ended_at=actor.at)
    deadlines.cancel_open(
        actor, owner=release.edition, because="the release was sent back", within=release.edition.document
    )


@operation
def withdraw_release(actor: Actor, *, ref: str, because: str) -> None:
    """Withdraw what was published. Its address says when and why; its history here stays. Raises Refused."""
    release = fetch(actor, Release, "edition__document", "edition__dossier", ref=ref)
    edition = release.edition
    release.ended_because = because.strip()
    if edition.state != "published":
        raise Refused("A later version has taken its place. Withdraw that one.")
    if queries.kept_out_of(edition, [release.ended_because]):
        raise Refused("The reason names what the redaction keeps out, and everybody reads it.")
    move(actor, release, RELEASE, "end", within=edition.document, number=edition.number)
    Release.objects.filter(pk=release.pk).update(ended_because=release.ended_because, ended_at=actor.at)
    move(actor, edition, EDITION, "withdraw", within=edition.document, number=edition.number)
    if queries.stands_on_site(actor, release):
        public.withdraw_document(actor, ref=release.public_ref, reason=release.ended_because)
    deadlines.cancel_open(actor, owner=edition, because="the version was withdrawn", within=edition.document)
    owner_id = edition.document.owner_id
    if (source := source_of(edition.document.owner_kind)) is not None and owner_id is not None:
        source.ended(actor, owner_id)


def _against_asking(actor: Actor, edition: Edition, publish_on: date) -> list[str]:
    reasons = []
    if edition.state != "approved":
        reasons.append("Only an approved version can be released.")
    if actor.person_id is None:
        reasons.append("Only a person can ask for a release.")
    if publish_on < actor.today:
        reasons.append("The day of publication is today or later.")
    elif out_of_reach(publish_on):
        reasons.append(out_of_reach(publish_on))
    if not edition.document.summary.strip():
        reasons.append("Write a summary in plain words first, on the page of the document.")
    if Release.objects.filter(edition=edition, state="asked").exists():
        reasons.append("The release of this version has been asked for already.")
    return [*reasons, *queries.against_source(actor, edition.document)]


def _against_release(actor: Actor, release: Release, typed: str, early_because: str) -> list[str]:
    edition, reasons = release.edition, []
    if actor.person_id == release.asked_by_id:
        reasons.append("Somebody else must release it: you asked for it.")
    if edition.state != "approved":
        reasons.append("Only an approved version can be released.")
    if open_hold_of(actor, edition) is not None:
        reasons.append("Its publication is on hold. Lift the hold first.")
    if held := queries.held_numbers(edition):
        reasons.append(f"Version {', '.join(held)} of the same is on hold. Lift that hold first.")
    if " ".join(typed.split()).lower() != " ".join(edition.document.title.split()).lower():
        reasons.append("Type the title as it stands above, to confirm what goes out.")
    if release.publish_on > actor.today:
        day = release.publish_on
        reasons.append(f"It is to be published on {day.day} {day:%B %Y}, and not before.")
    if edition.dossier is not None and edition.dossier.version != release.register_version:
        reasons.append("The redaction changed after the files were checked. Send it back, and ask again.")
    late = late_copies(actor, edition)
    if late and not early_because.strip():
        reasons.append(
            f"{', '.join(late)}: the copy that is due before was not sent in time. "
            "Say why it is published all the same."
        )
    return [*reasons, *queries.against_source(actor, edition.document)]


def late_copies(actor: Actor, edition: Edition) -> list[str]:
    """Who should have had a copy before today, the day of publication, and has not, or not in time."""
    before = list(Copy.objects.filter(edition=edition, is_before=True).order_by("pk"))
    if not before:
        return []
    last = queries.last_day_before(actor, actor.today)
    return [one.name for one in before if one.sent_on is None or one.sent_on > last]


def lock(edition: Edition) -> None:
    """Have whoever else holds, changes or releases the same document wait until the operation under way is over."""
    Document.objects.select_for_update().get(pk=edition.document_id)


def _after_release(actor: Actor, edition: Edition) -> None:
    """Name the places where it is due, and the copies that are due after publication."""
    document = edition.document
    wanted = [(name, Site.SITE) for name in queries.area_sites(actor, document)]
    source = source_of(document.owner_kind)
    if document.kind == DocumentKind.REVIEW and not (source and source.deposits):
        wanted.append((REPOSITORY, Site.REPOSITORY))
    for name, kind in wanted:
        place, _ = Place.objects.get_or_create(edition=edition, name=name, defaults={"kind": kind})
        on = calendar(actor).after(actor.today, 5)
        what = "Confirm that it is on the site" if kind == Site.SITE else "Send it to the repository"
        deadlines.set_day(
            actor,
            owner=edition,
            within=document,
            task=_task(edition, f"place-{place.pk}", f"{what}: {name}", "Look, and confirm with the address"),
            on=on,
        )
    for owed in queries.owed_copies(document):
        if not owed.is_before:
            _owe(actor, edition, owed, actor.today)
    deadlines.meet(actor, owner=document, key=DUE["publish_by"][0])
    if document.issue_months:
        set_issue(actor, document)


def _owe(actor: Actor, edition: Edition, owed: queries.Owed, start: date) -> None:
    name = Recipient(owed.recipient).label
    copy, is_new = Copy.objects.get_or_create(
        edition=edition, name=name, defaults={"recipient": owed.recipient, "is_before": owed.is_before}
    )
    if not is_new and copy.sent_on is not None:
        return
    key = f"copy-{copy.pk}"
    deadlines.cancel_key(actor, owner=edition, key=key, within=edition.document)
    task = _task(edition, key, f"Copy for {name}", "Send the copy, and keep what proves it")
    due = index.rule(owed.clock, Clock).due(start, calendar(actor))
    deadlines.set_deadline(actor, owner=edition, within=edition.document, task=task, due=due)


def _task(edition: Edition, key: str, title: str, do_next: str) -> Task:
    return Task(
        key=key,
        title=title[:200],
        do_next=do_next,
        address=reverse("edition", args=[edition.ref]),
        body=("partnership", edition.document.partnership_id),
        role=roles.PARTNERSHIP_MANAGER,
    )
