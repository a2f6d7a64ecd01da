"""Putting released documents on the site, correcting them, and withdrawing them with a reason."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.exports.blocks import Picture
from candour.platform.files.names import extension_of, safe_name
from candour.platform.workflow.moving import Conflict, save_edit
from candour.practice.public import audit_events
from candour.practice.public.models import Document, DocumentFile, MeetingDate, Promise, Site
from candour.practice.public.operations.checking import refuse_what_leads_to_somebody
from candour.practice.public.operations.sites import site_to_put_on
from candour.practice.public.vocabulary import Kind
from candour.practice.public.words import folded

KINDS_OF_FILE = ("pdf", "docx", "xlsx", "csv", "png", "jpg")
LARGEST = 25 * 1024 * 1024
BY_THE_OFFICE = (Kind.NEWSLETTER, Kind.LEAFLET)
"""What the office writes for the public from the start, so that nothing confidential is behind it."""
Facts = Mapping[str, str | int | Sequence[str]]


EMPTIED = ("body", "summary", "easy_read", "easy_read_waiting", "words", "change_note")
"""What a withdrawn document says no more."""


@dataclass(frozen=True)
class ReleasedFile:
    """A file as it was released, byte for byte."""

    name: str
    content: bytes


@operation
def put_document(
    actor: Actor,
    *,
    partnership_id: int,
    kind: str,
    title: str,
    summary: str,
    body: str,
    files: Sequence[ReleasedFile] = (),
    pictures: Sequence[Picture] = (),
    published_on: date | None = None,
    keep_until: date | None = None,
    fact_sheet: Facts | None = None,
    corrects: str | None = None,
    change_note: str = "",
    source_ref: str = "",
    easy_read: str = "",
    more: Mapping[str, Any] | None = None,
) -> str:
    """Put a document that was released on the public site at once. Returns its reference, which makes its address.

    `body` has the few marks of `marks.py` (`operations.marked` writes them from the blocks of an export). `pictures`
    are the logos at its head. `corrects` is the reference of the version that this one takes the place of. `source_ref`
    says where it came from in words that only the caller can read; two documents of one source cannot stand at once.
    `more` may give owner, source, number, audience and review_on. Raises Refused.
    """
    site = site_to_put_on(actor, partnership_id)
    earlier = fetch(actor, Document, "site", "first", ref=corrects, site=site) if corrects else None
    facts = {"easy_read": easy_read, "fact_sheet": dict(fact_sheet or {}), "came_from": source_ref, **(more or {})}
    facts["pictures"] = [{"png": base64.b64encode(one.content).decode(), "alt": one.alt} for one in pictures]
    document = _made(actor, site, kind, title, summary, body, published_on, keep_until, facts)
    document.shown_at = actor.at
    if earlier is not None:
        _correct(actor, earlier, document, change_note)
    _store(document, files)
    if earlier is not None:
        Promise.objects.filter(document=earlier).update(document=document, published_on=document.published_on)
        MeetingDate.objects.filter(minutes=earlier).update(minutes=document)
    said = audit_events.DOCUMENT_CORRECTED if earlier else audit_events.DOCUMENT_PUT
    record(said, subject=document, within=site, slug=site.slug, kind=document.get_kind_display())
    return document.ref


@operation
def propose_document(
    actor: Actor,
    *,
    partnership_id: int,
    kind: str,
    title: str,
    summary: str,
    body: str,
    audience: str = "",
    files: Sequence[ReleasedFile] = (),
) -> str:
    """Write a newsletter or leaflet for the site, to be confirmed by a second person.

    Raises Refused with whatever in it may lead to somebody.
    """
    site = site_to_put_on(actor, partnership_id)
    require(actor, "keep the public site", site)
    if kind not in BY_THE_OFFICE:
        raise Refused("Only newsletters and leaflets are written here. Anything else comes here by being released.")
    document = _made(actor, site, kind, title, summary, body, None, None, {"audience": audience})
    _check(document)
    _store(document, files)
    record(
        audit_events.DOCUMENT_PROPOSED, subject=document, within=site, slug=site.slug, kind=document.get_kind_display()
    )
    return document.ref


@operation
def confirm_document(actor: Actor, *, ref: str) -> None:
    """Confirm as the second person what somebody else wrote, so that everybody reads it. Raises Refused or Conflict."""
    document = fetch(actor, Document, "site", ref=ref)
    require(actor, "put what was released on the public site", document)
    if actor.person_id == document.put_by_person_id:
        raise Refused("Somebody else must read it before it is published. You wrote it.")
    # Looked at again: contacts may have gone since, and what was written may be older than a check.
    _check(document)
    day = actor.today
    shown = {"shown_at": actor.at, "published_on": day, "keep_until": a_year_after(day)}
    if not Document.objects.filter(pk=document.pk, shown_at=None).update(**shown):
        raise Conflict
    kind = document.get_kind_display()
    record(audit_events.DOCUMENT_CONFIRMED, subject=document, within=document.site, slug=document.site.slug, kind=kind)


@operation
def drop_document(actor: Actor, *, ref: str) -> None:
    """Drop what waits to be confirmed; nobody outside has read it. Raises Conflict if it is published already."""
    document = fetch(actor, Document, "site", ref=ref)
    require(actor, "keep the public site", document)
    kind = document.get_kind_display()
    record(audit_events.DOCUMENT_DROPPED, subject=document, within=document.site, slug=document.site.slug, kind=kind)
    if not Document.objects.filter(pk=document.pk, shown_at=None).delete()[0]:
        raise Conflict


@operation
def put_easy_read(actor: Actor, *, ref: str, version: int, text: str) -> None:
    """Write an easy-read version, which waits for a second person to read it.

    Raises Refused with whatever in it may lead to somebody, and Conflict.
    """
    document = fetch(actor, Document, "site", ref=ref)
    require(actor, "keep the public site", document)
    if document.withdrawn_on is not None:
        raise Refused("This document was withdrawn.")
    _check_easy_read(document, text)
    save_edit(document, version, easy_read_waiting=text, easy_read_by_person_id=actor.person_id)
    kind = document.get_kind_display()
    record(audit_events.EASY_READ_PUT, subject=document, within=document.site, slug=document.site.slug, kind=kind)


@operation
def confirm_easy_read(actor: Actor, *, ref: str, version: int) -> None:
    """Publish, as the second person, the easy-read version that waits. Raises Refused or Conflict."""
    document = fetch(actor, Document, "site", ref=ref)
    require(actor, "put what was released on the public site", document)
    if document.withdrawn_on is not None or not document.easy_read_waiting:
        raise Refused("No easy-read version waits.")
    if actor.person_id == document.easy_read_by_person_id:
        raise Refused("Somebody else must read it before it is published. You wrote it.")
    text = document.easy_read_waiting
    _check_easy_read(document, text)
    save_edit(document, version, easy_read=text, easy_read_waiting="", words=_words_of(document, text))
    kind = document.get_kind_display()
    record(audit_events.EASY_READ_CONFIRMED, subject=document, within=document.site, slug=document.site.slug, kind=kind)


@operation
def withdraw_document(actor: Actor, *, ref: str, reason: str, hide_title: bool = False) -> None:
    """Withdraw a document. Its address then says when and why; its text and files leave the public tables at once.

    With them go those of the versions before it. With `hide_title` its title goes too.

    Raises Refused without a reason, and Conflict if it was withdrawn already.
    """
    document = fetch(actor, Document, "site", ref=ref)
    require(actor, "put what was released on the public site", document)
    reason = reason.strip()
    if not reason:
        early = (
            f" It was to stay on the site until {document.keep_until:%-d %B %Y}." if is_early(actor, document) else ""
        )
        raise Refused(f"Say why it is withdrawn. Everybody who comes to its address will read the reason.{early}")
    if document.shown_at is None or document.withdrawn_on is not None:
        raise Conflict
    # The earlier versions still say what they said, so that a reader of the address of one would read it all the same.
    for one in (document, *_earlier_that_stand(document)):
        _withdraw(actor, one, reason, hide_title=hide_title)


def _withdraw(actor: Actor, document: Document, reason: str, *, hide_title: bool) -> None:
    emptied: dict[str, Any] = dict.fromkeys(EMPTIED, "")
    emptied |= {"fact_sheet": {}, "pictures": [], "withdrawn_on": actor.today, "withdrawn_because": reason}
    if hide_title:
        emptied["title"] = document.get_kind_display()
    changed = Document.objects.filter(pk=document.pk, withdrawn_on=None, shown_at__isnull=False).update(**emptied)
    if not changed:
        raise Conflict
    DocumentFile.objects.filter(document=document).delete()
    Promise.objects.filter(document=document).update(stands=False)
    slug, kind = document.site.slug, document.get_kind_display()
    if is_early(actor, document):
        event, until = audit_events.DOCUMENT_WITHDRAWN_EARLY, document.keep_until.isoformat()
        record(event, subject=document, within=document.site, slug=slug, kind=kind, until=until)
    else:
        record(audit_events.DOCUMENT_WITHDRAWN, subject=document, within=document.site, slug=slug, kind=kind)


def _earlier_that_stand(document: Document) -> list[Document]:
    """The versions before this one that can still be read at their addresses."""
    first = document.first_id or document.pk
    family = Document.objects.filter(Q(pk=first) | Q(first_id=first), pk__lt=document.pk)
    return list(family.filter(withdrawn_on=None, shown_at__isnull=False).select_related("site").order_by("pk"))


def is_early(actor: Actor, document: Document) -> bool:
    """Whether the day until which it was to stay is not over."""
    return actor.today <= document.keep_until


def a_year_after(day: date) -> date:
    """The same day a year later; 28 February for the 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _made(
    actor: Actor,
    site: Site,
    kind: str,
    title: str,
    summary: str,
    body: str,
    published_on: date | None,
    keep_until: date | None,
    more: Mapping[str, Any],
) -> Document:
    on = published_on or actor.today
    document = Document(
        site=site,
        kind=kind,
        title=title.strip(),
        summary=summary.strip(),
        body=body,
        published_on=on,
        keep_until=keep_until or a_year_after(on),
        put_by_person_id=actor.person_id,
        **more,
    )
    reasons = []
    if kind not in Kind.values:
        reasons.append("This kind of document has no place on the public site.")
    if not document.title or not document.summary:
        reasons.append("A public document has a title, and a summary in plain words.")
    if on > actor.today:
        reasons.append("The day of publishing has not come yet.")
    if document.keep_until < a_year_after(on):
        reasons.append("A published document stays for at least a year.")
    if reasons:
        raise Refused(*reasons)
    document.words = _words_of(document, document.easy_read)
    return document


