"""The heads that a report to a committee of the council has."""

from candour.rulebook.language.citations import Grade
from candour.rulebook.language.forms import Form, Kind, Question, Section
from candour.rulebook.local.havering.edition_2019 import EDITION

COMMITTEE_REPORT = Form(
    key="committee-report",
    title="Report to a committee",
    cites=EDITION.cite("heads of the report", Grade.FOUNDING_PAPER),
    intro="What you write is saved as you type. The report cannot be finished while an implications head is empty.",
    sections=(
        Section(
            "head",
            "Head of the report",
            (
                Question("cabinet-member", "Cabinet member", required=True),
                Question("lead-officer", "Lead officer of the senior leadership team", required=True),
                Question("author", "Report author and how to reach them", Kind.LONG, required=True),
                Question("policy-context", "Policy context", Kind.LONG, required=True),
                Question("financial-summary", "Financial summary", Kind.LONG, required=True),
                Question("key-decision", "Is this a key decision?", Kind.YES_NO, required=True),
                Question("key-because", "Why is it a key decision?", Kind.LONG, only_if=("key-decision", "yes")),
                Question("review-on", "When should this matter be reviewed?", Kind.DATE),
                Question("scrutiny", "Reviewing overview and scrutiny committee"),
                Question(
                    "objectives",
                    "Which of the council’s objectives does it serve?",
                    Kind.LONG,
                    hint="One on each line.",
                    required=True,
                ),
            ),
        ),
        Section("summary", "Summary", (Question("summary", "Summary", Kind.LONG, required=True),)),
        Section(
            "recommendations",
            "Recommendations",
            (Question("recommendation", "What is the committee asked to decide?", Kind.LONG, required=True),),
            intro="Each is printed with its number: (i), (ii), (iii).",
            repeats=True,
            one_of="recommendation",
            at_least=1,
        ),
        Section("detail", "Detail of the report", (Question("detail", "Detail", Kind.LONG, required=True),)),
        Section(
            "reasons",
            "Reasons and options",
            (
                Question("reasons", "Reasons for the decision", Kind.LONG, required=True),
                Question("options", "Other options considered and rejected", Kind.LONG, required=True),
            ),
        ),
        Section(
            "implications",
            "Implications and risks",
            (
                Question("financial", "Financial implications and risks", Kind.LONG, required=True),
                Question("legal", "Legal implications and risks", Kind.LONG, required=True),
                Question("hr", "Human resources implications and risks", Kind.LONG, required=True),
                Question("equalities", "Equalities implications and risks", Kind.LONG, required=True),
            ),
            intro="Write “None” with the reason where there are none. An empty head keeps the report from going out.",
        ),
        Section(
            "background",
            "Background papers",
            (Question("background", "Background papers", Kind.LONG, hint="One on each line."),),
        ),
    ),
)
