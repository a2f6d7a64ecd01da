"""The BHR test for local action when there is no practice review."""

from candour.rulebook.language.citations import Grade
from candour.rulebook.language.criteria import CriteriaTest, Criterion, Group, Together
from candour.rulebook.local.bhr.edition_2020 import EDITION

SECTION_4 = EDITION.cite("section 4", Grade.FOUNDING_PAPER)

LOCAL_ACTION = CriteriaTest(
    key="local-action",
    title="Criteria for local action",
    question="Is there local learning to be had, although there is no practice review?",
    cites=SECTION_4,
    groups=(
        Group(
            "essential",
            "Essential criteria",
            Together.ANY,
            (
                Criterion("practice-learning", "There is direct learning for practice.", SECTION_4),
                Criterion(
                    "organisational",
                    "There are difficulties in working together or in an organisation, in process or in resources.",
                    SECTION_4,
                ),
                Criterion("policy", "Policy needs to be developed, or decisions were unclear or uncertain.", SECTION_4),
            ),
        ),
    ),
    if_met="Local action is called for.",
    if_not="No criterion for local action is met.",
    note=(
        "To be decided with the same rigour as a national review. The protocol does not say whether one criterion is "
        "enough; it is read so here."
    ),
)
