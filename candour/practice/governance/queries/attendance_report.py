"""Who attended: for each group and agency in a report year, out of the meetings at which its seat existed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.governance.models import Apology, Attendance, Group, GroupSeat, Meeting
from candour.practice.governance.vocabulary import SeatKind
from candour.rulebook.language.clocks import day_of

GRACE = timedelta(minutes=5)
"""How late one may come, or early go, and still have been there throughout."""
PRESENT, PART, DEPUTISED, APOLOGISED, ABSENT = "present", "part", "deputised", "apologies", "absent"
_BEST = (PRESENT, PART, DEPUTISED, APOLOGISED, ABSENT)
_EXPECTED = (SeatKind.CORE, SeatKind.LAY)


@dataclass(frozen=True)
class AttendanceRow:
    """How often an agency attended a group's meetings."""

    group: str
    partnership: str
    agency: str
    meetings: int
    """The meetings at which it had a seat."""
    present: int
    part: int
    deputised: int
    apologies: int
    absent: int

    @property
    def attended(self) -> int:
        """The meetings at which somebody was there for it, throughout or for a part, or as a deputy."""
        return self.present + self.part + self.deputised

    @property
    def percent(self) -> int:
        """The share of its meetings that it attended, in whole percent, halves up."""
        return (200 * self.attended + self.meetings) // (2 * self.meetings) if self.meetings else 0


def report(actor: Actor, year: int, groups: Iterable[Group]) -> list[AttendanceRow]:
    """The attendance of a report year, April to March, by group and agency. Four queries.

    Counted are meetings of the groups themselves that were held, not those held for a record, and the seats of which
    attendance is expected: core and lay members. A seat counts from its first to its last day. Several seats of one
    agency are one, and the best that any of them did counts.
    """
    wanted = {one.pk: one for one in groups}
    meetings = [
        one
        for one in seen_by(actor, Meeting).filter(
            group_id__in=wanted,
            owner_kind="",
            state="held",
            starts_at__date__gte=date(year, 3, 31),
            starts_at__date__lte=date(year + 1, 4, 1),
        )
        if _in_year(day_of(one.starts_at), year)
    ]
    seats: dict[int, list[GroupSeat]] = {}
    for seat in seen_by(actor, GroupSeat).filter(group_id__in=wanted, kind__in=_EXPECTED).order_by("order", "pk"):
        seats.setdefault(seat.group_id, []).append(seat)
    was: dict[tuple[int, int], list[Attendance]] = {}
    for one in seen_by(actor, Attendance).filter(Q(meeting__in=meetings)).order_by("arrived_at"):
        was.setdefault((one.meeting_id, one.seat_id), []).append(one)
    sorry = set(seen_by(actor, Apology).filter(Q(meeting__in=meetings)).values_list("meeting_id", "seat_id"))
    counts: dict[tuple[int, str], dict[str, int]] = {}
    for meeting in meetings:
        for unit, how in _of_meeting(meeting, seats.get(meeting.group_id, []), was, sorry).items():
            row = counts.setdefault((meeting.group_id, unit), dict.fromkeys(_BEST, 0))
            row[how] += 1
    rows = [_row(wanted[group_id], unit, row) for (group_id, unit), row in counts.items()]
    return sorted(rows, key=lambda row: (row.partnership, row.group, row.agency))


def _of_meeting(
    meeting: Meeting,
    seats: list[GroupSeat],
    was: dict[tuple[int, int], list[Attendance]],
    sorry: set[tuple[int, int]],
) -> dict[str, str]:
    """How each agency that had a seat on the day of a meeting did there: the best of its seats."""
    on = day_of(meeting.starts_at)
    found: dict[str, str] = {}
    for seat in seats:
        if seat.from_on > on or (seat.until_on is not None and seat.until_on < on):
            continue
        how = _how(meeting, was.get((meeting.pk, seat.pk), []))
        if how == ABSENT and (meeting.pk, seat.pk) in sorry:
            how = APOLOGISED
        found[seat.unit] = min(found.get(seat.unit, ABSENT), how, key=_BEST.index)
    return found


def _how(meeting: Meeting, stretches: list[Attendance]) -> str:
    if not stretches:
        return ABSENT
    own = [one for one in stretches if one.deputises_for_id is None]
    if not own:
        return DEPUTISED
    return PRESENT if _throughout(meeting, own) else PART


def _throughout(meeting: Meeting, stretches: list[Attendance]) -> bool:
    """Whether somebody was there from beginning to end; withdrawing for a conflict does not count against them."""
    began, ended = meeting.began_at or meeting.starts_at, meeting.ended_at
    if stretches[0].arrived_at > began + GRACE:
        return False
    last: datetime | None = None
    for one in stretches:
        if last is not None and one.arrived_at > last + GRACE:
            return False
        stays = one.left_at is None or one.left_because == "conflict"
        last = ended if stays else one.left_at
    return last is None or ended is None or last >= ended - GRACE


def _in_year(on: date, year: int) -> bool:
    return date(year, 4, 1) <= on < date(year + 1, 4, 1)


def _row(group: Group, unit: str, row: dict[str, int]) -> AttendanceRow:
    return AttendanceRow(
        group=group.name,
        partnership=group.partnership.name,
        agency=unit,
        meetings=sum(row.values()),
        present=row[PRESENT],
        part=row[PART],
        deputised=row[DEPUTISED],
        apologies=row[APOLOGISED],
        absent=row[ABSENT],
    )
