"""The reading door of governance."""

from candour.practice.governance.permissions import hosts_meetings
from candour.practice.governance.queries.groups import case_review_group, members_of, seats_of
from candour.practice.governance.queries.live import Scrutinised, conflicts_for_scrutiny
from candour.practice.governance.queries.meetings import (
    SeatShown,
    attendance_of,
    here,
    meeting,
    meeting_of,
    meetings_of,
    seats_at,
)
from candour.practice.governance.queries.packs import PackPart, on_pack
from candour.practice.governance.queries.quorum import ItemQuorum, QuorumShown, quorum_at, room_of

__all__ = [
    "ItemQuorum",
    "PackPart",
    "QuorumShown",
    "Scrutinised",
    "SeatShown",
    "attendance_of",
    "case_review_group",
    "conflicts_for_scrutiny",
    "here",
    "hosts_meetings",
    "meeting",
    "meeting_of",
    "meetings_of",
    "members_of",
    "on_pack",
    "quorum_at",
    "room_of",
    "seats_at",
    "seats_of",
]
