"""The words of the directory between which people choose. Stored values never change."""

from __future__ import annotations

from django.db import models


class Sector(models.TextChoices):
    """The part of the system to which an organisation belongs, as quorums and partners count it."""

    LOCAL_AUTHORITY = "local authority", "Local authority"
    CHILDRENS_SOCIAL_CARE = "children's social care", "Children’s social care"
    ADULTS_SOCIAL_CARE = "adults' social care", "Adults’ social care"
    HEALTH = "health", "Health"
    POLICE = "police", "Police"
    EDUCATION = "education", "Education"
    HOUSING = "housing", "Housing"
    PUBLIC_HEALTH = "public health", "Public health"
    PROBATION = "probation", "Probation"
    COMMUNITY_SAFETY = "community safety", "Community safety"
    VOLUNTARY = "voluntary", "Voluntary sector"
    LEGAL = "legal", "Legal"
    INDEPENDENT = "independent", "Independent"
