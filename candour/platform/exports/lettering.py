"""Text as documents can hold it, and text that a spreadsheet would take for a formula."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from candour.platform.dates.words import moment_words

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BEGINS_A_FORMULA = frozenset("=+-@|%\u2212")


def printable(text: str) -> str:
    """The text with one kind of line end, and a visible mark for each character that no document can hold."""
    return _NO_TEXT.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula, whatever stands unseen before it."""
    if text[:1] in ("\t", "\r", "\n"):
        return True
    first = next((character for character in text if not _is_unseen(character)), "")
    return unicodedata.normalize("NFKC", first)[:1] in _BEGINS_A_FORMULA if first else False


def watermark(reference: str, made_for: str, made_at: datetime) -> str:
    """The line that every page of a document carries: for whom it was made, when, and under which reference."""
    return printable(f"Made for {made_for}, {moment_words(made_at)}. Reference {reference}").replace("\n", " ")


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Zs", "Cn", "Co") or character == "'"