def _check(document: Document) -> None:
    parts = {"Title": document.title, "In short": document.summary, "For whom": document.audience}
    refuse_what_leads_to_somebody(document.site_id, {**parts, "Text": document.body})


def _check_easy_read(document: Document, text: str) -> None:
    refuse_what_leads_to_somebody(document.site_id, {"Easy-read version": text})


def _correct(actor: Actor, earlier: Document, document: Document, note: str) -> None:
    if not note.strip():
        raise Refused("Say what was corrected. Readers of the earlier version will want to know.")
    changed = Document.objects.filter(
        pk=earlier.pk, withdrawn_on=None, corrected_on=None, shown_at__isnull=False
    ).update(corrected_on=actor.today)
    if not changed:
        raise Refused("That version was withdrawn or corrected already.")
    document.corrects, document.first, document.change_note = earlier, earlier.first or earlier, note.strip()


def _store(document: Document, files: Sequence[ReleasedFile]) -> None:
    wrong = [one.name for one in files if extension_of(one.name) not in KINDS_OF_FILE]
    if wrong:
        raise Refused(f"Files of this kind are not published: {', '.join(wrong)}.")
    if any(len(one.content) > LARGEST for one in files):
        raise Refused("A file is larger than 25 MB.")
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("This is published already. Publish a correction of it, or withdraw it first.") from error
    for one in files:
        kind = extension_of(one.name)
        DocumentFile.objects.create(
            document=document,
            name=safe_name(one.name, extension=kind),
            kind=kind,
            size=len(one.content),
            sha256=hashlib.sha256(one.content).hexdigest(),
            content=one.content,
        )


def _words_of(document: Document, easy_read: str) -> str:
    return folded(document.title, document.summary, document.body, easy_read, document.owner, document.source)
