"""The words of learning between which people choose. Stored values never change."""

from __future__ import annotations

from django.db import models


class ReportKind(models.TextChoices):
    """What a set of recommendations comes from."""

    RAPID_REVIEW = "rapid-review", "Rapid review"
    LOCAL_REVIEW = "local-review", "Local child safeguarding practice review"
    ADULTS_REVIEW = "adults-review", "Safeguarding adults review"
    SERIOUS_CASE_REVIEW = "serious-case-review", "Serious case review"
    OTHER_REVIEW = "other-review", "Other local review"
    AUDIT = "audit", "Audit"
    NATIONAL_REVIEW = "national-review", "National review"
    OUTSIDE_REPORT = "outside-report", "Report of another area or body"


class CellKind(models.TextChoices):
    """What a body is asked for by one recommendation. An empty cell is nobody's, and shown in red."""

    EMPTY = "", "Nobody owns this"
    ACTION = "action", "Action"
    QUESTION = "question", "Question"
    NOT_APPLICABLE = "not-applicable", "Not applicable"


class Answer(models.TextChoices):
    """What a body, or whoever was written to, says to a recommendation."""

    NONE = "", "No response"
    ACCEPTED = "accepted", "Accepted"
    PART = "part", "Accepted in part"
    REFUSED = "refused", "Refused"


class NoteKind(models.TextChoices):
    """What happened in the life of an action."""

    UPDATE = "update", "How it stands"
    DONE = "done", "Said to be done"
    EVIDENCE = "evidence", "Evidence added"
    EVIDENCED = "evidenced", "Evidence accepted"
    RETURNED = "returned", "Evidence not accepted"
    HELD = "held", "Re-test held"
    FAILED = "failed", "Re-test failed"
    DROPPED = "dropped", "Dropped"
    REOPENED = "reopened", "Opened again"
