"""Which rules there are, by name, and which edition applies to whom on which day."""

from __future__ import annotations

from datetime import date
from types import ModuleType
from typing import TypeVar

from candour.rulebook.england.care_act_2014.edition_2015 import EDITION as CARE_ACT
from candour.rulebook.england.care_act_2014.edition_2015 import clocks as care_act_clocks
from candour.rulebook.england.care_act_2014.edition_2015 import criteria as care_act_criteria
from candour.rulebook.england.care_act_2014.edition_2015 import reviews as care_act_reviews
from candour.rulebook.england.children_act_2004.edition_2018 import criteria as children_act_criteria
from candour.rulebook.england.children_act_2004.edition_2018 import reviews as national_reviews
from candour.rulebook.england.data_protection.edition_2018 import clocks as data_protection_clocks
from candour.rulebook.england.domestic_violence_act_2004.edition_2011 import reviews as death_reviews
from candour.rulebook.england.notification_service.edition_2025 import forms as notification_forms
from candour.rulebook.england.practice_review_regulations.edition_2018 import criteria as review_criteria
from candour.rulebook.england.practice_review_regulations.edition_2018 import reviews as local_reviews
from candour.rulebook.england.quality_markers.edition_2022 import markers
from candour.rulebook.england.working_together.edition_2018 import EDITION as WORKING_TOGETHER_2018
from candour.rulebook.england.working_together.edition_2018 import clocks as clocks_2018
from candour.rulebook.england.working_together.edition_2018 import duties as duties_2018
from candour.rulebook.england.working_together.edition_2023 import EDITION as WORKING_TOGETHER_2023
from candour.rulebook.england.working_together.edition_2023 import clocks as clocks_2023
from candour.rulebook.england.working_together.edition_2023 import duties as duties_2023
from candour.rulebook.england.working_together.edition_2026 import EDITION as WORKING_TOGETHER_2026
from candour.rulebook.england.working_together.edition_2026 import clocks as clocks_2026
from candour.rulebook.england.working_together.edition_2026 import duties as duties_2026
from candour.rulebook.language.citations import Edition
from candour.rulebook.language.clocks import Clock
from candour.rulebook.language.criteria import CriteriaTest
from candour.rulebook.language.duties import Duty
from candour.rulebook.language.forms import Form
from candour.rulebook.language.ladders import Ladder
from candour.rulebook.language.quorums import Quorum
from candour.rulebook.language.review_types import QualityMarker, ReviewType
from candour.rulebook.language.timetables import Timetable
from candour.rulebook.local.bhr.edition_2020 import criteria as bhr_criteria
from candour.rulebook.local.bhr.edition_2020 import forms as bhr_forms
from candour.rulebook.local.bhr.edition_2020 import reviews as bhr_reviews
from candour.rulebook.local.bhr.edition_2020 import timetables as bhr_timetables
from candour.rulebook.local.challenge.edition_2020 import ladders as challenge_ladders
from candour.rulebook.local.havering.edition_2019 import forms as cabinet_forms
from candour.rulebook.local.havering.edition_2022 import quorums as executive_quorums
from candour.rulebook.local.havering.edition_2023 import clocks as havering_clocks
from candour.rulebook.local.havering.edition_2023 import quorums as case_review_quorums
from candour.rulebook.local.havering.edition_2023 import reviews as combined_reviews
from candour.rulebook.local.havering.edition_2023 import timetables as havering_timetables
from candour.rulebook.local.longer_returns.edition_2020 import timetables as longer_timetables

Rule = Clock | Duty | CriteriaTest | Form | Quorum | Timetable
R = TypeVar("R", Clock, Duty, CriteriaTest, Form, Quorum, Timetable)

CASE_GUIDANCE: dict[str, tuple[Edition, ...]] = {
    "children": (
        WORKING_TOGETHER_2018,
        WORKING_TOGETHER_2023,
        WORKING_TOGETHER_2026,
    ),
    "adults": (CARE_ACT,),
}

