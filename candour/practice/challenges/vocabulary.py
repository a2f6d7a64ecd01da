"""The lists from which is chosen what a challenge is about, who is safe meanwhile, and what the reply is."""

from __future__ import annotations

from django.db import models


class Issue(models.TextChoices):
    """What one agency challenges another about."""

    THRESHOLD = "threshold", "Threshold for help or protection"
    INFORMATION = "information", "Sharing of information"
    PLAN = "plan", "A plan or a decision"
    ROLES = "roles", "Who does what"
    ATTENDANCE = "attendance", "Attendance and taking part"
    DISCHARGE = "discharge", "Discharge or transfer"
    OTHER = "other", "Something else"


class Concerned(models.TextChoices):
    """Whose safety depends on what comes of it."""

    CHILD = "child", "A child"
    ADULT = "adult", "An adult"
    BOTH = "both", "Children and adults"
    NOBODY = "nobody", "No child or adult is concerned"


class Reply(models.TextChoices):
    """What the body that is challenged answers."""

    AGREES = "agrees", "Agrees"
    PART = "part", "Agrees in part"
    NO = "no", "Does not agree"
