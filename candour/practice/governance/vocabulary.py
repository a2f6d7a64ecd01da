"""The words of governance that people choose between. Stored values never change."""

from __future__ import annotations

from django.db import models


class GroupKind(models.TextChoices):
    """What kind of body it is."""

    EXECUTIVE = "executive", "Executive of the statutory partners"
    PARTNERS = "partners", "Partners group or board"
    JOINT = "joint", "Joint partnership meeting"
    WORKING = "working", "Working group"
    TASK = "task-and-finish", "Task and finish group"
    ELSEWHERE = "elsewhere", "Body outside the partnership that is reported to"


class Frequency(models.TextChoices):
    """How often a group meets."""

    MONTHLY = "monthly", "Monthly"
    SIX_WEEKLY = "six-weekly", "Every six weeks"
    TWO_MONTHLY = "two-monthly", "Every two months"
    QUARTERLY = "quarterly", "Quarterly"
    SIX_MONTHLY = "six-monthly", "Every six months"
    AS_NEEDED = "as-needed", "As needed"


class Chairing(models.TextChoices):
    """How a group's chair is found for a meeting."""

    ONE = "one", "One chair"
    CO_CHAIRS = "co-chairs", "Co-chairs together"
    ROTATING = "rotating", "The chairs in turn"
    INDEPENDENT = "independent", "An independent chair, with a vice-chair"


class SeatKind(models.TextChoices):
    """What kind of seat it is, which decides whether it counts for the quorum."""

    CORE = "core", "Core member"
    AS_REQUIRED = "as-required", "As required"
    ADVISER = "adviser", "Adviser"
    VISITOR = "visitor", "Visitor"
    LAY = "lay", "Lay member"


VOTES = (SeatKind.CORE, SeatKind.AS_REQUIRED, SeatKind.LAY)
"""The kinds of seat whose holders take part in decisions. Advisers and visitors are heard, and do not decide."""


class Domain(models.TextChoices):
    """Which part of an agenda an item stands in."""

    BOTH = "both", "Adults and children"
    CHILDREN = "children", "Children"
    ADULTS = "adults", "Adults"


class Readers(models.TextChoices):
    """Who may open an item and its papers."""

    GROUP = "group", "Everybody in the group"
    CORE = "core", "Core members only"
    NAMED = "named", "Only those who are named"


class Standing(models.TextChoices):
    """How an item of the forward plan comes back."""

    ONCE = "once", "Once"
    EVERY = "every", "At every meeting"
    SIX_MONTHLY = "six-monthly", "Every six months"
    YEARLY = "yearly", "Every year"
    STATUTORY = "statutory", "When a statutory date asks for it"


class PromiseKind(models.TextChoices):
    """What was found in draft minutes."""

    ACTION = "action", "An action without a number"
    PROMISE = "promise", "A promise that may be an action"
    PERSON = "person", "Initials that nobody in the meeting has"
    NUMBER = "number", "A number that is not in the log"


class RoundKind(models.TextChoices):
    """What is asked of members between meetings."""

    COMMENTS = "comments", "Comments"
    DECISION = "decision", "A written decision"


class Answer(models.TextChoices):
    """What a member answers to a written decision."""

    AGREE = "agree", "Agree"
    DISAGREE = "disagree", "Do not agree"
    ABSTAIN = "abstain", "Abstain"
    COMMENT = "comment", "Comment"
    NOTHING = "nothing", "Nothing to add"


LONGEST_SUMMARY = 600
"""The most characters that the plain summary of a paper may have: a few sentences."""
