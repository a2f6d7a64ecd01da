"""A plan in which agencies answer by day 10 and the report is sent on day 16, which is past the limit."""

from candour.rulebook.language.citations import Grade
from candour.rulebook.language.clocks import CLOSE_OF_BUSINESS
from candour.rulebook.language.durations import Convention
from candour.rulebook.language.timetables import Step, Timetable
from candour.rulebook.local.longer_returns.edition_2020 import EDITION

SIXTEEN_DAYS = Timetable(
    key="sixteen-days",
    title="Longer returns: agencies by day 10, sent on day 16",
    cites=EDITION.cite("day plan", Grade.LOCAL),
    convention=Convention.WITHIN,
    starts_when="the incident is notified to the Panel",
    limit_days=15,
    steps=(
        Step("commission", "Letters and forms sent to agencies", "Partnership manager", 1, heading="Commissioning"),
        Step(
            "leads-named", "Each safeguarding partner names a lead", "Safeguarding partners", 1, heading="Commissioning"
        ),
        Step(
            "agency-returns",
            "All agency summaries returned",
            "All agencies",
            10,
            from_day=2,
            by=CLOSE_OF_BUSINESS,
            heading="Agency summaries",
        ),
        Step("circulate-returns", "Summaries sent to all involved", "Partnership manager", 11, heading="Circulation"),
        Step("meeting", "Rapid review meeting", "Case review group", 12, from_day=10, heading="Meeting"),
        Step("circulate-draft", "Draft sent to all parties", "Partnership manager", 13, heading="Draft"),
        Step("comments", "Comments on the draft", "All parties", 14, by=CLOSE_OF_BUSINESS, heading="Comments"),
        Step("finalise", "Report finished", "Partnership manager", 14, heading="Sign-off"),
        Step("sign-off", "Strategic partners sign the final report", "Strategic partners", 15, heading="Sign-off"),
        Step("submit", "Report sent to the national Panel", "Partnership manager", 16, heading="Submission"),
    ),
    note="The last step is after the fifteenth working day. A partnership that adopts this plan is shown so each time.",
)
