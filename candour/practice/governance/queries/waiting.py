"""What waits for somebody's answer or signature in groups, for the page of what is due."""

from __future__ import annotations

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.deadlines.queries import Undated
from candour.practice.governance.permissions.seats import is_bound
from candour.practice.governance.queries.rounds import to_answer
from candour.practice.governance.queries.structure import to_sign


def waiting_for(actor: Actor) -> list[Undated]:
    """The rounds that the actor has to answer and the terms of reference that they have to sign."""
    if not is_bound(actor):
        return []
    rounds = [
        Undated(
            title=f"{one.round.get_kind_display()} – {one.round.group.name}",
            do_next="Answer",
            address=reverse("round", args=[one.round.ref]),
            mark="Round",
            since=one.round.opened_at,
        )
        for one in to_answer(actor)
    ]
    terms = [
        Undated(
            title=f"Terms of reference – {one.terms.group.name}",
            do_next="Read and sign",
            address=reverse("group_terms", args=[one.terms.ref]),
            mark="Signature",
            since=one.terms.made_at,
        )
        for one in to_sign(actor)
    ]
    return rounds + terms
