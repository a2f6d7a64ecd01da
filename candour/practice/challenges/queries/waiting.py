"""Answers to challenges that wait to be accepted or taken higher, for the page of what is due."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.db.models import F
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.platform.deadlines.queries import Undated
from candour.practice.challenges.models import Step
from candour.practice.challenges.permissions import agencies_of
from candour.rulebook.language.clocks import LONDON


def waiting_for(actor: Actor) -> list[Undated]:
    """The challenges of the actor's agency that were answered, on which it has to say whether that resolves them."""
    agencies = agencies_of(actor)
    if not agencies:
        return []
    answered = seen_by(actor, Step).filter(
        challenge__state="answered", challenge__raised_by__in=agencies, stage=F("challenge__stage")
    )
    return [
        Undated(
            title=f"Challenge {one.challenge.name} was answered",
            do_next="Resolve it or take it higher",
            address=reverse("challenge", args=[one.challenge.ref]),
            mark="Challenge",
            since=datetime.combine(one.replied_on, time(9), LONDON).astimezone(UTC),
        )
        for one in answered.select_related("challenge").order_by("replied_on", "pk")[:50]
        if one.replied_on is not None
    ]
