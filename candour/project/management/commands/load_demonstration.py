"""Loading the demonstration into an empty database."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from candour.project.demonstration import loading


class Command(BaseCommand):
    """Loads invented people and cases, once."""

    help = "Load the invented people and cases of the demonstration. What is there already is kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or say that it is loaded. Refuses outside the demonstration."""
        if not settings.CANDOUR_DEMONSTRATION:
            raise CommandError("The demonstration loads only where CANDOUR_ENVIRONMENT is “demonstration”.")
        if loading.is_loaded():
            self.stdout.write("The demonstration is loaded already.")
            return
        loading.load(timezone.now())
        self.stdout.write("The demonstration is loaded.")
