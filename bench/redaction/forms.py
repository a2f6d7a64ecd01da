"""The ways in which people write names, dates and addresses, chosen by chance."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from bench.redaction.cases import Someone, sections

_PARTICLES = {"van", "den", "der", "da", "de", "al", "el", "bin", "ap", "st"}
_USUAL = (
    ("first", 42), ("full", 12), ("init", 8), ("nick", 8), ("title", 8), ("miss", 6), ("missfull", 4), ("inifam", 3),
    ("upper", 2), ("dinit", 2), ("accentless", 2), ("glued", 1), ("rev", 1), ("middle", 1),
)  # fmt: skip


def person(someone: Someone, form: str, dice: random.Random, everybody: Sequence[str]) -> tuple[str, str]:
    """A name as written, and its form."""
    if form == "any":
        form = dice.choices([name for name, _ in _USUAL], [weight for _, weight in _USUAL])[0]
    if form == "title" and (someone.role in ("index child", "sibling", "half-sibling")):
        form = "first"
    title = someone.title or ("Ms" if someone.sex == "f" else "Mr")
    given, family = someone.given, someone.family
    simple = {
        "first": given,
        "full": someone.full,
        "prac": someone.full,
        "rev": f"{family}, {given}",
        "REV": f"{family.upper()}, {given}",
        "title": f"{title} {family}",
        "ptitle": f"{title} {family}",
        "tfirst": f"{title} {given}",
        "family": family,
        "familyonly": family,
        "plural": family + ("es" if family.endswith(("s", "z", "x", "ch", "sh")) else "s"),
        "upper": given.upper(),
        "lower": given.lower(),
        "inifam": f"{dice.choice((given[0], given[0] + '.'))} {family}",
        "filename": f"{family}_{given[0]}",
        "misstitle": f"{title} {misspelt(family, dice)}",
        "accentless": accentless(given),
        "glued": re.sub(r"[-']", "", given),
        "private": someone.private,
        "init": initials(someone),
        "pinit": initials(someone),
        "dinit": ".".join(initials(someone)) + ".",
        "middle": f"{given} {someone.middle} {family}" if someone.middle else someone.full,
        "miss": misspelt(given, dice),
    }
    if form in simple:
        return simple[form], "misspelt first" if form == "miss" else form
    if form in ("nick", "nicklower"):
        return _familiar(someone, dice, everybody, lower=form == "nicklower")
    if form in ("missfull", "missfam"):
        first, last = dice.choice(((False, True), (True, False), (True, True)))
        written = f"{misspelt(given, dice) if first else given} {misspelt(family, dice) if last else family}"
        return written, "misspelt full"
    raise ValueError(form)


def _familiar(someone: Someone, dice: random.Random, everybody: Sequence[str], *, lower: bool) -> tuple[str, str]:
    shorts = {line.partition(":")[0]: line.partition(":")[2].split() for line in sections("short_names")[""]}
    own = [short for short in (*shorts.get(someone.given, []), someone.alias) if short and short not in everybody]
    written = dice.choice(own) if own else someone.given
    return (written.lower(), "nick lower") if lower else (written, "nick" if own else "first")


def initials(someone: Someone) -> str:
    """The first letters of a name, as minutes give them."""
    words = [word for word in re.findall(r"[^\W\d_]+", someone.family) if word.lower() not in _PARTICLES] or [
        someone.family
    ]
    return (accentless(someone.given)[0] + accentless(words[0])[0]).upper()


def accentless(name: str) -> str:
    """A name as somebody types it who has no accents."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return plain.replace("ł", "l").replace("Ł", "L").replace("ı", "i").replace("ø", "o")


def misspelt(name: str, dice: random.Random) -> str:
    """A name with one slip of the pen, or two where it is long. Short names are left as they are."""
    letters = list(name)
    places = [place for place in range(1, len(letters)) if letters[place].isalpha()]
    if len(places) < 3:
        return name
    for _ in range(2 if len(places) >= 8 and dice.random() < 0.3 else 1):
        place = dice.choice(places)
        kind = dice.choice(("swap", "drop", "double", "vowel", "vowel"))
        if kind == "swap" and place + 1 < len(letters) and letters[place + 1].isalpha():
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
        elif kind == "drop" and len(letters) > 4:
            letters[place] = ""
        elif kind == "double":
            letters[place] *= 2
        else:
            vowels = [spot for spot in places if letters[spot] in list("aeiou")]
            if vowels:
                spot = dice.choice(vowels)
                letters[spot] = dice.choice([vowel for vowel in "aeiou" if vowel != letters[spot]])
    return "".join(letters)


def dates(day: date, dice: random.Random, *, part: bool = False) -> str:
    """A day in one of the ways in which people write days."""
    suffix = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    if part:
        return dice.choice(
            (f"{day.day} {day:%B}", f"{day.day}{suffix} {day:%B}", f"{day:%B} {day.day}{suffix}", f"{day.day} {day:%b}")
        )
    return dice.choice(
        (
            f"{day:%d/%m/%Y}",
            f"{day.day}/{day.month}/{day:%y}",
            f"{day:%d.%m.%y}",
            f"{day:%d-%m-%Y}",
            day.isoformat(),
            f"{day.day} {day:%B %Y}",
            f"{day.day}{suffix} {day:%B %Y}",
            f"{day.day}{suffix} of {day:%B %Y}",
            f"{day:%B} {day.day}, {day.year}",
            f"{day.day} {day:%b %y}",
            f"{day:%A} {day.day} {day:%B %Y}",
            f"{day:%a} {day.day} {day:%b %Y}",
            f"{day.day}-{day:%b}-{day.year}",
            f"{day.day}.{day.month}.{day.year}",
        )
    )


_ABBREVIATED = {
    "Road": "Rd",
    "Lane": "Ln",
    "Avenue": "Ave",
    "Crescent": "Cres",
    "Close": "Cl",
    "Gardens": "Gdns",
    "Street": "St",
    "Terrace": "Terr",
    "Square": "Sq",
    "Drive": "Dr",
    "Court": "Ct",
    "Grove": "Gr",
    "Place": "Pl",
}


def street_abbreviated(line: str) -> str:
    """An address with the kind of street in short."""
    head, _, kind = line.rpartition(" ")
    return f"{head} {_ABBREVIATED.get(kind, kind)}"


def organisation_short(name: str, dice: random.Random) -> str:
    """What people call a school or a practice in passing."""
    plain = re.sub(r"^The |\b(?:Catholic|RC|CE|Community)\b ?", "", name).strip()
    words = plain.split()
    kinds = {
        "Primary",
        "Infant",
        "Junior",
        "High",
        "Grammar",
        "Secondary",
        "School",
        "Academy",
        "College",
        "Day",
        "House",
        "Nursery",
        "Pre-school",
        "Kindergarten",
        "Medical",
        "Health",
        "Centre",
        "Surgery",
        "Practice",
        "Family",
        "Hospital",
        "General",
        "Infirmary",
    }
    head = [word for word in words if word not in kinds]
    first = next(word for word in words if word in kinds) if len(head) < len(words) else ""
    return dice.choice((" ".join(head), " ".join(head), f"{' '.join(head)} {first}".strip(), plain))
