"""The reading of one finished file of whatever kind, and of the files inside it. It runs confined."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from candour.practice.publishing.redaction.gate import pdf, pictures, plain_texts, sheets, web_pages, word
from candour.practice.publishing.redaction.gate.findings import UNREAD, Findings, Leak
from candour.practice.publishing.redaction.gate.packages import Inside
from candour.practice.publishing.redaction.gate.searching import Search
from candour.practice.publishing.redaction.register import Entity, Register

_DEEPEST = 3
_PAGE = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<html|<head|<body|<main|<article|<div|<p\b|<h1)",
    re.IGNORECASE,
)
_DRAWING = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<svg", re.IGNORECASE)
_EXTENSIONS = ("docx", "xlsx", "pdf", "html", "htm", "csv", "txt", "png", "jpg", "jpeg")

Reading = Callable[[bytes, Findings, Inside], None]
_READINGS: dict[str, Reading] = {
    "docx": word.read,
    "xlsx": sheets.read,
    "pdf": pdf.read,
    "html": web_pages.read,
    "text": plain_texts.read,
}


def check(
    content: bytes, *, name: str, register: dict[str, Any], settled: list[str], pictures: list[str] | None = None
) -> tuple[dict[str, Any], bytes]:
    """What a file leaks and what of it could not be looked at, as plain values."""
    leaks, unseen = checked(content, name, register_from(register), settled, pictures)
    return {"leaks": [[leak.where, leak.what, leak.why] for leak in leaks], "unseen": unseen}, b""


def checked(
    content: bytes, name: str, register: Register, settled: Collection[str], pictures: Collection[str] | None = None
) -> tuple[list[Leak], list[str]]:
    """What a file leaks, and what of it could not be looked at."""
    findings = Findings(pictures=frozenset(pictures) if pictures is not None else None)
    findings.read("The name of the file", re.sub(r"\.\w{1,5}$", "", name).replace("_", " _ "))
    findings.read("The name of the file", name)
    _read(content, name, findings, depth=0)
    leaks = Search(register, settled).leaks(findings.pieces)
    return [*leaks, *(leak for leak in findings.leaks if leak not in leaks)], list(dict.fromkeys(findings.unseen))


def kind_of(content: bytes, name: str) -> str:
    """What a file is, by what it holds; empty if it is nothing that can be read here."""
    extension = name.rpartition(".")[2].lower()
    if content[:2] == b"PK" or (b"PK\x03\x04" in content and extension in ("docx", "xlsx")):
        if b"word/document" in content:
            return "docx"
        return "xlsx" if b"xl/workbook" in content else ""
    if extension == "svg" or _DRAWING.match(content[:500]):
        return "picture"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if pictures.is_picture(content):
        return "picture"
    if extension in ("html", "htm") or _PAGE.match(content[:500]):
        return "html"
    if extension in ("csv", "txt") or _is_text(content):
        return "text"
    return "picture" if extension in ("png", "jpg", "jpeg") else ""


def _is_text(content: bytes) -> bool:
    start = content[:4000]
    return bool(start) and (start.startswith((b"\xff\xfe", b"\xfe\xff")) or sum(byte < 9 for byte in start) == 0)


def _read(content: bytes, name: str, findings: Findings, depth: int) -> None:
    kind = kind_of(content, name)
    extension = name.rpartition(".")[2].lower()
    if depth == 0 and extension in _EXTENSIONS and kind and not _agrees(kind, extension):
        findings.leak(
            "The file",
            f"Its name ends in .{extension}, and it is something else.",
            "A reader opens it as what its name says.",
        )

    def inside(part: bytes, its_name: str, found: Findings) -> None:
        if depth + 1 < _DEEPEST:
            _read_inside(part, its_name, found, depth + 1)
        else:
            found.leak(f"The file {its_name}", "It lies too deep inside other files.", "It was not read.")

    if kind not in ("docx", "xlsx") and zipfile.is_zipfile(io.BytesIO(content)):
        findings.leak(
            "The file" if depth == 0 else f"The file {name}",
            "It is an archive as well.",
            "Another program opens what is hidden in it.",
        )
        findings.read("An archive behind the file", pictures.printable_of(content))
    if kind == "picture":
        pictures.read(content, name, findings)
    elif kind:
        _READINGS[kind](content, findings, inside)
    else:
        findings.leak(
            "The file" if depth == 0 else f"The file {name}",
            "It is of a kind that is not known here.",
            UNREAD,
        )
        findings.read(f"The file {name}", pictures.printable_of(content))


def _read_inside(content: bytes, name: str, findings: Findings, depth: int) -> None:
    """Read a file inside another, with its places told from the outer one."""
    inner = Findings(pictures=findings.pictures)
    _read(content, name, inner, depth)
    for piece in inner.pieces:
        lines = tuple(f"{name}: {line}" for line in piece.lines)
        findings.pieces.append(type(piece)(f"{name}: {piece.where}", piece.text, lines))
    for leak in inner.leaks:
        findings.leak(leak.where if name in leak.where else f"{name}: {leak.where}", leak.what, leak.why)
    findings.unseen += inner.unseen


def _agrees(kind: str, extension: str) -> bool:
    kinds = {"htm": "html", "csv": "text", "txt": "text", "png": "picture", "jpg": "picture", "jpeg": "picture"}
    return kinds.get(extension, extension) == kind


def register_as_data(register: Register) -> dict[str, Any]:
    """A register as plain values."""
    return {
        "entities": [
            [one.key, one.kind, one.role, one.pseudonym, {name: list(one.each(name)) for name in one.facts}, one.kept]
            for one in register.entities
        ],
        "allowed": list(register.allowed),
        "anchor_on": register.anchor_on.isoformat() if register.anchor_on else "",
    }


def register_from(data: dict[str, Any]) -> Register:
    """A register from plain values."""
    entities = tuple(
        Entity(key, kind, role, pseudonym, {name: tuple(values) for name, values in facts.items()}, kept)
        for key, kind, role, pseudonym, facts, kept in data["entities"]
    )
    return Register(
        entities, tuple(data["allowed"]), date.fromisoformat(data["anchor_on"]) if data["anchor_on"] else None
    )
