"""Time limits for safeguarding adults reviews."""

from candour.rulebook.england.care_act_2014.edition_2015 import EDITION
from candour.rulebook.language.citations import Grade
from candour.rulebook.language.clocks import Clock
from candour.rulebook.language.durations import calendar_months

REVIEW_FINISHED = Clock(
    key="review-finished",
    title="Safeguarding adults review finished",
    starts_when="the board decides to carry out the review",
    allows=calendar_months(6),
    owner="the safeguarding adults board",
    cites=EDITION.cite("Care and Support Statutory Guidance, chapter 14", Grade.BACKGROUND),
    note="Unless there is good reason for longer, such as prejudice to court proceedings. The text was not seen.",
)
