"""The test for a notifiable incident: section 16C(1)."""

from candour.rulebook.england.children_act_2004.edition_2018 import EDITION
from candour.rulebook.language.citations import Grade
from candour.rulebook.language.criteria import CriteriaTest, Criterion, Group, Together

SECTION_16C = EDITION.cite("section 16C(1)", Grade.PROCEDURE)

NOTIFIABLE = CriteriaTest(
    key="notifiable",
    title="Is this a notifiable incident?",
    question="Must the local authority notify the Child Safeguarding Practice Review Panel?",
    cites=SECTION_16C,
    groups=(
        Group(
            key="abuse",
            title="Abuse or neglect",
            together=Together.ALL,
            criteria=(
                Criterion(
                    "abuse-known-or-suspected",
                    "The local authority knows or suspects that the child has been abused or neglected.",
                    SECTION_16C,
                    hint=(
                        "Abuse or neglect may be the cause or one of several. Suspicion is enough. "
                        "A suspected suicide counts where abuse or neglect is known or suspected."
                    ),
                ),
            ),
        ),
        Group(
            key="harm",
            title="Death or serious harm",
            together=Together.ANY,
            criteria=(
                Criterion("died", "The child died.", SECTION_16C, may_counts=False),
                Criterion(
                    "seriously-harmed",
                    "The child was seriously harmed.",
                    SECTION_16C,
                    hint=(
                        "Serious or long-term impairment of physical or mental health, or of intellectual, emotional, "
                        "social or behavioural development, including where it is likely but not certain. "
                        "A child who recovers may still have been seriously harmed."
                    ),
                ),
            ),
        ),
        Group(
            key="place",
            title="Place",
            together=Together.ANY,
            criteria=(
                Criterion(
                    "in-area",
                    "(a) It happened in the local authority's area.",
                    SECTION_16C,
                    hint="What counts is where it happened, not where the child lives.",
                    may_counts=False,
                ),
                Criterion(
                    "outside-england",
                    "(b) It happened outside England while the child was normally resident in the authority's area.",
                    SECTION_16C,
                    hint="Wales, Scotland and Northern Ireland are outside England.",
                    may_counts=False,
                ),
            ),
        ),
    ),
    if_met="The incident is notifiable.",
    if_not="The incident is not notifiable.",
    differs=(
        "The Havering terms of reference put the duty to notify on the partnership. The Act puts it on the council.",
        "The Havering terms of reference go by where the child lives, and count harm in any other area or country. "
        "The Act goes by where it happened; the home council notifies only what happened outside England.",
        "The BHR protocol refers cases of “significant harm”. The test is serious harm.",
    ),
)
