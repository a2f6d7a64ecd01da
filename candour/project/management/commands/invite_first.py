"""`manage.py invite_first NAME EMAIL`: let in the first person, who appoints and invites everybody else."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.forms import ValidationError
from django.utils import timezone

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused
from candour.practice.directory import operations as directory


class Command(BaseCommand):
    """Makes the first system administrator. Refuses once there is one."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who it is."""
        parser.add_argument("name")
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add the person, appoint and invite them, all or nothing."""
        try:
            validate_email(options["email"])
            person = directory.invite_administrator(
                Actor.system("invite_first", timezone.now()), name=options["name"], email=options["email"]
            )
        except ValidationError as error:
            raise CommandError(f"“{options['email']}” is not an email address.") from error
        except Refused as refused:
            raise CommandError(" ".join(refused.reasons)) from refused
        self.stdout.write(f"An invitation to {person.email} leaves with the next sweep.")
