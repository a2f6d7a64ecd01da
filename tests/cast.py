"""The cast in tests: the same invented people as in the demonstration, with or without their stories.

    def test_only_the_office(cast):
        actor = cast.acting("manager")

`cast` gives the people and their bodies and no case; `told` gives the whole demonstration. Both are loaded once into
databases of their own, in which each test happens in a transaction that is rolled back. `demonstration` is a copy of
the second one for a single test that races, serves or drives a browser. With each of them the clock stands at NOW.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.http import HttpRequest
from django.test import Client

from candour.platform.access.actor import Actor
from candour.platform.accounts import sessions
from candour.platform.files.models import StoredFile
from candour.practice.cases.models import Case
from candour.practice.directory.models import Organisation, Partnership, Person
from candour.practice.directory.queries import actor_of_person
from candour.project.demonstration import loading
from candour.project.demonstration.cast import CAST
from candour.project.demonstration.people import load_people
from candour.project.demonstration.stage import Stage
from conftest import NOW
from tests.databases import RealDatabase, copied, pointing_to


@dataclass(frozen=True)
class Cast:
    """Everybody, on the day of the tests."""

    people: dict[str, Person]
    now: datetime = NOW

    @property
    def stage(self) -> Stage:
        """The stage of the demonstration, whose helpers refer, ask and answer."""
        return Stage(self.now, self.people)

    def acting(self, key: str, at: datetime | None = None) -> Actor:
        """One of the cast at a moment (now, if none is given), with what they may do then."""
        return actor_of_person(self.people[key].pk, at or self.now)

    def client(self, key: str) -> Client:
        """A browser in which one of the cast has signed in with a second factor."""
        client = Client()
        account = self.people[key].account
        assert account is not None, f"{key} has an account"
        client.force_login(account)
        request = HttpRequest()
        request.session = client.session
        sessions.begin(request, self.now)
        request.session[sessions.SECOND_FACTOR_AT] = self.now.isoformat()
        request.session.save()
        return client

    def partnership(self, short_name: str = "Havering SCP") -> Partnership:
        """A partnership by its short name."""
        return Partnership.objects.get(short_name=short_name)

    def organisation(self, short_name: str) -> Organisation:
        """An organisation by its short name."""
        return Organisation.objects.get(short_name=short_name)

    def case(self, **peculiar: object) -> Case:
        """The one case of the demonstration of which that is true, such as kind="near-miss"."""
        return Case.objects.get(**peculiar)


@pytest.fixture(scope="session")
def _people_database(
    database_template: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RealDatabase]:
    folder = tmp_path_factory.mktemp("people")
    with django_db_blocker.unblock(), copied(database_template, folder, "people") as database:
        with pointing_to(database), time_machine.travel(NOW, tick=False):
            load_people(Stage(NOW, {}).back(loading.BEFORE_THE_STORIES, "09:00"), NOW)
        yield database


@dataclass(frozen=True)
class Loaded:
    """The demonstration as it was loaded: its database, and a second name for each of its files."""

    database: RealDatabase
    files: dict[Path, Path]
    """Where each file lies, and where its second name does."""

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Put back whatever files are removed within the block: a transaction that is rolled back does not."""
        yield
        for place, second in self.files.items():
            if not place.exists():
                os.link(second, place)


@pytest.fixture(scope="session")
def _loaded(
    database_template: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loaded]:
    folder = tmp_path_factory.mktemp("demonstration")
    with django_db_blocker.unblock(), copied(database_template, folder, "demonstration") as database:
        with pointing_to(database), time_machine.travel(NOW, tick=False):
            loading.load(NOW)
            kept = StoredFile.objects.exclude(stored_as=None).values_list("stored_as", flat=True)
            files = {Path(settings.CANDOUR_FILES, place): folder / Path(place).name for place in kept}
        for place, second in files.items():
            os.link(place, second)
        yield Loaded(database, files)


@pytest.fixture(scope="module")
def _in_the_people_database(_people_database: RealDatabase, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), pointing_to(_people_database):
        yield


@pytest.fixture(scope="module")
def _in_the_demonstration(_loaded: Loaded, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), pointing_to(_loaded.database):
        yield


@pytest.fixture
def cast(_in_the_people_database: None, db: None) -> Iterator[Cast]:
    """The people and their bodies, and no case. A module uses either this or `told`."""
    with time_machine.travel(NOW, tick=False):
        yield Cast(people())


@pytest.fixture
def told(_loaded: Loaded, _in_the_demonstration: None, db: None) -> Iterator[Cast]:
    """The whole demonstration. A module uses either this or `cast`."""
    with _loaded.whole(), time_machine.travel(NOW, tick=False):
        yield Cast(people())


@pytest.fixture
def demonstration(
    _loaded: Loaded, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RealDatabase]:
    """A real database with the whole demonstration, for this test alone: for races, servers and browsers."""
    folder = tmp_path_factory.mktemp("played")
    with (
        django_db_blocker.unblock(),
        copied(_loaded.database.name, folder, "played") as copy,
        _loaded.whole(),
        pointing_to(copy),
        time_machine.travel(NOW, tick=True),
    ):
        yield copy


@pytest.fixture
def demonstration_cast(demonstration: RealDatabase) -> Cast:
    """Everybody in `demonstration`."""
    return Cast(people())


def people() -> dict[str, Person]:
    found = {person.email: person for person in Person.objects.select_related("account")}
    return {member.key: found[member.email] for member in CAST}
