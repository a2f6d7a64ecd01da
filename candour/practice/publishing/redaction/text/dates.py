"""Reads the dates of a text in every way they are written, so that they can be compared by value."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]
_DAY_OF = {word: number for number, word in enumerate(_ORDINALS, start=1)}

_WEEKDAY = (
    r"(?:(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\.?,?\s+(?:the\s+)?)?"
)
_DAY = r"(?P<day{0}>0?[1-9]|[12]\d|3[01])"
_SUFFIX = r"(?:\s?(?:st|nd|rd|th))?"
_MONTH = rf"(?P<month{{0}}>{'|'.join(sorted(_NUMBER_OF, key=lambda name: -len(name)))})(?![a-z])(?:\.(?=\s?['\d]))?"
_YEAR = r"(?P<year{0}>(?:19|20)\d\d|'?\d\d(?![\d:]|\.\d))"
_LONG_YEAR = r"(?P<year{0}>(?:19|20)\d\d)"

_PATTERNS = (
    # 2 May 2024, 2nd of May 24, Thursday 2 May
    _WEEKDAY
    + r"\b"
    + _DAY.format(1)
    + _SUFFIX
    + r"(?:\s*[-/.]?\s*|\s+(?:of\s+)?)"
    + _MONTH.format(1)
    + r"(?:(?:\s*[-/.,]?\s*)"
    + _YEAR.format(1)
    + r"\b)?",
    # May 2, 2024, March 26th
    r"\b"
    + _WEEKDAY
    + _MONTH.format(2)
    + r"\s+"
    + _DAY.format(2)
    + r"(?!\d)"
    + _SUFFIX
    + r"(?:(?:,\s*|\s+)"
    + _LONG_YEAR.format(2)
    + r"\b)?",
    # 2024-05-02, 2024/5/2, 20240502
    r"\b"
    + _LONG_YEAR.format(3)
    + r"(?P<between>[-/. ]?)(?P<month3>0[1-9]|1[0-2]|[1-9](?=[-/.]))(?P=between)"
    + _DAY.format(3)
    + r"(?!\d)",
    # 02/05/2024, 2.5.24, 2-5-24
    r"(?<![\d/.-])"
    + _DAY.format(4)
    + r"(?P<parted>\s?[-/.]\s?)(?P<month4>0?[1-9]|1[0-2])(?P=parted)(?P<year4>(?:19|20)\d\d|\d\d)(?![\d/]|[-.]\d)",
    # the second of May 2024
    r"\b(?:the\s+)?(?P<word5>"
    + "|".join(sorted(_DAY_OF, key=lambda word: -len(word)))
    + r")\s+(?:day\s+)?(?:of\s+)?"
    + _MONTH.format(5)
    + r"(?:,?\s+"
    + _LONG_YEAR.format(5)
    + r")?",
    # May 2024, Sept 24
    r"\b" + _MONTH.format(6) + r"(?:\s+(?:of\s+)?|\s*[-/,]\s*)(?P<year6>(?:19|20)\d\d|'\d\d)\b",
    # 05/2024
    r"(?<![\d/.-])(?P<month7>0[1-9]|1[0-2])/(?P<year7>(?:19|20)\d\d)(?![\d/])",
    # 02052024
    r"(?<!\d)" + r"(?P<day8>0[1-9]|[12]\d|3[01])(?P<month8>0[1-9]|1[0-2])(?P<year8>(?:19|20)\d\d)(?!\d)",
    # on 2/5
    r"(?:\bon |\bdob:? |\bborn |\bd\.o\.b\.?:? )(?P<day9>0?[1-9]|[12]\d|3[01])[/.](?P<month9>0?[1-9]|1[0-2])(?![\d/.])",
    # 2013
    r"(?<![\d£$€#/.,-])\b(?P<year10>(?:19|20)\d\d)\b(?![-/\d])",
)
_DATE = re.compile("|".join(f"(?P<form{number}>{pattern})" for number, pattern in enumerate(_PATTERNS, start=1)))
_RANGE = re.compile(r"\b(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\s*(?:-|to|and|&|/|or)\s*$")


@dataclass(frozen=True)
class Written:
    """A date as it is written: what of it is said, and where."""

    start: int
    end: int
    year: int | None
    """In full, or the last two digits, or none."""
    month: int | None
    day: int | None

    def means(self, known: date) -> bool:
        """Whether every part that is said is that of the known day."""
        if self.year is not None and self.year not in (known.year, known.year % 100):
            return False
        return self.month in (None, known.month) and self.day in (None, known.day)

    @property
    def is_day(self) -> bool:
        """Whether it says at least a day and a month."""
        return self.day is not None and self.month is not None

    @property
    def in_full(self) -> bool:
        """Whether it says day, month and year."""
        return self.is_day and self.year is not None

    def as_date(self) -> date | None:
        """The day, where it is said in full; two digits of a year mean this century up to 49."""
        if self.day is None or self.month is None or self.year is None:
            return None
        year = self.year if self.year > 99 else self.year + (2000 if self.year < 50 else 1900)
        return date(year, self.month, self.day) if self.day <= monthrange(year, self.month)[1] else None


def dates_in(folded: str) -> Iterator[Written]:
    """Every date of a text that is folded already, in order."""
    for found in _DATE.finditer(folded):
        written = _read(found, _form(found))
        if written is None:
            continue
        before = _RANGE.search(folded, max(0, written.start - 14), written.start) if written.is_day else None
        if before:
            yield Written(before.start(), before.end("day"), written.year, written.month, int(before["day"]))
        yield written


def _form(found: re.Match[str]) -> str:
    return next(str(number) for number in range(1, len(_PATTERNS) + 1) if found[f"form{number}"] is not None)


def _read(found: re.Match[str], form: str) -> Written | None:
    groups = found.groupdict()
    day, month, year = groups.get(f"day{form}"), groups.get(f"month{form}"), groups.get(f"year{form}")
    if form == "5":
        day = str(_DAY_OF[found["word5"]])
    if form == "6" and month == "may" and year and not year.startswith(("19", "20")):
        return None
    number = (_NUMBER_OF[month] if month in _NUMBER_OF else int(month)) if month else None
    start, end = found.start("day9") if form == "9" else found.start(), found.end()
    return Written(start, end, int(year.lstrip("'")) if year else None, number, int(day) if day else None)
