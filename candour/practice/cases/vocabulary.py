"""The words of the field that cases choose between: kinds, purposes, answers. Stored values never change."""

from __future__ import annotations

from django.db import models

from candour.platform.dates.words import written


class ProcessKind(models.TextChoices):
    """What kind of process a case may be linked to."""

    JOINT_AGENCY_RESPONSE = "jar", "Joint Agency Response"
    CHILD_DEATH_REVIEW = "cdr", "Child death review"
    POLICE = "police", "Police investigation"
    INQUEST = "inquest", "Inquest"
    FAMILY_COURT = "family-court", "Family court"
    DARDR = "dardr", "Domestic abuse related death review"
    LEDER = "leder", "LeDeR review"
    MAPPA = "mappa", "MAPPA serious case review"
    PATIENT_SAFETY = "patient-safety", "NHS patient safety investigation"
    DRUG_DEATH = "drug-death", "Drug and alcohol related death review"
    LADO = "lado", "Allegation against somebody who works with children"
    OTHER_COUNCIL = "other-council", "Consultation of another council"


class Nature(models.TextChoices):
    """What a conflict of interest is."""

    PERSON = "person", "Knows somebody in the case"
    FAMILY = "family", "Family"
    AGENCY = "agency", "Own agency’s practice is in question"
    INVOLVED = "involved", "Was involved in the events"
    OTHER = "other", "Other"


class Purpose(models.TextChoices):
    """Why somebody is on the team of a case."""

    OFFICE = "office", "Partnership office"
    PARTNER = "partner", "Statutory partner"
    GROUP = "group", "Review group"
    AGENCY = "agency", "Agency lead"
    CHAIR = "chair", "Chair"
    SCRUTINY = "scrutiny", "Scrutiny"
    ADVISER = "adviser", "Adviser"


class LetterKind(models.TextChoices):
    """What passes between those who commissioned a review and whoever carries it out."""

    REQUEST = "request", "Request in writing"
    UPDATE = "update", "Update"


class MarkerMet(models.TextChoices):
    """How a review stands on a quality marker."""

    YES = "yes", "Yes"
    PARTLY = "partly", "In part"
    NO = "no", "Not yet"
    NOT_HERE = "not-here", "Does not apply here"


class Stops(models.TextChoices):
    """What of a review waits for another process."""

    NOTHING = "", "Nothing"
    TALKS = "talks", "Talking with the family or practitioners"
    REVIEW = "review", "The whole review"
    PUBLICATION = "publication", "Publication"


class Known(models.TextChoices):
    """An answer for which "not known" is a value of its own. Empty means that nobody has asked."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


class Place(models.TextChoices):
    """Where it happened, seen from the partnership's area."""

    HERE = "here", "In this area"
    ENGLAND = "england", "Elsewhere in England"
    OUTSIDE_ENGLAND = "outside-england", "Outside England"
    UNKNOWN = "unknown", "Not known"


class About(models.TextChoices):
    """Whom a case is about, which decides the law that governs it."""

    CHILD = "child", "Child"
    ADULT = "adult", "Adult"


class Kind(models.TextChoices):
    """What kind of event a case is about. All come in by the same door."""

    SERIOUS_INCIDENT = "serious-incident", "Serious incident"
    NEAR_MISS = "near-miss", "Near miss"
    CONCERN = "concern", "Concern about working together"
    GOOD_PRACTICE = "good-practice", "Good practice"


class PointKind(models.TextChoices):
    """What kind of thing a meeting found."""

    WORKS_WELL = "works-well", "What works well"
    CONCERN = "concern", "Concern"
    THEME = "theme", "Theme"
    ACTION_TAKEN = "action-taken", "Action already taken"
    ACTION_REQUIRED = "action-required", "Action required"
    RECOMMENDATION = "recommendation", "Recommendation"


class LinkPurpose(models.TextChoices):
    """What a link to a request is for."""

    ANSWER = "answer", "To answer"
    SIGN_OFF = "sign-off", "To sign off"


class Repository(models.TextChoices):
    """Where published reviews are kept together for the whole country."""

    CHILDREN = "case-reviews", "National case review repository at the NSPCC"
    ADULTS = "sar-library", "National library of safeguarding adults reviews"


ABOUT_REPOSITORIES = {
    Repository.CHILDREN: "No law that was seen asks for this. Partnerships send what they publish by custom.",
    Repository.ADULTS: "No law that was seen asks for this. Whether the library takes every report is not confirmed.",
}
"""How far anybody has checked that a review goes there."""


class CommentAnswer(models.TextChoices):
    """What was done with a comment."""

    ACCEPTED = "accepted", "Accepted"
    PARTLY = "partly", "Accepted in part"
    NOT_ACCEPTED = "not-accepted", "Not accepted"


class Stage(models.TextChoices):
    """What a version of the report is for."""

    DRAFT = "draft", "Draft"
    CIRCULATED = "circulated", "Sent for comments"
    FINAL = "final", "Final"


class ViewStage(models.TextChoices):
    """Whether a member's view of a criterion is from before the discussion or after it."""

    BEFORE = "before", "Before the discussion"
    AFTER = "after", "After the discussion"


class View(models.TextChoices):
    """What a statutory partner says."""

    AGREE = "agree", "Agree"
    DISAGREE = "disagree", "Disagree"
    INFORMATION = "information", "Need more information"


WORDS_OF_AN_IDENTITY = {
    "forenames": "First names",
    "surname": "Last name",
    "name": "Name",
    "relationship": "Relationship",
    "born_on": "Date of birth",
    "expected_on": "Expected date of birth",
    "address": "Address",
    "nhs_number": "NHS number",
    "carer": "Cared for by",
    "whereabouts": "Whereabouts at the time",
    "lead_practitioner": "Lead practitioner",
}


def identity_words(facts: dict[str, str]) -> list[tuple[str, str]]:
    """What is held about somebody, each with the words for it, in the order in which people give it."""
    order = list(WORDS_OF_AN_IDENTITY)
    names = sorted(facts, key=lambda name: order.index(name) if name in order else len(order))
    return [
        (WORDS_OF_AN_IDENTITY.get(name, name.replace("_", " ").capitalize()), _shown(name, facts)) for name in names
    ]


def _shown(name: str, facts: dict[str, str]) -> str:
    return written(facts[name]) if name in ("born_on", "expected_on") else facts[name]
