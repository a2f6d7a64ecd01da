"""`manage.py rotate_vault_keys`: seal everything anew under the first key of the ring, or make the marks anew.

Put the new key first in the ring, restart, run this, and run it again with --check. An earlier key may be taken out of
the ring only when --check names it no more, and when no backup that is still needed was made under it.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from candour.platform.access.actor import Actor
from candour.platform.vault import rotation as vault
from candour.platform.vault.keys import ring
from candour.platform.vault.models import Identity


class Command(BaseCommand):
    """Changes the key under which names, drafts and other sealed values are kept. It can be stopped and run again."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and how much at a time."""
        parser.add_argument("--check", action="store_true", help="only say which keys are in use")
        parser.add_argument("--index", action="store_true", help="make the marks anew with the present index key")
        parser.add_argument("--batch", type=int, default=500, help="how many to save at a time")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        if options["check"]:
            self._check()
        elif options["index"]:
            self._index(options["batch"])
        else:
            self._keys(options["batch"])

    def _check(self) -> None:
        lost = 0
        for column in vault.columns():
            counts = vault.counts_by_key(column)
            lost += counts.pop("", 0)
            said = ", ".join(f"{number} under key {name}" for name, number in sorted(counts.items()))
            self.stdout.write(f"{column.label}: {said or 'nothing'}")
        others = Identity.objects.exclude(marked_under=ring().index_name).count()
        self.stdout.write(f"Identities with marks of another index key: {others}")
        if lost:
            raise CommandError(f"{lost} values are under a key that is not in the ring. Put it back, at the end.")

    def _keys(self, size: int) -> None:
        first = ring().first
        begun, unopened = None, 0
        for column in vault.columns():
            after = None
            while batch := vault.waiting(column, after=after, at_most=size):
                begun = begun or vault.begin(_job(), what="keys", under=first)
                lost = vault.reseal_batch(_job(), rotation=begun, column=column, batch=batch)
                unopened += len(lost)
                self._name(column.label, lost)
                after = batch[-1].pk
        self._end(begun, unopened, f"Everything is sealed under key {first}.")

    def _index(self, size: int) -> None:
        begun, unopened, after = None, 0, 0
        while batch := vault.unmarked(after=after, at_most=size):
            begun = begun or vault.begin(_job(), what="index", under=ring().index_name)
            lost = vault.remark_batch(_job(), rotation=begun, batch=batch)
            unopened += len(lost)
            self._name("vault.identity", lost)
            after = batch[-1].pk
        self._end(begun, unopened, "Every identity is marked with the present index key.")

    def _name(self, label: str, lost: list[Any]) -> None:
        for row in lost:
            self.stderr.write(f"{label}: row {row} cannot be opened with any key of the ring.")

    def _end(self, begun: Any, unopened: int, said: str) -> None:
        if unopened:
            raise CommandError(f"{unopened} could not be opened and were left as they are.")
        if begun:
            vault.finish(_job(), rotation=begun)
        self.stdout.write(said)


def _job() -> Actor:
    return Actor.system("rotate_vault_keys", timezone.now())
