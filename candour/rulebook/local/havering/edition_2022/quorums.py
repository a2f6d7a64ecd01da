"""When the Havering SCP Executive and its Partners Group may decide."""

from candour.rulebook.language.citations import Grade
from candour.rulebook.language.quorums import Each, Quorum
from candour.rulebook.local.havering.edition_2022 import EDITION

EXECUTIVE = Quorum(
    key="executive-quorum",
    title="Executive: all three safeguarding partners",
    sentence="Quorate only while every safeguarding partner is represented: the council, health and the police.",
    rule=Each(("local authority", "health", "police")),
    cites=EDITION.cite("quorum", Grade.FOUNDING_PAPER),
)

PARTNERS_GROUP = Quorum(
    key="partners-quorum",
    title="Partners Group: at least the three safeguarding partners",
    sentence="Quorate only while the safeguarding partners at least are present: the council, health and the police.",
    rule=Each(("local authority", "health", "police")),
    cites=EDITION.cite("quorum of the Partners Group", Grade.FOUNDING_PAPER),
)
