"""The words of publishing that people choose between. Stored values never change."""

from __future__ import annotations

from django.db import models


class DocumentKind(models.TextChoices):
    """What a governed document is."""

    POLICY = "policy", "Policy or procedure"
    TERMS = "terms", "Terms of reference"
    PROTOCOL = "protocol", "Protocol"
    MINUTES = "minutes", "Minutes"
    REVIEW = "review", "Review report"
    YEARLY = "yearly-report", "Yearly report"
    PLAN = "plan", "Published arrangements"
    GRID = "grid", "Statutory responsibilities table"
    AGREEMENT = "agreement", "Information sharing agreement"
    BRIEFING = "briefing", "Learning briefing"
    NEWSLETTER = "newsletter", "Newsletter"
    LEAFLET = "leaflet", "Leaflet, poster or campaign"


CONFIDENTIAL = (DocumentKind.MINUTES, DocumentKind.REVIEW)
"""Kinds that nobody but the office and whoever approves them reads before they are published."""
SIGNED_BY_PARTNERS = (
    DocumentKind.MINUTES,
    DocumentKind.REVIEW,
    DocumentKind.TERMS,
    DocumentKind.YEARLY,
    DocumentKind.PLAN,
)
"""Kinds that every statutory partner of the partnership signs before they are approved."""
COUNTS_GUARDED = (DocumentKind.MINUTES, DocumentKind.REVIEW, DocumentKind.YEARLY)
"""Kinds whose tables may count people, so that small counts are taken out of them."""
LABELLED = (DocumentKind.MINUTES, DocumentKind.REVIEW)
"""Kinds of which every part says where it comes from."""
OWED = (DocumentKind.TERMS, DocumentKind.PLAN, DocumentKind.YEARLY)
"""Kinds of which a partnership is expected to have one on its site."""


class Site(models.TextChoices):
    """What kind of place a document is to be found in."""

    SITE = "site", "A partner’s site"
    REPOSITORY = "repository", "A national repository"


class Recipient(models.TextChoices):
    """Who is sent a copy before or after a document is published."""

    PANEL = "panel", "The national Panel"
    SECRETARY = "secretary-of-state", "The Secretary of State"
    WHAT_WORKS = "what-works", "The What Works centre"
    OTHER = "other", "Somebody else"


class Ruling(models.TextChoices):
    """How a mention stands."""

    PROPOSED = "proposed", "Waits for a decision"
    MASKED = "masked", "Replaced"
    LEFT = "left", "Left standing"
