"""How long the papers of a meeting are kept, and what keeps them longer."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.retention.kinds import Kept, Rows, Staying
from candour.practice.governance.models import Action, GroupDecision, Meeting
from candour.practice.publishing import queries as publishing

OPEN_ACTION = "An action that was agreed at it is still open."
OF_A_RECORD = "It was held about another record, and goes with that."


def needed(actor: Actor, records: Sequence[Model]) -> dict[int, list[str]]:
    """By the id of a meeting: why it is needed beyond its time."""
    ids = [record.pk for record in records]
    reasons: dict[int, list[str]] = {}
    still_open = Action.objects.filter(item__meeting__in=ids, state="open")
    for meeting_id in set(still_open.values_list("item__meeting_id", flat=True)):
        reasons.setdefault(meeting_id, []).append(OPEN_ACTION)
    for meeting_id in Meeting.objects.filter(pk__in=ids).exclude(owner_kind="").values_list("pk", flat=True):
        reasons.setdefault(meeting_id, []).append(OF_A_RECORD)
    return reasons


def stays(records: Sequence[Model]) -> dict[int, list[Staying]]:
    """By the id of a meeting: the versions of its minutes that were released to the public."""
    return publishing.released_from(Meeting, [record.pk for record in records])


def decided_on(items: set[int]) -> Rows:
    """The decisions that were taken on items of an agenda: none can stand without the one on which it was taken."""
    return {GroupDecision: set(GroupDecision.objects.filter(item__in=items).values_list("pk", flat=True))}


MEETING = Kept(
    key="meeting",
    model=Meeting,
    title="meeting with its minutes and papers",
    began="ended_at",
    begins="the day on which it was held",
    body="group__partnership_id",
    years=6,
    source="No national period was found. One English partnership, North Somerset, keeps minutes and policies so.",
    address=lambda meeting: reverse("meeting", args=[meeting.ref]),  # type: ignore[attr-defined]
    needed=needed,
    stays=stays,
)
