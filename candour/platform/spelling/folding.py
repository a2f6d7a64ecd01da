"""Folding a text to plain words, so that two ways of writing the same are equal."""

from __future__ import annotations

import unicodedata

_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼ`´′ʹʻ＇"))
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n", "ŧ": "t"}
)


def folded(text: str) -> str:
    """The words of a text in small letters without accents or apostrophes, one space between them.

    Whatever is neither a letter nor a number parts two words, so that "Smith-Jones" is two.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(_APOSTROPHES)
    letters = (letter for letter in plain if not unicodedata.category(letter).startswith("M"))
    return " ".join("".join(_kept(letter) for letter in letters).translate(_LETTERS).split())


def _kept(letter: str) -> str:
    return letter if letter.isalnum() else " "
