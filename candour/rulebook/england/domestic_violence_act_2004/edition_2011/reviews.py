"""The review of a death that is related to domestic abuse."""

from candour.rulebook.england.domestic_violence_act_2004.edition_2011 import EDITION
from candour.rulebook.language.citations import Grade
from candour.rulebook.language.review_types import FULL, QUALITY, REVIEWER, TERMS, ReviewType

DOMESTIC_ABUSE_DEATH = ReviewType(
    key="dardr",
    title="Domestic abuse related death review",
    about="both",
    owner="the community safety partnership",
    stages=FULL,
    needs=(TERMS, REVIEWER, QUALITY),
    covers=(
        "What happened, in summary",
        "The voice of whoever died and of those who knew them",
        "What agencies knew of the abuse",
        "Why things were done or not done",
        "Recommendations, local and national",
    ),
    duty="Domestic abuse related death review",
    cites=EDITION.cite("section 9", Grade.PROCEDURE),
    note="For the death of somebody of 16 or over. Its report is assured by a panel of the Home Office.",
)
