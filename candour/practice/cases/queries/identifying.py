"""How what identifies somebody is found in a text: names with their endings, dates, addresses and numbers."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator, Mapping

from candour.practice.cases.vocabulary_of_names import GENERAL, ORDINARY
from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate, Precision

SHORTEST = 2
LONG_ENOUGH = 3
"""From this length a name is also found in small letters; shorter ones are too often words."""
DATES = ("born_on", "expected_on")
ADDRESSES = ("address", "whereabouts", "postcode")
NUMBERS = ("nhs_number", "phone")
FEWEST_DIGITS = 6

ACCENTS = "[\u0300-\u036f]*"
START, END = "(?<![\\w\u0300-\u036f])", "(?!\\w)"
_UNLIKE = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
"""Letters that are written without their stroke or joined from two, and what people write for them."""
_ALSO = {"o": "oø", "l": "lł", "d": "dđð", "i": "iı"}
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b", re.IGNORECASE)
_MONTH_BEFORE = r"(?<!\d )(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )"
_MONTHS = {name.lower() for name in calendar.month_name if name}


def words_of(value: str) -> list[str]:
    """The words of a name that are one's own: without titles, kinship and other words that anybody uses.

    Of a text with capital letters only the words with one are names: "lives with Dana" is Dana.
    """
    words = [word.strip(".,;:()[]\"“”'’") for word in re.split(r"[\s/\-]+", value)]
    words = [word for word in words if len(word) >= SHORTEST and word.lower() not in GENERAL and word[0].isalpha()]
    capital = [word for word in words if word[0].isupper()]
    return capital or [word for word in words if word.lower() not in ORDINARY]


def name_pattern(name: str) -> re.Pattern[str]:
    """A name in any case, with and without accents, its possessive and its plural.

    Where it is also an ordinary word, only with a capital letter, and where it is a month, not in a date.
    """
    ending = r"(?P<ending>(?:['’]s|['’]|s|es)?)" if len(name) > SHORTEST else r"(?P<ending>(?:['’]s)?)"
    lower = name.lower()
    if lower in ORDINARY or len(name) < LONG_ENOUGH:
        either = "|".join(_loosely(form) for form in (name.capitalize(), name.upper()))
        before = _MONTH_BEFORE if lower in _MONTHS else ""
        after = r"(?! \d)" if lower in _MONTHS else ""
        return re.compile(f"{START}{before}(?:{either}){ending}{END}{after}")
    return re.compile(f"{START}{_loosely(name)}{ending}{END}", re.IGNORECASE)


def exactly(facts: Mapping[str, str]) -> Iterator[tuple[re.Pattern[str], str]]:
    """The dates, addresses, numbers and email addresses among the facts of somebody, longest first, with their mark."""
    for field in DATES:
        for pattern in _date_patterns(facts.get(field, "")):
            yield re.compile(pattern, re.IGNORECASE), _mark(field)
    for field in ADDRESSES:
        for part in _address_parts(facts.get(field, "")):
            yield re.compile(f"{START}{part}{END}", re.IGNORECASE), "[address]" if field == "postcode" else _mark(field)
    for field in NUMBERS:
        digits = re.sub(r"\D", "", facts.get(field, ""))
        if len(digits) >= FEWEST_DIGITS:
            start = r"(?:\+?44[\s\-]*\(?0?\)?|0)[\s\-]?" if field == "phone" else ""
            rest = re.sub(r"^(?:0044|44|0)", "", digits) if field == "phone" else digits
            yield re.compile(rf"(?<!\d){start}" + r"[\s\-]?".join(rest) + r"(?!\d)"), _mark(field)
    if "@" in facts.get("email", ""):
        yield re.compile(re.escape(facts["email"].strip()), re.IGNORECASE), "[email]"


def _mark(field: str) -> str:
    return f"[{field.replace('_', ' ')}]"


def _loosely(text: str) -> str:
    """A pattern for a text in which accents, apostrophes and the marks between words may differ."""
    pieces = []
    for letter in unicodedata.normalize("NFD", text):
        if unicodedata.combining(letter):
            continue
        if letter in "'’‘":
            pieces.append("['’‘]?")
        elif letter.isspace() or letter == "-":
            pieces.append(r"[\s\-]+")
        else:
            pieces.append(_letter(letter))
    return "".join(pieces)


def _letter(letter: str) -> str:
    if letter.lower() in _UNLIKE:
        plain = _UNLIKE[letter.lower()]
        return f"(?:{letter}|{plain.capitalize() if letter.isupper() else plain})"
    alike = _ALSO.get(letter.lower(), letter)
    alike = alike.upper() if letter.isupper() else alike
    return (f"[{alike}]" if len(alike) > 1 else re.escape(letter)) + ACCENTS


def _date_patterns(value: str) -> Iterator[str]:
    date = _date(value)
    if date is None or date.precision not in (Precision.DAY, Precision.MONTH):
        return
    century, short = f"{date.year:04}"[:2], f"{date.year:04}"[2:]
    year, month = f"(?:{century})?{short}", f"0?{date.month}"
    name, brief = calendar.month_name[date.month], calendar.month_abbr[date.month]
    words = f"(?:{name}|{brief}{'t?' if brief == 'Sep' else ''})"
    gap = r"[\s./\-]+"
    if date.precision is Precision.MONTH:
        yield rf"(?<!\d )(?<!\d)(?<!\d/)(?<!\w){words}[\s.,]+{date.year}(?!\d)"
        return
    day = rf"0?{date.day}"
    yield rf"(?<![\d/]){day}(?:st|nd|rd|th)?(?:\s+of)?{gap}{words}[\s.,/\-]+['’]?{year}(?!\d)"
    yield rf"(?<!\w){words}\.?\s+{day}(?:st|nd|rd|th)?[\s,]+{year}(?!\d)"
    yield rf"(?<!\d){date.year}[./\-]{month}[./\-]{day}(?!\d)"
    yield rf"(?<![\d/]){day}{gap}{month}{gap}{year}(?!\d)"


def _date(value: str) -> FuzzyDate | None:
    for read in (FuzzyDate.decode, FuzzyDate.parse):
        try:
            return read(value.strip())
        except NotADate:
            continue
    return None


def _address_parts(value: str) -> list[str]:
    """Patterns for an address as a whole and for each part that has a number: its street with and without, its code."""
    parts = [part.strip() for part in re.split(r"[,\n]+", value) if part.strip()]
    found = [r"[\s,]+".join(_loosely(part) for part in parts)] if re.search(r"\d", value) else []
    for part in parts:
        code = _POSTCODE.search(part)
        rest = _POSTCODE.sub("", part).strip()
        if code:
            found.append(rf"{code[1]}\s*{code[2]}")
        if re.search(r"\d", rest):
            street = re.sub(r"^\d+[a-z]?\s+", "", rest, flags=re.IGNORECASE)
            found += [_loosely(rest), *([_loosely(street)] if street != rest and " " in street else [])]
    return sorted(dict.fromkeys(found), key=lambda pattern: -len(pattern))
