"""What can be done with stored files: take one in, keep one that was made, and sweep what is held or left over."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import require, seen_by
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.sentences import Sentence
from candour.platform.files import audit_events, keeping
from candour.platform.files.inspection.kinds import KINDS
from candour.platform.files.inspection.refusal import LARGEST
from candour.platform.files.judging import judge
from candour.platform.files.models import StoredFile
from candour.platform.files.names import extension_of, safe_name
from candour.platform.files.queries import Damaged, owner_mark, sound_content_of
from candour.platform.files.scanner import Address, Outcome, scan
from candour.platform.files.workflow import FILES, RELEASE
from candour.platform.workflow.moving import Conflict, move

TOO_LARGE = "It is larger than 25 MB, so its content was not kept. Make it smaller, or send it in parts."
SOMETHING_FOUND = "The virus scanner found something in it. Tell whoever looks after your computer."
_ARRIVED = {"held": audit_events.HELD, "refused": audit_events.REFUSED}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Swept:
    """How many of the files that were held are now clean, refused, or still held."""

    clean: int
    refused: int
    held: int


def take_in(actor: Actor, *, upload: UploadedFile, owner: Model, classification: str = "") -> StoredFile:
    """Inspect a file that somebody sent and keep it: held for the virus check, or refused with the reason in `why`.

    The caller has checked that the actor may add to the owner. The inspection is over before a transaction begins.
    """
    name, size = upload.name or "", upload.size or 0
    if size > LARGEST:
        row = StoredFile(name=safe_name(name), size=size, sha256=_digest(upload), state="refused", why=TOO_LARGE)
        return _add(actor, row, owner, classification, audit_events.REFUSED)
    found = judge(upload.read(), name)
    row = StoredFile(name=safe_name(name, extension=found.kind), kind=found.kind, why=found.why)
    if found.why:
        row.state = "refused"
    return _keep(actor, row, found.content, owner, classification, _ARRIVED[row.state])


def keep_made(actor: Actor, *, name: str, content: bytes, owner: Model, classification: str = "") -> StoredFile:
    """Keep a document that the system itself made, clean at once. Raises ValueError for a kind that is not taken in."""
    kind = KINDS.get(extension_of(name))
    if kind is None:
        raise ValueError("Only documents of the kinds that are taken in can be kept.")
    row = StoredFile(name=safe_name(name, extension=kind), kind=kind, state="clean")
    return _keep(actor, row, content, owner, classification, audit_events.MADE)


def scan_held(actor: Actor) -> Swept:
    """Have every held file scanned, oldest first. Those about which the scanner gives no plain answer stay held."""
    require(actor, RELEASE)
    held = seen_by(actor, StoredFile).filter(state="held").order_by("kept_at", "pk")
    outcomes: Counter[str] = Counter()
    is_away = False
    for pk in list(held.values_list("pk", flat=True)):
        stored = held.filter(pk=pk).first()
        if stored is None:
            continue
        outcome = Outcome.AWAY if is_away else _scanned(stored)
        is_away = outcome is Outcome.AWAY
        outcomes[_settled(actor, stored, outcome)] += 1
    return Swept(outcomes["clean"], outcomes["refused"], outcomes["held"])


def release_scanned(actor: Actor, *, stored: StoredFile) -> str:
    """Have one held file scanned, and release or refuse it. Returns its state: "held" without a plain answer."""
    require(actor, RELEASE, stored)
    return _settled(actor, stored, _scanned(stored))


def remove_orphans(actor: Actor) -> int:
    """Remove contents more than a day old that no row wants, such as a crash leaves. Returns how many there were."""
    require(actor, RELEASE)
    removed = 0
    for place in keeping.old_contents(actor.at):
        if not StoredFile.objects.filter(stored_as=place).exists():
            keeping.discard(place)
            removed += 1
    return removed


def _keep(
    actor: Actor, row: StoredFile, content: bytes, owner: Model, classification: str, sentence: Sentence
) -> StoredFile:
    """Content first and row second, so that a crash in between leaves nothing but an orphan."""
    row.size, row.sha256 = len(content), hashlib.sha256(content).hexdigest()
    row.stored_as = keeping.keep(content)
    try:
        return _add(actor, row, owner, classification, sentence)
    except BaseException:
        keeping.discard(row.stored_as)
        raise


@operation
def _add(actor: Actor, row: StoredFile, owner: Model, classification: str, sentence: Sentence) -> StoredFile:
    row.owner_kind, row.owner_id = owner._meta.label_lower, owner.pk
    row.classification = classification
    row.kept_at, row.kept_by, row.kept_by_person_id = actor.at, actor.label, actor.person_id
    row.save(force_insert=True)
    record(sentence, subject=row, within=owner, kind=row.kind or "not known")
    return row


def _scanned(stored: StoredFile) -> Outcome | None:
    """What the scanner says; None where, outside production, no scanner is set up."""
    if not settings.CANDOUR_SCANNER:
        return Outcome.AWAY if settings.CANDOUR_ENVIRONMENT == "production" else None
    address = Address.parse(settings.CANDOUR_SCANNER)
    try:
        return scan(address, sound_content_of(stored))
    except Damaged:
        log.error("The content of file %s is not the one that was kept.", stored.ref)
        return Outcome.OPEN


def _settled(actor: Actor, stored: StoredFile, outcome: Outcome | None) -> str:
    if outcome in (Outcome.OPEN, Outcome.AWAY):
        return stored.state
    try:
        _settle(actor, stored, outcome)
    except Conflict:
        stored.refresh_from_db()
    return stored.state


@operation
def _settle(actor: Actor, stored: StoredFile, outcome: Outcome | None) -> None:
    key = {Outcome.CLEAN: "release", Outcome.FOUND: "refuse", None: "release-unscanned"}[outcome]
    if outcome is Outcome.FOUND:
        stored.why = SOMETHING_FOUND
        stored.save(update_fields=["why"])
    move(actor, stored, FILES, key, within=owner_mark(stored))


def _digest(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
