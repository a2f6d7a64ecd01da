"""`manage.py verify_history`: go through the whole chain of history and say where it breaks, if it does."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from candour.platform.audit_trail.queries import verify_all


class Command(BaseCommand):
    """Verifies the chain; exits with an error at the first entry that was changed, removed or put in."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and print the root, which should be kept somewhere that this system cannot write."""
        found = verify_all()
        if found.broken_at:
            raise CommandError(f"The chain breaks at entry {found.broken_at.number}: {found.broken_at.because}.")
        self.stdout.write(f"{found.entries} entries verified. Root: {found.root}")
