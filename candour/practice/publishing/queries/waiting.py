"""What waits for somebody's approval or release, for the page of what is due."""

from __future__ import annotations

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import may
from candour.platform.deadlines.queries import Undated
from candour.practice.publishing.queries.documents import may_have_documents, to_approve
from candour.practice.publishing.queries.releases import waiting_releases


def waiting_for(actor: Actor) -> list[Undated]:
    """The versions that the actor has to approve, and the releases of which they can be the second person."""
    if not may_have_documents(actor):
        return []
    approvals = [
        Undated(
            title=f"{one.edition.document.title}, version {one.edition.number}",
            do_next=f"Read it, and approve it as {one.post.title}",
            address=reverse("edition", args=[one.edition.ref]),
            mark="Approval",
            since=one.asked_at or one.edition.made_at,
        )
        for one in to_approve(actor)
    ]
    releases = [
        Undated(
            title=f"{one.edition.document.title}, version {one.edition.number}",
            do_next="Look at it as the second person, and release it or send it back",
            address=reverse("release", args=[one.ref]),
            mark="Release",
            since=one.asked_at,
        )
        for one in waiting_releases(actor)
        if may(actor, "release to the public", one)
    ]
    return approvals + releases
