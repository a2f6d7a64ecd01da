"""The strings and names written in a part of a PDF, in the letters they stand for."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

_LITERAL = re.compile(rb"\\(?:([nrtbf()\\])|([0-7]{1,3})|(\r\n|\r|\n))")
_LETTER = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"(": b"(", b")": b")", b"\\": b"\\"}
_NAME = re.compile(rb"/((?:[A-Za-z0-9_.+*-]|#[0-9A-Fa-f]{2})+)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_MARK = re.compile(rb"[()\[\]%]|<<|<([0-9A-Fa-f\s]*)>")
_LINE_END = re.compile(rb"[\r\n]|$")
_NO_NOTES = (b"%EOF", b"PDF-")
_SET_APART = 3
"""In an array, pieces longer than this are words by themselves; shorter ones are letters of a word."""


def strings(part: bytes) -> Iterator[str]:
    """Every string, and every note, of a part; what is set letter by letter is put together."""
    place, together = 0, None
    while found := _MARK.search(part, place):
        place = found.end()
        mark, raw = found.group(), None
        if mark == b"(":
            raw, place = _literal(part, found.start())
        elif mark == b"%":
            place = _LINE_END.search(part, place).end()  # type: ignore[union-attr]
            yield from _note(part[found.end() : place])
        elif mark == b"[":
            together = list[bytes]()
        elif mark == b"]":
            yield from _put_together(together or [])
            together = None
        elif found[1]:
            raw = _hexed(found[1])
        if raw is None:
            continue
        if together is None:
            yield decoded(raw)
        else:
            together.append(raw)


def names(part: bytes) -> set[str]:
    """Every name written in a part, with its escapes undone."""
    return {unescaped(found[1]).decode("utf-8", "replace") for found in _NAME.finditer(part)}


def unescaped(part: bytes) -> bytes:
    """A part with the escapes in its names undone."""
    return _ESCAPE.sub(lambda code: bytes((int(code[1], 16),)), part)


def decoded(raw: bytes) -> str:
    """A string of a PDF as letters."""
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    if len(raw) > 3 and len(raw) % 2 == 0 and raw[::2].count(0) > len(raw) // 3:
        return raw.decode("utf-16-be", "replace")
    return raw.decode("latin-1")


def _put_together(pieces: list[bytes]) -> Iterator[str]:
    if pieces:
        yield decoded(b"".join(pieces))
    if any(len(piece) > _SET_APART for piece in pieces):
        yield from map(decoded, pieces)


def _note(line: bytes) -> Iterator[str]:
    if len(line) > _SET_APART and not line.startswith(_NO_NOTES):
        yield line.decode("latin-1")


def _hexed(digits: bytes) -> bytes:
    plain = re.sub(rb"\s", b"", digits)
    return binascii.unhexlify(plain + b"0" * (len(plain) % 2))


def _literal(part: bytes, start: int) -> tuple[bytes, int]:
    depth, place = 1, start + 1
    while place < len(part) and depth:
        letter = part[place : place + 1]
        if letter == b"\\":
            place += 1
        elif letter == b"(":
            depth += 1
        elif letter == b")":
            depth -= 1
        place += 1
    return _LITERAL.sub(_plain, part[start + 1 : place - 1]), place


def _plain(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return _LETTER[found[1]]
    return bytes((int(found[2], 8) & 255,)) if found[2] else b""
