"""One review for several duties, so that one event has one review."""

from candour.rulebook.language.citations import Grade
from candour.rulebook.language.review_types import FULL, QUALITY, REVIEWER, TERMS, ReviewType
from candour.rulebook.local.havering.edition_2023 import EDITION

COMBINED = ReviewType(
    key="combined",
    title="Combined review",
    about="both",
    owner="the bodies whose duties it discharges",
    stages=FULL,
    needs=(TERMS, REVIEWER, QUALITY),
    covers=(
        "What happened, in summary",
        "Why things were done or not done",
        "What works well",
        "Findings for each body whose duty it discharges",
    ),
    cites=EDITION.cite("proportion", Grade.FOUNDING_PAPER),
    note=(
        "A local rule: one decision meeting and one review for each event. The duties of each body stand all the same, "
        "each with its own decision, sign-off and date."
    ),
)
