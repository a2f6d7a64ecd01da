"""Attendance in a report year, worked out by hand, on the page and as a file."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest

from candour.platform.exports.models import Export
from candour.practice.governance.models import Apology, Attendance, GroupSeat, Meeting
from candour.practice.governance.queries.attendance_report import AttendanceRow, report
from candour.practice.governance.tests.test_group_pages import executive, page, post
from tests.cast import Cast

BEGAN = datetime(2026, 6, 9, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def seat(title: str) -> GroupSeat:
    return GroupSeat.objects.get(group=executive(), title=title)


def held(at: datetime = BEGAN, **facts: object) -> Meeting:
    facts = {"state": "held", "began_at": at, "ended_at": at + 2 * HOUR} | facts
    return Meeting.objects.create(group=executive(), starts_at=at, **facts)


def came(
    cast: Cast,
    meeting: Meeting,
    title: str,
    who: str,
    late: timedelta = timedelta(0),
    left: timedelta | None = None,
    for_: str = "",
    because: str = "",
) -> None:
    began = meeting.starts_at
    Attendance.objects.create(
        meeting=meeting,
        seat=seat(title),
        person=cast.people[who],
        arrived_at=began + late,
        left_at=began + left if left else meeting.ended_at,
        left_because=because,
        deputises_for=cast.people[for_] if for_ else None,
    )


def rows(cast: Cast, year: int = 2026) -> dict[str, AttendanceRow]:
    return {row.agency: row for row in report(cast.acting("manager"), year, [executive()])}


def test_each_way_of_attending_counts_once(cast: Cast) -> None:
    first, second = held(), held(BEGAN + timedelta(weeks=5))
    came(cast, first, "Council", "council")
    came(cast, first, "Police", "police", late=timedelta(minutes=45))  # "(from 09:45)"
    came(cast, first, "Health", "nominee", for_="health")
    came(cast, second, "Council", "council", left=HOUR)
    Apology.objects.create(meeting=second, seat=seat("Police"), given_at=BEGAN)
    found = rows(cast)
    counted = {
        agency: (one.meetings, one.present, one.part, one.deputised, one.apologies, one.absent, one.percent)
        for agency, one in found.items()
    }
    assert counted == {
        "Council": (2, 1, 1, 0, 0, 0, 100),
        "Police": (2, 0, 1, 0, 1, 0, 50),
        "Health": (2, 0, 0, 1, 0, 1, 50),
    }


def test_a_seat_counts_only_while_it_existed(cast: Cast) -> None:
    for week in range(3):
        held(BEGAN + timedelta(weeks=5 * week))
    GroupSeat.objects.filter(pk=seat("Council").pk).update(from_on=date(2026, 7, 1))
    GroupSeat.objects.filter(pk=seat("Police").pk).update(until_on=date(2026, 6, 9))
    meetings = {agency: one.meetings for agency, one in rows(cast).items()}
    assert meetings == {"Council": 2, "Police": 1, "Health": 3}


@pytest.mark.parametrize(
    ("on", "year", "counts"),
    [
        (datetime(2026, 3, 31, 21, 0, tzinfo=UTC), 2025, True),
        (datetime(2026, 3, 31, 23, 30, tzinfo=UTC), 2026, True),  # half past midnight in London on 1 April
        (datetime(2027, 3, 31, 22, 30, tzinfo=UTC), 2026, True),
        (datetime(2027, 3, 31, 23, 30, tzinfo=UTC), 2026, False),
    ],
)
def test_the_report_year_runs_from_april_to_march_in_london(cast: Cast, on: datetime, year: int, counts: bool) -> None:
    held(on)
    assert bool(rows(cast, year)) is counts


def test_several_seats_of_one_agency_are_one_and_a_conflict_does_not_count_against_it(cast: Cast) -> None:
    GroupSeat.objects.filter(pk=seat("Police").pk).update(unit="Council")
    meeting = held()
    came(cast, meeting, "Council", "council", left=HOUR, because="conflict")
    found = rows(cast)
    assert (found["Council"].meetings, found["Council"].present) == (1, 1)
    assert "Police" not in found


def test_meetings_that_were_not_held_or_belong_to_a_record_are_left_out(cast: Cast) -> None:
    held(state="cancelled")
    held(state="planned", ended_at=None)
    held(owner_kind="cases.case", owner_id=1)
    assert rows(cast) == {}


def test_the_page_and_the_file_say_the_same(cast: Cast) -> None:
    meeting = held()
    came(cast, meeting, "Council", "council")
    html = page(cast, "manager", "attendance_report")
    assert "Attendance 2026–27" in html
    assert html.count("<strong>100%</strong>") == 1
    taken = post(cast, "manager", "attendance_take", kind="csv", reason="Annual report")
    lines = list(csv.reader(io.StringIO(taken.content.decode("utf-8-sig"))))
    assert lines[1:] == [
        ["Havering Safeguarding Children Partnership", "Executive", agency, "1", *counts]
        for agency, counts in (
            ("Council", ["1", "0", "0", "0", "0", "100"]),
            ("Health", ["0", "0", "0", "0", "1", "0"]),
            ("Police", ["0", "0", "0", "0", "1", "0"]),
        )
    ]
    assert Export.objects.get().reason == "Annual report"


def test_nobody_but_an_office_takes_it_away(cast: Cast) -> None:
    held()
    refused = post(cast, "nurse", "attendance_take", kind="csv", reason="Curious")
    assert "Only the office of a partnership" in refused.content.decode()
    assert not Export.objects.exists()
