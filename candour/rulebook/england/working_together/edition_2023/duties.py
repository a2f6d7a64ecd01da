"""Whom Working Together 2023 requires to be told of a serious incident or a death."""

from candour.rulebook.england.working_together.edition_2023 import EDITION, clocks
from candour.rulebook.language.citations import Grade
from candour.rulebook.language.duties import Duty

SERIOUS_INCIDENT = Duty(
    key="duty-serious-incident",
    title="Notify the Panel of a serious child safeguarding incident",
    owner="the local authority in whose area it happened, or where the child lives if it happened outside England",
    applies_when="abuse or neglect is known or suspected and the child died or was seriously harmed",
    tells=("Child Safeguarding Practice Review Panel", "the safeguarding partners"),
    clock=clocks.NOTIFY_PANEL,
    cites=EDITION.cite("chapter 5", Grade.PROCEDURE),
)

LOOKED_AFTER_DEATH = Duty(
    key="duty-looked-after-death",
    title="Notify the death of a looked-after child",
    owner="the local authority that looked after the child",
    applies_when="a looked-after child has died, whether or not abuse or neglect is known or suspected",
    tells=("the Secretary of State", "Ofsted", "the safeguarding partners"),
    clock=clocks.LOOKED_AFTER_DEATH,
    cites=EDITION.cite("chapter 5", Grade.PROCEDURE),
    note=(
        "Telling the three partners as well is the BHR protocol's own rule. That the council which looked after the "
        "child notifies is generally understood; the text was not seen."
    ),
)

CARE_LEAVER_DEATH = Duty(
    key="duty-care-leaver-death",
    title="Notify the death of a care leaver up to and including the age of 24",
    owner="the local authority that looked after the care leaver",
    applies_when="a care leaver aged up to and including 24 has died, whatever the cause",
    tells=("the Secretary of State", "Ofsted"),
    clock=clocks.CARE_LEAVER_DEATH,
    cites=EDITION.cite("chapter 5", Grade.PROCEDURE),
    is_must=False,
    note="A care leaver of 18 or over is not a child, so no rapid review follows; a SAR or other learning may.",
)
