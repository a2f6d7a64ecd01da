"""Serving Candour from one machine, with the sweep beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from granian import Granian
from granian.constants import Interfaces

from candour.project.demonstration.cast import CAST

SWEEP_EVERY = 20


class Command(BaseCommand):
    """Runs the server and the sweep until it is stopped."""

    help = "Serve Candour at its address, and sweep every few seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address, the port and the number of processes."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=urlsplit(settings.CANDOUR_BASE_URL).port or 8000)
        parser.add_argument("--processes", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        """Say where it is and how to sign in, then serve."""
        self._greet(options["port"])
        # This very program, started again: nothing of the command comes from outside.
        sweep = subprocess.Popen([sys.executable, sys.argv[0], "sweep", "--every", str(SWEEP_EVERY)])  # noqa: S603
        server = Granian(
            "candour.project.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            workers=options["processes"],
            blocking_threads=4,
            log_access=False,
        )
        try:
            server.serve()
        except OSError as error:
            raise CommandError(
                f"Port {options['port']} cannot be used: {error.strerror}. Choose another with --port."
            ) from error
        finally:
            sweep.terminate()
            sweep.wait()

    def _greet(self, port: int) -> None:
        base = settings.CANDOUR_BASE_URL
        self.stdout.write(f"\nCandour is at {base}/\n")
        if settings.CANDOUR_DEMONSTRATION:
            self.stdout.write(f"Sign in as anybody of the cast, without a password, at {base}/demonstration/\n")
            for member in CAST:
                if not member.has_left:
                    self.stdout.write(f"  {member.name:<18} {member.comes_for}")
            self.stdout.write(f"\nThe mail that it sends is at {base}/demonstration/mail/\n")
        self.stdout.write("Stop it with Ctrl-C.\n\n")
        self.stdout.flush()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.project.settings")
