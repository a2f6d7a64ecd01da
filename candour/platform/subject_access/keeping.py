"""How long a request for access is kept once it has ended."""

from __future__ import annotations

from django.urls import reverse

from candour.platform.retention.kinds import Kept
from candour.platform.subject_access.models import AccessRequest

ACCESS_REQUEST = Kept(
    key="access-request",
    model=AccessRequest,
    title="request for access to one’s own data",
    began="ended_on",
    begins="the day on which it was answered or refused",
    body="body_id",
    years=3,
    source=(
        "Local practice: no period was found in law, guidance or the papers of a partnership. It leaves time for a "
        "complaint about the answer."
    ),
    address=lambda request: reverse("access_request", args=[request.ref]),  # type: ignore[attr-defined]
)
