"""Two kinds of record that the tests' own apps let be found: folders, and papers that belong to people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db.models import Q

from candour.platform.access import policy
from candour.platform.access.actor import Actor
from candour.platform.allowances.models import Used as Paper
from candour.platform.search import registry, scope
from candour.platform.search.index import put
from tests.folders import Folder

DAY = date(2026, 11, 2)

Putting = Callable[..., Folder]


@pytest.fixture
def folder_with(folder: Callable[..., Folder], monkeypatch: pytest.MonkeyPatch) -> Putting:
    """Put in a folder of that person with that title and body."""
    monkeypatch.setattr(registry, "_kinds", {})
    registry.register(Folder, called="Folder")

    def make(title: str = "A folder", body: str = "", *, number: int = 1, at: date = DAY) -> Folder:
        made = folder(number)
        put(made, title=title, body=body, address=f"/folders/{made.pk}/", at=at)
        return made

    return make


@pytest.fixture
def paper_with(folder_with: Putting, now: datetime) -> Callable[..., Paper]:
    """Put in a paper of that person with that title and body, beside folders."""
    registry.register(Paper, called="Paper")
    rules = policy.Policy("tests")

    @rules.sees(Paper)
    def _(actor: Actor) -> Q:
        """Whoever has its number."""
        return Q(person_id=actor.person_id)

    def make(title: str = "A paper", body: str = "", *, number: int = 1, at: date = DAY) -> Paper:
        made = Paper.objects.create(person_id=number, what=f"paper {Paper.objects.count()}", stretch="0", times=0)
        put(made, title=title, body=body, address=f"/papers/{made.pk}/", at=at)
        return made

    return make


@pytest.fixture(params=["few", "many"])
def _either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the database go about it as for somebody who sees few records, and as for somebody who sees many."""
    monkeypatch.setattr(scope, "FEW", 1000 if request.param == "few" else -1)
