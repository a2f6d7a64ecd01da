"""The review that the national Panel carries out."""

from candour.rulebook.england.children_act_2004.edition_2018 import EDITION
from candour.rulebook.language.citations import Grade
from candour.rulebook.language.review_types import ELSEWHERE, ReviewType

NATIONAL_REVIEW = ReviewType(
    key="national",
    title="National child safeguarding practice review",
    about="children",
    owner="the national Panel",
    stages=ELSEWHERE,
    needs=(),
    covers=("What the Panel asks of this area", "What this area gave", "What the Panel found for this area"),
    cites=EDITION.cite("section 16B", Grade.STATUTE),
    note="The Panel carries it out and publishes it. Its terms and its updates are filed with the local case.",
)
