"""The objects of a PDF, each of every saving, read from its bytes and not by its table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from candour.practice.publishing.redaction.gate.pdf_filters import CannotUnpack, unpacked

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})\s+(\d{1,5})\s+obj\b")
_NUMBER = re.compile(rb"(\d+)\s+\d+$")
_MOST = 64 * 1024 * 1024
_DICTIONARY = 8192
"""How far back from a stream its dictionary is looked for."""


class Stream(NamedTuple):
    """A packed part of a PDF."""

    number: int
    dictionary: bytes
    data: bytes
    """Unpacked, as far as it can be."""
    packing: bytes
    """The packing that is left, if it is a picture's."""
    is_unreadable: bool


def savings(content: bytes) -> list[int]:
    """Where each saving of the file ends. A file that was made for the web has one end more than savings."""
    ends = [found.end() for found in re.finditer(rb"%%EOF", content)]
    return ends[1:] if len(ends) > 1 and b"/Linearized" in content[:1024] else ends


def replaced(content: bytes) -> list[bytes]:
    """The bodies of objects that a later saving took the place of."""
    bodies: dict[bytes, bytes] = {}
    found = []
    for one in _OBJECT.finditer(content):
        end = content.find(b"endobj", one.end())
        body = content[one.end() : end if end > 0 else one.end() + _DICTIONARY]
        if one[1] in bodies and bodies[one[1]] != body:
            found.append(bodies[one[1]])
        bodies[one[1]] = body
    return found


def streams(content: bytes) -> Iterator[Stream]:
    """Every packed part, unpacked. What is too much to be read is told to be unreadable."""
    left = _MOST
    for found in _STREAM.finditer(content):
        start = max(0, found.start() - _DICTIONARY)
        begun = content.rfind(b" obj", start, found.start())
        dictionary = content[begun + 4 if begun >= 0 else start : found.start()]
        number = _NUMBER.search(content[max(0, begun - 24) : begun]) if begun >= 0 else None
        end = content.find(b"endstream", found.end())
        raw = content[found.end() : end if end >= 0 else len(content)]
        try:
            data, packing = unpacked(raw, dictionary, left)
            unreadable = False
        except CannotUnpack:
            data, packing, unreadable = raw, b"", True
        left = max(0, left - len(data))
        yield Stream(int(number[1]) if number else 0, dictionary, data, packing, unreadable)


def without_streams(content: bytes) -> bytes:
    """The file without its packed parts."""
    return re.sub(rb"(?<!end)stream\r?\n.*?endstream", b"", content, flags=re.DOTALL)
