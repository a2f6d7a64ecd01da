"""The marks of an identity: keyed hashes of what it has in common with others, from which nothing can be read back.

A mark stands for one combination, such as a date of birth with the sound of a surname. Two identities that share a mark
share that combination. Which of them are kept and which are looked for differs only in dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from candour.platform.vault.keys import ring
from candour.platform.vault.likeness import dates, names
from candour.platform.vault.likeness.dates import Birth
from candour.rulebook.language.fuzzy_dates import Precision

FORENAMES = ("forenames", "known_as")
SURNAMES = ("surname", "former_surname")
NHS_DIGITS = 10

_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b")
_WHEN = {Precision.DAY: "date of birth", Precision.MONTH: "month of birth", Precision.YEAR: "year of birth"}
_DAY_AND_MONTH = (Precision.DAY, Precision.MONTH)
_LESS_SURE = {Precision.DAY: 0, Precision.MONTH: 20, Precision.YEAR: 40}


@dataclass(frozen=True, order=True)
class Likeness:
    """One thing that two identities have in common, in words, and how much it says from 0 to 100."""

    strength: int
    why: str


@dataclass(frozen=True)
class Known:
    """What is known of somebody, in the forms in which it is compared. It is never shown."""

    births: tuple[Birth, ...] = field(repr=False)
    forenames: frozenset[str] = field(repr=False)
    surnames: frozenset[str] = field(repr=False)
    postcodes: frozenset[str] = field(repr=False)
    nhs_number: str = field(repr=False)


def marks_to_keep(facts: Mapping[str, str]) -> frozenset[str]:
    """Every mark by which an identity with these facts is to be found."""
    return frozenset(_marks(_known(facts, dates.kept)))


def marks_to_seek(facts: Mapping[str, str]) -> dict[str, Likeness]:
    """Every mark of identities that are like these facts, with what each means."""
    return _marks(_known(facts, dates.sought))


def _known(facts: Mapping[str, str], births: Callable[[str], tuple[Birth, ...]]) -> Known:
    number = re.sub(r"\D", "", facts.get("nhs_number", ""))
    postal = f"{facts.get('address', '')}\n{facts.get('postcode', '')}".upper()
    return Known(
        births=births(facts.get("born_on", "")),
        forenames=_all(names.forenames, facts, FORENAMES),
        surnames=_all(names.surnames, facts, SURNAMES),
        postcodes=frozenset("".join(found) for found in _POSTCODE.findall(postal)[: names.AT_MOST]),
        nhs_number=number if len(number) == NHS_DIGITS else "",
    )


def _all(read: Callable[[str], frozenset[str]], facts: Mapping[str, str], fields: Iterable[str]) -> frozenset[str]:
    return frozenset(name for field in fields for name in read(facts.get(field, "")))


def _marks(known: Known) -> dict[str, Likeness]:
    mark = ring().mark
    return {mark("\n".join(shared)): likeness for likeness, shared in _combinations(known)}


def _combinations(known: Known) -> Iterator[tuple[Likeness, tuple[str, ...]]]:
    if known.nhs_number:
        yield Likeness(100, "the same NHS number"), ("number", known.nhs_number)
    for birth in known.births:
        yield from _with_birth(known, birth)
    for family in sorted(names.sounds(known.surnames)):
        for own in sorted(names.sounds(known.forenames)):
            yield Likeness(40, "a forename and a surname that sound the same"), ("sounds", family, own)


def _with_birth(known: Known, birth: Birth) -> Iterator[tuple[Likeness, tuple[str, ...]]]:
    when, less = _WHEN[birth.precision], _LESS_SURE[birth.precision]
    for family in sorted(known.surnames):
        for own in sorted(known.forenames):
            # In either order, because family names and forenames are often put down the other way round.
            either = sorted((family, own))
            yield Likeness(90 - less, f"the same surname, forename and {when}"), ("names", birth.code, *either)
    if birth.precision not in _DAY_AND_MONTH:
        return
    for postcode in sorted(known.postcodes):
        yield Likeness(70 - less, f"the same {when} and postcode"), ("postcode", birth.code, postcode)
    for family in sorted(names.sounds(known.surnames)):
        yield Likeness(60 - less, f"the same {when}, and a surname that sounds the same"), ("sound", birth.code, family)
    for own in sorted(names.initials(known.forenames)):
        yield Likeness(30 - less, f"the same {when} and first letter of a forename"), ("initial", birth.code, own)
