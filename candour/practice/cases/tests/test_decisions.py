"""The decision room: three keys, reasons closed until all have answered, more information, and the way to the chair."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, seen_by
from candour.platform.audit_trail.queries import history_of
from candour.platform.messaging.models import OutboxMessage
from candour.practice.cases.models import Case, Decision, Position, ReportVersion
from candour.practice.cases.operations import decisions, submissions, teams
from candour.practice.cases.operations.decisions import pass_overdue
from candour.practice.cases.tests.papers import text_of
from candour.project.sweeping import JOBS
from tests.cast import Cast
from tests.walks import SAID, Walk, moment, walk

DUE = moment(6, "17:00", 11)
REASONS = {key: f"The reason of {key}, told nobody yet." for key in ("council", "police", "health", "nominee")}


@pytest.fixture
def put(cast: Cast) -> Walk:
    """The report is with the partners until Friday 6 November, 17:00."""
    return walk(cast, to="put")


def decision_of(going: Walk) -> Decision:
    return Decision.objects.get(case=going.case)


def say(going: Walk, key: str, view: str, prefers: str = "", hour: int = 10, day: int = 5) -> Position:
    actor = going.cast.acting(key, moment(day, f"{hour:02}:00", 11))
    return decisions.give_position(actor, ref=decision_of(going).ref, view=view, reason=REASONS[key], prefers=prefers)


def room(going: Walk, key: str) -> str:
    return text_of(going.cast.client(key), reverse("case_decision", args=[going.case.ref]))


def sweep(at: Any) -> int:
    return pass_overdue(Actor.system("passing overdue decisions to the chair", at))


def test_nobody_reads_a_reason_before_all_three_have_answered_and_then_everybody_does(put: Walk) -> None:
    # RR-11, F23
    say(put, "council", "agree", hour=9)
    say(put, "police", "disagree", "none", hour=10)
    for key in ("council", "police", "health", "manager", "administrator"):
        own = [position.reason for position in seen_by(put.cast.acting(key), Position)]
        assert own == ([REASONS[key]] if key in ("council", "police") else []), key
        page = room(put, key)
        assert [name for name in ("council", "police") if REASONS[name] in page and name != key] == []
        assert "Disagree" not in page or key == "police"
    assert "Has answered; closed until all have" in room(put, "health")
    say(put, "health", "agree", hour=11)
    for key in ("council", "police", "health", "manager"):
        page = room(put, key)
        assert all(REASONS[name] in page for name in ("council", "police", "health")), key


def test_what_all_three_agree_is_decided_and_the_report_is_final_only_then(put: Walk) -> None:
    # RR-09, RR-11
    manager = put.manager(moment(5, "09:30", 11))
    for number, key in enumerate(("council", "police", "health")):
        with pytest.raises(Refused, match="This is “with the partners”"):
            submissions.submit(manager, ref=put.case.ref, sent_at=moment(5, "09:00", 11), receipt="")
        assert put.review.state == "finished"
        say(put, key, "agree", hour=10 + number)
    decided = decision_of(put)
    assert (decided.state, decided.outcome, decided.decided_by) == (
        "decided", "local-review", "All three safeguarding partners",
    )  # fmt: skip
    assert decided.decided_at == moment(5, "12:00", 11)
    assert (put.review.state, put.review.outcome, put.review.agreed_at) == (
        "agreed", "local-review", moment(5, "12:00", 11),
    )  # fmt: skip


def test_every_position_is_about_the_exact_text_of_the_final_report(put: Walk) -> None:
    # RR-09
    final = ReportVersion.objects.select_related("docx").get(review=put.review, stage="final")
    assert final.docx is not None
    assert say(put, "council", "agree").text_hash == final.docx.sha256


def test_a_position_is_given_once_with_its_reason_and_what_is_preferred(put: Walk) -> None:
    actor = put.cast.acting("council", moment(5, "10:00", 11))
    with pytest.raises(Refused) as refused:
        decisions.give_position(actor, ref=decision_of(put).ref, view="disagree", reason=" ")
    assert refused.value.reasons == ("Give your reason.", "Say which outcome you would choose instead.")
    with pytest.raises(Refused, match="Choose whether you agree"):
        decisions.give_position(actor, ref=decision_of(put).ref, view="perhaps", reason="A reason.")
    say(put, "council", "agree")
    with pytest.raises(Refused, match="has been given in this round"):
        say(put, "council", "disagree", "none")
    assert Position.objects.get().view == "agree"


def test_a_nominee_acts_by_delegation_and_the_actual_partner_stays_accountable(put: Walk) -> None:
    given = say(put, "nominee", "agree")
    assert (given.is_nominee, given.accountable) == (True, "Grace Adeyemi")
    with pytest.raises(Refused, match="has been given in this round"):
        say(put, "health", "disagree", "none")
    told = [line.what for line in history_of(put.case)]
    assert any("for Grace Adeyemi, who stays accountable" in words for words in told)


def test_nobody_else_gives_a_position(put: Walk) -> None:
    others = sorted(set(put.cast.people) - {"council", "police", "health", "nominee", "left"})
    sent = {"view": "agree", "reason": "Mine."}
    for key in others:
        answered = put.cast.client(key).post(reverse("position_give", args=[put.case.ref]), sent)
        assert answered.status_code in (302, 403, 404, 422), key
    assert len(others) == 24
    assert not Position.objects.exists()


def test_two_agree_and_one_does_not_so_the_chair_receives_the_file(put: Walk) -> None:
    # RR-11, F23
    chair = put.cast.client("chair")
    address = reverse("case_decision", args=[put.case.ref])
    assert chair.get(address).status_code == 404
    say(put, "council", "agree", hour=9)
    say(put, "police", "agree", hour=10)
    say(put, "health", "disagree", "none", hour=11)
    passed = decision_of(put)
    assert (passed.state, passed.passed_because) == ("with-chair", "the partners do not agree")
    assert all(REASONS[key] in text_of(chair, address) for key in ("council", "police", "health"))
    assert OutboxMessage.objects.filter(to="alun.pryce@example.org", template="cases.task").count() == 1
    with pytest.raises(Refused) as refused:
        decisions.decide_as_chair(
            put.cast.acting("chair", moment(6, month=11)), ref=passed.ref, outcome="a-prize", reason=""
        )
    assert refused.value.reasons == ("Choose one of the outcomes.", "Give the reason for the decision.")
    decisions.decide_as_chair(
        put.cast.acting("chair", moment(6, month=11)), ref=passed.ref, outcome="local-review", reason="To learn why."
    )
    decided = decision_of(put)
    assert (decided.state, decided.outcome, decided.decided_by) == ("decided", "local-review", "Alun Pryce")
    assert Position.objects.filter(decision=decided).count() == 3, "every position is kept beside it"
    assert put.review.state == "agreed"


@pytest.mark.parametrize(("at", "passed"), [(moment(6, "16:59", 11), 0), (DUE, 1), (moment(9, "09:00", 11), 1)])
def test_on_the_due_hour_the_chair_receives_what_two_have_agreed(at: Any, passed: int, put: Walk) -> None:
    # RR-11, F23
    assert ("passing overdue decisions to the chair", pass_overdue) in JOBS
    say(put, "council", "agree", hour=9)
    say(put, "police", "agree", hour=10)
    assert sweep(at) == passed
    decision = decision_of(put)
    assert decision.state == ("with-chair" if passed else "open")
    if passed:
        assert decision.passed_because == "the hour came and 2 of 3 partners had answered"
        assert sweep(at) == 0, "and once only"
        assert REASONS["police"] in text_of(put.cast.client("chair"), reverse("case_decision", args=[put.case.ref]))


def test_after_the_hour_a_partner_is_too_late(put: Walk) -> None:
    sweep(DUE)
    with pytest.raises(Refused, match="This decision is not open for positions"):
        say(put, "council", "agree", hour=18, day=6)


def test_one_who_needs_information_gets_it_and_a_new_round_begins(put: Walk) -> None:
    # RR-11
    say(put, "council", "agree", hour=9)
    say(put, "police", "information", hour=10)
    say(put, "health", "agree", hour=11)
    asked = decision_of(put)
    assert (asked.state, asked.round) == ("information", 1)
    manager = put.manager(moment(5, "15:00", 11))
    with pytest.raises(Refused, match="Write the information that was asked for"):
        decisions.give_information(manager, ref=asked.ref, information=" ", due_at=DUE)
    with pytest.raises(Refused, match="still to come"):
        decisions.give_information(manager, ref=asked.ref, information="X.", due_at=moment(5, "14:00", 11))
    decisions.give_information(manager, ref=asked.ref, information="The school has sent its record.", due_at=DUE)
    again = decision_of(put)
    assert (again.state, again.round) == ("open", 2)
    page = room(put, "health")
    assert "The school has sent its record." in page
    assert REASONS["police"] in page, "what was said in the first round stays open"
    for number, key in enumerate(("council", "police", "health")):
        say(put, key, "agree", hour=9 + number, day=6)
    assert decision_of(put).outcome == "local-review"
    assert Position.objects.filter(decision=again, round=1).count() == 3


def test_a_partner_with_a_conflict_does_not_decide(put: Walk) -> None:
    teams.declare_conflict(
        put.manager(moment(4, "15:00", 11)), ref=put.case.ref, person_ref=put.cast.people["police"].ref, nature="agency"
    )
    answered = put.cast.client("police").get(reverse("case_decision", args=[put.case.ref]))
    assert answered.status_code == 404
    say(put, "council", "agree", hour=9)
    say(put, "health", "agree", hour=10)
    assert decision_of(put).state == "open", "two of three have answered"
    assert sweep(DUE) == 1


def test_the_room_opens_only_with_a_finished_report_and_names_all_that_is_missing(cast: Cast) -> None:
    going = walk(cast, to="circulated")
    at = moment(4, "12:00", 11)
    with pytest.raises(Refused) as refused:
        decisions.open_decision(going.manager(at), ref=going.case.ref, proposal="a-prize", reason="", due_at=at)
    assert refused.value.reasons[:4] == (
        "Finish the report first.",
        "Choose the outcome that is proposed.",
        "Give the reason for the proposal.",
        "The partners need some time: choose a moment that is still to come.",
    )


def test_a_room_is_opened_once(put: Walk) -> None:
    with pytest.raises(Refused, match="open already"):
        decisions.open_decision(
            put.manager(moment(5, month=11)), ref=put.case.ref, proposal="local-review", reason="x", due_at=DUE
        )


class TestAdults:
    """An adult's case is decided by the chair of the adults board."""

    @pytest.fixture
    def adult(self, cast: Cast) -> Walk:
        where = {**SAID["where"], "responsible-council": "Essex County Council"}
        return walk(
            cast,
            to="decided",
            said={**SAID, "about": {"kind": "serious-incident", "person": "adult"}, "where": where},
            partnership="Havering SAB",
            referred_by=("adults_care", "Havering Adults"),
            agencies=("NELFT", "Havering Adults"),
            proposal="discretionary-sar",
            views=(("director_adults", "agree", ""), ("police", "agree", ""), ("health", "agree", "")),
        )

    def test_the_partners_agree_and_still_the_board_chair_decides(self, adult: Walk) -> None:
        # RR-11
        decision = decision_of(adult)
        assert decision.state == "with-chair"
        assert "decided by the chair of the board" in decision.passed_because
        assert not seen_by(adult.cast.acting("chair"), Case).exists(), "the children's chair has no part in it"
        assert seen_by(adult.cast.acting("board_chair"), Case).exists()

    def test_the_other_authoritys_director_is_consulted_before_the_chair_decides(self, adult: Walk) -> None:
        # RR-11, INC-12
        chair = adult.cast.acting("board_chair", moment(6, "10:00", 11))
        ref = decision_of(adult).ref

        def decide() -> None:
            decisions.decide_as_chair(chair, ref=ref, outcome="discretionary-sar", reason="To learn from it.")

        with pytest.raises(Refused, match="The director of the other authority has to be consulted first"):
            decide()
        manager = adult.manager(moment(6, "11:00", 11))
        with pytest.raises(Refused, match="Say who was consulted and what they said"):
            decisions.consult_director(manager, ref=ref, who="Essex", words="")
        decisions.consult_director(manager, ref=ref, who="Essex, director of adult services", words="Agrees.")
        decide()
        decided = decision_of(adult)
        assert (decided.outcome, decided.decided_by) == ("discretionary-sar", "Yvonne Clarke")
        page = text_of(adult.cast.client("manager"), reverse("case_decision", args=[adult.case.ref]))
        assert "Essex, director of adult services: Agrees." in page

    def test_an_adults_report_is_not_sent_to_the_panel(self, adult: Walk) -> None:
        manager = adult.manager(moment(6, "11:00", 11))
        ref = decision_of(adult).ref
        decisions.consult_director(manager, ref=ref, who="Essex", words="Agrees.")
        decisions.decide_as_chair(
            adult.cast.acting("board_chair", moment(6, "12:00", 11)), ref=ref, outcome="none", reason="Known already."
        )
        with pytest.raises(Refused, match="not sent to the national Panel"):
            submissions.submit(
                adult.manager(moment(6, "15:00", 11)), ref=adult.case.ref, sent_at=moment(6, "14:00", 11), receipt=""
            )
