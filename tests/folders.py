"""A stand-in for an app's record, for tests of the platform's apps: a folder that one person may see and open.

The platform knows no app, so its tests borrow a model whose rows belong to people. The rules last as long as the test.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db.models import Q

from candour.platform.access import policy
from candour.platform.access.actor import Actor
from candour.platform.access.models import EmergencyAccess as Folder

OPEN_A_FOLDER = "open a folder"
MAY_NOT = "Only whoever the folder names."


def person(number: int, at: datetime) -> Actor:
    """A person who sees the folders with their number, and no others."""
    return Actor("person", f"person {number}", at, person_id=number, account_id=number)


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Callable[..., Folder]:
    """Make a folder that the person of that number sees, and may open if it is theirs by name too."""
    monkeypatch.setattr(policy, "_sees", {model: sees for model, sees in policy._sees.items() if model is not Folder})
    monkeypatch.setattr(policy, "_acts", dict(policy._acts))
    monkeypatch.setattr(policy, "_owners", dict(policy._owners))
    rules = policy.Policy("tests")
    policy.owner(Folder)

    @rules.sees(Folder)
    def _(actor: Actor) -> Q:
        """Whoever has its number."""
        return Q(person_id=actor.person_id)

    @rules.act(OPEN_A_FOLDER)
    def _(actor: Actor, record: Folder) -> bool:
        """Only whoever the folder names."""
        return record.who == actor.label

    def make(number: int = 1, *, may_open: bool = True) -> Folder:
        return Folder.objects.create(
            person_id=number,
            who=f"person {number}" if may_open else "somebody else",
            record_kind="tests.folder",
            record_id=0,
            reason="",
            opened_at=now,
            ends_at=now,
        )

    return make
