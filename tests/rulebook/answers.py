"""What the rulebook answers to each row of the worked examples, in the words of the row's own columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from candour.rulebook import index
from candour.rulebook.calendars import ENGLAND_AND_WALES, BeyondCalendar, Calendar, Holiday
from candour.rulebook.language.clocks import END_OF_DAY, LONDON, Clock, day_number, day_of
from candour.rulebook.language.criteria import Answer, CriteriaTest
from candour.rulebook.language.durations import (
    CalendarDays,
    CalendarMonths,
    Convention,
    Duration,
    WorkingDays,
    WorkingDaysBefore,
)
from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate
from candour.rulebook.language.timetables import Timetable
from tests.rulebook.quorums import own_quorum, quorum
from tests.rulebook.tables import REFUSED, BadTable, Row, a_day, written

Answers = Callable[[Row], Row]

CONVENTIONS = {"within": Convention.WITHIN, "day 1 is the day received": Convention.DAY_ONE}
NOTIFIABLE = {
    "abuse or neglect known or suspected": "abuse-known-or-suspected",
    "died": "died",
    "seriously harmed": "seriously-harmed",
    "in the area": "in-area",
    "outside England, child lives here": "outside-england",
}
SECTION_44 = {
    "in the area": "in-area",
    "needs for care and support": "needs",
    "concern about working together": "concern-about-working-together",
    "condition 1: died of abuse or neglect": "condition-1",
    "condition 2: alive, serious abuse or neglect": "condition-2",
}


def working_days(row: Row) -> Row:
    return {"due": written(_counted(row).ends_on(a_day(row["start"]), ENGLAND_AND_WALES, _convention(row)))}


def working_days_before(row: Row) -> Row:
    duration = WorkingDaysBefore(int(row["working days before"]))
    return {"last day": written(duration.ends_on(a_day(row["event"]), ENGLAND_AND_WALES, Convention.WITHIN))}


def beyond_the_calendar(row: Row) -> Row:
    try:
        return working_days(row)
    except BeyondCalendar:
        return {"due": REFUSED}


def proclaimed_later(row: Row) -> Row:
    later = ENGLAND_AND_WALES.with_holidays([Holiday(a_day(row["proclaimed"]), "A day of mourning")], "later")
    return {
        f"due {when}": _due_by(row, calendar) for when, calendar in (("before", ENGLAND_AND_WALES), ("after", later))
    }


def days_and_months(row: Row) -> Row:
    number, unit = row["allowed"].split()
    kind = CalendarMonths if unit.startswith("month") else CalendarDays
    return {"due": written(kind(int(number)).ends_on(a_day(row["start"]), ENGLAND_AND_WALES, _convention(row)))}


def day_numbers(row: Row) -> Row:
    number = day_number(a_day(row["start"]), a_day(row["day"]), ENGLAND_AND_WALES, _convention(row))
    return {"number": str(number)}


def moments(row: Row) -> Row:
    start = datetime.strptime(row["start in UTC"], "%a %d %b %Y %H:%M").replace(tzinfo=UTC)
    due = index.rule("working-together-2023/notify-panel", Clock).due(start, ENGLAND_AND_WALES)
    assert not due.is_late(due.at)
    assert due.is_late(due.at + timedelta(seconds=1))
    return {
        "day in London": written(day_of(start)),
        "due within 5 working days": written(due.on),
        "last minute in UTC": f"{written(due.at.date())} {due.at:%H:%M}",
    }


def limits(row: Row) -> Row:
    clock = index.rule(row["rule"], Clock)
    convention = clock.reading(row["reading"]).convention if row["reading"] else None
    return {"due": written(clock.due(_moment(row["start"]), ENGLAND_AND_WALES, convention=convention).on)}


def lateness(row: Row) -> Row:
    due = index.rule(row["rule"], Clock).due(a_day(row["start"]), ENGLAND_AND_WALES)
    done = datetime.combine(a_day(row["done"]), datetime.min.time().replace(hour=12), LONDON)
    late_by = ENGLAND_AND_WALES.between(due.on, done.date())
    assert due.is_late(done) == (done.date() > due.on)
    return {
        "due": written(due.on),
        "working day": str(day_number(due.start, done.date(), ENGLAND_AND_WALES, due.convention)),
        "working days late": str(late_by),
    }


def sums(row: Row) -> Row:
    convention = _convention(row) if row["counting"] else None
    due = index.rule(row["rule"], Clock).due(a_day(row["start"]), ENGLAND_AND_WALES, convention=convention)
    lines = {counted.on: counted.words for counted in due.sum()}
    assert len(lines) == len(due.sum()), "no day is written twice"
    return {"line": lines[a_day(row["day"])].partition(": ")[2]}


def plans(row: Row) -> Row:
    timetable = index.rule(row["plan"], Timetable)
    (planned,) = [
        planned for planned in timetable.plan(a_day(row["start"]), ENGLAND_AND_WALES) if planned.step.key == row["step"]
    ]
    local = planned.at.astimezone(LONDON)
    assert local.date() == planned.on
    time = "" if local.time() == END_OF_DAY else f", {local:%H:%M}"
    return {
        "day": str(planned.step.day),
        "when": written(planned.on) + time,
        "past the limit": "yes" if planned.past_limit else "no",
    }


def editions(row: Row) -> Row:
    try:
        return {"edition": index.edition_for(row["subject"], a_day(row["day"])).key}
    except index.NoEdition:
        return {"edition": REFUSED}


def dates_known_in_part(row: Row) -> Row:
    try:
        fuzzy = FuzzyDate.parse(row["written"])
    except NotADate:
        return dict.fromkeys(("shown", "stored", "day"), REFUSED)
    assert FuzzyDate.decode(fuzzy.encode()) == fuzzy
    assert FuzzyDate.parse(fuzzy.words) == fuzzy
    return {"shown": fuzzy.words, "stored": fuzzy.encode(), "day": written(fuzzy.exact) if fuzzy.exact else ""}


def notifiable_incident(row: Row) -> Row:
    found = index.rule("children-act-2004/notifiable", CriteriaTest).find(_answers(row, NOTIFIABLE))
    return {"result": {True: "notifiable", False: "not notifiable", None: "open"}[found.met]}


def adults_review(row: Row) -> Row:
    answers = _answers(row, SECTION_44)
    words = {True: "yes", False: "no", None: "open"}
    return {
        "must": words[index.rule("care-act-2014/mandatory-review", CriteriaTest).find(answers).met],
        "may": words[index.rule("care-act-2014/discretionary-review", CriteriaTest).find(answers).met],
    }


def review_criteria(row: Row) -> Row:
    test = index.rule(row["test"], CriteriaTest)
    answers = {key: answer for answer in Answer for key in row[answer.value].split(", ") if key}
    unknown = set(answers) - {criterion.key for criterion in test.criteria}
    if unknown:
        raise BadTable(f"{row['test']} has no criteria {sorted(unknown)}.")
    decides = row["test"] == "bhr-protocol-2020/local-action"
    result = {True: "decided yes" if decides else "considered", False: "decided no", None: "open"}
    return {"criteria": str(len(test.criteria)), "result": result[test.find(answers).met]}


ANSWERS: dict[str, Answers] = {
    "adults-review.md": adults_review,
    "beyond-the-calendar.md": beyond_the_calendar,
    "dates-known-in-part.md": dates_known_in_part,
    "day-numbers.md": day_numbers,
    "days-and-months.md": days_and_months,
    "editions.md": editions,
    "lateness.md": lateness,
    "limits.md": limits,
    "moments.md": moments,
    "notifiable-incident.md": notifiable_incident,
    "own-quorums.md": own_quorum,
    "plans.md": plans,
    "proclaimed-later.md": proclaimed_later,
    "quorum.md": quorum,
    "review-criteria.md": review_criteria,
    "sums.md": sums,
    "working-days-before.md": working_days_before,
    "working-days.md": working_days,
}


def _counted(row: Row) -> Duration:
    number = int(row["working days"])
    return WorkingDaysBefore(number) if row["counting"] == "before" else WorkingDays(number)


def _convention(row: Row) -> Convention:
    if row["counting"] == "before":
        return Convention.WITHIN
    if row["counting"] not in CONVENTIONS:
        raise BadTable(f"“{row['counting']}” is no way of counting.")
    return CONVENTIONS[row["counting"]]


def _due_by(row: Row, calendar: Calendar) -> str:
    return written(_counted(row).ends_on(a_day(row["start"]), calendar, _convention(row)))


def _moment(text: str) -> datetime | date:
    if text.endswith(" UTC"):
        return datetime.strptime(text, "%a %d %b %Y %H:%M UTC").replace(tzinfo=UTC)
    if ":" in text:
        return datetime.strptime(text, "%a %d %b %Y %H:%M").replace(tzinfo=LONDON)
    return a_day(text)


def _answers(row: Row, criteria: dict[str, str]) -> dict[str, Answer]:
    return {key: Answer(row[column]) for column, key in criteria.items() if row[column]}
