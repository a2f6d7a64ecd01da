"""`manage.py read_timetable FILE --start 2026-11-02`: date a protocol's plan and compare it with the rulebook's."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from candour.platform.dates.words import due_words
from candour.platform.imports.grids import Unreadable
from candour.project.rulebook_pages.calculation import CannotCount, start_from
from candour.project.timetables import NotATimetable, differences, read_timetable
from candour.rulebook import index
from candour.rulebook.calendars import ENGLAND_AND_WALES, BeyondCalendar
from candour.rulebook.language.timetables import Timetable


class Command(BaseCommand):
    """Prints the dated steps of a plan from a CSV file, and where it differs from one of the rulebook."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, the start, and the plan to compare with."""
        parser.add_argument("file", type=Path, help="a CSV file with the columns day, heading, what, who and by")
        parser.add_argument("--start", required=True, help="the day or moment on which the plan begins")
        parser.add_argument("--compare", default="bhr-protocol-2020/fifteen-days", help="the full name of a plan")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, date, compare and print."""
        file: Path = options["file"]
        try:
            brought = read_timetable(file.read_text(encoding="utf-8-sig"), title=file.stem)
            held = index.rule(options["compare"], Timetable)
            planned = brought.plan(start_from(options["start"]), ENGLAND_AND_WALES)
        except (OSError, UnicodeDecodeError, NotATimetable, Unreadable, CannotCount, BeyondCalendar) as error:
            raise CommandError(str(error)) from error
        except index.NoSuchRule as error:
            raise CommandError(f"The rulebook holds no plan called {options['compare']}.") from error
        for one in planned:
            past = "  (past the limit)" if one.past_limit else ""
            self.stdout.write(f"Day {one.step.day:>2}  {due_words(one.at):<28} {one.step.title}{past}")
        found = differences(brought, held)
        self.stdout.write("" if found else f"\nIts days and times are those of {held.title}.")
        for difference in found:
            self.stdout.write(f"Differs: {difference.what}")
