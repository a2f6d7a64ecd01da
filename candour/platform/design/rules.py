"""Which rule stands behind a date, as the plain values of the element “Which rule is this?”.

A view or presenter calls `shown(rule)` or `shown(due)`, and its page includes `design/which_rule.html` with the result
as `rule`. The values are:

- `title`: what the rule is about
- `standing`: how it may be introduced: "The law", "National guidance", "Local protocol", "Not checked against the text"
- `citation`: where it stands, as a reader would write it
- `grade`: a sentence on what somebody has and has not checked
- `url`: the page of the rule
- `counting`: for a limit or a plan, what is allowed, from when, and how its days are counted; else empty
- `sum`: for a due date, its days, each with `text` and `is_skipped`; else empty
- `note`: what the reader must know besides, with any official easing of the limit; may be empty
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from candour.rulebook.language.citations import Citation
from candour.rulebook.language.clocks import Clock, Due, Relaxation
from candour.rulebook.language.criteria import CriteriaTest
from candour.rulebook.language.durations import CalendarMonths, Convention, Duration, WorkingDaysBefore
from candour.rulebook.language.duties import Duty
from candour.rulebook.language.forms import Form
from candour.rulebook.language.quorums import Quorum
from candour.rulebook.language.timetables import Timetable

Rule = Clock | Duty | CriteriaTest | Form | Quorum | Timetable


@dataclass(frozen=True)
class SumLine:
    """A day of a sum: "Fri 3 Apr 2026: not counted, Good Friday"."""

    text: str
    is_skipped: bool


@dataclass(frozen=True)
class RuleShown:
    """A rule as the element shows it; the module says what each value is."""

    title: str
    standing: str
    citation: str
    grade: str
    url: str
    counting: str = ""
    sum: tuple[SumLine, ...] = ()
    note: str = ""


def shown(rule_or_due: Rule | Due) -> RuleShown:
    """A rule, or a due date with its rule and its sum, as the element shows it."""
    due = rule_or_due if isinstance(rule_or_due, Due) else None
    rule = due.clock if due else rule_or_due
    assert not isinstance(rule, Due)
    source = source_of(rule)
    return RuleShown(
        title=rule.title,
        standing=source.standing,
        citation=source.words,
        grade=source.grade.explained,
        url=reverse("rule", args=[rule.cites.edition.key, rule.key]),
        counting=_counting_of_due(due) if due else counting_of(rule),
        sum=tuple(SumLine(line.words, line.number is None) for line in due.sum()) if due else (),
        note=" ".join(part for part in (getattr(rule, "note", ""), *_eased(rule, due)) if part),
    )


def source_of(rule: Rule) -> Citation:
    """The source with which a rule is introduced: for a limit the first one whose text was seen."""
    return rule.best_source if isinstance(rule, Clock) else rule.cites


def counting_of(rule: Rule) -> str:
    """What a limit or a plan allows, from when and how counted; empty for other rules."""
    if isinstance(rule, Clock):
        return _counting(rule.allows, rule.starts_when, rule.convention)
    if isinstance(rule, Timetable):
        return f"Counted in working days from when {rule.starts_when}; {rule.convention.words}."
    return ""


def way_of_counting(allows: Duration, convention: Convention) -> str:
    """How the days of a duration are counted, in words."""
    if isinstance(allows, WorkingDaysBefore):
        return "counted back from the event, whose own day is not counted"
    if isinstance(allows, CalendarMonths):
        return "to the same day of the month, or its last day where there is none"
    return convention.words


def _counting_of_due(due: Due) -> str:
    return _counting(due.allows, due.clock.starts_when, due.convention)


def _counting(allows: Duration, starts_when: str, convention: Convention) -> str:
    if isinstance(allows, WorkingDaysBefore):
        return f"{allows.words} {starts_when}; {way_of_counting(allows, convention)}."
    return f"{allows.words} from when {starts_when}; {way_of_counting(allows, convention)}."


def _eased(rule: Rule, due: Due | None) -> list[str]:
    relaxations: tuple[Relaxation, ...] = rule.relaxations if isinstance(rule, Clock) else ()
    return [
        relaxation.says
        for relaxation in relaxations
        if due is None
        or (relaxation.starts_on <= due.on and (relaxation.ends_on is None or due.start_day <= relaxation.ends_on))
    ]
