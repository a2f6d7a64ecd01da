"""Of many who apply or undo the same import at once, one does."""

from __future__ import annotations

from collections.abc import Callable

from candour.platform.access.actor import Actor
from candour.platform.access.models import EmergencyAccess as Folder
from candour.platform.access.policy import Refused
from candour.platform.imports import operations
from candour.platform.imports.models import ImportRow, ImportRun
from candour.platform.imports.tests.sent import made, started
from candour.platform.workflow.moving import Conflict
from tests.databases import RealDatabase, race


def test_of_many_at_once_one_applies(real_database: RealDatabase, folder: Callable[..., Folder], ada: Actor) -> None:
    run = started(ada, folder(1))

    outcomes = race(8, lambda number: operations.apply_run(ada, run=ImportRun.objects.get(pk=run.pk)))

    assert outcomes.count(None) == 1
    assert all(outcome is None or isinstance(outcome, Refused | Conflict) for outcome in outcomes)
    assert len(made()) == 3
    assert ImportRow.objects.filter(outcome="imported").count() == 3


def test_of_many_at_once_one_undoes(real_database: RealDatabase, folder: Callable[..., Folder], ada: Actor) -> None:
    run = started(ada, folder(1))
    operations.apply_run(ada, run=run)

    outcomes = race(8, lambda number: operations.undo_run(ada, run=ImportRun.objects.get(pk=run.pk)))

    assert outcomes.count(None) == 1
    assert all(outcome is None or isinstance(outcome, Refused | Conflict) for outcome in outcomes)
    assert made() == []
