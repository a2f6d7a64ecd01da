"""When a safeguarding adults review must be arranged, and when it may be: section 44."""

from candour.rulebook.england.care_act_2014.edition_2015 import EDITION
from candour.rulebook.language.citations import Grade
from candour.rulebook.language.criteria import CriteriaTest, Criterion, Group, Together

SECTION_44_1 = EDITION.cite("section 44(1)", Grade.STATUTE)
CONDITION_1 = EDITION.cite("section 44(2), condition 1", Grade.STATUTE)
CONDITION_2 = EDITION.cite("section 44(3), condition 2", Grade.STATUTE)
SECTION_44_4 = EDITION.cite("section 44(4)", Grade.STATUTE)

IN_AREA = Criterion("in-area", "The adult is or was in the board's area.", SECTION_44_1, may_counts=False)
NEEDS = Criterion(
    "needs",
    "The adult had needs for care and support.",
    SECTION_44_1,
    hint="Whether or not the council was meeting any of those needs, and whether or not services were received.",
    may_counts=False,
)

MANDATORY = CriteriaTest(
    key="mandatory-review",
    title="Must the board arrange a safeguarding adults review?",
    question="Which limbs of section 44 does the case meet?",
    cites=SECTION_44_1,
    groups=(
        Group("adult", "The adult", Together.ALL, (IN_AREA, NEEDS)),
        Group(
            "concern",
            "Working together",
            Together.ALL,
            (
                Criterion(
                    "concern-about-working-together",
                    "There is reasonable cause for concern about how the board, its members or others with relevant "
                    "functions worked together to safeguard the adult.",
                    SECTION_44_1,
                    hint="This limb applies whether the adult has died or is alive.",
                    may_counts=False,
                ),
            ),
        ),
        Group(
            "condition",
            "Condition 1 or 2",
            Together.ANY,
            (
                Criterion(
                    "condition-1",
                    "Condition 1: the adult died, and the board knows or suspects that the death resulted from abuse "
                    "or neglect, whether or not it was known before.",
                    CONDITION_1,
                ),
                Criterion(
                    "condition-2",
                    "Condition 2: the adult is alive, and the board knows or suspects serious abuse or neglect.",
                    CONDITION_2,
                    hint=(
                        "For instance where the adult would have died but for an intervention, or is permanently "
                        "harmed. Self-neglect counts."
                    ),
                ),
            ),
        ),
    ),
    if_met="The board must arrange a review.",
    if_not="The board is not obliged to arrange a review.",
    note=(
        "Every safeguarding adults review is statutory. The distinction is between mandatory and discretionary. "
        "The examples of serious abuse come from guidance and procedures, not from the Act."
    ),
    differs=(
        "The Havering terms of reference ask, for a living adult, only for serious abuse or neglect. "
        "The Act asks for concern about working together as well.",
        "The Havering terms of reference hold only one review of an incident, such as a domestic homicide review and "
        "not a safeguarding adults review. Reviews may be combined, but each duty stands.",
    ),
)

DISCRETIONARY = CriteriaTest(
    key="discretionary-review",
    title="May the board arrange a safeguarding adults review?",
    question="Is this an adult for whom the board may choose to arrange a review?",
    cites=SECTION_44_4,
    groups=(
        Group(
            "adult",
            "The adult",
            Together.ALL,
            (
                Criterion("in-area", "The adult is or was in the board's area.", SECTION_44_4, may_counts=False),
                Criterion("needs", "The adult had needs for care and support.", SECTION_44_4, may_counts=False),
            ),
        ),
    ),
    if_met="The board may arrange a review.",
    if_not="The board has no power to arrange a review.",
)
