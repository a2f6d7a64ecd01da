"""`manage.py restore FOLDER`: bring a backup into an empty database, and erase again what was erased since."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from candour.platform.retention.ledger import Unreadable
from candour.project.backups import Unusable, check, restore


class Command(BaseCommand):
    """Restores a backup, or with --verify only says whether it could be."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path, help="the folder of the backup")
        parser.add_argument("--verify", action="store_true", help="only hold the backup against its manifest")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        try:
            if options["verify"]:
                self.stdout.write(f"The backup of {check(options['folder']).made_at} is whole.")
                return
            done = restore(options["folder"], timezone.now())
        except (Unusable, Unreadable) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Restored the backup of {done.manifest.made_at}.")
        self.stdout.write(f"History: {done.manifest.newest_entry} entries, root {done.manifest.root}")
        self.stdout.write(f"Records erased again: {done.erased_again}. Messages not sent again: {done.mail_given_up}.")
