"""Undoes the packings of a PDF's parts, as far as a part can be read at all."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Callable
from contextlib import suppress

PICTURES = frozenset((b"DCTDecode", b"DCT", b"JPXDecode", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode"))
"""Packings of pictures, which are undone elsewhere if at all."""
_FILTERS = re.compile(
    rb"/(FlateDecode|Fl|ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|DCTDecode|DCT|JPXDecode|"
    rb"CCITTFaxDecode|CCF|JBIG2Decode|Crypt)\b"
)
_PREDICTED = re.compile(rb"/Predictor\s+1[0-5]\b")
_COLUMNS = re.compile(rb"/Columns\s+(\d{1,5})")


class CannotUnpack(Exception):
    """A part is packed in a way that cannot be undone, or unpacks to more than can be read."""


def unpacked(raw: bytes, dictionary: bytes, most: int) -> tuple[bytes, bytes]:
    """The content of a part, with the packing that is left where it is a picture's. Raises CannotUnpack."""
    data = raw
    for found in _FILTERS.finditer(dictionary):
        name = found[1]
        if name in PICTURES:
            return data, name
        if name not in _UNDOING:
            raise CannotUnpack(name.decode())
        data = _UNDOING[name](data, most)
    if _PREDICTED.search(dictionary) and b"/Image" not in dictionary:
        columns = _COLUMNS.search(dictionary)
        data = _without_prediction(data, int(columns[1]) if columns else 1)
    return data, b""


def _flat(data: bytes, most: int) -> bytes:
    unpacking = zlib.decompressobj()
    with suppress(zlib.error):
        content = unpacking.decompress(data, most)
        if not unpacking.unconsumed_tail:
            return content
    raise CannotUnpack("Flate")


def _hexed(data: bytes, most: int) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.partition(b">")[0])
    return binascii.unhexlify(digits + b"0" * (len(digits) % 2))


def _base85(data: bytes, most: int) -> bytes:
    with suppress(ValueError):
        return base64.a85decode(data.partition(b"~>")[0].replace(b"\0", b""))
    raise CannotUnpack("ASCII85")


def _run_lengths(data: bytes, most: int) -> bytes:
    made, place = bytearray(), 0
    while place < len(data) and data[place] != 128:
        length = data[place]
        if length < 128:
            made += data[place + 1 : place + 2 + length]
            place += length + 2
        else:
            made += data[place + 1 : place + 2] * (257 - length)
            place += 2
        if len(made) > most:
            raise CannotUnpack("RunLength")
    return bytes(made)


def _lzw(data: bytes, most: int) -> bytes:
    start = [bytes((letter,)) for letter in range(256)] + [b"", b""]
    table, made, last = list(start), bytearray(), b""
    bits, held, width = 0, 0, 9
    for byte in data:
        bits, held = (bits << 8) | byte, held + 8
        while held >= width:
            held -= width
            code, bits = bits >> held, bits & ((1 << held) - 1)
            if code == 256:
                table, width, last = list(start), 9, b""
                continue
            if code == 257:
                return bytes(made)
            if code > len(table) or (code == len(table) and not last) or len(made) > most:
                raise CannotUnpack("LZW")
            entry = table[code] if code < len(table) else last + last[:1]
            made += entry
            if last:
                table.append(last + entry[:1])
            last = entry
            width = min(12, max(9, (len(table) + 1).bit_length()))
    return bytes(made)


def _without_prediction(data: bytes, columns: int) -> bytes:
    """Rows of bytes that were written as their difference from what is left of or above them."""
    made, above = bytearray(), bytes(columns)
    for start in range(0, len(data) - columns, columns + 1):
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + columns])
        for place in range(len(row)):
            left = row[place - 1] if place else 0
            corner = above[place - 1] if place else 0
            row[place] = (row[place] + _predicted(kind, left, above[place], corner)) & 255
        made += row
        above = bytes(row)
    return bytes(made)


def _predicted(kind: int, left: int, above: int, corner: int) -> int:
    if kind < 4:
        return (0, left, above, (left + above) // 2)[kind]
    guess = left + above - corner
    return min((left, above, corner), key=lambda one: abs(guess - one))


_UNDOING: dict[bytes, Callable[[bytes, int], bytes]] = {
    b"FlateDecode": _flat,
    b"Fl": _flat,
    b"ASCIIHexDecode": _hexed,
    b"AHx": _hexed,
    b"ASCII85Decode": _base85,
    b"A85": _base85,
    b"RunLengthDecode": _run_lengths,
    b"RL": _run_lengths,
    b"LZWDecode": _lzw,
    b"LZW": _lzw,
}
