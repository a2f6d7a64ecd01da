"""The review's meeting as a page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.cases.models import Case, MeetingPoint, RapidReview
from candour.practice.governance import queries as governance
from candour.practice.governance.queries import QuorumShown, SeatShown

if TYPE_CHECKING:
    from candour.practice.governance.models import Meeting


def meeting_of(actor: Actor, case: Case) -> Meeting | None:
    """The meeting of a case's review, if it was called."""
    return governance.meeting_of(actor, case)


def seats(actor: Actor, meeting: Meeting) -> list[SeatShown]:
    """The seats of the group with who is there."""
    return governance.seats_at(actor, meeting)


def quorum(actor: Actor, meeting: Meeting) -> QuorumShown | None:
    """Whether the meeting is quorate now."""
    return governance.quorum_at(actor, meeting)


def points_by_number(actor: Actor, case: Case) -> dict[int, int]:
    """The ids of every point of a case's review by the number under which addresses name it, removed ones included."""
    return {number: point.pk for number, point in enumerate(_points(actor, case.pk), start=1)}


def points_of(actor: Actor, review: RapidReview) -> dict[str, list[MeetingPoint]]:
    """What the meeting found, by kind, in order."""
    points: dict[str, list[MeetingPoint]] = {kind.value: [] for kind in MeetingPoint.Kind}
    noted = [point for point in _points(actor, review.case_id) if point.removed_at is None]
    for point in sorted(noted, key=lambda point: (point.made_at, point.pk)):
        points[point.kind].append(point)
    return points


def _points(actor: Actor, case_id: int) -> list[MeetingPoint]:
    seen = seen_by(actor, MeetingPoint).filter(review__case_id=case_id).select_related("owner").order_by("pk")
    return actor.once(("points", case_id), lambda: list(seen))
