"""Copies for bodies that must have them, and holds on publication."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import operations as holds
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import out_of_reach
from candour.platform.deadlines.queries import open_hold_of
from candour.platform.exports import operations as taking_out
from candour.platform.files.models import StoredFile
from candour.platform.files.operations import take_in
from candour.practice.publishing import audit_events
from candour.practice.publishing.exports import rendering
from candour.practice.publishing.exports.facts import facts_of
from candour.practice.publishing.models import Copy, Edition
from candour.practice.publishing.operations.releasing import leaks_of, lock
from candour.practice.publishing.queries import releases as queries
from candour.practice.publishing.sources import source_of
from candour.practice.publishing.vocabulary import Recipient


@operation
def add_copy(actor: Actor, *, edition_ref: str, name: str) -> Copy:
    """Name a further body that gets a copy. Raises Refused if it is named already."""
    edition = fetch(actor, Edition, "document", ref=edition_ref)
    require(actor, "ask for a release", edition)
    try:
        with transaction.atomic():
            copy = Copy.objects.create(edition=edition, recipient=Recipient.OTHER, name=name.strip())
    except IntegrityError as error:
        raise Refused("This body is named already.") from error
    record(audit_events.COPY_ADDED, subject=copy, within=edition.document, number=edition.number)
    return copy


def take_copy(actor: Actor, *, ref: str, kind: str, typed: str, reason: str) -> bytes:
    """The copy for one body as "docx" or "pdf", with its name on every page. `typed` repeats the name. Raises Refused.

    It holds the parts that are not for the public too, and is read as finished before it is given out.
    """
    copy = fetch(actor, Copy, "edition__document__partnership", "edition__dossier", ref=ref)
    edition = copy.edition
    require(actor, "ask for a release", edition)
    reasons = []
    if edition.state not in ("approved", "published"):
        reasons.append("Only an approved version is given out.")
    if " ".join(typed.split()).lower() != copy.name.lower():
        reasons.append("Type the name of the body as it stands above, to confirm whom it is for.")
    if queries.kept_out_of(edition, [copy.name]):
        reasons.append("The name of the body is what the redaction keeps out.")
    if reasons:
        raise Refused(*reasons)
    facts = facts_of(actor, edition)
    files = rendering.for_recipient(facts, copy.name)
    marks = rendering.picture_marks(facts)
    if edition.dossier is not None and (leaks := leaks_of(edition, files, [copy.name], marks)):
        raise Refused(*leaks)
    content = files.pdf if kind == "pdf" else files.word
    return _take(actor, ref=ref, reason=reason, content=content)


@operation
def _take(actor: Actor, *, ref: str, reason: str, content: bytes) -> bytes:
    copy = fetch(actor, Copy, "edition__document", ref=ref)
    number = copy.edition.number
    record(
        audit_events.COPY_TAKEN,
        subject=copy,
        within=copy.edition.document,
        number=number,
        who=copy.get_recipient_display(),
    )
    return taking_out.release(actor, about=copy.edition, what="a copy", reason=reason, make=lambda: content)


def prove_copy(actor: Actor, *, ref: str, on: date, upload: UploadedFile) -> None:
    """Keep what proves that a copy was sent, and on which day. Raises Refused."""
    copy = fetch(actor, Copy, "edition__document", ref=ref)
    require(actor, "ask for a release", copy)
    if on > actor.today:
        raise Refused("That day has not come yet.")
    stored = take_in(actor, upload=upload, owner=copy, classification="Proof")
    if stored.state == "refused":
        raise Refused(stored.why)
    _prove(actor, ref=ref, on=on, stored=stored)


@operation
def _prove(actor: Actor, *, ref: str, on: date, stored: StoredFile) -> None:
    copy = fetch(actor, Copy, "edition__document", ref=ref)
    edition = copy.edition
    if not Copy.objects.filter(pk=copy.pk, sent_on=None).update(sent_on=on, sent_by=actor.label[:150], proof=stored):
        raise Refused("It is proved already that this copy was sent.")
    deadlines.meet(actor, owner=edition, key=f"copy-{copy.pk}", within=edition.document)
    record(audit_events.COPY_SENT, subject=copy, within=edition.document, number=edition.number, on=on.isoformat())
    _tell_source(actor, edition)


def _tell_source(actor: Actor, edition: Edition) -> None:
    """Tell the record whose report it is once every copy that is due before was sent."""
    document = edition.document
    source = source_of(document.owner_kind)
    sent = list(Copy.objects.filter(edition=edition, is_before=True).values_list("sent_on", flat=True))
    days = [day for day in sent if day is not None]
    if source is not None and document.owner_id is not None and days and len(days) == len(sent):
        source.copied(actor, document.owner_id, max(days))


@operation
def hold_publication(actor: Actor, *, ref: str, waits_for: str, reason: str, ask: str, next_check_on: date) -> None:
    """Put the publication of a version on hold: what it waits for, whom to ask, and when next. Raises Refused."""
    lock(fetch(actor, Edition, ref=ref))
    edition = fetch(actor, Edition, "document", ref=ref)
    require(actor, "keep documents", edition)
    reasons = []
    if edition.state not in ("draft", "approval", "approved"):
        reasons.append("Only what is not yet published can be held.")
    if open_hold_of(actor, edition) is not None:
        reasons.append("It is on hold already.")
    if next_check_on <= actor.today:
        reasons.append("The next check must be after today.")
    elif out_of_reach(next_check_on):
        reasons.append(out_of_reach(next_check_on))
    if reasons:
        raise Refused(*reasons)
    deadlines.hold(
        actor,
        owner=edition,
        within=edition.document,
        address=reverse("edition", args=[edition.ref]),
        waits_for=waits_for,
        reason=reason,
        ask=ask,
        next_check_on=next_check_on,
    )


@operation
def check_hold(actor: Actor, *, ref: str, hold_ref: str, version: int, next_check_on: date, ask: str) -> None:
    """Note that somebody asked how the hold stands. Raises Refused or Conflict."""
    fetch(actor, Edition, ref=ref)
    holds.check_hold(actor, ref=hold_ref, act="keep documents", version=version, next_check_on=next_check_on, ask=ask)


@operation
def lift_hold(actor: Actor, *, ref: str, hold_ref: str) -> None:
    """End the hold. Raises Refused."""
    fetch(actor, Edition, ref=ref)
    holds.lift_hold(actor, ref=hold_ref, act="keep documents")
