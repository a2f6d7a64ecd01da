"""The fifteen working days within which Havering means to decide on an adult's case."""

from datetime import time

from candour.rulebook.language.citations import Grade
from candour.rulebook.language.clocks import CLOSE_OF_BUSINESS
from candour.rulebook.language.durations import Convention
from candour.rulebook.language.timetables import Step, Timetable
from candour.rulebook.local.havering.edition_2023 import EDITION

ADULT_CONSIDERATION = Timetable(
    key="adult-consideration",
    title="Havering timetable for considering a safeguarding adults review",
    cites=EDITION.cite("the group's role", Grade.FOUNDING_PAPER),
    convention=Convention.WITHIN,
    starts_when="the group is notified of the incident",
    limit_days=15,
    steps=(
        Step("commission", "Agencies asked for information", "Partnership manager", 1, heading="Commissioning"),
        Step("leads-named", "Each agency names a lead", "All agencies", 1, heading="Commissioning"),
        Step(
            "agency-returns",
            "All agency summaries returned",
            "All agencies",
            6,
            by=CLOSE_OF_BUSINESS,
            heading="Agency summaries",
        ),
        Step("circulate-returns", "Summaries sent to all involved", "Partnership manager", 7, heading="Circulation"),
        Step("meeting", "Working group meeting", "Case Review Working Group", 8, heading="Meeting"),
        Step(
            "first-draft", "First draft of the recommendation", "Partnership manager", 11, from_day=9, heading="Draft"
        ),
        Step("circulate-draft", "Draft sent to all parties", "Partnership manager", 12, heading="Circulation"),
        Step("comments", "Comments on the draft", "All parties", 13, by=time(9, 30), heading="Comments"),
        Step("finalise", "Recommendation finished", "Partnership manager", 13, heading="Recommendation"),
        Step("sign-off", "Board chair decides", "Board chair", 15, heading="Decision"),
    ),
    note="Only the fifteen days are the group's own; the steps between follow the BHR plan and may be set otherwise.",
)
