"""Time limits that Havering sets for its Case Review Working Group."""

from candour.rulebook.language.citations import Grade
from candour.rulebook.language.clocks import Clock
from candour.rulebook.language.durations import calendar_days, working_days, working_days_before
from candour.rulebook.local.havering.edition_2023 import EDITION

CASE_DECISION = Clock(
    key="case-decision",
    title="Decision whether a case is reviewed",
    starts_when="the group is notified of the incident",
    allows=working_days(15),
    owner="the Case Review Working Group",
    cites=EDITION.cite("the group's role", Grade.FOUNDING_PAPER),
    note=(
        "A local target for children and adults alike, to be kept “normally”. The law sets no limit for deciding on a "
        "safeguarding adults review."
    ),
)

MEETING_PAPERS = Clock(
    key="meeting-papers",
    title="Agenda and papers sent before a meeting of the group",
    starts_when="the day of the meeting",
    allows=working_days_before(7),
    owner="the partnership office",
    cites=EDITION.cite("governance", Grade.FOUNDING_PAPER),
)

MEETING_MINUTES = Clock(
    key="meeting-minutes",
    title="Minutes sent after a meeting of the group",
    starts_when="the meeting is held",
    allows=calendar_days(21),
    owner="the partnership office",
    cites=EDITION.cite("governance", Grade.FOUNDING_PAPER),
    note="The terms of reference say three weeks, counted here as 21 days.",
)

CONSULT_OTHER_AUTHORITY = Clock(
    key="consult-other-authority",
    title="Other council consulted about the case",
    starts_when="the partnership learns that another council is responsible, or that it happened in another area",
    allows=working_days(1),
    owner="the partnership office",
    cites=EDITION.cite("adults with ordinary residence elsewhere", Grade.FOUNDING_PAPER),
    locally_set=(
        "The terms of reference ask for consultation but set no time. One working day is the product's default."
    ),
)
