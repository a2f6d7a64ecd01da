"""`manage.py forget_second_factor EMAIL`: let somebody who lost their second step set up another, where no page can."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused
from candour.practice.directory import operations, queries

REASON = "By command on the server."


class Command(BaseCommand):
    """Takes away a lost second step, such as that of the only system administrator. A mail tells its holder."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose it is."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the second step away and end all sessions."""
        actor = Actor.system("forget_second_factor", timezone.now())
        person = queries.people(actor).filter(email__iexact=options["email"].strip()).first()
        if person is None:
            raise CommandError("Nobody in the directory has this email address.")
        try:
            operations.forget_second_factor(actor, ref=person.ref, reason=REASON)
        except Refused as refused:
            raise CommandError(" ".join(refused.reasons)) from refused
        self.stdout.write(f"{person.email} sets up a second step at the next sign-in.")
