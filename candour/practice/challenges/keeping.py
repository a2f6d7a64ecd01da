"""How long a challenge is kept after it ended."""

from __future__ import annotations

from django.urls import reverse

from candour.platform.retention.kinds import Kept
from candour.practice.challenges.models import Challenge

CHALLENGE = Kept(
    key="challenge",
    model=Challenge,
    title="challenge that has ended",
    began="ended_on",
    begins="the day on which it ended",
    body="partnership_id",
    years=6,
    source="No national period was found. One English partnership, North Somerset, keeps minutes and policies so.",
    address=lambda challenge: reverse("challenge", args=[challenge.ref]),  # type: ignore[attr-defined]
)
