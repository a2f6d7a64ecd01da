"""The review's meeting as a page shows it."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.cases.models import Case, MeetingPoint, RapidReview
from candour.practice.governance import queries as governance
from candour.practice.governance.models import Meeting
from candour.practice.governance.queries import QuorumShown, SeatShown


def meeting_of(actor: Actor, case: Case) -> Meeting | None:
    """The meeting of a case's review, if it was called."""
    return governance.meeting_of(actor, case)


def seats(actor: Actor, meeting: Meeting) -> list[SeatShown]:
    """The seats of the group with who is there."""
    return governance.seats_at(actor, meeting)


def quorum(actor: Actor, meeting: Meeting) -> QuorumShown | None:
    """Whether the meeting is quorate now."""
    return governance.quorum_at(actor, meeting)


def points_of(actor: Actor, review: RapidReview) -> dict[str, list[MeetingPoint]]:
    """What the meeting found, by kind, in order."""
    points: dict[str, list[MeetingPoint]] = {kind.value: [] for kind in MeetingPoint.Kind}
    noted = seen_by(actor, MeetingPoint).filter(review=review, removed_at=None).select_related("owner")
    for point in noted.order_by("made_at", "pk"):
        points[point.kind].append(point)
    return points
