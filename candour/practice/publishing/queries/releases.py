"""Releases and copies as somebody sees them, and a version as each of its readers gets it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Model, OuterRef, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, fetch, seen_by
from candour.platform.dates.words import day_words
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.models import Hold
from candour.platform.retention.kinds import Staying
from candour.practice.directory import queries as directory
from candour.practice.public.queries import document_by_ref, document_of_source
from candour.practice.publishing.models import Copy, Document, Edition, Mark, Named, Release, SourceText
from candour.practice.publishing.queries import dossiers
from candour.practice.publishing.redaction import Finder, Register, Span
from candour.practice.publishing.sources import Alongside, comes_from_seen, source_of
from candour.practice.publishing.vocabulary import COUNTS_GUARDED, DocumentKind, Recipient
from candour.rulebook import index
from candour.rulebook.language.clocks import Clock, day_of

if TYPE_CHECKING:
    from candour.practice.public.models import Document as PublicDocument

BEFORE = "working-together-2023/copy-before-publication"
STAYS = (
    "Version {number}, made from it and released on {day}, stays: it is on the public record, with a period of its own."
)
AFTER = "working-together-2018/yearly-report-copy"


@dataclass(frozen=True)
class Owed:
    """A copy that a kind of document owes, and the rule that says so."""

    recipient: str
    is_before: bool
    clock: str


@dataclass(frozen=True)
class ToName:
    """A name that is meant to be public, and why."""

    name: str
    why: str


OWED_COPIES = {
    DocumentKind.REVIEW: (Owed(Recipient.PANEL, True, BEFORE), Owed(Recipient.SECRETARY, True, BEFORE)),
    DocumentKind.YEARLY: (Owed(Recipient.PANEL, False, AFTER), Owed(Recipient.WHAT_WORKS, False, AFTER)),
}
"""For children's partnerships. What an adults' board owes to others is for its own arrangements to say."""


def owed_copies(document: Document) -> Sequence[Owed]:
    """The copies that a document owes by the rules."""
    return OWED_COPIES.get(DocumentKind(document.kind), ()) if document.partnership.kind != "adults" else ()


def last_day_before(actor: Actor, publish_on: date) -> date:
    """The last day on which a copy that is due before publication is in time."""
    return index.rule(BEFORE, Clock).due(publish_on, calendar(actor)).on


def release(actor: Actor, ref: str) -> Release:
    """One release. Raises Hidden."""
    related = ("edition__document__partnership", "edition__dossier", "asked_by", "released_by", "word_file", "pdf_file")
    return fetch(actor, Release, *related, ref=ref)


def was_released() -> Exists:
    """True of a version that has ever been released to the public."""
    return Exists(Release.objects.filter(edition=OuterRef("pk"), released_at__isnull=False))


def released_from(owner: type[Model], ids: Iterable[int]) -> dict[int, list[Staying]]:
    """By the id of a record: the versions made from redactions of it that the public has had, which outlive it.

    Whoever asks: what is said of them is public.
    """
    made = Edition.objects.filter(dossier__owner_kind=owner._meta.label_lower, dossier__owner_id__in=list(ids))
    found: dict[int, list[Staying]] = {}
    for edition in made.filter(was_released()).select_related("dossier").order_by("pk"):
        assert edition.dossier is not None, "it was found by its redaction"
        assert edition.dossier.owner_id is not None, "its redaction was found by the record"
        first = Release.objects.filter(edition=edition, released_at__isnull=False).earliest("released_at")
        assert first.released_at is not None, "only releases that went out were asked for"
        why = STAYS.format(number=edition.number, day=day_words(day_of(first.released_at)))
        found.setdefault(edition.dossier.owner_id, []).append(Staying(edition, why))
    return found


def outlived_its_redaction(edition: Edition, releases: Iterable[Release]) -> bool:
    """Whether a version was made from a redaction that has been erased, as its releases still tell."""
    return edition.dossier_id is None and any(one.register_version for one in releases)


def place_on_site(actor: Actor, found: Release) -> tuple[str, str] | None:
    """The short address of the public site and the reference under which a release stands on it, if it was released."""
    if not found.public_ref:
        return None
    try:
        return document_by_ref(actor, found.public_ref).site.slug, found.public_ref
    except Hidden:
        return None


def stands_on_site(actor: Actor, found: Release) -> bool:
    """Whether a release is still on the public site, from which its keepers can withdraw it too."""
    return document_by_ref(actor, found.public_ref).withdrawn_on is None


def published_before(edition: Edition) -> Release | None:
    """The release by which the version that counts today of the same document went out. Whoever asks."""
    found = Release.objects.filter(edition__document=edition.document_id, edition__state="published", state="released")
    return found.select_related("edition").order_by("-pk").first()


def source_on_site(found: Release) -> str:
    """By what the public site knows where a document came from."""
    return f"publishing-{found.ref}"


def standing_before(actor: Actor, edition: Edition) -> PublicDocument | None:
    """What stands on the public site of the same document, and gives way when a version of it is released."""
    earlier = published_before(edition)
    if earlier is None:
        return None
    return document_of_source(actor, edition.document.partnership_id, source_on_site(earlier))


def held_numbers(edition: Edition) -> list[str]:
    """The numbers of the other versions of the document, and of those made from the same redaction, that are on hold.

    Whoever asks: a hold binds every version that says the same, also one that the actor does not see.
    """
    family = Q(document=edition.document_id)
    if edition.dossier_id is not None:
        family |= Q(dossier=edition.dossier_id)
    others = Edition.objects.filter(family).exclude(pk=edition.pk)
    held = Hold.objects.filter(owner_kind=Edition._meta.label_lower, lifted_at=None).values("owner_id")
    return list(others.filter(pk__in=held).order_by("pk").values_list("number", flat=True))


def kept_out_of(edition: Edition, words: Sequence[str]) -> list[str]:
    """Those of some words that name somebody or something which the redaction of a version keeps out."""
    given = [one for one in words if one.strip()]
    if edition.dossier is None or not given:
        return []
    found = Finder(register_for(edition)[0])
    return [one for one in given if any(span.entity for span in found.find(one))]


def kept_out_beside(public_ref: str, texts: Iterable[str]) -> dict[str, list[str]]:
    """By text: its words that name what was redacted from the document under a reference of the public site.

    Every redaction from which a version of that document was made counts, whoever asks. Names that are meant to be
    public, and words that were looked at and left standing, may stand here too. Only texts with such words are given.
    """
    release = Release.objects.filter(public_ref=public_ref).select_related("edition").first()
    if release is None:
        return {}
    versions = Edition.objects.filter(document=release.edition.document_id, dossier__isnull=False)
    made_from = {one.dossier_id: one for one in versions.select_related("dossier", "document__partnership")}
    found: dict[str, list[str]] = {}
    for edition in made_from.values():
        meant = (one["name"] for one in release.meant or [])
        register, settled = register_for(edition, (*meant, *partnership_words(edition)))
        finder = Finder(register)
        for text in texts:
            spans = [span for span in finder.find(text) if span.entity]
            words = [text[span.start : span.end] for span in spans if not _is_settled(span, text, settled)]
            if words:
                found.setdefault(text, []).extend(words)
    return found


def _is_settled(span: Span, text: str, settled: Iterable[str]) -> bool:
    words = text[span.start : span.end].casefold()
    return span.needs_review and words in (one.casefold() for one in settled)


def decided(actor: Actor, edition: Edition, meant: Sequence[ToName]) -> list[dict[str, str]]:
    """Names that may stand, as a release keeps the decision: each with why, who decided so, and on which day.

    A decision of an earlier release of the same document that is taken up as it was stays that of whoever took it.
    """
    earlier = {(one["name"], one["why"]): one for one in _decided_before(actor, edition)}
    own = {"by": actor.label[:150], "on": actor.today.isoformat()}
    return [earlier.get((one.name, one.why), {"name": one.name, "why": one.why, **own}) for one in meant]


def against_naming(edition: Edition, meant: Sequence[ToName]) -> list[str]:
    """Why names cannot be meant to be public: without a reason, twice, or kept out by the redaction."""
    names = [one.name for one in meant]
    reasons = [
        f"“{one}” is what the redaction keeps out, so it cannot be meant to be public."
        for one in kept_out_of(edition, names)
    ]
    reasons += [f"Say why “{one.name}” may be named: write the reason after a colon." for one in meant if not one.why]
    reasons += [f"“{one}” is named twice." for one in dict.fromkeys(names) if names.count(one) > 1]
    return reasons


def names_to_take_up(actor: Actor, edition: Edition) -> list[ToName]:
    """What to propose to whoever asks for a release: the names decided on before, and those that go without saying.

    The latter have no reason yet, so that whoever asks decides on each.
    """
    found = [ToName(one["name"], one["why"]) for one in _decided_before(actor, edition)]
    held = {one.name for one in found}
    beside = alongside_of(actor, edition.document).to_name
    return [*found, *(ToName(name, "") for name in beside if name not in held and not kept_out_of(edition, [name]))]


def _decided_before(actor: Actor, edition: Edition) -> list[dict[str, str]]:
    """The names of the newest release of the same document, as far as the actor sees it."""
    before = seen_by(actor, Release).filter(edition__document=edition.document_id).order_by("-asked_at", "-pk").first()
    return list(before.meant or []) if before is not None else []


def alongside_of(actor: Actor, document: Document) -> Alongside:
    """What goes out beside a version of a document, from the record whose report it is, as it stands now."""
    source = source_of(document.owner_kind)
    if source is None or document.owner_id is None:
        return Alongside()
    return source.alongside(actor, document.owner_id)


def as_kept(alongside: Alongside) -> dict[str, Any] | None:
    """What goes out beside a version as the release keeps it, so that what was checked is what goes out."""
    if not alongside.fact_sheet and not alongside.promises:
        return None
    return {
        "fact_sheet": [list(line) for line in alongside.fact_sheet],
        "promises": [dict(one) for one in alongside.promises],
    }


def as_checked(release: Release) -> Alongside:
    """What was checked with a release to go out beside it."""
    kept = release.alongside or {"fact_sheet": [], "promises": []}
    lines = tuple((name, value) for name, value in kept["fact_sheet"])
    return Alongside(lines, tuple(kept["promises"]))


def against_source(actor: Actor, document: Document) -> list[str]:
    """Why the record whose report it is does not let it go out now. Whoever does not see that is told no more."""
    source = source_of(document.owner_kind)
    if source is None or document.owner_id is None:
        return []
    reasons = source.against(actor, document.owner_id)
    if reasons and not Document.objects.filter(comes_from_seen(actor), pk=document.pk).exists():
        return ["Its record is not ready for it to be published. Ask the partnership office."]
    return reasons


def releases_of(actor: Actor, edition: Edition) -> list[Release]:
    """Every release of a version, the newest first."""
    found = seen_by(actor, Release).filter(edition=edition).select_related("asked_by", "released_by")
    return list(found.order_by("-asked_at", "-pk"))


def waiting_releases(actor: Actor) -> list[Release]:
    """The releases that wait for a second person, as far as the actor sees them."""
    found = seen_by(actor, Release).filter(state="asked").select_related("edition__document__partnership", "asked_by")
    return list(found.order_by("publish_on", "pk"))


def copies_of(actor: Actor, edition: Edition) -> list[Copy]:
    """The copies of a version, in the order in which they are due."""
    return list(seen_by(actor, Copy).filter(edition=edition).select_related("proof").order_by("-is_before", "pk"))


def copy(actor: Actor, ref: str) -> Copy:
    """One copy. Raises Hidden."""
    return fetch(actor, Copy, "edition__document__partnership", "edition__dossier", ref=ref)


def register_for(edition: Edition, meant: Sequence[str] = ()) -> tuple[Register, list[str]]:
    """What the files of a version must not tell, and the words that were looked at and left standing.

    It is the whole register of the redaction, whoever asks: the caller has fetched the version as seen.
    """
    if edition.dossier is None:
        return Register((), tuple(meant)), []
    found = edition.dossier
    everybody = list(Named.objects.filter(dossier=found).order_by("pk"))
    texts = list(SourceText.objects.filter(dossier=found).order_by("order"))
    marks = list(Mark.objects.filter(text__in=texts).select_related("named"))
    register = dossiers.register_of(found, everybody)
    wider = Register(register.entities, (*register.allowed, *meant), register.anchor_on)
    return wider, dossiers.settled_words(texts, marks)


def partnership_words(edition: Edition) -> tuple[str, ...]:
    """The names of the partnership itself, which every document of its carries."""
    partnership = edition.document.partnership
    return partnership.name, partnership.short_name


def guards_counts(document: Document) -> bool:
    """Whether small counts are taken out of the tables of a document."""
    return document.kind in COUNTS_GUARDED


def area_sites(actor: Actor, document: Document) -> list[str]:
    """The sites on which what the partnership publishes is due: one for each area that it covers."""
    return [f"Site of {area.name}" for area in directory.areas_of(actor, document.partnership_id)]
