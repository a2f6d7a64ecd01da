"""Action plans: done is not evidenced, evidence is judged by somebody else, and what is proved is tested again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.access import policy
from candour.platform.access.policy import Hidden, Refused
from candour.platform.deadlines.models import Deadline
from candour.platform.messaging.models import OutboxMessage
from candour.practice.learning.models import Cell, PlanAction, Report, Retest
from candour.practice.learning.operations import plans, reports, retests
from candour.practice.learning.queries.retests import coverage, eligible_for, months_before
from candour.practice.learning.tests.plans import a_report, an_action, answered, cell_of, page, post
from conftest import NOW
from tests.cast import Cast
from tests.pages import problems, words


def evidenced(cast: Cast, report: Report, *, at: datetime = NOW, text: str = "Ring.") -> PlanAction:
    """An action of NELFT's whose evidence the office accepted at a moment."""
    action = an_action(cast, cell_of(report, 1, "NELFT"), text=text)
    owner, office = cast.acting("nelft", at), cast.acting("manager", at)
    plans.finish_action(owner, ref=action.ref, done_note="Done.")
    plans.add_evidence(owner, ref=action.ref, evidence="Nine of ten calls were answered.")
    plans.accept_evidence(office, ref=action.ref, because="")
    action.refresh_from_db()
    return action


@pytest.mark.once
def test_an_action_that_its_owner_closes_is_not_yet_evidenced_until_somebody_else_accepts_it(cast: Cast) -> None:
    # LRN-04, LRN-06
    report = a_report(cast)
    cell = cell_of(report, 1, "NELFT")
    where = (cell.recommendation.ref, cell.body.ref)
    due = {"text": "Print the night number on every letter.", "due_on": "27 March 2027"}
    unowned = post(cast, "nelft", "plan_action_add", *where, **due)
    assert problems(unowned) == ["Choose an answer to “Who answers for it”."]
    post(cast, "nelft", "plan_action_add", *where, owner=cast.people["nelft"].ref, **due)
    action = PlanAction.objects.get()
    assert Deadline.objects.get(owner_kind="learning.planaction").due_on == date(2027, 3, 27)

    done = words(post(cast, "nelft", "plan_action_done", action.ref, text="It is printed."))
    assert "Done, not yet evidenced" in done
    assert "There is no evidence yet of what changed" in words(page(cast, "manager", "plan_action", action.ref))
    early = post(cast, "manager", "plan_action_accept", action.ref, text="")
    assert problems(early) == ["There is no evidence yet of what changed. Ask whoever answers for it to add it."]

    post(cast, "nelft", "plan_action_evidence", action.ref, text="Forty families rang it.", upload="")
    for who in ("nelft", "nelft_senior"):
        own = post(cast, who, "plan_action_accept", action.ref, text="It is fine.")
        assert problems(own) == [
            "Only somebody of another body: neither its owner nor whoever finished it or showed evidence, nor their "
            "body."
        ]
    back = words(post(cast, "hospital", "plan_action_return", action.ref, text="Whether it was picked up?"))
    assert "Evidence not accepted Whether it was picked up?" in back
    assert Deadline.objects.get(owner_kind="learning.planaction").met_at is None
    post(cast, "nelft", "plan_action_done", action.ref, text="It is picked up too.")
    accepted = words(post(cast, "hospital", "plan_action_accept", action.ref, text="I rang it at three."))
    assert "Evidenced 18 November 2026" in accepted
    assert "Farah Siddiqui accepted the evidence of action 1" in accepted


@pytest.mark.once
def test_whoever_showed_evidence_for_a_body_does_not_accept_it(cast: Cast) -> None:
    action = an_action(cast, cell_of(a_report(cast), 1, "NELFT"))
    plans.finish_action(cast.acting("nelft"), ref=action.ref, done_note="Done.")
    plans.add_evidence(cast.acting("manager"), ref=action.ref, evidence="They told the office on the telephone.")
    with pytest.raises(Refused, match="Only somebody of another body"):
        plans.accept_evidence(cast.acting("manager"), ref=action.ref, because="")
    plans.accept_evidence(cast.acting("hospital"), ref=action.ref, because="")


