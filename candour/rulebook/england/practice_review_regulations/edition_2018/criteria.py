"""The criteria for a local review (regulation 11) and for a national review (regulation 3)."""

from candour.rulebook.england.practice_review_regulations.edition_2018 import EDITION
from candour.rulebook.england.working_together.edition_2018 import EDITION as WORKING_TOGETHER
from candour.rulebook.language.citations import Grade
from candour.rulebook.language.criteria import CriteriaTest, Criterion, Group, Together

REGULATION_11 = EDITION.cite("regulation 11", Grade.STATUTE)
REGULATION_3 = EDITION.cite("regulation 3", Grade.STATUTE)
GUIDANCE = WORKING_TOGETHER.cite("chapter 4, matters to have regard to", Grade.BACKGROUND)

LOCAL_REVIEW = CriteriaTest(
    key="local-review",
    title="Criteria for a local child safeguarding practice review",
    question="Which criteria for a local review does the case meet?",
    cites=REGULATION_11,
    groups=(
        Group(
            key="regulation-11",
            title="Regulation 11",
            together=Together.CONSIDER,
            criteria=(
                Criterion(
                    "improvements",
                    "It highlights or may highlight improvements needed to safeguard and promote the welfare of "
                    "children, including where they have been identified before.",
                    REGULATION_11,
                ),
                Criterion(
                    "recurrent-themes",
                    "It highlights or may highlight recurrent themes in safeguarding and promoting the welfare of "
                    "children.",
                    REGULATION_11,
                ),
                Criterion(
                    "working-together",
                    "It highlights or may highlight concerns about two or more agencies working together effectively.",
                    REGULATION_11,
                ),
                Criterion(
                    "panel-view",
                    "The national Panel has considered it and concluded that a local review may be more appropriate.",
                    REGULATION_11,
                    may_counts=False,
                ),
            ),
        ),
        Group(
            key="regard",
            title="Also have regard to",
            together=Together.CONSIDER,
            criteria=(
                Criterion("single-agency", "There is concern about the actions of a single agency.", GUIDANCE),
                Criterion("no-agency", "No agency was involved, which itself raises the question why.", GUIDANCE),
                Criterion(
                    "several-areas",
                    "More than one council, police force or integrated care board is involved.",
                    GUIDANCE,
                ),
                Criterion("institutional", "It concerns children in an institutional setting.", GUIDANCE),
            ),
        ),
    ),
    if_met="The criteria for a local review have been considered.",
    if_not="The criteria for a local review have not been considered.",
    note=(
        "Meeting a criterion does not by itself decide that there is a review, and this is no points score. "
        "The partners decide whether one is appropriate and say why."
    ),
    differs=(
        "The BHR protocol sends to the Panel only cases that meet the criteria for a review. Every notified case gets "
        "a rapid review, and every rapid review goes to the Panel.",
    ),
)

NATIONAL_REVIEW = CriteriaTest(
    key="national-review",
    title="Criteria for a national child safeguarding practice review",
    question="Which criteria for a national review does the case meet?",
    cites=REGULATION_3,
    groups=(
        Group(
            key="regulation-3",
            title="Regulation 3",
            together=Together.CONSIDER,
            criteria=(
                Criterion(
                    "improvements",
                    "It highlights or may highlight improvements needed to safeguard and promote the welfare of "
                    "children, including where they have been identified before.",
                    REGULATION_3,
                ),
                Criterion(
                    "law-or-guidance",
                    "It raises or may raise issues that require a change of legislation or of statutory guidance.",
                    REGULATION_3,
                ),
                Criterion(
                    "recurrent-themes",
                    "It highlights or may highlight recurrent themes in safeguarding and promoting the welfare of "
                    "children.",
                    REGULATION_3,
                ),
            ),
        ),
        Group(
            key="regard",
            title="The Panel also has regard to",
            together=Together.CONSIDER,
            criteria=(
                Criterion("educated-otherwise", "The child was educated otherwise than at school.", GUIDANCE),
                Criterion(
                    "in-care-or-plan",
                    "The child was in care, or on or recently taken off a child protection plan.",
                    GUIDANCE,
                ),
                Criterion("range-of-abuse", "It involves a range of types of abuse.", GUIDANCE),
                Criterion("institutional", "It concerns children in an institutional setting.", GUIDANCE),
            ),
        ),
    ),
    if_met="The criteria for a national review have been considered.",
    if_not="The criteria for a national review have not been considered.",
    note="Only the Panel decides on a national review. The partners may say that they think one appropriate.",
    differs=(
        "The Havering terms of reference list all seven as criteria. The regulations have three; "
        "the other four are matters to which guidance asks the Panel to have regard.",
    ),
)
