"""Finds the name that a word is a slip of, or a familiar form of, where no exact form fits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import jellyfish
from rapidfuzz.distance import OSA

from candour.practice.publishing.redaction.people.name_forms import FAMILY, GIVEN, MIDDLE, Part

_SHORTEST = 4
_HABIT = re.compile(r"(?:([b-df-hj-np-tv-z])\1?)?(?:ie|y|i|ee|s|z|zy|zza|o|a|er|ers|bo|kins)?$")
_LONG, _VERY_LONG = 7, 9


@cache
def sound(name: str) -> str:
    """How a name sounds, roughly."""
    return jellyfish.metaphone(name)


def slips(written: str, name: str, *, generous: bool = False) -> int | None:
    """How many slips of the pen lead from a name to what is written; none if they are not the same name.

    One slip at four to six letters, two from seven, and one more where both sound alike. Generous is for places where
    a person's name must stand anyway, and the question is only whose.
    """
    length = len(name)
    if length < _SHORTEST or len(written) < _SHORTEST - 1 or abs(length - len(written)) > 3:
        return None
    most = (1 if length < _LONG else 2) + generous
    count = OSA.distance(written, name, score_cutoff=most + 1)
    if count > most + 1:
        return None
    if length == _SHORTEST and written[0] != name[0] and sorted(written) != sorted(name):
        return None
    if count <= most and (count < 2 or written[0] == name[0] or length >= _VERY_LONG):
        return count
    alike = sound(written) == sound(name) and len(sound(name)) > 1
    close = length >= _VERY_LONG and written[0] == name[0]
    return count if alike or (close and count <= most + 1) else None


def familiar(written: str, given: str) -> bool:
    """Whether it looks like a familiar form of a given name: its beginning with a usual ending, or its end."""
    if len(written) < 3 or written == given or len(given) < 4:
        return False
    if len(written) >= 4 and written in given[1:]:
        return True
    same = 0
    while same < min(len(written), len(given)) and written[same] == given[same]:
        same += 1
    if same == len(written):
        return True
    least = 2 if len(written) <= 5 else 3
    return same >= least and bool(_HABIT.fullmatch(written[same:]) or _HABIT.fullmatch(written[same - 1 :]))


def parts_like(written: str, known: Iterable[tuple[str, Part]], *, generous: bool = False) -> list[Part]:
    """The parts of names that a word is a slip or a familiar form of, the nearest first."""
    found: dict[tuple[int, str], Part] = {}
    for name, part in known:
        count = slips(written, name, generous=generous)
        if count is not None and count > 0:
            how, cost = f"a misspelling of {_shown(part)}", part.cost + 0.4 + 0.4 * count
            misspelt = True
        elif part.role == GIVEN and part.cost < 0.3 and familiar(written, name):
            how, cost = f"what looks like a familiar form of {_shown(part)}", part.cost + 1.4
            misspelt = False
        else:
            continue
        key = (part.who, part.role)
        if key not in found or cost < found[key].cost:
            found[key] = Part(part.who, part.role, how, cost, misspelt)
    return sorted(found.values(), key=lambda part: (part.cost, part.who, part.role))


def _shown(part: Part) -> str:
    return {GIVEN: "the given name", MIDDLE: "the middle name", FAMILY: "the family name"}.get(part.role, "the name")
