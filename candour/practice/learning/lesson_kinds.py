"""The kinds of lesson and what each asks for, in the words that people choose between. Stored values never change."""

from __future__ import annotations

from django.db import models


class LessonKind(models.TextChoices):
    """What kind of lesson it is."""

    GOOD_PRACTICE = "good-practice", "Good practice"
    SOURCE = "source", "Research or national learning"
    PRODUCT = "product", "Learning product"
    PROPOSAL = "proposal", "Themed review proposal"
    STOCKTAKE = "stocktake", "Stocktake"


class LessonForm(models.TextChoices):
    """In which form a source or a product comes."""

    BRIEFING = "briefing", "Seven-minute briefing"
    SLIDES = "slides", "Slide pack"
    EVENT = "event", "Event"
    NEWSLETTER = "newsletter", "Newsletter"
    RESOURCES = "resources", "Resources for families or practitioners"
    TRAINING = "training", "Training"
    NATIONAL = "national", "National review or report"
    ELSEWHERE = "elsewhere", "Review by another area"
    RESEARCH = "research", "Research"
    DATA = "data", "Published data"


PRODUCT_FORMS = [(form.value, form.label) for form in list(LessonForm)[:6]]
SOURCE_FORMS = [(form.value, form.label) for form in list(LessonForm)[6:]]


class AskedState(models.TextChoices):
    """How what was asked of an agency or area stands."""

    ASKED = "asked", "No answer yet"
    DECLINED = "declined", "Declined"
    ANSWERED = "answered", "Answered"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Not accepted"


class Likeness(models.TextChoices):
    """How a recommendation stands to an earlier one that it resembles."""

    AGAIN = "again", "We said this before"
    RELATED = "related", "Related, but not the same"
    OTHER = "other", "Nothing to do with it"


class DecidedBy(models.TextChoices):
    """Who decided a themed proposal."""

    MEETING = "meeting", "A meeting"
    PARTNERS = "partners", "The statutory partners, outside a meeting"


class CyclePart(models.TextChoices):
    """The parts of the learning and improvement cycle, each of which every theme should pass through."""

    FOUND = "found", "Found"
    KNOWN = "known", "Known elsewhere"
    SHARED = "shared", "Shared"
    REACHED = "reached", "Reached practice"
    ASKED = "asked", "Asked of others"
    HELD = "held", "Seen to hold"


FIELDS: dict[str, tuple[str, ...]] = {
    LessonKind.GOOD_PRACTICE: ("title", "text", "agency", "audience"),
    LessonKind.SOURCE: ("title", "form", "publisher", "published_on", "link", "text", "is_restricted"),
    LessonKind.PRODUCT: ("title", "form", "text", "audience", "link"),
    LessonKind.PROPOSAL: ("title", "text", "data", "options"),
    LessonKind.STOCKTAKE: ("title", "text", "questions"),
}
"""What each kind of lesson says of itself."""

ASKED_BY_STEP: dict[str, tuple[str, ...]] = {
    "accept": ("reason",),
    "decline": ("reason",),
    "share": ("audience",),
    "uphold": ("decision",),
    "lapse": ("decision",),
    "consider": ("decision",),
    "issue": ("audience", "issued_on", "review_on"),
    "withdraw": ("reason",),
    "decide": ("decided_how", "decided_by", "decided_on", "group_decision", "decision", "reason"),
    "close": ("decision",),
}
"""What is asked before each step in the life of a lesson that people take from a page of its own."""
