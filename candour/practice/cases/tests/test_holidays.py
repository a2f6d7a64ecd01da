"""A bank holiday proclaimed later: what a case keeps of dates beside its deadlines moves in the same act.

The case of the walk was notified on Tuesday 20 October 2026. Its fifteen working days end on Tuesday 10 November; with
a holiday on Wednesday 21 October they end on Wednesday 11 November.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from candour.platform.deadlines.models import Deadline
from candour.platform.deadlines.operations import proclaim_holiday
from candour.practice.cases.models import AgencyRequest, Notification, TrackerLine
from tests.cast import Cast
from tests.walks import moment, walk

HOLIDAY = date(2026, 10, 21)


def test_the_tracker_and_what_agencies_owe_move_with_the_deadlines(cast: Cast) -> None:
    going = walk(cast, to="notified")
    request = AgencyRequest.objects.filter(case=going.case).first()
    assert request is not None
    before = TrackerLine.objects.get(case=going.case, true_until=None)
    assert before.due_at == datetime(2026, 11, 10, 23, 59, 59, tzinfo=UTC)

    proclaim_holiday(going.manager(moment(20, "17:00")), on=HOLIDAY, title="A day of mourning")

    after = TrackerLine.objects.get(case=going.case, true_until=None)
    assert after.due_at == after.order_at == datetime(2026, 11, 11, 23, 59, 59, tzinfo=UTC)
    mine = Deadline.objects.get(owner_kind="cases.agencyrequest", owner_id=request.pk, key="agency-return")
    old = request.due_at
    request.refresh_from_db()
    assert request.due_at == mine.due_at > old


def test_a_notification_that_is_owed_moves(cast: Cast) -> None:
    going = walk(cast, to="tested")
    owed = Notification.objects.get(case=going.case, state="open")
    assert owed.due_at is not None
    proclaim_holiday(going.manager(moment(19, "17:00")), on=HOLIDAY, title="A day of mourning")
    before = owed.due_at
    owed.refresh_from_db()
    assert (owed.due_at - before).days == 1


def test_comments_close_a_working_day_later(cast: Cast) -> None:
    going = walk(cast, to="circulated")
    assert going.review.comments_close_at == moment(4, "09:30", 11)
    proclaim_holiday(going.manager(moment(3, "17:00", 11)), on=date(2026, 11, 4), title="A day of mourning")
    assert going.review.comments_close_at == moment(5, "09:30", 11)
