"""Asking everybody who answers for an open action how it stands, before the meeting that will look at the log."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from candour.platform.access.actor import Actor
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.queries import last_number
from candour.platform.dates.words import weekday_words
from candour.practice.governance import audit_events, messages
from candour.practice.governance.models import Action, ActionLead, Meeting
from candour.practice.governance.workflow import ACTION, MEETING

AHEAD = timedelta(days=10)
"""How long before a meeting its actions are asked after: in time for papers that go out seven working days before."""


def chase_actions(actor: Actor) -> int:
    """Ask after the open actions of each meeting that is near, once. A job of the sweep. Returns how many were asked.

    Meetings held for a record have no log of their own.
    """
    near = Meeting.objects.filter(
        state=MEETING.start, owner_kind="", starts_at__gt=actor.at, starts_at__lte=actor.at + AHEAD
    ).select_related("group")
    asked = 0
    for meeting in near.order_by("starts_at", "pk"):
        waiting = _by_address(meeting)
        if waiting and not last_number(audit_events.ACTIONS_CHASED, meeting):
            _chase(actor, meeting=meeting, waiting=waiting)
            asked += len(waiting)
    return asked


@operation
def _chase(actor: Actor, *, meeting: Meeting, waiting: dict[str, int]) -> None:
    day = weekday_words(meeting.starts_at)
    for address, count in sorted(waiting.items()):
        messages.ask_after_actions(actor, meeting, to=address, day=day, count=count)
    open_ones = Action.objects.filter(group=meeting.group_id, state=ACTION.start).count()
    record(audit_events.ACTIONS_CHASED, subject=meeting, count=open_ones, group=meeting.group.name)


def _by_address(meeting: Meeting) -> dict[str, int]:
    """How many open actions of the group each person answers for or works on, by their address."""
    open_ones = Action.objects.filter(group=meeting.group_id, state=ACTION.start)
    owners = open_ones.filter(owner__left_on=None).exclude(owner=None).values_list("owner__email", flat=True)
    leads = ActionLead.objects.filter(action__in=open_ones, person__left_on=None).values_list(
        "person__email", flat=True
    )
    return dict(Counter([*owners, *leads]))
