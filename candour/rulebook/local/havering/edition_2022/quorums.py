"""When the Havering SCP Executive may decide."""

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
