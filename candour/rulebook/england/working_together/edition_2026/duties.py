"""Whom Working Together 2026 requires to be told: each duty repeats that of 2023, because the text was not seen."""

from candour.rulebook.england.working_together.edition_2023 import duties as duties_of_2023
from candour.rulebook.england.working_together.edition_2026 import EDITION, NOT_SEEN, clocks
from candour.rulebook.language.duties import reused_duty

SERIOUS_INCIDENT = reused_duty(
    duties_of_2023.SERIOUS_INCIDENT, EDITION, clock=clocks.NOTIFY_PANEL, place="chapter 5", because=NOT_SEEN
)
LOOKED_AFTER_DEATH = reused_duty(
    duties_of_2023.LOOKED_AFTER_DEATH, EDITION, clock=clocks.LOOKED_AFTER_DEATH, place="chapter 5", because=NOT_SEEN
)
CARE_LEAVER_DEATH = reused_duty(
    duties_of_2023.CARE_LEAVER_DEATH, EDITION, clock=clocks.CARE_LEAVER_DEATH, place="chapter 5", because=NOT_SEEN
)
