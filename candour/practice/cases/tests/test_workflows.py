"""Every state and every move of a case, a notification, a review, an agency's request and a decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.operation import operation
from candour.platform.workflow.moving import move
from candour.platform.workflow.table import Workflow
from candour.practice.cases.models import AgencyRequest, Case, Comment, Decision, Notification, RapidReview
from candour.practice.cases.operations import reports
from candour.practice.cases.workflow import CASE, DECISION, NOTIFICATION, REQUEST, REVIEW
from tests.cast import Cast
from tests.walks import moment, walk

TABLES = {
    "case": """
        received    | open-review: in-review, close: closed, merge: merged
        in-review   | close: closed, put-back: received
        closed      | reopen: received, reopen-review: in-review
        merged      |
        """,
    "notification": """
        open        | notify: notified, not-owed: not-owed
        notified    | withdraw: withdrawn
        not-owed    |
        withdrawn   |
        """,
    "review": """
        gathering   | release: released, withdraw: withdrawn
        released    | meet: met, withdraw: withdrawn
        met         | send-draft: circulated, withdraw: withdrawn
        circulated  | finish: finished, withdraw: withdrawn
        finished    | agree: agreed, withdraw: withdrawn
        agreed      | submit: submitted
        submitted   | reply: replied
        replied     |
        withdrawn   |
        """,
    "request": """
        asked       | start: started, return: returned, nil: nil, withdraw: withdrawn
        started     | return: returned, nil: nil, withdraw: withdrawn
        returned    | sign-off: signed-off, reopen: started, withdraw: withdrawn
        signed-off  | reopen: started
        nil         | reopen: started
        withdrawn   |
        """,
    "decision": """
        open        | ask: information, pass: with-chair, decide: decided, withdraw: withdrawn
        information | answer: open, pass: with-chair, withdraw: withdrawn
        with-chair  | decide: decided, withdraw: withdrawn
        decided     |
        withdrawn   |
        """,
}
"""What may follow upon each state. Whatever is not named here is refused."""

ALL_THAT_RULES_NEED = {
    "case": {"outcome": "no-action", "outcome_reason": "Nothing more is to be learned."},
    "notification": {},
    "review": {
        "recommendation": "none",
        "recommendation_reason": "A reason.",
        "analysis": "An analysis.",
        "facts_summary": "The facts.",
        "withdrawn_because": "No harm was done, said the consultant.",
    },
    "request": {"signed_off_by": "Anne Fielding", "signed_off_post": "Director"},
    "decision": {},
}
WITH_THE_PARTNERS = "Exploitation; placement at a distance; knife crime"
WORKFLOWS = {table.name: table for table in (CASE, NOTIFICATION, REVIEW, REQUEST, DECISION)}


def told_by(text: str) -> dict[str, dict[str, str]]:
    rows = [line.split("|") for line in text.strip().splitlines()]
    return {
        state.strip(): dict(pair.strip().split(": ") for pair in follows.split(",") if pair.strip())
        for state, follows in rows
    }


@operation
def make(actor: Actor, record: Model, table: Workflow, key: str, within: Case) -> None:
    facts = dict.fromkeys(table.moves[key].history.places, "something")
    move(actor, record, table, key, within=within, **facts)


@pytest.fixture
def record_of(told: Cast) -> Callable[[str], Model]:
    case = Case.objects.get(themes=WITH_THE_PARTNERS)

    def find(name: str) -> Model:
        return {
            "case": lambda: case,
            "notification": lambda: Notification.objects.get(case=case),
            "review": lambda: RapidReview.objects.get(case=case),
            "request": lambda: AgencyRequest.objects.filter(case=case).first(),
            "decision": lambda: Decision.objects.get(case=case),
        }[name]()

    return find


def in_state(record: Model, state: str, given: dict[str, Any]) -> Any:
    type(record)._base_manager.filter(pk=record.pk).update(state=state)
    fresh: Any = type(record)._base_manager.get(pk=record.pk)
    for name, value in given.items():
        setattr(fresh, name, value)
    return fresh


@pytest.mark.parametrize("name", TABLES)
def test_every_state_allows_the_moves_of_its_row_and_refuses_all_others(
    name: str, record_of: Callable[[str], Model], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Case, "owes_notification", False)
    monkeypatch.setattr(Case, "has_running_review", False)
    table, record, rows = WORKFLOWS[name], record_of(name), told_by(TABLES[name])
    assert set(rows) == set(table.states)
    system = Actor.system("a test", moment(18, month=11))
    case = Case.objects.get(themes=WITH_THE_PARTNERS)
    for state, follows in rows.items():
        for key in table.moves:
            fresh = in_state(record, state, ALL_THAT_RULES_NEED[name])
            version, lines = fresh.version, Entry.objects.count()
            if key in follows:
                make(system, fresh, table, key, case)
                stored: Any = type(record)._base_manager.get(pk=record.pk)
                assert (stored.state, stored.version) == (follows[key], version + 1), (state, key)
                assert Entry.objects.count() == lines + 1, (state, key)
                continue
            with pytest.raises(Refused) as refused:
                make(system, fresh, table, key, case)
            title = table.title_of(state).lower()
            assert f"This is “{title}”, and so cannot be changed in this way." in refused.value.reasons, (state, key)
            stored = type(record)._base_manager.get(pk=record.pk)
            assert (stored.state, stored.version, Entry.objects.count()) == (state, version, lines), (state, key)


@pytest.mark.parametrize("name", TABLES)
def test_nobody_from_another_borough_can_make_any_move(
    name: str, told: Cast, record_of: Callable[[str], Model]
) -> None:
    table, record = WORKFLOWS[name], record_of(name)
    stranger = told.acting("redbridge")
    for key, step in table.moves.items():
        fresh = in_state(record, step.from_states[0], ALL_THAT_RULES_NEED[name])
        with pytest.raises(Refused) as refused:
            make(stranger, fresh, table, key, Case.objects.get(themes=WITH_THE_PARTNERS))
        assert any(reason.startswith("Only ") for reason in refused.value.reasons), key


@pytest.mark.parametrize(
    ("name", "state", "key", "reason"),
    [
        ("case", "received", "close", "Choose an outcome and give the reason for it."),
        ("review", "released", "meet", "Record the meeting's recommendation and the reason for it."),
        ("review", "met", "send-draft", "Write the summary of facts and the analysis first."),
        ("review", "gathering", "withdraw", "Say which criterion was not met after all, and who determined it."),
        ("request", "returned", "sign-off", "Name the senior manager who signs off, and their post."),
    ],
)
def test_a_move_is_refused_with_the_reason_while_its_rule_is_not_met(
    name: str, state: str, key: str, reason: str, record_of: Callable[[str], Model]
) -> None:
    record: Any = record_of(name)
    emptied = dict.fromkeys(ALL_THAT_RULES_NEED[name], "")
    fresh = in_state(record, state, emptied)
    with pytest.raises(Refused) as refused:
        make(Actor.system("a test", moment(18, month=11)), fresh, WORKFLOWS[name], key, record)
    assert reason in refused.value.reasons


def test_a_case_cannot_be_closed_while_a_notification_is_owed_or_a_review_runs(told: Cast) -> None:
    case = walk(told, to="asked").case
    fresh = in_state(case, "in-review", ALL_THAT_RULES_NEED["case"])
    with pytest.raises(Refused) as refused:
        make(told.acting("manager"), fresh, CASE, "close", case)
    assert refused.value.reasons == (
        "A notification in the register has no outcome yet. Send it, or record why it is not owed.",
        "The review is still running. Finish it or withdraw it first.",
    )


def test_a_report_is_not_finished_while_a_comment_is_unanswered(told: Cast) -> None:
    going = walk(told, to="circulated")
    reports.comment(
        told.acting("nelft", moment(4, "09:00", 11)), ref=going.case.ref, text="The third visit is missing."
    )
    assert Comment.objects.filter(review=going.review).count() == 1
    with pytest.raises(Refused, match="1 comment is neither accepted nor refused"):
        reports.finish(going.manager(moment(4, "11:00", 11)), ref=going.case.ref)


def test_an_incident_that_was_not_notified_is_not_sent_to_the_panel(told: Cast) -> None:
    going = walk(told, to="decided")
    Case.objects.filter(pk=going.case.pk).update(notified_at=None)
    review = RapidReview.objects.select_related("case").get(case=going.case)
    with pytest.raises(Refused, match="the Panel accepts no rapid review without a notification"):
        make(told.acting("manager"), review, REVIEW, "submit", going.case)
