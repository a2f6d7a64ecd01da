"""Time limits that Havering sets for its Case Review Working Group."""

from candour.rulebook.language.citations import Grade
from candour.rulebook.language.clocks import Clock
from candour.rulebook.language.durations import working_days
from candour.rulebook.local.havering.edition_2023 import EDITION

CASE_DECISION = Clock(
    key="case-decision",
    title="Decision whether a case is reviewed",
    starts_when="the group is notified of the incident",
    allows=working_days(15),
    owner="the Case Review Working Group",
    cites=EDITION.cite("the group's role", Grade.FOUNDING_PAPER),
    note="A local target for children and adults alike. The law sets no limit for deciding on a safeguarding adults review.",
)