_DECLARED: tuple[ModuleType, ...] = (
    clocks_2026,
    duties_2026,
    clocks_2023,
    duties_2023,
    clocks_2018,
    duties_2018,
    children_act_criteria,
    review_criteria,
    notification_forms,
    care_act_criteria,
    care_act_clocks,
    data_protection_clocks,
    bhr_timetables,
    bhr_criteria,
    bhr_forms,
    cabinet_forms,
    executive_quorums,
    case_review_quorums,
    havering_clocks,
    havering_timetables,
    longer_timetables,
)

_OF_REVIEWS: tuple[ModuleType, ...] = (
    local_reviews,
    care_act_reviews,
    combined_reviews,
    death_reviews,
    national_reviews,
    bhr_reviews,
)


class NoSuchRule(KeyError):
    """A rule was asked for by a name that no edition has."""


class NoEdition(LookupError):
    """The rulebook holds no edition that was in force for the subject on the day."""


def _named() -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for module in _DECLARED:
        for value in vars(module).values():
            if not isinstance(value, Rule):
                continue
            if rules.setdefault(value.name, value) is not value:
                raise ValueError(f"Two rules are called {value.name}.")
    return rules


_RULES = _named()


def rules() -> tuple[Rule, ...]:
    """Every rule, the newest national edition first, local protocols last."""
    return tuple(_RULES.values())


def rule(name: str, kind: type[R]) -> R:
    """The rule of that full name. Raises NoSuchRule for an unknown name or a rule of another kind."""
    found = _RULES.get(name)
    if not isinstance(found, kind):
        raise NoSuchRule(name)
    return found


def any_rule(name: str) -> Rule:
    """The rule of that full name, whatever its kind. Raises NoSuchRule for an unknown name."""
    if name not in _RULES:
        raise NoSuchRule(name)
    return _RULES[name]


def editions() -> tuple[Edition, ...]:
    """Every edition from which there are rules, in the order of the rules."""
    return tuple({rule.cites.edition.key: rule.cites.edition for rule in _RULES.values()}.values())


def edition_for(subject: str, on: date) -> Edition:
    """The guidance that governs a case of that subject ("children" or "adults") which starts on that day.

    Raises NoEdition, with words for the user, for a day before the first edition that the rulebook holds.
    """
    for edition in CASE_GUIDANCE[subject]:
        if edition.applies_on(on):
            return edition
    first = min(edition.in_force_from for edition in CASE_GUIDANCE[subject])
    raise NoEdition(
        f"The rulebook holds no guidance for {subject} that was in force on {on.day} {on:%B %Y}. "
        f"Its first edition applies from {first.day} {first:%B %Y}."
    )


def clocks_in(edition_key: str) -> dict[str, Clock]:
    """The clocks of one edition by their own key."""
    return {
        rule.key: rule for rule in _RULES.values() if isinstance(rule, Clock) and rule.cites.edition.key == edition_key
    }


def same_limit(clock: Clock) -> tuple[Clock, ...]:
    """The limit of that key in every edition of the guidance on cases that this one stands in, the oldest first.

    Only the limit itself for one of a local protocol.
    """
    series = next((every for every in CASE_GUIDANCE.values() if clock.cites.edition in every), ())
    every = (clocks_in(edition.key).get(clock.key) for edition in series)
    return tuple(one for one in every if one is not None) or (clock,)


def duties_in(edition_key: str) -> dict[str, Duty]:
    """The duties of one edition by their own key."""
    return {
        rule.key: rule for rule in _RULES.values() if isinstance(rule, Duty) and rule.cites.edition.key == edition_key
    }


REVIEW_TYPES: dict[str, ReviewType] = {
    value.key: value for module in _OF_REVIEWS for value in vars(module).values() if isinstance(value, ReviewType)
}
"""Every type of review by its key, those of the law first."""

LADDERS: dict[str, Ladder] = {
    value.name: value for value in vars(challenge_ladders).values() if isinstance(value, Ladder)
}
"""Every ladder of challenge by its name. All of them are local."""

QUALITY_MARKERS: tuple[QualityMarker, ...] = tuple(
    value for value in vars(markers).values() if isinstance(value, QualityMarker)
)
"""The quality markers in their order."""
