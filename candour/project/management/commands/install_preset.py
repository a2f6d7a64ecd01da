"""`manage.py install_preset bhr`: install the areas, partnerships, organisations, posts and groups of a structure."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from candour.platform.access.actor import Actor
from candour.project.presets import PRESETS, install


class Command(BaseCommand):
    """Installs a structure without people. Running it again adds what is missing."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The key of the preset."""
        parser.add_argument("preset", choices=sorted(PRESETS))

    def handle(self, *args: Any, **options: Any) -> None:
        """Install it."""
        install(Actor.system("install_preset", timezone.now()), options["preset"])
        self.stdout.write(f"Installed {PRESETS[options['preset']].title}.")
