"""Makes letters comparable: without case, accents, or the look-alikes of other alphabets, one for one."""

from __future__ import annotations

import unicodedata

_ALIKE = {
    **dict(zip("łŁøØđĐðÐþÞßæÆœŒıİħŋ", "lloodddd" + "ttsaaooiihn", strict=True)),
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "‐": "-",
    "‑": "-",
}

LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρ",
    "ABEKMHOPCTYXIJSaeopcyxijsdhqwABEZHIKMNOPTYXoavp",
)
"""Letters of other alphabets that a reader takes for Latin ones. They count only inside a word with Latin letters."""


class _Folded(dict[int, str]):
    """Fills itself as letters are met, so that a long text is folded at the speed of a short one."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = _ALIKE.get(letter) or unicodedata.normalize("NFKD", letter)[0]
        self[code] = (plain.lower() or plain)[0]
        return self[code]


_TABLE = _Folded()


def fold(text: str) -> str:
    """The text in lower case and without accents, of exactly the same length."""
    return text.translate(_TABLE)


def glue(text: str) -> str:
    """Only the letters and digits, folded: two ways to write a name that differ in hyphens or spaces are then equal."""
    return "".join(letter for letter in fold(text) if letter.isalnum())
