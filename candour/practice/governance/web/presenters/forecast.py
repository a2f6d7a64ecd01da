"""The forecast of a meeting's quorum as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from candour.platform.design.rules import RuleShown, shown
from candour.rulebook import index
from candour.rulebook.language.quorums import Quorum

if TYPE_CHECKING:
    from candour.practice.governance.queries.forecast import Forecast, Outlook

HALVES = {"children": "Children’s items", "adults": "Adults’ items"}


@dataclass(frozen=True)
class OutlookShown:
    """How the quorum would stand, for the meeting, a half of it or an item."""

    about: str
    mark: str
    words: str
    parts: list[str]
    hangs_on: str
    sentence: str
    rule: RuleShown | None


@dataclass(frozen=True)
class ForecastShown:
    """The forecast of a meeting's quorum."""

    outlooks: list[OutlookShown]
    vacant: list[str]
    apologies: list[str]


def forecast_shown(found: Forecast | None) -> ForecastShown | None:
    """A forecast in words; nothing for a group without a rule."""
    if found is None:
        return None
    return ForecastShown(
        [_outlook(one) for one in found.outlooks], found.vacant, [_apology(*one) for one in found.apologies]
    )


def _outlook(one: Outlook) -> OutlookShown:
    standing = one.shown.standing
    if standing.met:
        mark, words = "met", "Can be quorate"
    elif one.could_be_met:
        mark, words = "soon", "Quorate only if deputies come"
    else:
        mark, words = "late", "Cannot be quorate"
    about = f"Item {one.item.order}, without those who have a conflict" if one.item else HALVES.get(one.domain, "")
    parts = [
        f"{part.title}: {part.needed} needed, {part.have} can come"
        + (f". Nobody can come for {', '.join(part.missing)}" if part.missing else "")
        for part in standing.parts
    ]
    rule = shown(index.rule(one.shown.rule_name, Quorum)) if one.shown.rule_name else None
    return OutlookShown(about, mark, words, parts, ", ".join(one.hangs_on), one.shown.sentence, rule)


def _apology(seat: str, sends: str, deputy: str) -> str:
    if sends:
        return f"{seat}: {sends} comes instead"
    return (
        f"{seat}: nobody comes instead. Ask {deputy}, the standing deputy"
        if deputy
        else f"{seat}: nobody comes instead"
    )
