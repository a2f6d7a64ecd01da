"""Ways of learning from a case that no law asks for, and the serious case reviews of before."""

from candour.rulebook.language.citations import Grade
from candour.rulebook.language.review_types import (
    FULL,
    LEARNING,
    PRACTICE,
    PROPOSED,
    QUALITY,
    REVIEWER,
    TERMS,
    ReviewType,
)
from candour.rulebook.local.bhr.edition_2020 import EDITION

THEMATIC = ReviewType(
    key="thematic",
    title="Thematic review",
    about="both",
    owner="the partnership",
    stages=PROPOSED,
    needs=(TERMS, QUALITY),
    covers=(
        "What the cases have in common",
        "What data and earlier reviews say",
        "What would make a difference",
        "What was chosen, and why",
    ),
    cites=EDITION.cite("local non-statutory action", Grade.FOUNDING_PAPER),
    note="The themed review of 2020 is the model: cases, sources and options first, then a decision.",
)

INDEPENDENT = ReviewType(
    key="independent",
    title="Case review by an independent reviewer",
    about="both",
    owner="the partnership",
    stages=LEARNING,
    needs=(TERMS, REVIEWER),
    covers=("What happened, in summary", "Why it made sense at the time", "What works well", "What is to be learned"),
    cites=EDITION.cite("local non-statutory action", Grade.FOUNDING_PAPER),
)

LEARNING_REVIEW = ReviewType(
    key="learning",
    title="Learning review",
    about="both",
    owner="the review group",
    stages=PRACTICE,
    needs=(TERMS,),
    covers=("What happened, in summary", "What works well", "What is to be learned", "What is under way already"),
    cites=EDITION.cite("local non-statutory action", Grade.FOUNDING_PAPER),
)

PRACTITIONER = ReviewType(
    key="practitioner",
    title="Practitioners’ review or multi-agency case evaluation",
    about="both",
    owner="the review group",
    stages=PRACTICE,
    needs=(),
    covers=("How it looked to those who did the work", "What works well", "What is to be learned"),
    cites=EDITION.cite("local non-statutory action", Grade.FOUNDING_PAPER),
    note="Led by staff who work with children or adults. Good practice counts as much as what went wrong.",
)

AUDIT_REVIEW = ReviewType(
    key="audit",
    title="Audit of one or several agencies",
    about="both",
    owner="the review group",
    stages=PRACTICE,
    needs=(TERMS,),
    covers=("What was looked at", "What was found, agency by agency", "What works well", "What is to be learned"),
    cites=EDITION.cite("local non-statutory action", Grade.FOUNDING_PAPER),
)

MANAGEMENT = ReviewType(
    key="management",
    title="Management review or summit",
    about="both",
    owner="the partnership",
    stages=PRACTICE,
    needs=(),
    covers=("What the question was", "What was agreed"),
    cites=EDITION.cite("local non-statutory action", Grade.FOUNDING_PAPER),
)

POLICY = ReviewType(
    key="policy",
    title="Themed policy review",
    about="both",
    owner="the partnership",
    stages=LEARNING,
    needs=(TERMS,),
    covers=("Which policies", "What practice shows", "What is to change"),
    cites=EDITION.cite("local non-statutory action", Grade.FOUNDING_PAPER),
)

SERIOUS_CASE_REVIEW = ReviewType(
    key="scr",
    title="Serious case review",
    about="children",
    owner="the local safeguarding children board",
    stages=FULL,
    needs=(),
    covers=("What happened, in summary", "Findings", "Recommendations"),
    duty="Serious case review",
    is_history=True,
    cites=EDITION.cite("case review tracker", Grade.FOUNDING_PAPER),
    note="Of the regime before safeguarding partners. It has no limit that is held here.",
)
