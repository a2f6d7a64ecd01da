"""The demonstration with words planted in every text of it, and what everybody gets when they ask for every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine

from conftest import NOW
from tests.cast import Cast, Loaded, people
from tests.databases import RealDatabase, copied, pointing_to
from tests.trust.planting import Planted, plant_everywhere, put_files_back
from tests.trust.situations import furnish


@dataclass(frozen=True)
class PlantedCast(Cast):
    """Everybody, in a demonstration of which every text holds a word of its own."""

    planted: Planted = field(default_factory=Planted)


@pytest.fixture(scope="session")
def _planted_database(
    _loaded: Loaded, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[RealDatabase, Planted]]:
    folder = tmp_path_factory.mktemp("planted")
    with django_db_blocker.unblock(), copied(_loaded.database.name, folder, "planted") as database:
        with pointing_to(database), time_machine.travel(NOW, tick=False):
            furnish(Cast(people()))
            planted = plant_everywhere()
        yield database, planted


@pytest.fixture(scope="module")
def _in_the_planted(_planted_database: tuple[RealDatabase, Planted], django_db_blocker: Any) -> Iterator[Planted]:
    database, planted = _planted_database
    with django_db_blocker.unblock(), pointing_to(database):
        yield planted


@pytest.fixture
def sown(_in_the_planted: Planted, db: None) -> Iterator[PlantedCast]:
    """The furnished demonstration with a word planted in every text. A module uses either this, `told` or `cast`."""
    with time_machine.travel(NOW, tick=False):
        put_files_back(_in_the_planted)
        yield PlantedCast(people(), planted=_in_the_planted)
