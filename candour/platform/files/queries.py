"""What can be read of stored files, always as seen by someone."""

from __future__ import annotations

import hashlib

from django.apps import apps
from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import belongs_to, fetch
from candour.platform.audit_trail.reading import note_read
from candour.platform.files import keeping
from candour.platform.files.models import StoredFile


class NotReleased(Exception):
    """The file is held or refused, so its content is not given out."""


class Damaged(Exception):
    """The content that lies in storage is missing, or is not the one that was kept."""


def files_of(actor: Actor, owner: Model) -> list[StoredFile]:
    """Every file of a record, in whatever state, newest first."""
    files = StoredFile.objects.filter(belongs_to(actor, owner))
    return list(files.order_by("-kept_at", "-pk"))


def file_by_ref(actor: Actor, ref: str) -> StoredFile:
    """One file, in whatever state. Raises Hidden."""
    return fetch(actor, StoredFile, ref=ref)


def file_to_give_out(actor: Actor, ref: str) -> StoredFile:
    """One clean file, noted as read within the record that it belongs to. Raises Hidden."""
    stored = fetch(actor, StoredFile, ref=ref, state="clean")
    note_read(stored, within=owner_mark(stored))
    return stored


def content_of(stored: StoredFile) -> bytes:
    """The content of a clean file that the caller has fetched as seen. Raises NotReleased and Damaged."""
    if stored.state != "clean":
        raise NotReleased(stored.ref)
    return sound_content_of(stored)


def sound_content_of(stored: StoredFile) -> bytes:
    """The content in whatever state, for the scanner only. Raises Damaged."""
    try:
        content = keeping.read(stored.stored_as) if stored.stored_as else None
    except OSError as error:
        raise Damaged(stored.ref) from error
    if content is None or hashlib.sha256(content).hexdigest() != stored.sha256:
        raise Damaged(stored.ref)
    return content


def owner_mark(stored: StoredFile) -> Model:
    """The record that the file belongs to, as history names it: its kind and id, and nothing read from the database."""
    return apps.get_model(stored.owner_kind)(pk=stored.owner_id)
