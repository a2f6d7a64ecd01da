"""When the Case Review Working Group may decide."""

from fractions import Fraction

from candour.rulebook.language.citations import Grade
from candour.rulebook.language.quorums import AllOf, Each, Quorum, Share
from candour.rulebook.local.havering.edition_2023 import EDITION

CASE_REVIEW_GROUP = Quorum(
    key="case-review-quorum",
    title="Case Review Working Group: half of the agencies, and four that must be there",
    sentence=(
        "Quorate while at least half of the agencies are present, and health, the police, children's social care and "
        "adults' social care are each represented. The same holds for a review meeting."
    ),
    rule=AllOf(
        (
            Share(Fraction(1, 2)),
            Each(("health", "police", "children's social care", "adults' social care")),
        )
    ),
    cites=EDITION.cite("quorum", Grade.FOUNDING_PAPER),
    locally_set=(
        "The terms of reference do not say which seats make up the base. Six of the seats are services of one council; "
        "the partnership sets which seats count and whether a service is an agency of its own."
    ),
)
