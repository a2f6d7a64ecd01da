"""Plain text and CSV: readable characters only, and nothing that a spreadsheet would run."""

from __future__ import annotations

import codecs
import re

from candour.platform.files.inspection.kinds import refuse_second_kind
from candour.platform.files.inspection.refusal import Refusal

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_FORMULA = re.compile(r"""(?:^|[,;\t"']) *[=+\-@]""")
_PROGRAM = re.compile(r"\w\|[^|!]{0,500}!")
"""How a formula names a program to start: its name, what it is told, and a place."""


def text_of(content: bytes) -> str:
    """The text, from UTF-8, marked UTF-16 or the Windows code page. Raises ValueError where it is none of them."""
    for mark, encoding in _BOMS.items():
        if content.startswith(mark):
            return content.decode(encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def refuse_unreadable(content: bytes, kind: str) -> None:
    """Refuse what is not text throughout."""
    try:
        text = text_of(content)
    except ValueError:
        raise Refusal("It is not plain text. Save it as text in UTF-8, and send that.") from None
    if _CONTROLS.search(text):
        raise Refusal("It is not plain text. Save it as text in UTF-8, and send that.")


def refuse_hidden_markup(content: bytes, kind: str) -> None:
    """Refuse a web page or script in any of the encodings."""
    refuse_second_kind(text_of(content).encode(), kind)


def refuse_commands(content: bytes, kind: str) -> None:
    """Refuse cells that would make a spreadsheet start a program."""
    lines = text_of(content).splitlines() if kind == "csv" else []
    if any(_PROGRAM.search(line) and _FORMULA.search(line) for line in lines):
        raise Refusal(
            "A cell in it would make Excel start a program. Remove cells that begin with = and send it again."
        )
