"""The words of the public site between which people choose. Stored values never change."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What a published document is."""

    ARRANGEMENTS = "arrangements", "Published arrangements"
    TERMS = "terms", "Terms of reference"
    MINUTES = "minutes", "Redacted minutes"
    REVIEW = "review", "Published review"
    YEARLY_REPORT = "yearly-report", "Yearly report"
    POLICY = "policy", "Policy or procedure"
    BRIEFING = "briefing", "Learning briefing"
    NEWSLETTER = "newsletter", "Newsletter"
    LEAFLET = "leaflet", "Leaflet or campaign"


class Status(models.TextChoices):
    """How it stands with a promise."""

    NO_RESPONSE = "no-response", "No response"
    PROMISED = "promised", "Promised"
    UNDER_WAY = "under-way", "Under way"
    DONE = "done", "Done, evidence awaited"
    EVIDENCED = "evidenced", "Done, with evidence"
    SUSTAINED = "sustained", "Checked later, still in place"
    REFUSED = "refused", "Not accepted"


OPEN = (Status.PROMISED, Status.UNDER_WAY)
"""What is still to be done, so that its day can have passed."""
PROVED = (Status.EVIDENCED, Status.SUSTAINED)
"""What can only be said with evidence."""


class ContactKind(models.TextChoices):
    """Whom a contact is for."""

    OFFICE = "office", "The partnership’s office"
    PARTNER = "partner", "A partner of the partnership"
    CONCERN = "concern", "Where to report a concern"
    VENUE = "venue", "Where meetings are held"
