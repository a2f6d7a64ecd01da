"""What the Panel expects before and after a rapid review, as places to cite."""

from candour.rulebook.england.panel.edition_2026 import EDITION
from candour.rulebook.language.citations import Grade

NO_REVIEW_WITHOUT_NOTIFICATION = EDITION.cite("no rapid review without a prior notification", Grade.GUIDANCE)
REVIEW_FOLLOWS_NOTIFICATION = EDITION.cite(
    "a rapid review follows every notification unless the criteria were not met after all", Grade.GUIDANCE
)
AREA_OF_INCIDENT_LEADS = EDITION.cite("the authority where the incident took place notifies and leads", Grade.GUIDANCE)