@pytest.mark.once
def test_a_refusal_at_the_same_moment_leaves_no_action(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cell = cell_of(a_report(cast), 1, "NELFT")
    signed = {"answer": "refused", "reason": "Not ours.", "signatory": "M. Keane", "signed_on": NOW.date()}

    def refuse_meanwhile(report: Report) -> None:
        Cell.objects.filter(pk=cell.pk).update(kind="action", **signed)

    monkeypatch.setattr(Report, "hold", refuse_meanwhile)
    with pytest.raises(Refused, match="refuses the recommendation"):
        an_action(cast, cell)


@pytest.mark.once
def test_nobody_is_told_of_a_plan_from_which_a_conflict_keeps_them(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    report = a_report(cast)
    an_action(cast, cell_of(report, 1, "NELFT"))
    an_action(cast, cell_of(report, 1, "BHRUT"), who="hospital")
    nelft = cast.people["nelft"].pk
    bars = {"cases.case": lambda actor: [7] if actor.person_id == nelft else []}
    Report.objects.filter(pk=report.pk).update(owner_kind="cases.case", owner_id=7)
    monkeypatch.setattr(policy, "_bars", bars)
    assert reports.ask_for_updates(cast.acting("manager"), ref=report.ref, by=date(2026, 11, 25)) == 1
    assert set(OutboxMessage.objects.values_list("to", flat=True)) == {"farah.siddiqui@example.org"}


@pytest.mark.once
def test_evidence_can_be_a_file(cast: Cast) -> None:
    action = an_action(cast, cell_of(a_report(cast), 1, "NELFT"))
    plans.finish_action(cast.acting("nelft"), ref=action.ref, done_note="Done.")
    empty = post(cast, "nelft", "plan_action_evidence", action.ref, text="", upload="")
    assert problems(empty) == ["Say what shows the change, or send a file that does."]
    sent = SimpleUploadedFile("calls.csv", b"month,calls\nOctober,40\n")
    shown = post(cast, "nelft", "plan_action_evidence", action.ref, text="", upload=sent)
    assert "calls.csv" in words(shown)


@pytest.mark.once
def test_nobody_promises_for_a_body_that_refuses_and_nothing_without_a_day(cast: Cast) -> None:
    report = a_report(cast)
    cell = cell_of(report, 1, "NELFT")
    answered(cast, "nelft", cell, answer="refused", reason="Not ours.", signatory="M. Keane")
    with pytest.raises(Refused) as refused:
        an_action(cast, cell, due="not known")
    assert len(refused.value.reasons) == 2


def test_a_sample_is_drawn_by_its_seed_and_can_be_drawn_again(cast: Cast) -> None:
    report = a_report(cast)
    for number in range(8):
        evidenced(cast, report, at=NOW - timedelta(days=100), text=f"Thing {number}")
    evidenced(cast, report, at=NOW - timedelta(days=20), text="Too new")
    office = cast.acting("manager")
    havering = cast.partnership()
    draw = retests.draw_sample(office, partnership_ref=havering.ref, months=3, share=30, seed="7c1")
    drawn = set(Retest.objects.filter(draw=draw).values_list("action__ref", flat=True))
    assert len(draw.eligible) == 8
    assert len(drawn) == 3
    assert drawn == retests.drawn_by("7c1", draw.eligible, 30)
    assert len(eligible_for(office, havering.pk, 3)) == 5
    with pytest.raises(Refused, match="No action is waiting to be tested 6 months"):
        retests.draw_sample(office, partnership_ref=havering.ref, months=6, share=30)
    assert coverage(office).percent == 100
    shown = words(page(cast, "manager", "draw", draw.ref))
    assert "Seed 7c1" in shown
    assert page(cast, "lay", "draw", draw.ref).status_code == 404


def test_a_change_that_holds_three_times_is_sustained_and_one_that_fails_is_opened_again(cast: Cast) -> None:
    action = evidenced(cast, a_report(cast), at=NOW - timedelta(days=400))
    office, havering = cast.acting("manager"), cast.partnership()
    for months, state in ((3, "retested"), (6, "retested"), (12, "sustained")):
        draw = retests.draw_sample(office, partnership_ref=havering.ref, months=months, share=100)
        test = Retest.objects.get(draw=draw)
        answer = post(
            cast, "hospital", "plan_action_test", action.ref, test.ref, holds="yes", finding="I rang.", due_on=""
        )
        assert "It holds" in words(answer)
        action.refresh_from_db()
        assert action.state == state
    with pytest.raises(Refused, match="judged already"):
        retests.judge_again(office, ref=action.ref, retest_ref=test.ref, holds=True, finding="Again.")

    failing = evidenced(cast, action.report, at=NOW - timedelta(days=100), text="Fails")
    draw = retests.draw_sample(office, partnership_ref=havering.ref, months=3, share=100)
    test = Retest.objects.get(draw=draw)
    with pytest.raises(Hidden):
        retests.judge_again(office, ref=action.ref, retest_ref=test.ref, holds=True, finding="Elsewhere.")
    said = {"holds": "no", "finding": "Nobody answered."}
    lacking = post(cast, "manager", "plan_action_test", failing.ref, test.ref, due_on="", **said)
    assert problems(lacking) == ["Say by when it is to be done again: a day, month or year that is not past."]
    shown = words(post(cast, "manager", "plan_action_test", failing.ref, test.ref, due_on="1 March 2027", **said))
    assert "Planned" in shown
    assert "Failed when tested again Once" in shown
    assert "Re-test failed Nobody answered." in shown
    live = Deadline.objects.filter(owner_kind="learning.planaction", owner_id=failing.pk, cancelled_at=None)
    assert [one.due_on for one in live] == [date(2027, 3, 1)]
    assert coverage(office).failed == 1


@pytest.mark.once
def test_bodies_that_say_nothing_by_the_day_are_listed(cast: Cast) -> None:
    # LRN-04
    report = a_report(cast)
    an_action(cast, cell_of(report, 1, "NELFT"))
    said = an_action(cast, cell_of(report, 1, "BHRUT"), who="hospital")
    reports.ask_for_updates(cast.acting("manager"), ref=report.ref, by=date(2026, 11, 25))
    asked = set(OutboxMessage.objects.filter(template="learning.update_asked").values_list("to", flat=True))
    assert asked == {"daniel.osei@example.org", "farah.siddiqui@example.org"}
    plans.update_action(cast.acting("hospital", NOW + timedelta(days=1)), ref=said.ref, text="Half of it.")
    shown = words(page(cast, "manager", "action_plan", report.ref))
    assert "Still to say something: NELFT, of 1 action" in shown
    assert "BHRUT, of" not in shown


@pytest.mark.once
def test_a_body_that_said_nothing_by_the_day_is_shown_as_late_once_it_is_past(cast: Cast) -> None:
    # LRN-04
    report = a_report(cast)
    an_action(cast, cell_of(report, 1, "NELFT"))
    reports.ask_for_updates(cast.acting("manager"), ref=report.ref, by=date(2026, 11, 25))
    Report.objects.filter(pk=report.pk).update(updates_due_on=date(2026, 11, 17))
    assert "Nothing was said in time by: NELFT, of 1 action" in words(page(cast, "manager", "action_plan", report.ref))


def test_how_many_closed_actions_were_never_tested_again_is_told_as_a_percentage(cast: Cast) -> None:
    # F32
    report = a_report(cast)
    for number in range(2):
        evidenced(cast, report, at=NOW - timedelta(days=100), text=f"Thing {number}")
    told = "of 2 closed actions were never tested again"
    assert f"100% {told}" in words(page(cast, "manager", "retests"))
    retests.draw_sample(cast.acting("manager"), partnership_ref=cast.partnership().ref, months=3, share=50, seed="7c1")
    test = Retest.objects.select_related("action").get()
    said = {"holds": "yes", "finding": "I rang.", "due_on": ""}
    post(cast, "hospital", "plan_action_test", test.action.ref, test.ref, **said)
    assert f"50% {told}" in words(page(cast, "manager", "retests"))


@pytest.mark.once
def test_the_plan_shows_what_is_late_and_rolls_up_by_body_and_report(cast: Cast) -> None:
    report = a_report(cast)
    an_action(cast, cell_of(report, 1, "NELFT"), due="2 November 2026")
    evidenced(cast, report)
    late = words(page(cast, "manager", "action_plan", report.ref, shows="late"))
    assert "Late" in late
    assert "2 November 2026" in late
    body = words(page(cast, "manager", "roll_up"))
    # Asked, nobody owns, no response, refused, open (late), not yet evidenced, evidenced, re-tested, sustained.
    assert "NELFT NHS Foundation Trust 2 1 1 0 1 1 late 0 1 0 0" in body
    assert "Together 6 5 1 0 1 1 late 0 1 0 0" in body
    assert "Night calls 6 5 1 0 1 1 late 0 1 0 0" in words(page(cast, "nelft", "roll_up", by="report"))


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 18), 3, date(2026, 8, 18)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2026, 3, 31), 6, date(2025, 9, 30)),
    ],
)
@pytest.mark.once
def test_months_are_calendar_months(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


@pytest.mark.once
def test_an_action_is_dropped_with_a_reason_and_opened_again(cast: Cast) -> None:
    action = an_action(cast, cell_of(a_report(cast), 1, "NELFT"))
    assert problems(post(cast, "nelft", "plan_action_drop", action.ref, text="No longer.")) != []
    shown = words(post(cast, "manager", "plan_action_drop", action.ref, text="The ward is shut."))
    assert "Why it was dropped The ward is shut." in shown
    assert not Deadline.objects.filter(owner_kind="learning.planaction", cancelled_at=None).exists()
    again = words(post(cast, "manager", "plan_action_reopen", action.ref, text="It is open again."))
    assert "Opened again" in again
    changed = post(
        cast,
        "nelft",
        "plan_action_change",
        action.ref,
        text="Ring twice.",
        owner=cast.people["nelft"].ref,
        due_on="April 2027",
        version=PlanAction.objects.get().version,
    )
    assert "Due April 2027" in words(changed)
    assert reverse("plan_action", args=[action.ref]) in changed.redirect_chain[-1][0]


@pytest.mark.once
def test_an_owner_hands_their_actions_over_when_they_leave(cast: Cast) -> None:
    an_action(cast, cell_of(a_report(cast), 1, "NELFT"))
    leaving = page(cast, "technical", "person", cast.people["nelft"].ref)
    office = words(page(cast, "manager", "person", cast.people["nelft"].ref))
    assert leaving.status_code == 200
    assert "Action 1 of Night calls" in office
    assert "Action 1 of Night calls" not in words(leaving)


def test_a_month_counts_as_due_until_its_last_day(cast: Cast) -> None:
    action = an_action(cast, cell_of(a_report(cast), 1, "NELFT"), due="November 2026")
    assert action.due_sort == date(2026, 11, 30)
