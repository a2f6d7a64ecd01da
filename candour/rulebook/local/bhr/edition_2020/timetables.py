"""The fifteen days of a rapid review as the BHR process sheet sets them out."""

from datetime import time

from candour.rulebook.language.citations import Grade
from candour.rulebook.language.clocks import CLOSE_OF_BUSINESS
from candour.rulebook.language.durations import Convention
from candour.rulebook.language.timetables import Step, Timetable
from candour.rulebook.local.bhr.edition_2020 import EDITION

FIFTEEN_DAYS = Timetable(
    key="fifteen-days",
    title="BHR 15-day rapid review timetable",
    cites=EDITION.cite("rapid review process", Grade.FOUNDING_PAPER),
    convention=Convention.DAY_ONE,
    starts_when="the partnership manager receives the referral",
    limit_days=15,
    steps=(
        Step(
            "commission",
            "Partners and agencies told that the rapid review has begun",
            "Partnership manager",
            1,
            heading="Commissioning",
        ),
        Step(
            "leads-named", "Each safeguarding partner names a lead", "Safeguarding partners", 1, heading="Commissioning"
        ),
        Step(
            "agency-returns",
            "All agency summaries returned",
            "All agencies",
            6,
            by=CLOSE_OF_BUSINESS,
            heading="Agency summaries",
        ),
        Step(
            "health-returns",
            "Health summaries collated, signed off and returned",
            "Designated nurse",
            6,
            by=CLOSE_OF_BUSINESS,
            heading="Agency summaries",
        ),
        Step("circulate-returns", "Summaries sent to all involved", "Partnership manager", 7, heading="Circulation"),
        Step("meeting", "Rapid review meeting", "Practice Review Group", 8, heading="Meeting"),
        Step("first-draft", "First draft of the report", "Partnership manager", 11, from_day=9, heading="First draft"),
        Step("circulate-draft", "Draft sent to all parties", "Partnership manager", 12, heading="Circulation"),
        Step("comments", "Comments on the draft", "All parties", 13, by=time(9, 30), heading="Comments"),
        Step(
            "finalise",
            "Report finished and sent to the strategic partners",
            "Partnership manager and head of safeguarding",
            13,
            heading="Sign-off",
        ),
        Step("sign-off", "Strategic partners sign the final report", "Strategic partners", 14, heading="Final report"),
        Step("submit", "Report sent to the national Panel", "Partnership manager", 15, heading="Submission"),
    ),
    note=(
        "“Close of business” is taken as 17:00; a partnership may set another hour. The letter to agencies allows five "
        "working days, which end on day 6 when it goes out on day 1."
    ),
)
