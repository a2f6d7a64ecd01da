"""Doing what the system does by itself: sending mail, scanning files, chasing, reminding."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from candour.project.sweeping import sweep


class Command(BaseCommand):
    """Sweeps once, or again and again."""

    help = "Send waiting mail, scan held files, chase late agencies, pass overdue decisions on, remind of what is due."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the pause between two sweeps."""
        parser.add_argument(
            "--every", type=int, metavar="SECONDS", help="Go on, with so many seconds between two sweeps."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep. A single sweep that fails in part ends with an error."""
        pause = options["every"]
        if pause is None:
            failed = sweep(timezone.now())
            if failed:
                raise CommandError(f"The sweep failed at: {', '.join(failed)}. See the log.")
            return
        while True:
            sweep(timezone.now())
            time.sleep(pause)
