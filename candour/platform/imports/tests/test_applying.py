"""An import that is applied: whole or not at all, only once, with the corrections that were accepted; and undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from candour.platform.access.actor import Actor
from candour.platform.access.models import EmergencyAccess as Folder
from candour.platform.access.policy import Refused
from candour.platform.accounts.models import Account, Invitation
from candour.platform.audit_trail.queries import history_of
from candour.platform.imports import operations, recipes
from candour.platform.imports.models import ImportRun
from candour.platform.imports.queries import rows_of, run_by_ref
from candour.platform.imports.tests.conftest import PEOPLE, touch
from candour.platform.imports.tests.sent import made, started
from candour.platform.workflow.moving import Conflict

pytestmark = pytest.mark.django_db


def test_only_what_is_accepted_is_taken(ada: Actor, into: Folder) -> None:
    run = started(ada, into, ("a@example.org", "LBBB", ""), ("b@example.org", "LBBB", ""))
    taken: list[str] = []
    recipes._recipes["people"] = replace(PEOPLE, apply_row=noting(taken))

    operations.decide(ada, run=run, decisions={2: [0]}, version=run.version)
    operations.apply_run(ada, run=run_by_ref(ada, run.ref))

    assert taken == ["LBBB", "LBBD"]
    assert history_of(into)[-2].what == "accepted 1 of 2 corrections to rows before import"


def test_a_decision_can_be_taken_back(ada: Actor, into: Folder) -> None:
    run = started(ada, into, ("a@example.org", "LBBB", ""))

    operations.decide(ada, run=run, decisions={1: [0]}, version=1)
    operations.decide(ada, run=run, decisions={}, version=2)

    assert rows_of(run).get().decisions == []


@pytest.mark.parametrize("decisions", [{1: [0]}, {2: [1]}, {2: [7]}, {3: [1]}, {9: [0]}, {2: [-2]}])
def test_only_what_was_proposed_can_be_accepted(ada: Actor, into: Folder, decisions: dict[int, list[int]]) -> None:
    run = started(ada, into)

    with pytest.raises(Refused, match="not one of those"):
        operations.decide(ada, run=run, decisions=decisions, version=1)


def test_somebody_quicker_is_not_overwritten(ada: Actor, into: Folder) -> None:
    run, stale = started(ada, into), ImportRun.objects.get()
    operations.decide(ada, run=run, decisions={2: [0]}, version=1)

    with pytest.raises(Conflict):
        operations.decide(ada, run=stale, decisions={}, version=1)
    with pytest.raises(Conflict):
        operations.apply_run(ada, run=stale, decisions={}, version=1)

    assert rows_of(run).get(number=2).decisions == [0]
    assert made() == []


def test_nothing_is_decided_after_the_import(ada: Actor, into: Folder) -> None:
    run = started(ada, into)
    operations.apply_run(ada, run=run)

    with pytest.raises(Refused, match="imported already"):
        operations.decide(ada, run=run, decisions={}, version=run.version)


def test_rows_without_a_problem_are_imported_and_the_others_are_kept(ada: Actor, into: Folder) -> None:
    run = started(ada, into)

    operations.apply_run(ada, run=run)

    assert made() == [("ada@example.org", True), ("bea@example.org", True), ("cai@example.org", False)]
    assert [(row.number, row.outcome, row.made_kind) for row in rows_of(run)] == [
        (1, "imported", "accounts.account"),
        (2, "imported", "accounts.account"),
        (3, "left out", ""),
        (4, "imported", "accounts.account"),
    ]
    left_out = rows_of(run).get(number=3)
    assert left_out.notes[0]["text"] == "There is no email address."
    assert left_out.cells[0]["text"] == "no address"
    again = ImportRun.objects.get()
    assert (again.state, again.applied_at, again.applied_by) == ("applied", ada.at, "person 1")
    assert [line.what for line in history_of(into)][:-1] == [
        "imported 3 rows and left out 1 (Bring in people)",
        "made an account",
        "made an account",
        "made an account",
        "began to import the rows",
    ]


def test_all_rows_or_none(ada: Actor, into: Folder) -> None:
    Account.objects.create_user("there@example.org")
    run = started(ada, into, ("a@example.org", "", ""), ("refused@example.org", "", ""), ("there@example.org", "", ""))

    with pytest.raises(Refused) as refused:
        operations.apply_run(ada, run=run)

    assert refused.value.reasons == (
        "Row 2: The rules are against it.",
        "Row 3: It cannot be imported, because it clashes with a record that is there.",
    )
    assert made() == [("there@example.org", True)]
    assert ImportRun.objects.get().state == "draft"
    assert {row.outcome for row in rows_of(run)} == {""}
    assert len(history_of(into)) == 1


def test_an_error_in_the_last_row_saves_nothing(ada: Actor, into: Folder) -> None:
    def fail(actor: Actor, values: Any, context: Any) -> Account:
        if values["email"].startswith("cai"):
            raise RuntimeError("the last row")
        return PEOPLE.apply_row(actor, values, context)  # type: ignore[return-value]

    recipes._recipes["people"] = replace(PEOPLE, apply_row=fail)
    run = started(ada, into)

    with pytest.raises(RuntimeError):
        operations.apply_run(ada, run=run)

    assert made() == []
    assert ImportRun.objects.get().state == "draft"


def test_the_same_import_applied_twice_acts_once(ada: Actor, into: Folder) -> None:
    run, stale = started(ada, into), ImportRun.objects.get()
    operations.apply_run(ada, run=run)

    with pytest.raises(Refused):
        operations.apply_run(ada, run=run)
    with pytest.raises((Refused, Conflict)):
        operations.apply_run(ada, run=stale)

    assert len(made()) == 3


def test_an_import_without_a_good_row_is_refused(ada: Actor, into: Folder) -> None:
    with pytest.raises(Refused, match="None of the rows"):
        operations.apply_run(ada, run=started(ada, into, ("nobody", "", "")))


def test_what_was_made_is_removed_and_the_rows_stay(ada: Actor, into: Folder, now: datetime) -> None:
    Account.objects.create_user("there@example.org")
    run = started(ada, into)
    operations.apply_run(ada, run=run)
    later = replace(ada, at=now + timedelta(hours=1))

    operations.undo_run(later, run=run_by_ref(ada, run.ref))

    assert made() == [("there@example.org", True)]
    again = ImportRun.objects.get()
    assert (again.state, again.undone_at, again.undone_by) == ("undone", later.at, "person 1")
    assert [row.outcome for row in rows_of(run)] == ["removed", "removed", "left out", "removed"]
    assert "undid the import and removed what it had made" in [line.what for line in history_of(into)]


def test_what_somebody_touched_since_is_not_removed(ada: Actor, into: Folder) -> None:
    run = started(ada, into)
    operations.apply_run(ada, run=run)
    touch(ada, Account.objects.get(email="cai@example.org"))

    with pytest.raises(Refused) as refused:
        operations.undo_run(ada, run=run)

    assert refused.value.reasons == ("Row 4: what was made from it has been changed since.",)
    assert len(made()) == 3
    assert ImportRun.objects.get().state == "applied"


def test_what_the_app_will_not_remove_stops_the_whole(ada: Actor, into: Folder, now: datetime) -> None:
    run = started(ada, into)
    operations.apply_run(ada, run=run)
    Invitation.objects.create(
        account=Account.objects.get(email="ada@example.org"), token_hash="x", invited_at=now, ends_at=now
    )

    with pytest.raises(Refused) as refused:
        operations.undo_run(ada, run=run)

    assert refused.value.reasons == ("Row 1: Somebody was invited to it.",)
    assert len(made()) == 3


@pytest.mark.parametrize("times", [0, 2])
def test_only_an_import_that_was_applied_can_be_undone_and_once(ada: Actor, into: Folder, times: int) -> None:
    run = started(ada, into)
    if times:
        operations.apply_run(ada, run=run)
        operations.undo_run(ada, run=run)

    with pytest.raises(Refused):
        operations.undo_run(ada, run=run)


def noting(taken: list[str]) -> Callable[..., Any]:
    def make(actor: Actor, values: Any, context: Any) -> Any:
        taken.append(values["agency"])
        return PEOPLE.apply_row(actor, values, context)

    return make
