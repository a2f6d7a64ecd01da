"""`manage.py backup FOLDER`: the database, the files, the list of what was erased, and a manifest that proves them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from candour.project.backups import Unusable, back_up, check


class Command(BaseCommand):
    """Makes a backup while the service runs, and holds it against its own manifest before it says so."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path, help="a new folder, on another disk than the data")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it."""
        try:
            back_up(options["folder"], timezone.now())
            manifest = check(options["folder"])
        except Unusable as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Backed up to {options['folder']}: {', '.join(sorted(manifest.sums))}.")
        self.stdout.write(f"History: {manifest.newest_entry} entries, root {manifest.root}")
        self.stdout.write("The keys are not in it. Keep them apart, and keep them.")
