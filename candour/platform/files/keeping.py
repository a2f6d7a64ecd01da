"""Where contents lie: written whole or not at all, under names that say nothing, and swept when no row wants them."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage

FOLDER = "kept"
_PART = ".part"
_SWEPT_AFTER = timedelta(days=1)
"""Younger contents may belong to a row that is being written."""


class DurableStorage(FileSystemStorage):
    """Files on a disk, possibly a shared one, that are either whole and on the disk itself, or not there."""

    def _save(self, name: str, content: File[Any]) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(suffix=_PART, dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            os.replace(part, target)
        except BaseException:
            os.unlink(part)
            raise
        _sync_folder(target.parent)
        return name


def keep(content: bytes) -> str:
    """Keep a content durably. Returns where it lies."""
    name = secrets.token_hex(16)
    return default_storage.save(f"{FOLDER}/{name[:2]}/{name}", ContentFile(content))


def read(stored_as: str) -> bytes:
    """The content that lies there. Raises FileNotFoundError."""
    with default_storage.open(stored_as) as content:
        return bytes(content.read())


def discard(stored_as: str) -> None:
    """Remove a content that no row wants."""
    with suppress(FileNotFoundError):
        default_storage.delete(stored_as)


def old_contents(at: datetime) -> Iterator[str]:
    """Where every content lies that is more than a day old."""
    with suppress(FileNotFoundError):
        for folder in default_storage.listdir(FOLDER)[0]:
            for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
                place = f"{FOLDER}/{folder}/{name}"
                if default_storage.get_modified_time(place) < at - _SWEPT_AFTER:
                    yield place


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
