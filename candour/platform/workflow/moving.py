"""Moving a record: every reason against it at once, and a change that only one of several callers can win."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Model

from candour.platform.access import policy
from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused
from candour.platform.audit_trail.operation import record as write
from candour.platform.audit_trail.sentences import Fact
from candour.platform.workflow.table import Move, Workflow


class Conflict(Exception):
    """Somebody else changed the record in the meantime. Nothing was saved; what the user typed must be shown again."""


@dataclass(frozen=True)
class Offered:
    """A move as a page offers it: possible, or with every reason why not yet."""

    move: Move
    reasons: tuple[str, ...]

    @property
    def possible(self) -> bool:
        """Whether it can be made now."""
        return not self.reasons


def move(actor: Actor, record: Model, table: Workflow, key: str, *, within: Model | None = None, **facts: Fact) -> None:
    """Make a move, within an operation. The record is changed in the database and in hand.

    Raises Refused with all reasons (state, permission and rules), and Conflict if somebody else moved it first.
    """
    step = table.moves[key]
    reasons = reasons_against(actor, record, table, step)
    if reasons:
        raise Refused(*reasons)
    state = record.state  # type: ignore[attr-defined]
    changed = (
        type(record)
        ._default_manager.filter(pk=record.pk, state=state)
        .update(state=step.to_state, version=F("version") + 1)
    )
    if not changed:
        raise Conflict
    record.state = step.to_state  # type: ignore[attr-defined]
    record.version += 1  # type: ignore[attr-defined]
    write(step.history, subject=record, within=within, by=None, **facts)


def reasons_against(actor: Actor, record: Model, table: Workflow, step: Move) -> tuple[str, ...]:
    """Every reason why the move cannot be made now; none if it can."""
    state = record.state  # type: ignore[attr-defined]
    reasons = []
    if state not in step.from_states:
        reasons.append(f"This is “{table.title_of(state).lower()}”, and so cannot be changed in this way.")
    if not policy.may(actor, step.act, record):
        reasons.append(policy.why_not(step.act))
    findings = [need(record) for need in step.needs]
    reasons.extend(finding.because for finding in findings if finding.met is not True)
    return tuple(reasons)


def offered(actor: Actor, record: Model, table: Workflow) -> list[Offered]:
    """The moves that lead on from the record's state, each possible or with its reasons. Others are not shown."""
    state = record.state  # type: ignore[attr-defined]
    return [
        Offered(step, reasons_against(actor, record, table, step))
        for step in table.moves.values()
        if state in step.from_states
    ]


def save_edit(record: Model, version: int, **changes: object) -> None:
    """Save changed fields if the record is still the version that the user saw. Raises Conflict if it is not."""
    changed = (
        type(record)._default_manager.filter(pk=record.pk, version=version).update(version=F("version") + 1, **changes)
    )
    if not changed:
        raise Conflict
    for name, value in changes.items():
        setattr(record, name, value)
    record.version = version + 1  # type: ignore[attr-defined]
