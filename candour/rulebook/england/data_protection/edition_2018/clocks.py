"""Time limits for answering somebody who asks what is kept about them."""

from candour.rulebook.england.data_protection.edition_2018 import EDITION
from candour.rulebook.language.citations import Grade
from candour.rulebook.language.clocks import Clock
from candour.rulebook.language.durations import calendar_months

ACCESS_ANSWERED = Clock(
    key="access-answered",
    title="Request for access to one’s own data answered",
    starts_when="the request was received",
    allows=calendar_months(1),
    owner="the body that keeps the data",
    cites=EDITION.cite("UK GDPR article 12(3)", Grade.BACKGROUND),
    note="Up to two months more for a request that is complex, if the person is told why within the first month.",
)
