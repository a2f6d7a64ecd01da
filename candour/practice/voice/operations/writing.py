"""Links with which a relative or a practitioner writes for themselves: made and ended by the office, used by them."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F, Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.counting import end_of
from candour.platform.deadlines.parts import Task
from candour.platform.vault import operations as vault
from candour.platform.vault.queries import masked
from candour.platform.workflow.moving import Conflict
from candour.practice.directory import roles
from candour.practice.voice import audit_events, messages
from candour.practice.voice.models import Contribution, LogEntry, Member, Practitioner, WritingDraft, WritingLink
from candour.practice.voice.permissions import WRITE, open_at
from candour.practice.voice.queries.writing import link_of_holder, name_of, newest_link, sent_by, why_no_link
from candour.practice.voice.reasons import LINK
from candour.practice.voice.vocabulary import BY_LINK, TO_SAY, Entry, Handing, Heard
from candour.practice.voice.workflow import KEEP

CODE_LASTS = timedelta(minutes=15)
TRIES_OF_A_SENT_CODE = 5
TRIES_OF_A_HANDED_CODE = 10
"""A code that is handed over holds as long as its link; after so many wrong ones the office makes another link."""
OPEN_AT_MOST = timedelta(days=180)
LONGEST = 20_000
LONGEST_DRAFT = 200_000
"""More than can be sent at once, so that nothing is lost while somebody shortens what they wrote."""
SENT_AT_MOST = 20
BOX_IS_FULL = "Shorten what stands in your box first: there is no room in it for what you would take back."
ELSEWHERE = (
    "You have saved or sent something in another window since you opened this page. What is saved stands above; what "
    "you wrote here is still below. Put together what you want to keep."
)


@dataclass(frozen=True)
class MadeLink:
    """A link just made. Its token and, where it is handed over, its code are shown once and kept only as hashes."""

    link: WritingLink
    token: str
    code: str


@operation
def make_link(actor: Actor, *, kind: str, ref: str, ends_on: date, by: str) -> MadeLink:
    """Make a link for one relative or practitioner (`kind`: "family" or "practitioner"), in place of any before it.

    Raises Refused, with all reasons, on a quiet date and for whoever is not to be contacted or does not take part.
    """
    writer = _writer(actor, kind, ref)
    reasons = why_no_link(actor, writer)
    if ends_on <= actor.today:
        reasons.append("The last day must be after today.")
    elif ends_on > actor.today + OPEN_AT_MOST:
        reasons.append(f"A link is open for {OPEN_AT_MOST.days} days at most. You can make another later.")
    email = "" if reasons or by != Handing.EMAIL else _email(actor, writer)
    if by == Handing.EMAIL and not email and not reasons:
        reasons.append("No email address that works is kept of them. Add one, or hand the link over yourself.")
    if reasons:
        raise Refused(*reasons)
    before = newest_link(actor, writer)
    token, code = secrets.token_urlsafe(32), "" if email else f"{secrets.randbelow(100_000_000):08}"
    link = _replace(actor, writer, before, ends_on, email, token)
    if code:
        WritingLink.objects.filter(pk=link.pk).update(code_hash=_hash(f"{link.pk}:{code}"), code_ends_at=link.ends_at)
    if before is not None and before.email == email:
        _carry_over(before, link)
    record(audit_events.WRITING_MADE, subject=link, within=_within(link), who=name_of(link), on=ends_on.isoformat())
    if email:
        messages.send_link(actor, link, token)
    return MadeLink(link, token, code)


@operation
def close_link(actor: Actor, *, kind: str, ref: str) -> None:
    """End the link of somebody before its day. What they sent stays. Raises Refused where none is open."""
    writer = _writer(actor, kind, ref)
    link = newest_link(actor, writer)
    mine = WritingLink.objects.filter(open_at(actor.at), pk=link.pk) if link else WritingLink.objects.none()
    if link is None or not WritingLink.objects.filter(pk__in=mine.values("pk")).update(closed_at=actor.at):
        raise Refused("No link is open.")
    record(audit_events.WRITING_CLOSED, subject=link, within=_within(link), who=name_of(link))


@operation
def mark_read(actor: Actor, *, kind: str, ref: str) -> None:
    """Say that what somebody sent by their link was read. Raises Refused where nothing waits."""
    writer = _writer(actor, kind, ref)
    link = WritingLink.objects.filter(**_whose(writer)).exclude(waits_since=None).order_by("pk").last()
    if link is None or not WritingLink.objects.filter(pk=link.pk, waits_since=link.waits_since).update(
        waits_since=None
    ):
        raise Refused("Nothing waits to be read.")
    record(audit_events.WRITING_READ, subject=link, within=_within(link), who=name_of(link))
    deadlines.meet(actor, owner=_deadline_owner(link), within=_within(link), key=link.deadline_key)


# Opening it


def link_of(actor: Actor, token: str) -> WritingLink:
    """A link that is open. A dead one and one that never was are alike: Hidden."""
    related = ("member__room__partnership", "practitioner__room__partnership")
    found = WritingLink.objects.select_related(*related).filter(open_at(actor.at), link_hash=_hash(token)).first()
    if found is None:
        raise Hidden
    return found


@operation
def send_code(actor: Actor, *, token: str) -> None:
    """Send a new code to the address to which a link was sent. Raises Hidden for one that was handed over."""
    link = link_of(actor, token)
    if not link.email:
        raise Hidden
    code = f"{secrets.randbelow(1_000_000):06}"
    WritingLink.objects.filter(pk=link.pk).update(
        code_hash=_hash(f"{link.pk}:{code}"), code_ends_at=actor.at + CODE_LASTS, code_tries=0
    )
    record(audit_events.WRITING_CODE, subject=link, within=_within(link), who=name_of(link))
    messages.send_code(actor, link, code)


@operation
def open_with_code(actor: Actor, *, token: str, code: str) -> WritingLink | None:
    """Open a link with its code. Returns None for a wrong or old code, and after too many tries."""
    link = link_of(actor, token)
    at_most = TRIES_OF_A_SENT_CODE if link.email else TRIES_OF_A_HANDED_CODE
    mine = WritingLink.objects.filter(pk=link.pk)
    tried = mine.filter(code_tries__lt=at_most, code_ends_at__gt=actor.at).update(code_tries=F("code_tries") + 1)
    plain = "".join(sign for sign in code if sign.isalnum())
    # A code that was sent works once; one that was handed over is all that somebody has, and opens again.
    after = {"code_hash": ""} if link.email else {"code_tries": 0}
    right = tried and mine.filter(code_hash=_hash(f"{link.pk}:{plain}")).update(**after)
    sentence = audit_events.WRITING_OPENED if right else audit_events.WRITING_CODE_WRONG
    record(sentence, subject=link, within=_within(link), who=name_of(link))
    if not right:
        return None
    mine.filter(opened_at=None).update(opened_at=actor.at)
    return link


# Writing


def save_draft(actor: Actor, *, text: str, quoting: str, version: int) -> int:
    """Keep what somebody has written so far, finished or not; nobody else reads it. Returns the draft's new version.

    `version` is the one that the page showed, 0 before anything was saved. Raises Conflict where another window saved
    other words since, Refused for more than a draft can hold, and Hidden once the link is over.
    """
    link = link_of_holder(actor)
    require(actor, WRITE, link)
    kept = text.replace("\0", "")
    if len(kept) > LONGEST_DRAFT:
        raise Refused("This is more than the page can hold. What you wrote last is not saved.")
    said = quoting if quoting in TO_SAY else ""
    draft, made = WritingDraft.objects.get_or_create(
        link=link, defaults={"text": kept, "quoting": said, "saved_at": actor.at}
    )
    if made or (draft.text, draft.quoting) == (kept, said):
        return draft.version
    changed = draft.version == version and WritingDraft.objects.filter(pk=draft.pk, version=version).update(
        text=kept, quoting=said, saved_at=actor.at, version=F("version") + 1
    )
    if not changed:
        raise Conflict
    return version + 1


@operation
def send_words(actor: Actor, *, text: str, quoting: str, version: int) -> None:
    """Send what somebody wrote: it is kept word for word, and the draft is empty again. Raises Refused, and Hidden."""
    link = link_of_holder(actor)
    require(actor, WRITE, link)
    sent = len(sent_by(actor, link))
    reasons = []
    if not text.strip():
        reasons.append("Write something first, or close the page if you would rather not.")
    if link.member is not None and quoting not in TO_SAY:
        reasons.append("Say whether we may quote what you write.")
    if sent >= SENT_AT_MOST:
        reasons.append("You have sent as much as this page can take. Please ring the office to say more.")
    if reasons:
        raise Refused(*reasons)
    draft, made = WritingDraft.objects.get_or_create(link=link, defaults={"saved_at": actor.at})
    if not made and draft.version != version and draft.text != text:
        raise Refused(ELSEWHERE)
    emptied = WritingDraft.objects.filter(pk=draft.pk, version=draft.version)
    if not emptied.update(text="", quoting="", saved_at=actor.at, version=F("version") + 1):
        raise Refused(ELSEWHERE)
    kept = _keep(actor, link, text, quoting)
    record(audit_events.WRITTEN, subject=kept, within=_within(link), who=name_of(link))
    _tell_office(actor, link)


@operation
def take_back(actor: Actor, *, number: int) -> None:
    """Take back something that was sent. It goes out of the review, and back to where only its writer reads it."""
    link = link_of_holder(actor)
    require(actor, WRITE, link)
    sent = sent_by(actor, link)
    if not 1 <= number <= len(sent):
        raise Hidden
    entry = sent[number - 1]
    mine = type(entry).objects.filter(pk=entry.pk, taken_back_at=None)
    if not mine.update(text="", taken_back_at=actor.at):
        raise Refused("You have taken this back already.")
    draft, _ = WritingDraft.objects.get_or_create(link=link, defaults={"saved_at": actor.at})
    text = f"{entry.text}\n\n{draft.text}" if draft.text.strip() else entry.text
    if len(text) > LONGEST_DRAFT:
        raise Refused(BOX_IS_FULL)
    if not WritingDraft.objects.filter(pk=draft.pk, version=draft.version).update(
        text=text, saved_at=actor.at, version=F("version") + 1
    ):
        raise Conflict
    record(audit_events.TAKEN_BACK, subject=entry, within=_within(link), who=name_of(link))


@operation
def stop_writing(actor: Actor) -> None:
    """Want to write no more: the link ends, and the draft is thrown away. What was sent stays unless taken back."""
    link = link_of_holder(actor)
    require(actor, WRITE, link)
    if not WritingLink.objects.filter(pk=link.pk, closed_at=None, stopped_at=None).update(stopped_at=actor.at):
        raise Hidden
    WritingDraft.objects.filter(link=link).delete()
    record(audit_events.WRITING_STOPPED, subject=link, within=_within(link), who=name_of(link))


def _writer(actor: Actor, kind: str, ref: str) -> Member | Practitioner:
    model: type[Member | Practitioner] = Member if kind == "family" else Practitioner
    writer = fetch(actor, model, "room__partnership", "identity", ref=ref)
    require(actor, KEEP, writer)
    return writer


def _whose(writer: Member | Practitioner) -> dict[str, Member | Practitioner]:
    return {"member" if isinstance(writer, Member) else "practitioner": writer}


def _email(actor: Actor, writer: Member | Practitioner) -> str:
    if writer.identity is None or "email" not in masked(writer.identity):
        return ""
    email = vault.open_for(actor, identity=writer.identity, purpose=LINK, names=["email"])["email"].strip()
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email


def _replace(
    actor: Actor, writer: Member | Practitioner, before: WritingLink | None, ends_on: date, email: str, token: str
) -> WritingLink:
    if before is not None:
        WritingLink.objects.filter(pk=before.pk, closed_at=None).update(closed_at=actor.at)
    try:
        with transaction.atomic():
            return WritingLink.objects.create(
                **_whose(writer),
                link_hash=_hash(token),
                ends_on=ends_on,
                ends_at=end_of(ends_on, None),
                email=email,
                made_at=actor.at,
                made_by=actor.label,
            )
    except IntegrityError as error:
        raise Refused("Somebody else made a link for them at the same moment.") from error


def _carry_over(before: WritingLink, link: WritingLink) -> None:
    """What they wrote and sent with the link before, to the same address, is theirs with the new one too."""
    WritingDraft.objects.filter(link=before).update(link=link)
    for model in (LogEntry, Contribution):
        model.objects.filter(link=before).update(link=link)


def _keep(actor: Actor, link: WritingLink, text: str, quoting: str) -> LogEntry | Contribution:
    made = {"on": actor.today, "text": text, "made_at": actor.at, "made_by": actor.label, "link": link}
    if link.member is not None:
        return LogEntry.objects.create(member=link.member, kind=Entry.WORDS, channel=BY_LINK, quoting=quoting, **made)
    assert link.practitioner is not None, "a link is a relative's or a practitioner's"
    return Contribution.objects.create(practitioner=link.practitioner, kind=Heard.WRITTEN, **made)


def _tell_office(actor: Actor, link: WritingLink) -> None:
    if not WritingLink.objects.filter(pk=link.pk, waits_since=None).update(waits_since=actor.at, turn=F("turn") + 1):
        return
    link.refresh_from_db(fields=["turn"])
    room, is_family = link.room, link.member is not None
    task = Task(
        link.deadline_key,
        f"Words have come {'from the family' if is_family else 'from a practitioner'} – {room.title}",
        "Read them, and say thank you",
        f"/voices/{'family' if is_family else 'practitioners'}/{link.writer.ref}/",
        ("partnership", room.partnership_id),
        roles.PARTNERSHIP_MANAGER,
    )
    on = deadlines.next_working_day_at(actor.at).date()
    deadlines.set_day(actor, owner=_deadline_owner(link), within=_within(link), task=task, on=on)


def _deadline_owner(link: WritingLink) -> Model:
    # What comes from a practitioner is due for those alone who may hear them.
    return link.practitioner or link.room


def _within(link: WritingLink) -> Model:
    """In whose history it stands: that of the record for the family, that of the room for a practitioner.

    The record itself is not read: whoever holds the link must not, and a line of history needs only to point at it.
    """
    room = link.room
    if link.member is None:
        return room
    return apps.get_model(room.owner_kind)(pk=room.owner_id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
