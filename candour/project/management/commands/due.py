"""`manage.py due LIMIT --start 2020-12-24T10:00`: when something is due, by which rule, and the sum that leads there.

LIMIT is the full name of a time limit or a plan ("working-together-2023/rapid-review") or its short key
("rapid-review"), which is taken from the guidance in force on the day of the start. Counts by the calendar that comes
with the rulebook, and never looks at the clock: holidays that an installation recorded since are counted on its pages.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import UTC, date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from candour.platform.dates.words import day_words
from candour.platform.design.rules import shown, way_of_counting
from candour.project.rulebook_pages.calculation import (
    CannotCount,
    dated_steps,
    due_date,
    moment_in_words,
    reading_of,
    start_from,
    start_in_words,
)
from candour.project.rulebook_pages.lookup import Chosen, NotFound, counted_rule
from candour.rulebook.calendars import ENGLAND_AND_WALES
from candour.rulebook.language.clocks import Clock, day_of
from candour.rulebook.language.durations import Convention
from candour.rulebook.language.timetables import Timetable

Facts = dict[str, Any]


class Command(BaseCommand):
    """Prints a due date with its sum, or every step of a plan with its date."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The rule, the start and how to count."""
        parser.add_argument("limit", help="the full name or the short key of a time limit or a plan")
        parser.add_argument("--start", required=True, help="a day or a moment, in London unless it says otherwise")
        parser.add_argument("--edition", default="", help="the key of the edition to take the rule from")
        parser.add_argument("--convention", choices=[one.value for one in Convention], help="which day is the first")
        parser.add_argument("--reading", default="", help="the reading of the start, with its own way of counting")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count and print."""
        try:
            start = start_from(options["start"])
            chosen = counted_rule(options["limit"], _day(start), options["edition"])
            facts = _facts(chosen, start, options["convention"] or "", options["reading"])
        except (CannotCount, NotFound) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(json.dumps(facts, indent=2, ensure_ascii=False) if options["json"] else _text(facts))


def _facts(chosen: Chosen, start: datetime | date, convention: str, reading: str) -> Facts:
    facts = _rule_facts(chosen, start)
    if isinstance(chosen.rule, Timetable):
        if convention or reading:
            raise CannotCount("A plan has its own way of counting. Leave out --convention and --reading.")
        return facts | _plan_facts(chosen.rule, start)
    return facts | _due_facts(chosen.rule, start, convention, reading)


def _rule_facts(chosen: Chosen, start: datetime | date) -> Facts:
    rule = shown(chosen.rule)
    return {
        "rule": chosen.rule.name,
        "title": rule.title,
        "edition": chosen.rule.cites.edition.key,
        "chosen_because": chosen.because,
        "warning": chosen.warning,
        "standing": rule.standing,
        "citation": rule.citation,
        "grade": rule.grade,
        "note": rule.note,
        "start": start.isoformat(),
        "start_in_words": start_in_words(start),
        "calendar": {
            "name": ENGLAND_AND_WALES.name,
            "version": ENGLAND_AND_WALES.version,
            "known_until": ENGLAND_AND_WALES.known_until.isoformat(),
        },
    }


def _due_facts(clock: Clock, start: datetime | date, convention: str, reading: str) -> Facts:
    read = reading_of(clock, reading) if reading else next(iter(clock.readings), None)
    counted = Convention(convention) if convention else read.convention if read else None
    due = due_date(clock, start, ENGLAND_AND_WALES, convention=counted)
    return {
        "allows": due.allows.words,
        "starts_when": read.starts_when if read else clock.starts_when,
        "reading": read.key if read else "",
        "reading_source": f"{read.cites.standing}: {read.cites.words}" if read else "",
        "convention": due.convention.value,
        "counting": way_of_counting(due.allows, due.convention),
        "note": shown(due).note,
        "due_on": due.on.isoformat(),
        "due_at": due.at.isoformat(),
        "due_in_words": moment_in_words(due.at),
        "sum": [{"on": line.on.isoformat(), "number": line.number, "line": line.words} for line in due.sum()],
    }


def _plan_facts(plan: Timetable, start: datetime | date) -> Facts:
    return {
        "starts_when": plan.starts_when,
        "convention": plan.convention.value,
        "counting": plan.convention.words,
        "steps": [
            {
                "key": planned.step.key,
                "title": planned.step.title,
                "who": planned.step.who,
                "day": planned.step.day,
                "due_on": planned.on.isoformat(),
                "due_at": planned.at.astimezone(UTC).isoformat(),
                "due_in_words": moment_in_words(planned.at),
                "past_limit": planned.past_limit,
            }
            for planned in dated_steps(plan, start, ENGLAND_AND_WALES)
        ],
    }


def _text(facts: Facts) -> str:
    counted = f"{facts['allows']}; {facts['counting']}" if "allows" in facts else facts["counting"]
    lines = [
        facts["title"],
        f"  Rule:     {facts['rule']} ({facts['chosen_because']})",
        f"  Source:   {facts['standing']}: {facts['citation']}. {facts['grade']}",
        f"  Counted:  {counted}",
        f"  Start:    {facts['start_in_words']} ({facts['starts_when']})",
    ]
    if facts.get("reading"):
        lines.append(f"  Reading:  {facts['reading']} ({facts['reading_source']})")
    if "due_in_words" in facts:
        lines += [f"  Due:      {facts['due_in_words']}", "", *(f"  {line['line']}" for line in facts["sum"])]
    else:
        lines += ["", *(_step_line(step) for step in facts["steps"])]
    for text in (facts["warning"], facts["note"]):
        lines += ["", text] if text else []
    known = day_words(date.fromisoformat(facts["calendar"]["known_until"]))
    return "\n".join([*lines, "", f"Calendar of {facts['calendar']['name']}, known until {known}."])


def _step_line(step: Facts) -> str:
    late = "  PAST THE LIMIT" if step["past_limit"] else ""
    return f"  Day {step['day']:>2}  {step['due_in_words']}: {step['title']} ({step['who']}){late}"


def _day(start: datetime | date) -> date:
    try:
        return day_of(start)
    except OverflowError as error:
        raise CannotCount("The start lies outside every calendar.") from error
