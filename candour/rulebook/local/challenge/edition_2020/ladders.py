"""Five stages of challenge, each with working days for an answer: a default for partnerships to confirm."""

from candour.rulebook.language.citations import Grade
from candour.rulebook.language.ladders import Ladder, Stage
from candour.rulebook.local.challenge.edition_2020 import EDITION

FIVE_STAGES = Ladder(
    key="five-stages",
    title="Challenge between partners",
    cites=EDITION.cite("stages and times", Grade.LOCAL),
    stages=(
        Stage(1, "Between practitioners", 1),
        Stage(2, "Between their managers", 2),
        Stage(3, "Between the safeguarding leads", 5),
        Stage(4, "Between the agencies’ senior members of the partnership", 5),
        Stage(5, "Between the statutory partners", 10),
    ),
    note=(
        "Any stage may be passed over where somebody may come to harm at once: protection never waits for an answer. "
        "The times are proposed and can be changed for each challenge."
    ),
)
