"""Gives the pages of a finished PDF their labels, by adding to the file and changing nothing of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ROOT = re.compile(rb"/Root (\d+) (\d+) R")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


class NotPlain(ValueError):
    """The PDF is not built as our typesetting builds it."""


def with_labels(pdf: bytes, labels: Sequence[tuple[int, str]]) -> bytes:
    """The PDF with labels such as "5A-1": each runs from its page, counted from nothing. Raises NotPlain."""
    start = _START.search(pdf)
    trailer = pdf.rfind(b"trailer")
    root = _ROOT.search(pdf, trailer) if trailer > 0 else None
    if start is None or root is None:
        raise NotPlain("The PDF has no plain end.")
    number = int(root[1])
    body = _object(pdf, number)
    close = body.rindex(b">>")
    nums = b" ".join(b"%d<</S/D/P%s>>" % (page, _text(f"{label}-")) for page, label in labels)
    catalogue = b"%d 0 obj\n%s/PageLabels<</Nums[%s]>>%s\nendobj\n" % (number, body[:close], nums, body[close:])
    made = pdf if pdf.endswith(b"\n") else pdf + b"\n"
    at = len(made)
    end = pdf.rindex(b"startxref")
    given = re.sub(rb"^trailer\s*<<(.*)>>\s*$", rb"\1", pdf[trailer:end], flags=re.DOTALL)
    table = b"xref\n%d 1\n%010d 00000 n\r\ntrailer\n<<%s/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (
        number,
        at,
        given,
        int(start[1]),
        at + len(catalogue),
    )
    return made + catalogue + table


def _object(pdf: bytes, number: int) -> bytes:
    found = list(re.finditer(rb"(?:^|[\r\n])%d 0 obj\s*(<<.*?>>)\s*endobj" % number, pdf, re.DOTALL))
    if not found:
        raise NotPlain("The PDF has no plain catalogue.")
    return found[-1][1]


def _text(words: str) -> bytes:
    return b"<FEFF%s>" % words.encode("utf-16-be").hex().upper().encode()
