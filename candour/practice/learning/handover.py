"""What somebody still answers for when they leave: open actions of plans, and recommendations as a whole."""

from __future__ import annotations

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.directory.queries.people import HandoverItem
from candour.practice.learning.models import PlanAction, Recommendation
from candour.practice.learning.workflow import PLAN_ACTION


def held_by(actor: Actor, person_id: int) -> list[HandoverItem]:
    """The open actions that a person owns and the recommendations that they are accountable for."""
    actions = seen_by(actor, PlanAction).filter(owner_id=person_id, state__in=PLAN_ACTION.open_states)
    led = seen_by(actor, Recommendation).filter(lead_id=person_id)
    return [
        *(
            HandoverItem(f"Action {one.number} of {one.report.title}", reverse("plan_action", args=[one.ref]))
            for one in actions.select_related("report").order_by("report_id", "number")
        ),
        *(
            HandoverItem(
                f"Recommendation {one.number} of {one.report.title}", reverse("recommendation", args=[one.ref])
            )
            for one in led.select_related("report").order_by("report_id", "number")
        ),
    ]
