"""Opening a redaction, adding texts to it and names that they must not tell, and making a version from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F, Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.files import confined
from candour.platform.files.operations import take_in
from candour.practice.directory import queries as directory
from candour.practice.publishing import audit_events, reading
from candour.practice.publishing.exports.writing import Part, written
from candour.practice.publishing.models import Document, Dossier, Edition, KeptOut, Named, SourceText
from candour.practice.publishing.operations.documents import drafted, enter_for
from candour.practice.publishing.operations.finding import look
from candour.practice.publishing.queries import dossiers as queries
from candour.practice.publishing.redaction.gate import black_boxes
from candour.practice.publishing.redaction.register import Entity
from candour.practice.publishing.sources import is_known
from candour.practice.publishing.vocabulary import DocumentKind, Ruling

READ = ("docx", "pdf", "txt")
_LABEL = re.compile(r"^(\s*)\[(?=(?:source:|not for the public))", re.IGNORECASE | re.MULTILINE)
_HEADING = re.compile(r"^\s*# ", re.MULTILINE)


@dataclass(frozen=True)
class Handed:
    """A text that is handed over to be redacted."""

    title: str
    source: str
    text: str


@dataclass(frozen=True)
class Known:
    """Somebody or something that the texts must not name, with the facts that the engine takes."""

    key: str
    kind: str
    role: str = ""
    pseudonym: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    is_kept: bool = False


@operation
def open_dossier(
    actor: Actor,
    *,
    partnership_id: int,
    title: str,
    kind: str,
    texts: Sequence[Handed] = (),
    register: Sequence[Known] = (),
    owner: Model | None = None,
    allowed: Sequence[str] = (),
    anchor_on: date | None = None,
    keep_out: Sequence[int] = (),
    enter_document: str = "",
) -> Dossier:
    """Open a redaction with its texts and what they must not name. `title` names nobody; `keep_out` holds people's ids.

    `owner` is the record of another app from which the texts come, of a kind that is a source: only whoever sees it
    sees the redaction, and nobody in `keep_out` does. With `enter_document`, a title, the document that is to be
    published is entered, and is seen by the same people until it is out. Raises Refused.
    """
    partnership = directory.partnership_by_id(actor, partnership_id)
    require(actor, "redact", partnership)
    if owner is not None and not is_known(owner._meta.label_lower):
        raise ValueError(f"Nobody has said who sees what is made from {owner._meta.label_lower}.")
    if owner is not None and enter_document:
        enter_for(actor, owner, partnership, kind=kind, title=enter_document)
    dossier = Dossier.objects.create(
        partnership=partnership,
        kind=DocumentKind(kind),
        title=title.strip(),
        owner_kind=owner._meta.label_lower if owner is not None else "",
        owner_id=owner.pk if owner is not None else None,
        allowed=list(allowed),
        anchor_on=anchor_on,
        opened_at=actor.at,
        opened_by=actor.label[:150],
    )
    KeptOut.objects.bulk_create(KeptOut(dossier=dossier, person_id=one) for one in sorted(set(keep_out)))
    for one in register:
        _add_named(dossier, one)
    _add_texts(actor, dossier, texts)
    record(audit_events.DOSSIER_OPENED, subject=dossier, kind=dossier.get_kind_display(), count=len(texts))
    look(actor, dossier)
    return dossier


@operation
def open_by_hand(actor: Actor, *, partnership_ref: str, title: str, kind: str, allowed: Sequence[str] = ()) -> Dossier:
    """Open a redaction to which the texts and names are added by hand. Raises Refused."""
    partnership = directory.partnership(actor, partnership_ref)
    return open_dossier(actor, partnership_id=partnership.pk, title=title, kind=kind, allowed=allowed)


@operation
def add_text(actor: Actor, *, dossier_ref: str, title: str, source: str, text: str) -> None:
    """Add a text that was typed or pasted. Raises Refused."""
    dossier = _open(actor, dossier_ref)
    if not text.strip():
        raise Refused("Write or paste the text.")
    _add_texts(actor, dossier, [Handed(title, source, text)])
    record(audit_events.TEXT_ADDED, subject=dossier)
    look(actor, dossier)


def add_file(actor: Actor, *, dossier_ref: str, source: str, upload: UploadedFile) -> int:
    """Read the texts of a Word, PDF or text file into a redaction. The file is kept as it came. Raises Refused.

    A file in which words stand under a black box is refused with each place: whoever made it thinks them gone. Returns
    how many texts were read.
    """
    dossier = _open(actor, dossier_ref)
    content, name = upload.read(), upload.name or "file"
    upload.seek(0)
    _require_uncovered(content, name)
    stored = take_in(actor, upload=upload, owner=dossier, classification="Original")
    if stored.state == "refused":
        raise Refused(stored.why)
    texts = _read(content, stored.kind, source)
    _add_read(actor, dossier_ref=dossier_ref, texts=texts)
    return len(texts)


def read_texts(content: bytes, kind: str, source: str) -> list[Handed]:
    """The texts of a file that the caller keeps, part by part, to be handed over. It takes a while. Raises Refused."""
    _require_uncovered(content, f"file.{kind}")
    return _read(content, kind, source)


def _require_uncovered(content: bytes, name: str) -> None:
    hidden = black_boxes(content, name)
    if hidden:
        raise Refused(
            "Words in this file are only covered, and not removed. Send the original, and mask them here.",
            *(f"{leak.where}: {leak.what} {leak.why}" for leak in hidden[:8]),
        )


def _read(content: bytes, kind: str, source: str) -> list[Handed]:
    if kind not in READ:
        raise Refused("Only Word, PDF and text files can be read here.")
    try:
        parts, _ = confined.call(reading.read, content, kind=kind)
    except confined.Stopped as stopped:
        raise Refused(f"The file could not be read: {stopped}.") from stopped
    if not parts:
        raise Refused("No text could be read in this file. A scanned page has none: type it, or have it read first.")
    return [Handed(title or "Text", source, text) for title, text in parts]


@operation
def _add_read(actor: Actor, *, dossier_ref: str, texts: Sequence[Handed]) -> None:
    dossier = _open(actor, dossier_ref)
    _add_texts(actor, dossier, texts)
    record(audit_events.TEXT_ADDED, subject=dossier)
    look(actor, dossier)


@operation
def add_known(actor: Actor, *, dossier_ref: str, known: Known) -> Named:
    """Enter somebody or something that the texts must not name, and look for it in all of them. Raises Refused."""
    dossier = _open(actor, dossier_ref)
    if not any(known.facts.values()):
        raise Refused("Say at least one thing by which the texts may name them.")
    count = Named.objects.filter(dossier=dossier).exclude(facts__isnull=True).count()
    named = _add_named(
        dossier, Known(f"hand{count + 1}", known.kind, known.role, known.pseudonym, known.facts, known.is_kept)
    )
    record(audit_events.NAMED_ADDED, subject=dossier)
    look(actor, dossier)
    return named


@operation
def make_edition(actor: Actor, *, dossier_ref: str, document_ref: str, number: str) -> Edition:
    """Make a version of a document from the reviewed texts, as a draft. Raises Refused while a mention is undecided."""
    dossier = _open(actor, dossier_ref)
    document = fetch(actor, Document, ref=document_ref)
    require(actor, "keep documents", document)
    texts = queries.texts_of(actor, dossier)
    marks = queries.marks_of(actor, texts)
    waiting = sum(mark.state == Ruling.PROPOSED for mark in marks)
    reasons = []
    if not texts:
        reasons.append("There is no text yet.")
    if waiting:
        reasons.append(f"{waiting} mentions are still to be decided.")
    if document.kind != dossier.kind or document.partnership_id != dossier.partnership_id:
        reasons.append("The document is not of the same kind and partnership as the redaction.")
    if document not in queries.documents_for(actor, dossier):
        reasons.append("The document and the redaction do not come from the same record.")
    if reasons:
        raise Refused(*reasons)
    everybody = queries.named_of(actor, dossier)
    words = queries.words_for(queries.register_of(dossier, everybody), everybody)
    parts = [
        Part(one.title, f"{one.source}, redacted", lines=_tame(queries.redacted(one, marks, words)).splitlines())
        for one in texts
    ]
    edition = drafted(actor, document, number, written(parts), dossier=dossier)
    record(audit_events.REDACTION_MADE, subject=dossier, number=edition.number)
    return edition


def _open(actor: Actor, ref: str) -> Dossier:
    dossier = fetch(actor, Dossier, ref=ref)
    require(actor, "redact", dossier)
    return dossier


def _add_named(dossier: Dossier, one: Known) -> Named:
    facts = {name: list(value) if isinstance(value, tuple) else value for name, value in one.facts.items() if value}
    named = Named(
        dossier=dossier,
        entity=one.key[:40],
        kind=one.kind,
        role=one.role.strip(),
        pseudonym=one.pseudonym.strip(),
        facts=facts,
        is_kept=one.is_kept,
    )
    try:
        entity: Entity = named.as_entity
        entity.day("born_on")
        with transaction.atomic():
            named.save()
    except ValueError as error:
        raise Refused(str(error)) from error
    except IntegrityError as error:
        raise Refused("This is entered already.") from error
    return named


def _add_texts(actor: Actor, dossier: Dossier, texts: Sequence[Handed]) -> None:
    last = SourceText.objects.filter(dossier=dossier).count()
    for order, one in enumerate(texts, last + 1):
        SourceText.objects.create(
            dossier=dossier,
            order=order,
            title=one.title.strip()[:200] or "Text",
            source=one.source.strip()[:190],
            text=one.text.replace("\r\n", "\n").strip(),
            added_at=actor.at,
        )
    Dossier.objects.filter(pk=dossier.pk).update(version=F("version") + 1)


def _tame(text: str) -> str:
    """A text in which nothing is taken for the heading or the label of a part."""
    return _LABEL.sub(r"\1(", _HEADING.sub("## ", text))
