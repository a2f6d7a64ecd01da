"""Quorum rules as data and as a sentence, so that a group can set a rule of its own and everybody can read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from candour.rulebook.language.quorums import AllOf, AnyOf, Base, ChairOrDeputy, Each, Number, Rounding, Rule, Share


class BadRule(ValueError):
    """The data is not a quorum rule. The message says what is wrong with it."""


def written(rule: Rule) -> dict[str, Any]:
    """The rule as data, from which `read` makes the same rule again."""
    match rule:
        case Each(sectors):
            return {"each": list(sectors)}
        case Share(of_base, base, rounding):
            return {"share": str(of_base), "of": base.value, "rounding": rounding.name.lower()}
        case Number(at_least, base):
            return {"number": at_least, "of": base.value}
        case ChairOrDeputy():
            return {"chair": True}
        case AllOf(rules):
            return {"all": [written(one) for one in rules]}
        case AnyOf(rules):
            return {"any": [written(one) for one in rules]}


def read(data: object) -> Rule:
    """The rule that the data describes. Raises BadRule."""
    if not isinstance(data, Mapping) or not data:
        raise BadRule("A rule is written as a table with one of: each, share, number, chair, all, any.")
    if "all" in data:
        return AllOf(_several(data["all"], "all"))
    if "any" in data:
        return AnyOf(_several(data["any"], "any"))
    if "chair" in data:
        return ChairOrDeputy()
    if "each" in data:
        return Each(_sectors(data["each"]))
    if "share" in data:
        return Share(_share(data["share"]), _base(data, Base.UNITS), _rounding(data))
    if "number" in data:
        return Number(_number(data["number"]), _base(data, Base.SEATS))
    raise BadRule(f"“{next(iter(data))}” is not a kind of rule.")


def sentence(rule: Rule) -> str:
    """The rule in words, such as "at least half of the agencies, rounded up, and each of health and police"."""
    match rule:
        case Each(sectors):
            return f"each of {_listed(sectors)}" if len(sectors) > 1 else sectors[0]
        case Share(of_base, base, rounding):
            if rounding is Rounding.MORE_THAN:
                return f"more than {_words(of_base)} of the {base.value}"
            return f"at least {_words(of_base)} of the {base.value}, {rounding.value}"
        case Number(at_least, base):
            return f"at least {at_least} {base.value}"
        case ChairOrDeputy():
            return "somebody in the chair"
        case AllOf(rules):
            return " and ".join(_bracketed(one, AnyOf) for one in rules)
        case AnyOf(rules):
            return " or ".join(_bracketed(one, AllOf) for one in rules)


def _bracketed(rule: Rule, kind: type[AllOf] | type[AnyOf]) -> str:
    return f"({sentence(rule)})" if isinstance(rule, kind) else sentence(rule)


def _words(share: Fraction) -> str:
    return {Fraction(1, 2): "half", Fraction(1, 3): "a third", Fraction(2, 3): "two thirds"}.get(share) or (
        f"{float(share):.0%}" if (share * 100).denominator == 1 else str(share)
    )


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _several(data: object, word: str) -> tuple[Rule, ...]:
    if not isinstance(data, list) or len(data) < 2:
        raise BadRule(f"“{word}” needs at least two rules.")
    return tuple(read(one) for one in data)


def _sectors(data: object) -> tuple[str, ...]:
    if not isinstance(data, list) or not data or not all(isinstance(one, str) and one.strip() for one in data):
        raise BadRule("“each” needs the names of at least one sector.")
    return tuple(data)


def _share(data: object) -> Fraction:
    try:
        share = Fraction(str(data))
    except (ValueError, ZeroDivisionError) as error:
        raise BadRule(f"“{data}” is not a share. Write it as 1/2, 0.5 or 2/3.") from error
    if not 0 < share <= 1:
        raise BadRule("A share lies above nothing and is at most the whole.")
    return share


def _number(data: object) -> int:
    if isinstance(data, bool) or not isinstance(data, int) or not 1 <= data <= 500:
        raise BadRule("A number lies between 1 and 500.")
    return data


def _base(data: Mapping[str, Any], otherwise: Base) -> Base:
    try:
        return Base(data.get("of", otherwise.value))
    except ValueError as error:
        raise BadRule(f"“{data['of']}” is not one of: agencies, seats, members.") from error


def _rounding(data: Mapping[str, Any]) -> Rounding:
    try:
        return Rounding[str(data.get("rounding", "up")).upper()]
    except KeyError as error:
        raise BadRule(f"“{data['rounding']}” is not one of: up, down, nearest, more_than.") from error
