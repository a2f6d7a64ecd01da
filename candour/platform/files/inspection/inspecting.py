"""The inspection of one file: its kind, why it is refused if it is, and what is to be kept of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from zipfile import ZipFile

from candour.platform.files.inspection import archives, office, texts
from candour.platform.files.inspection.kinds import kind_of, refuse_second_kind
from candour.platform.files.inspection.refusal import LARGEST, Refusal

ArchiveCheck = Callable[[bytes, ZipFile], None]
Check = Callable[[bytes, str], None]

ARCHIVE_CHECKS: tuple[ArchiveCheck, ...] = (
    archives.refuse_disguise,
    archives.refuse_locked,
    archives.refuse_unsafe_names,
    archives.refuse_bomb,
    office.refuse_running_parts,
    office.refuse_parts,
)
TEXT_CHECKS: tuple[Check, ...] = (
    texts.refuse_unreadable,
    texts.refuse_hidden_markup,
    texts.refuse_commands,
)


def inspect(content: bytes, name: str) -> tuple[dict[str, Any], bytes]:
    """The file's kind and why it is refused (empty if it is not), and its content if that is to be kept otherwise."""
    kind = ""
    try:
        if len(content) > LARGEST:
            raise Refusal("It is larger than 25 MB.")
        kind = kind_of(content, name)
        return {"kind": kind, "why": ""}, _CHECKED[kind](content)
    except Refusal as refusal:
        return {"kind": kind, "why": refusal.why}, b""


def _office(kind: str, content: bytes) -> bytes:
    with archives.opened(content) as archive:
        for check in ARCHIVE_CHECKS:
            check(content, archive)
        office.refuse_another_kind(content, archive, kind)
    return b""


def _text(kind: str, content: bytes) -> bytes:
    for check in TEXT_CHECKS:
        check(content, kind)
    return b""


def _pdf(kind: str, content: bytes) -> bytes:
    from candour.platform.files.inspection import pdfs

    refuse_second_kind(content, kind)
    for check in pdfs.CHECKS:
        check(content, kind)
    return b""


def _picture(kind: str, content: bytes) -> bytes:
    from candour.platform.files.inspection import images

    refuse_second_kind(content, kind)
    return images.reencoded(content, kind)


_CHECKED: dict[str, Callable[[bytes], bytes]] = {
    "docx": partial(_office, "docx"),
    "xlsx": partial(_office, "xlsx"),
    "pdf": partial(_pdf, "pdf"),
    "csv": partial(_text, "csv"),
    "txt": partial(_text, "txt"),
    "png": partial(_picture, "png"),
    "jpg": partial(_picture, "jpg"),
}
