"""Day n of fifteen: the plan, the readings of the start, holidays, what stops the count, and holds beside it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.platform.deadlines.models import Deadline, Hold
from candour.platform.deadlines.queries import holds_to_check
from candour.practice.cases.models import Case, Decision
from candour.practice.cases.operations import decisions, description, duties, reviews, tracker
from candour.practice.cases.queries import cases
from candour.practice.cases.queries.clock import CaseClock
from candour.practice.cases.web.presenters.frame import PAGES
from candour.project.demonstration.stage import refer
from candour.rulebook.language.clocks import LONDON
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.walks import SAID, Walk, moment, notify, settle_notifiable, walk

PLAN = """
    commission          19 Oct 23:59
    leads-named         19 Oct 23:59
    agency-returns      26 Oct 17:00
    health-returns      26 Oct 17:00
    circulate-returns   27 Oct 23:59
    meeting             28 Oct 23:59
    first-draft         02 Nov 23:59
    circulate-draft     03 Nov 23:59
    comments            04 Nov 09:30
    finalise            04 Nov 23:59
    sign-off            05 Nov 23:59
    submit              06 Nov 23:59
"""
"""The BHR plan of a referral on Monday 19 October 2026, which is day 1, counted on a wall calendar."""

SENT_BY = {"awareness": "Mon 9 Nov", "notification": "Tue 10 Nov", "referral": "Fri 6 Nov"}
"""Fifteen working days by each reading: aware on Monday 19 October, notified on Tuesday 20, referred on Monday 19."""


def clock_at(cast: Cast, case: Case, at: datetime) -> CaseClock:
    actor = cast.acting("manager", at)
    seen = cases.case(actor, case.ref)
    return cases.clock_for(actor, seen, cases.review_of(actor, seen), cases.deadlines_of(actor, seen))


def page_of(cast: Cast, name: str, case: Case) -> str:
    return " ".join(cast.client("manager").get(reverse(name, args=[case.ref])).content.decode().split())


def in_december(cast: Cast) -> Case:
    """Referred on Friday 18 December 2026 and notified on Monday 21."""
    at = lambda day, clock: moment(day, clock, 12)  # noqa: E731
    case = refer(cast.acting("teacher", at(18, "09:30")), "Havering SCP", SAID, by="Havering Education")
    manager = cast.acting("manager", at(18, "11:00"))
    duties.share_with_partners(manager, ref=case.ref, legal_reason="A duty.")
    settle_notifiable(manager, case)
    reviews.open_review(manager, ref=case.ref)
    notify(cast, case, at(21, "10:00"))
    return case


def test_opening_a_review_lays_out_its_dated_plan(cast: Cast) -> None:
    # RR-01
    case = walk(cast, to="opened").case
    plan = Deadline.objects.filter(
        owner_kind="cases.case", owner_id=case.pk, rule_name="bhr-protocol-2020/fifteen-days"
    )
    wanted = dict(line.split(maxsplit=1) for line in PLAN.strip().splitlines())
    assert {step.key: f"{step.due_at.astimezone(LONDON):%d %b %H:%M}" for step in plan} == wanted


def test_a_case_of_today_has_no_easing_of_2020_beside_its_editions(cast: Cast) -> None:
    # F01
    case = walk(cast, to="notified").case
    listed = page_of(cast, "case", case).partition("The same case by each edition of the guidance")[2]
    for year in (2018, 2023, 2026):
        assert f"Working Together to Safeguard Children {year}: <strong>Tue 10 Nov 2026</strong>" in listed
    assert "as eased" not in listed


def test_every_page_of_a_case_says_which_day_of_fifteen_it_is(cast: Cast) -> None:
    # RR-01: notified on Tuesday 20 October, so that Wednesday 18 November is the 21st working day after it
    case = walk(cast, to="notified").case
    pages = {name: page_of(cast, name, case) for name, _ in PAGES}
    assert len(pages) == 16
    assert [name for name, page in pages.items() if "Day 21 of 15: late" not in page or "Tue 10 Nov" not in page] == []


DAYS = (
    (moment(20, "23:00"), 0, False),
    (moment(21, "23:00"), 1, False),
    (moment(24, "23:00"), 3, False),
    (moment(26, "23:00"), 4, False),
    (moment(10, "23:00", 11), 15, False),
    (moment(11, "00:01", 11), 16, True),
)
"""After the notification of Tuesday 20 October: Saturday 24 is still the third working day, Monday the fourth."""


def test_the_day_is_counted_in_working_days_and_is_late_only_after_the_last_one(cast: Cast) -> None:
    case = walk(cast, to="notified").case
    clocks = [(at, clock_at(cast, case, at)) for at, _, _ in DAYS]
    assert tuple((at, clock.day, clock.is_late) for at, clock in clocks) == DAYS
    assert [clock.headline for _, clock in clocks] == [f"Day {day} of 15" for _, day, _ in DAYS]


def test_every_reading_of_the_start_stands_beside_the_others_with_its_date(cast: Cast) -> None:
    # T3
    case = walk(cast, to="notified").case
    clock = clock_at(cast, case, moment(22))
    shown = {one.key: f"{one.due.on:%a} {one.due.on.day} {one.due.on:%b}" for one in clock.readings if one.due}
    assert shown == SENT_BY
    assert {one.key: one.day for one in clock.readings} == {"notification": 2, "awareness": 3, "referral": 4}
    assert [one.key for one in clock.readings if one.is_strictest] == ["referral"]
    assert [one.key for one in clock.readings if one.is_chosen] == ["notification"]
    page = page_of(cast, "case", case)
    assert all(due in page for due in SENT_BY.values())
    sources = page.partition('id="readings"')[2].partition("</ul>")[0].split('class="source">')[1:]
    assert len([one for one in sources if one.partition("<")[0].strip()]) == 3


@pytest.mark.parametrize(("reading", "day", "due"), [("referral", 23, (2026, 11, 6)), ("awareness", 22, (2026, 11, 9))])
def test_another_reading_can_govern_a_review_and_moves_its_limit(
    reading: str, day: int, due: tuple[int, int, int], cast: Cast
) -> None:
    going = walk(cast, to="notified")
    reviews.choose_reading(going.manager(moment(22)), ref=going.case.ref, reading_key=reading)
    assert clock_at(cast, going.case, moment(18, month=11)).day == day
    limit = Deadline.objects.get(owner_id=going.case.pk, key="rapid-review", cancelled_at=None)
    assert limit.due_on == date(*due)
    with pytest.raises(Refused, match="No source has this reading"):
        reviews.choose_reading(going.manager(moment(22)), ref=going.case.ref, reading_key="birthday")


def test_the_fifteen_days_have_not_started_before_the_start_that_governs(cast: Cast) -> None:
    case = walk(cast, to="asked").case
    assert clock_at(cast, case, moment(22)).headline == "Not started: 15 working days allowed"
    assert "The working days have not started" in page_of(cast, "case_agencies", case)


def test_a_limit_by_awareness_starts_when_awareness_becomes_known(cast: Cast) -> None:
    said = {**SAID, "what-happened": {**SAID["what-happened"], "aware-on": ""}}
    going = walk(cast, to="opened", said=said)
    reviews.choose_reading(going.manager(moment(20)), ref=going.case.ref, reading_key="awareness")
    assert not Deadline.objects.filter(owner_id=going.case.pk, key="rapid-review", cancelled_at=None).exists()
    going.case.refresh_from_db()
    description.set_awareness(
        going.manager(moment(21)),
        ref=going.case.ref,
        version=going.case.version,
        aware_on=FuzzyDate.on(date(2026, 10, 19)),
    )
    limit = Deadline.objects.get(owner_id=going.case.pk, key="rapid-review", cancelled_at=None)
    assert limit.due_on == date(2026, 11, 9)


def test_bank_holidays_are_not_counted_and_the_strip_says_so(cast: Cast) -> None:
    # After Monday 21 December: 22, 23, 24, (25, 28 holidays) 29, 30, 31, (1 January) 4 to 8, 11 to 14 January
    clock = clock_at(cast, in_december(cast), moment(31, "12:00", 12))
    assert clock.day == 6
    assert clock.chosen is not None
    assert clock.chosen.due is not None
    assert clock.chosen.due.on == date(2027, 1, 14)
    assert [line.replace("’", "'") for line in clock.skipped] == [
        "Fri 25 Dec: not counted, Christmas Day",
        "Mon 28 Dec: not counted, Boxing Day (substitute day)",
        "Fri 1 Jan: not counted, New Year's Day",
    ]
    sums = [line.words for line in clock.chosen.due.sum()]
    assert "Fri 25 Dec 2026: not counted, Christmas Day" in sums
    assert "Tue 29 Dec 2026: day 4" in sums
    assert sums[-1] == "Thu 14 Jan 2027: day 15"


def test_sending_stops_the_count_and_what_was_late_stays_late(cast: Cast) -> None:
    going = walk(cast, to="sent")
    assert clock_at(cast, going.case, moment(18, month=11)).headline == "Sent on day 13 of 15"
    assert "Sent on day 13 of 15" in page_of(cast, "case_history", going.case)


def test_an_adults_case_is_stopped_by_the_decision_and_not_by_sending(cast: Cast) -> None:
    going = adult(cast)
    assert clock_at(cast, going.case, moment(4, "11:00", 11)).headline == "Day 12 of 15"
    chair = cast.acting("board_chair", moment(9, "10:00", 11))
    decisions.decide_as_chair(
        chair, ref=Decision.objects.get(case=going.case).ref, outcome="mandatory-sar", reason="Met."
    )
    stopped = clock_at(cast, going.case, moment(18, month=11))
    assert (stopped.headline, stopped.is_late, stopped.is_over) == ("Decided on day 15 of 15", False, True)


def adult(cast: Cast) -> Walk:
    said: dict[str, Any] = {**SAID, "about": {"kind": "serious-incident", "person": "adult"}}
    return walk(
        cast,
        to="decided",
        said=said,
        partnership="Havering SAB",
        referred_by=("adults_care", "Havering Adults"),
        agencies=("NELFT", "Havering Adults"),
        proposal="mandatory-sar",
        views=(("director_adults", "agree", ""), ("police", "agree", ""), ("health", "agree", "")),
    )


class TestHolds:
    """F04: what a case waits for, whom to ask, when to ask next, and for how long it has waited."""

    def held(self, cast: Cast) -> Case:
        case = walk(cast, to="notified").case
        tracker.put_on_hold(
            cast.acting("manager", moment(4, month=11)),
            ref=case.ref,
            waits_for="The criminal trial",
            reason="The prosecutor has asked for it.",
            ask="The officer in the case",
            next_check_on=date(2026, 11, 16),
        )
        return case

    def test_the_clocks_go_on_while_a_case_is_held(self, cast: Cast) -> None:
        # F04
        page = page_of(cast, "case_tracker", self.held(cast))
        assert "Day 21 of 15: late" in page
        assert "On hold: waits for The criminal trial" in page
        assert "Ask The officer in the case." in page
        assert "since 4 November 2026 (14 days)" in page

    def test_a_check_that_is_due_shows_until_somebody_has_asked(self, cast: Cast) -> None:
        # F04
        case = self.held(cast)
        manager = cast.acting("manager")
        assert [held.waits_for for held in holds_to_check(manager)] == ["The criminal trial"]
        hold = Hold.objects.get()
        tracker.check_hold(
            manager,
            ref=case.ref,
            hold_ref=hold.ref,
            version=hold.version,
            next_check_on=date(2026, 12, 1),
            ask="The court",
        )
        assert holds_to_check(cast.acting("manager")) == []
        tracker.lift_hold(manager, ref=case.ref, hold_ref=hold.ref)
        assert "The case is not on hold." in page_of(cast, "case_tracker", case)

    def test_a_hold_needs_whom_to_ask_and_a_check_to_come(self, cast: Cast) -> None:
        # F04, T14
        case = walk(cast, to="received").case
        with pytest.raises(Refused) as refused:
            tracker.put_on_hold(
                cast.acting("manager"), ref=case.ref, waits_for="", reason="", ask=" ", next_check_on=date(2026, 11, 18)
            )
        assert refused.value.reasons == (
            "Say what the case waits for and why.",
            "Say whom to ask.",
            "The next check must be after today.",
        )
        case = self.held(cast)
        with pytest.raises(Refused, match="on hold already"):
            tracker.put_on_hold(
                cast.acting("manager"),
                ref=case.ref,
                waits_for="x",
                reason="x",
                ask="x",
                next_check_on=date(2026, 12, 1),
            )
