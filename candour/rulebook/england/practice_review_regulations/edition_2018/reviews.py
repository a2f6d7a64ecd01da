"""The review that the safeguarding partners of an area carry out on a child's case."""

from candour.rulebook.england.practice_review_regulations.edition_2018 import EDITION
from candour.rulebook.language.citations import Grade
from candour.rulebook.language.review_types import COPY, FULL, QUALITY, REVIEWER, TERMS, ReviewType

LOCAL_REVIEW = ReviewType(
    key="lcspr",
    title="Local child safeguarding practice review",
    about="children",
    owner="the safeguarding partners",
    stages=FULL,
    needs=(TERMS, REVIEWER, QUALITY, COPY),
    covers=(
        "What happened, in summary",
        "What the child lived with, and what was heard of it",
        "Why things were done or not done",
        "What works well",
        "Improvements that are recommended, and to whom",
        "How the family and practitioners took part",
    ),
    duty="Local child safeguarding practice review",
    clock="local-review",
    cites=EDITION.cite("regulation 14", Grade.STATUTE),
    note=(
        "The regulation was read for the monitoring of time and quality and for requests to the reviewer in writing. "
        "The limit of six months and the copy before publication stand in guidance that was not seen."
    ),
)
