"""The reviews that a safeguarding adults board must or may arrange."""

from candour.rulebook.england.care_act_2014.edition_2015 import EDITION
from candour.rulebook.language.citations import Grade
from candour.rulebook.language.review_types import FULL, QUALITY, REVIEWER, TERMS, ReviewType

MANDATORY_SAR = ReviewType(
    key="sar-mandatory",
    title="Safeguarding adults review (mandatory)",
    about="adults",
    owner="the safeguarding adults board",
    stages=FULL,
    needs=(TERMS, REVIEWER, QUALITY),
    covers=(
        "What happened, in summary",
        "What the adult wanted, and what was heard of it",
        "How the six safeguarding principles were kept",
        "Why things were done or not done",
        "What works well",
        "Findings for the board’s yearly report",
    ),
    duty="Safeguarding adults review",
    clock="review-finished",
    cites=EDITION.cite("section 44(1) to (3)", Grade.STATUTE),
)

DISCRETIONARY_SAR = ReviewType(
    key="sar-discretionary",
    title="Safeguarding adults review (discretionary)",
    about="adults",
    owner="the safeguarding adults board",
    stages=FULL,
    needs=(TERMS, REVIEWER, QUALITY),
    covers=(
        "What happened, in summary",
        "What the adult wanted, and what was heard of it",
        "How the six safeguarding principles were kept",
        "What works well",
        "Findings for the board’s yearly report",
    ),
    duty="Safeguarding adults review",
    clock="review-finished",
    cites=EDITION.cite("section 44(4)", Grade.STATUTE),
)
