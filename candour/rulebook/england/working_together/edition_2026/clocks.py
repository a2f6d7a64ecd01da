"""Time limits under Working Together 2026: each repeats the rule of 2023 by name, because the text was not seen."""

from candour.rulebook.england.working_together.edition_2023 import clocks as clocks_of_2023
from candour.rulebook.england.working_together.edition_2026 import EDITION, NOT_SEEN, STILL_GIVEN
from candour.rulebook.language.clocks import reused

NOTIFY_PANEL = reused(clocks_of_2023.NOTIFY_PANEL, EDITION, place="chapter 5", because=STILL_GIVEN)
SHARE_WITH_PARTNERS = reused(clocks_of_2023.SHARE_WITH_PARTNERS, EDITION, place="chapter 5", because=NOT_SEEN)
LOOKED_AFTER_DEATH = reused(clocks_of_2023.LOOKED_AFTER_DEATH, EDITION, place="chapter 5", because=NOT_SEEN)
CARE_LEAVER_DEATH = reused(clocks_of_2023.CARE_LEAVER_DEATH, EDITION, place="chapter 5", because=NOT_SEEN)
RAPID_REVIEW = reused(clocks_of_2023.RAPID_REVIEW, EDITION, place="chapter 5", because=STILL_GIVEN)
LOCAL_REVIEW = reused(clocks_of_2023.LOCAL_REVIEW, EDITION, place="chapter 5", because=NOT_SEEN)
COPY_BEFORE_PUBLICATION = reused(clocks_of_2023.COPY_BEFORE_PUBLICATION, EDITION, place="chapter 5", because=NOT_SEEN)
KEEP_PUBLISHED = reused(clocks_of_2023.KEEP_PUBLISHED, EDITION, place="chapter 5", because=NOT_SEEN)
YEARLY_REPORT = reused(clocks_of_2023.YEARLY_REPORT, EDITION, place="chapter 2", because=NOT_SEEN)
YEARLY_REPORT_COPY = reused(clocks_of_2023.YEARLY_REPORT_COPY, EDITION, place="chapter 2", because=NOT_SEEN)
