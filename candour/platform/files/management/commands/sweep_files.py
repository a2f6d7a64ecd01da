"""`manage.py sweep_files`: have held files scanned, and remove contents that nothing refers to. Run it every minute."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from candour.platform.access.actor import Actor
from candour.platform.files.operations import remove_orphans, scan_held


class Command(BaseCommand):
    """Sweeps once and says in numbers what came of it."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep."""
        actor = Actor.system("the sweep of held files", timezone.now())
        swept = scan_held(actor)
        orphans = remove_orphans(actor)
        self.stdout.write(
            f"Released {swept.clean}, refused {swept.refused}, still held {swept.held}; removed {orphans} orphans."
        )
