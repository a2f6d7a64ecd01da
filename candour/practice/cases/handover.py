"""What a leaver still holds in cases, so that it can pass to somebody else."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.cases.models import TeamMember
from candour.practice.directory.queries.people import HandoverItem


def held_by(actor: Actor, person_id: int) -> list[HandoverItem]:
    """The cases on whose team a person is, among those that the actor sees."""
    memberships = seen_by(actor, TeamMember).filter(person_id=person_id, left_at=None).select_related("case")
    return [
        HandoverItem(
            f"On the team of case {member.case.key} ({member.get_purpose_display()})", f"/cases/{member.case.ref}/team/"
        )
        for member in memberships.order_by("case__key")
    ]
