"""A paper that goes from a drawer to a desk and to the shelf, made up for these tests on a table that is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from candour.platform.access import policy
from candour.platform.access.actor import Actor
from candour.platform.audit_trail.operation import operation
from candour.platform.audit_trail.sentences import sentence
from candour.platform.imports.models import ImportRun as Paper
from candour.platform.workflow.moving import move
from candour.platform.workflow.table import Move, State, Workflow
from candour.rulebook.language.findings import Finding, met, not_known, not_met

TAKEN = sentence("test_workflow.taken", "took the paper out of {place}")
SHELVED = sentence("test_workflow.shelved", "shelved the paper")
TORN = sentence("test_workflow.torn", "tore the paper up")

HANDLE = "handle papers"
TEAR = "tear papers up"


def has_a_name(paper: Paper) -> Finding:
    return met("It has a name.") if paper.source_name else not_met("The paper has no name.")


def has_a_text(paper: Paper) -> Finding:
    return met("It has a text.") if paper.pasted else not_known("Whether the paper has a text is not known yet.")


PAPERS = Workflow(
    "papers",
    states=(State("drawer", "In the drawer"), State("desk", "On the desk"), State("shelf", "On the shelf", True)),
    moves=(
        Move("take", "Take it out", ("drawer",), "desk", HANDLE, TAKEN),
        Move("shelve", "Shelve it", ("desk",), "shelf", HANDLE, SHELVED, (has_a_name, has_a_text)),
        Move("tear", "Tear it up", ("drawer", "desk"), "shelf", TEAR, TORN),
    ),
)


@operation
def make(actor: Actor, paper: Paper, key: str, **facts: str) -> None:
    """Make a move."""
    move(actor, paper, PAPERS, key, **facts)


@pytest.fixture(autouse=True)
def _acts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "_acts", dict(policy._acts))
    rules = policy.Policy("tests")

    @rules.act(HANDLE)
    def _(actor: Actor, paper: Paper) -> bool:
        """Only whoever holds the paper."""
        return paper.made_by_person_id == actor.person_id

    @rules.act(TEAR)
    def _(actor: Actor, paper: Paper) -> bool:
        """Nobody."""
        return False


@pytest.fixture
def paper(now: datetime) -> Callable[..., Paper]:
    """Make a paper that person 1 holds."""

    def put(state: str = "drawer", *, name: str = "", text: str = "") -> Paper:
        return Paper.objects.create(
            owner_id=1, state=state, made_at=now, made_by_person_id=1, source_name=name, pasted=text
        )

    return put
