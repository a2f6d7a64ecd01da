"""Dates that no calendar reaches: every page still answers, and no act is recorded on a day on which it cannot be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from candour.platform.access.policy import Refused, seen_by
from candour.platform.deadlines.counting import left
from candour.platform.deadlines.models import Deadline
from candour.platform.deadlines.operations import move_deadline
from candour.practice.cases.models import AgencyRequest, Case, Notification, RapidReview
from candour.practice.cases.operations import description, meetings, requests, tracker
from candour.practice.cases.tests.papers import text_of
from candour.practice.cases.web.presenters.frame import FOR_CHILDREN_ONLY, PAGES
from candour.practice.governance.models import Attendance, GroupSeat
from candour.rulebook.calendars import ENGLAND_AND_WALES
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast

YEARS = (1900, 1999, 2011, 2012, 2028, 2029, 2100)
"""The ends of the span, and both sides of each end of the calendar, which knows 2012 to 2028."""
REACH = "bank holidays are known from"


def broken(told: Cast, case: Case) -> list[str]:
    """The pages of a case, and home, that do not answer."""
    client = told.client("manager")
    names = [name for name, _ in PAGES if case.is_child or name not in FOR_CHILDREN_ONLY]
    addresses = [reverse(name, args=[case.ref]) for name in names]
    addresses += [reverse("home"), reverse("tracker"), reverse("notification_register", args=[case.partnership.ref])]
    return [address for address in addresses if client.get(address).status_code != 200]


@pytest.mark.parametrize("year", YEARS)
def test_every_page_answers_whatever_the_year_of_any_date(told: Cast, year: int) -> None:
    at = datetime(year, 6, 15, 12, tzinfo=UTC)
    asked = AgencyRequest.objects.filter(state="asked").select_related("case__partnership").first()
    assert asked is not None
    case = asked.case
    Case.objects.filter(pk=case.pk).update(aware_on=FuzzyDate.on(at.date()), notified_at=at, received_at=at)
    Notification.objects.filter(case=case).update(due_at=at)
    AgencyRequest.objects.filter(pk=asked.pk).update(due_at=at)
    Deadline.objects.filter(owner_kind="cases.agencyrequest", owner_id=asked.pk).update(due_at=at, due_on=at.date())
    assert broken(told, case) == []
    assert told.client("manager").get(reverse("agency_return", args=[asked.ref])).status_code == 200


def test_what_cannot_be_counted_says_so_and_is_late_or_not_all_the_same() -> None:
    now = datetime(2026, 11, 18, 10, tzinfo=UTC)
    ahead = left(datetime(2035, 1, 1, tzinfo=UTC), now, ENGLAND_AND_WALES)
    past = left(datetime(1999, 1, 1, tzinfo=UTC), now, ENGLAND_AND_WALES)
    assert (ahead.is_late, past.is_late) == (False, True)
    assert ahead.words.startswith("Not due yet; working days cannot be counted: Bank holidays of")
    assert past.words.startswith("Late; working days cannot be counted: Bank holidays of")
    assert not ahead.is_soon


def refusal_of(do: Any) -> str:
    with pytest.raises(Refused) as refused:
        do()
    return " ".join(refused.value.reasons)


def test_the_day_of_awareness_can_be_counted_from_and_is_not_before_the_incident(told: Cast) -> None:
    case = Case.objects.filter(state="received", incident_on__isnull=False).first()
    assert case is not None

    def aware(text: str) -> str:
        return refusal_of(
            lambda: description.set_awareness(
                told.acting("manager"), ref=case.ref, version=case.version, aware_on=FuzzyDate.parse(text)
            )
        )

    assert REACH in aware("18 11 1926")
    assert "before the incident" in aware("1 2 2012")
    assert "has not come" in aware("1 1 2027")


def test_a_return_date_a_deadline_and_a_check_move_no_further_than_the_calendar(told: Cast) -> None:
    manager = told.acting("manager")
    asked = AgencyRequest.objects.filter(state="asked").first()
    assert asked is not None
    far = date(2035, 1, 2)
    assert REACH in refusal_of(lambda: requests.move_return_date(manager, ref=asked.ref, to=far, because="Leave."))
    open_one = seen_by(manager, Deadline).filter(owner_kind="cases.case", met_at=None, cancelled_at=None)
    move = {"ref": open_one[0].ref, "act": "keep the tracker", "to": far, "because": "Leave."}
    assert REACH in refusal_of(lambda: move_deadline(manager, **move))
    case = asked.case
    hold = {"waits_for": "The police", "reason": "They ask.", "ask": "The officer", "next_check_on": far}
    assert REACH in refusal_of(lambda: tracker.put_on_hold(manager, ref=case.ref, **hold))


def test_the_tracker_does_not_show_a_day_to_come(told: Cast) -> None:
    page = text_of(told.client("manager"), f"{reverse('tracker')}?day_day=1&day_month=1&day_year=2030&shows=all")
    assert "as it stood on" not in page.partition("</h1>")[0]
    assert "Give today or a day that is past." in page


def test_a_meeting_called_for_a_later_day_is_moved_before_it_is_held(told: Cast) -> None:
    manager = told.acting("manager")
    review = RapidReview.objects.filter(state="released").select_related("case", "group").first()
    assert review is not None
    ref, person = review.case.ref, told.people["manager"]
    seat = GroupSeat.objects.filter(group=review.group).order_by("pk")[0]
    early = refusal_of(lambda: meetings.arrive(manager, ref=ref, seat_id=seat.pk, person_ref=person.ref))
    assert "which has not come. If it is held earlier, move it first." in early
    assert "has not come" in refusal_of(lambda: meetings.end_meeting(manager, ref=ref))
    page = text_of(told.client("manager"), reverse("case_meeting", args=[ref]))
    assert "Give the meeting another time" in page
    meetings.plan_meeting(manager, ref=ref, starts_at=told.now, place="Town hall")
    meetings.arrive(manager, ref=ref, seat_id=seat.pk, person_ref=person.ref)
    assert Attendance.objects.filter(seat=seat, person=person, left_at=None).exists()
    assert "has come to this meeting already" in refusal_of(
        lambda: meetings.plan_meeting(manager, ref=ref, starts_at=told.now, place="Elsewhere")
    )
