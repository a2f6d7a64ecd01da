"""What the search box finds of challenges, each only for whoever sees it on its own page."""

from __future__ import annotations

from django.urls import reverse

from candour.platform.search import index
from candour.practice.challenges.models import Challenge


def put_challenge(challenge: Challenge) -> None:
    """Let a challenge be found by what is asked, of whom and by whom."""
    about = (challenge.get_issue_display(), challenge.raised_by.name, challenge.body.name, challenge.asked)
    index.put(
        challenge,
        title=f"Challenge {challenge.name}: {challenge.title}",
        body=" ".join(about),
        address=reverse("challenge", args=[challenge.ref]),
        at=challenge.raised_on,
    )
