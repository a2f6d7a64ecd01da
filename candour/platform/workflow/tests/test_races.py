"""Of many who make the same move or save the same page at once, one does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from candour.platform.audit_trail.queries import history_of, verify_all
from candour.platform.imports.models import ImportRun as Paper
from candour.platform.workflow.moving import Conflict, save_edit
from candour.platform.workflow.tests.conftest import make
from tests.databases import RealDatabase, race
from tests.folders import person


@pytest.mark.parametrize("callers", [2, 8])
def test_of_many_at_once_one_moves(
    real_database: RealDatabase, paper: Callable[..., Paper], now: datetime, callers: int
) -> None:
    one = paper()
    hands = [Paper.objects.get(pk=one.pk) for _ in range(callers)]

    outcomes = race(callers, lambda number: make(person(1, now), hands[number], "take", place="the drawer"))

    assert outcomes.count(None) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == callers - 1
    assert (Paper.objects.get(pk=one.pk).state, Paper.objects.get(pk=one.pk).version) == ("desk", 2)
    assert len(history_of(one)) == 1


def test_of_many_at_once_one_saves(real_database: RealDatabase, paper: Callable[..., Paper]) -> None:
    one = paper()
    hands = [Paper.objects.get(pk=one.pk) for _ in range(8)]

    outcomes = race(8, lambda number: save_edit(hands[number], 1, source_name=f"By {number}"))

    assert outcomes.count(None) == 1
    assert Paper.objects.get(pk=one.pk).source_name == f"By {outcomes.index(None)}"


def test_many_different_moves_at_once_are_one_chain(
    real_database: RealDatabase, paper: Callable[..., Paper], now: datetime
) -> None:
    papers = [paper() for _ in range(8)]

    outcomes = race(8, lambda number: make(person(1, now), papers[number], "take", place="the drawer"))

    assert outcomes == [None] * 8
    found = verify_all()
    assert (found.entries, found.broken_at) == (8, None)
