"""The year: which days a rule gives, who chairs, what is planned through the pages, and what members are told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from candour.platform.deadlines.models import Deadline
from candour.platform.deadlines.operations import make_feed
from candour.platform.messaging.models import OutboxMessage
from candour.practice.governance.models import Group, GroupSeat, Meeting
from candour.practice.governance.queries.series import days_of_year, what_is_wrong
from candour.practice.governance.tests.test_group_pages import crwg, executive, page, post
from candour.rulebook.calendars import ENGLAND_AND_WALES
from tests.cast import Cast
from tests.pages import words


def days(frequency: str, first: date, until: date, tolerance: int = 7) -> list[date]:
    found = days_of_year(frequency, first, until, tolerance_days=tolerance, calendar=ENGLAND_AND_WALES)
    return [one.on for one in found]


@pytest.mark.parametrize(
    ("frequency", "first", "until", "expected"),
    [
        # The second Thursday of each month.
        ("monthly", (2027, 1, 14), (2027, 4, 30), [(2027, 1, 14), (2027, 2, 11), (2027, 3, 11), (2027, 4, 8)]),
        # The fifth Friday, or the fourth where there is no fifth.
        ("monthly", (2027, 1, 29), (2027, 3, 31), [(2027, 1, 29), (2027, 2, 26), (2027, 3, 25)]),
        ("six-weekly", (2027, 1, 5), (2027, 4, 1), [(2027, 1, 5), (2027, 2, 16), (2027, 3, 30)]),
        ("two-monthly", (2027, 1, 5), (2027, 5, 31), [(2027, 1, 5), (2027, 3, 2), (2027, 5, 4)]),
        ("quarterly", (2027, 1, 5), (2027, 7, 31), [(2027, 1, 5), (2027, 4, 6), (2027, 7, 6)]),
        ("six-monthly", (2027, 1, 5), (2027, 12, 31), [(2027, 1, 5), (2027, 7, 6)]),
        ("as-needed", (2027, 1, 5), (2027, 12, 31), [(2027, 1, 5)]),
    ],
)
def test_the_rule_puts_meetings_on_these_days(
    frequency: str, first: tuple[int, int, int], until: tuple[int, int, int], expected: list[tuple[int, int, int]]
) -> None:
    assert days(frequency, date(*first), date(*until)) == [date(*one) for one in expected]


def test_a_bank_holiday_moves_a_meeting_to_the_nearest_working_day_within_the_tolerance() -> None:
    # Monday 31 May 2027 is a bank holiday; the Tuesday after is the nearest day that is worked.
    assert days("as-needed", date(2027, 5, 31), date(2027, 6, 30)) == [date(2027, 6, 1)]
    stuck = days_of_year(
        "as-needed", date(2027, 5, 31), date(2027, 6, 30), tolerance_days=0, calendar=ENGLAND_AND_WALES
    )[0]
    assert (stuck.on, stuck.is_sound) == (date(2027, 5, 31), False)


def test_a_year_with_too_few_or_too_distant_meetings_is_flagged() -> None:
    few = what_is_wrong([date(2027, 1, 5), date(2027, 4, 6)], frequency="quarterly", tolerance_days=7, at_least=4)
    assert few == ["Only 2 meetings in this year; the terms of reference promise at least 4."]
    gap = what_is_wrong([date(2027, 1, 5), date(2027, 3, 2)], frequency="six-weekly", tolerance_days=7, at_least=0)
    assert gap == [
        "Tuesday 2 March 2027 is 56 days after the meeting before it; "
        "the rule (every six weeks) puts about 42 days between them."
    ]
    fine = [date(2027, 1, 5), date(2027, 2, 23)]  # 49 days: six weeks and the tolerance of seven days
    assert what_is_wrong(fine, frequency="six-weekly", tolerance_days=7, at_least=0) == []


QUERY = {
    "first_on_day": "14",
    "first_on_month": "1",
    "first_on_year": "2027",
    "until_on_day": "30",
    "until_on_month": "4",
    "until_on_year": "2027",
    "at": "09:00",
    "minutes": "120",
    "place": "Room 4",
}


def plan(cast: Cast, group: Group, chosen: list[str], who: str = "manager", **query: str) -> Any:
    address = reverse("series_plan", args=[group.ref])
    return cast.client(who).post(f"{address}?{urlencode(QUERY | query)}", {"days": chosen}, follow=True)


def test_a_series_is_shown_before_it_is_planned(cast: Cast) -> None:
    # MTG-01
    Group.objects.filter(pk=crwg().pk).update(frequency="monthly", at_least_a_year=12)
    html = page(cast, "manager", "series_plan", crwg().ref, **QUERY)
    assert "Thursday 11 February 2027" in html
    assert "Only 4 meetings in these months; the terms of reference promise at least 12." in html
    assert not Meeting.objects.exists()
    done = plan(cast, crwg(), ["2027-01-14", "2027-02-11"])
    assert "2 meetings are planned" in done.content.decode()
    first = Meeting.objects.earliest("starts_at")
    assert first.starts_at == datetime(2027, 1, 14, 9, 0, tzinfo=UTC)
    assert first.ends_at == datetime(2027, 1, 14, 11, 0, tzinfo=UTC)
    # Seven working days before Thursday 14 January: 13, 12, 11, 8, 7, 6, 5 January.
    assert Deadline.objects.get(key="papers", owner_id=first.pk).due_on == date(2027, 1, 5)
    again = plan(cast, crwg(), ["2027-01-14"])
    assert "The group has a meeting on 14 January 2027 already." in again.content.decode()


def test_every_meeting_of_a_series_says_when_where_who_chairs_and_who_keeps_it(cast: Cast) -> None:
    # MTG-01
    GroupSeat.objects.filter(group=executive(), title="Council").update(chairs_in_turn=1)
    Group.objects.filter(pk=executive().pk).update(frequency="monthly")
    keeper, link = cast.people["administrator"], "https://meet.example.org/executive"
    plan(cast, executive(), ["2027-01-14", "2027-02-11"], secretary=keeper.ref, link=link)
    for meeting, on in zip(Meeting.objects.order_by("starts_at"), ("14 January", "11 February"), strict=True):
        said = words(cast.client("council").get(reverse("meeting", args=[meeting.ref])))
        assert f"When {on} 2027, 09:00 How long 120 minutes Place Room 4 Link {link}" in said
        assert f"Chair Helen Marsh Kept by {keeper.name}" in said


def test_members_are_told_without_a_word_of_what_it_is_about(cast: Cast) -> None:
    Group.objects.filter(pk=executive().pk).update(frequency="monthly")
    plan(cast, executive(), ["2027-01-14", "2027-02-11"])
    told = OutboxMessage.objects.filter(template="governance.meetings_planned")
    assert sorted(one.to for one in told) == [
        "grace.adeyemi@example.org",
        "helen.marsh@example.org",
        "marcus.bell@example.org",
    ]


def test_chairs_come_from_the_rule(cast: Cast) -> None:
    # MTG-01
    for place, title in enumerate(("Council", "Police"), start=1):
        GroupSeat.objects.filter(group=executive(), title=title).update(chairs_in_turn=place)
    names = ["2027-01-14", "2027-02-11", "2027-03-11"]
    Group.objects.filter(pk=executive().pk).update(frequency="monthly", chairing="rotating")
    plan(cast, executive(), names)
    chairs = [one.chair.name for one in Meeting.objects.order_by("starts_at").select_related("chair") if one.chair]
    assert chairs == ["Helen Marsh", "Marcus Bell", "Helen Marsh"]
    html = page(cast, "manager", "series_plan", executive().ref, **QUERY | {"first_on_month": "4", "first_on_day": "8"})
    assert html.index("Thursday 8 April 2027</dt>") < html.index("Marcus Bell"), "the turn goes on"
    Group.objects.filter(pk=executive().pk).update(chairing="co-chairs")
    html = page(cast, "manager", "series_plan", executive().ref, **QUERY)
    assert "Helen Marsh and Marcus Bell" in html


def call(cast: Cast, **answers: str) -> Any:
    moment = {"on_day": "20", "on_month": "11", "on_year": "2026", "at": "14:00", "minutes": "60"}
    return post(cast, "manager", "meeting_call", crwg().ref, **moment | answers)


def test_a_meeting_at_short_notice_needs_the_reason_for_waiving_the_deadline(cast: Cast) -> None:
    refused = call(cast)
    assert refused.status_code == 422
    assert "Say why the deadline for papers is waived." in refused.content.decode()
    done = call(cast, waived_because="A child died on Monday.", looked_at="2026-11-20")
    assert "The deadline for papers is waived." in done.content.decode()
    meeting = Meeting.objects.get()
    assert (meeting.is_short_notice, meeting.waived_because) == (True, "A child died on Monday.")
    assert not Deadline.objects.filter(key="papers").exists()


def test_a_meeting_moves_with_its_deadline_and_is_cancelled_with_a_reason(cast: Cast) -> None:
    call(cast, on_day="14", on_month="1", on_year="2027")
    meeting = Meeting.objects.get()
    moved = post(
        cast, "manager", "meeting_move", meeting.ref, on_day="21", on_month="1", on_year="2027", at="10:00", version="1"
    )
    assert "The meeting is moved" in moved.content.decode()
    meeting.refresh_from_db()
    assert meeting.starts_at == datetime(2027, 1, 21, 10, 0, tzinfo=UTC)
    assert meeting.ends_at == datetime(2027, 1, 21, 11, 0, tzinfo=UTC)
    assert Deadline.objects.get(key="papers", cancelled_at=None).due_on == date(2027, 1, 12)
    assert post(cast, "manager", "meeting_cancel", meeting.ref, because=" ").status_code == 422
    post(cast, "manager", "meeting_cancel", meeting.ref, because="Snow.")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancelled_because) == ("cancelled", "Snow.")
    assert not Deadline.objects.filter(key="papers", cancelled_at=None).exists()


def test_nobody_calls_or_moves_a_meeting_to_a_day_that_is_not_worked_by_a_slip(cast: Cast) -> None:
    # T5
    saturday = {"on_day": "16", "on_month": "1", "on_year": "2027"}
    refused = call(cast, **saturday)
    assert refused.status_code == 422
    assert "16 January 2027 is not a working day (Saturday)." in refused.content.decode()
    assert not Meeting.objects.exists()
    done = words(call(cast, **saturday, day_because="The panel meets at the school fair."))
    assert "On a day that is not worked The panel meets at the school fair." in done
    meeting = Meeting.objects.get()
    where = {"at": "10:00", "version": str(meeting.version)}
    holiday = {"on_day": "29", "on_month": "3", "on_year": "2027"}
    refused = post(cast, "manager", "meeting_move", meeting.ref, **where, **holiday)
    assert "29 March 2027 is not a working day (Easter Monday)." in refused.content.decode()
    post(cast, "manager", "meeting_move", meeting.ref, **where, **holiday | {"on_day": "30"}, day_because="The fair.")
    meeting.refresh_from_db()
    assert (meeting.starts_at.date(), meeting.day_because) == (date(2027, 3, 30), ""), "a Tuesday needs no reason"


def test_a_series_marks_the_days_that_are_not_worked_and_plans_none_without_the_reason(cast: Cast) -> None:
    # T5
    Group.objects.filter(pk=crwg().pk).update(frequency="monthly", tolerance_days=0)
    sundays = {"first_on_day": "10", "first_on_month": "1"}
    html = page(cast, "manager", "series_plan", crwg().ref, **QUERY | sundays)
    assert "Sunday 10 January 2027 (not a working day)" in html
    assert "checked" not in html, "such a day is not proposed"
    refused = plan(cast, crwg(), ["2027-01-10", "2027-02-14"], **sundays).content.decode()
    assert "10 January 2027 is not a working day (Sunday)." in refused
    assert "14 February 2027 is not a working day (Sunday)." in refused
    assert not Meeting.objects.exists()
    address = f"{reverse('series_plan', args=[crwg().ref])}?{urlencode(QUERY | sundays)}"
    answers = {"days": ["2027-01-10"], "day_because": "Families can come on Sundays."}
    cast.client("manager").post(address, answers)
    assert Meeting.objects.get().day_because == "Families can come on Sundays."


def test_a_member_has_the_meeting_in_the_feed_and_as_an_invitation_without_its_name(cast: Cast) -> None:
    # MTG-01
    call(cast, on_day="14", on_month="1", on_year="2027")
    meeting = Meeting.objects.get()
    token = make_feed(cast.acting("nurse"))
    feed = cast.client("nurse").get(reverse("feed", args=[token])).content.decode()
    assert "DTSTART:20270114T140000Z" in feed
    assert ": a meeting" in feed
    invitation = cast.client("nurse").get(reverse("meeting_invitation", args=[meeting.ref]))
    assert invitation["Content-Type"].startswith("text/calendar")
    for text in (feed, invitation.content.decode()):
        assert "Case Review" not in text
    assert cast.client("teacher").get(reverse("meeting_invitation", args=[meeting.ref])).status_code == 200
    assert cast.client("technical").get(reverse("meeting_invitation", args=[meeting.ref])).status_code == 404
    other = make_feed(cast.acting("technical"))
    assert "a meeting" not in cast.client("technical").get(reverse("feed", args=[other])).content.decode()


def test_only_the_office_plans_meetings(cast: Cast) -> None:
    refused = plan(cast, crwg(), ["2027-01-14"], who="nurse")
    assert "Only the office of the partnership" in refused.content.decode()
    assert not Meeting.objects.exists()
