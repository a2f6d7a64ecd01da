"""Time limits of Working Together 2023 for serious incidents, reviews and the yearly report."""

from candour.rulebook.england.panel.edition_2026 import EDITION as PANEL_ANSWERS
from candour.rulebook.england.working_together.edition_2023 import EDITION
from candour.rulebook.language.citations import Grade
from candour.rulebook.language.clocks import Clock, Reading
from candour.rulebook.language.durations import (
    Convention,
    calendar_days,
    calendar_months,
    working_days,
    working_days_before,
)
from candour.rulebook.local.bhr.edition_2020 import EDITION as BHR_PROTOCOL

CHAPTER_5 = EDITION.cite("chapter 5", Grade.PROCEDURE)

NOTIFY_PANEL = Clock(
    key="notify-panel",
    title="Serious incident notified to the national Panel",
    starts_when="the local authority becomes aware of the incident",
    allows=working_days(5),
    owner="the local authority",
    cites=CHAPTER_5,
    also=(PANEL_ANSWERS.cite("who notifies, and when", Grade.GUIDANCE),),
)

SHARE_WITH_PARTNERS = Clock(
    key="share-with-partners",
    title="Incident reported to the safeguarding partners of the area",
    starts_when="the local authority becomes aware of the incident",
    allows=working_days(5),
    owner="the local authority",
    cites=CHAPTER_5,
)

LOOKED_AFTER_DEATH = Clock(
    key="looked-after-death",
    title="Death of a looked-after child notified to the Secretary of State and Ofsted",
    starts_when="the local authority becomes aware of the death",
    allows=working_days(5),
    owner="the local authority",
    cites=CHAPTER_5,
    note="The duty is known from procedures; that the same five days apply to it is generally understood.",
)

CARE_LEAVER_DEATH = Clock(
    key="care-leaver-death",
    title="Death of a care leaver up to and including the age of 24 notified",
    starts_when="the local authority becomes aware of the death",
    allows=working_days(5),
    owner="the local authority",
    cites=CHAPTER_5,
    note="The guidance says that councils should notify; five working days are taken from the other notifications.",
)

RAPID_REVIEW = Clock(
    key="rapid-review",
    title="Rapid review finished and sent to the national Panel",
    starts_when="the incident is notified to the Panel",
    allows=working_days(15),
    owner="the safeguarding partners",
    cites=CHAPTER_5,
    also=(PANEL_ANSWERS.cite("rapid reviews", Grade.GUIDANCE),),
    readings=(
        Reading("notification", "the incident is notified to the Panel", CHAPTER_5),
        Reading(
            "awareness",
            "the local authority becomes aware of the incident",
            EDITION.cite("earliest reading of the start", Grade.UNVERIFIED),
        ),
        Reading(
            "referral",
            "the partnership receives the referral, which is day 1",
            BHR_PROTOCOL.cite("rapid review process", Grade.FOUNDING_PAPER),
            Convention.DAY_ONE,
        ),
    ),
    locally_set="The start event and the way of counting: sources differ, so the partnership chooses and records why.",
    note=(
        "The Panel's published answer gives the fifteen working days. What was seen of it does not say where they "
        "start, so the start is taken from partnerships' procedures."
    ),
)

LOCAL_REVIEW = Clock(
    key="local-review",
    title="Local child safeguarding practice review finished and published",
    starts_when="the partners decide to carry out the review",
    allows=calendar_months(6),
    owner="the safeguarding partners",
    cites=EDITION.cite("chapter 5", Grade.BACKGROUND),
)

COPY_BEFORE_PUBLICATION = Clock(
    key="copy-before-publication",
    title="Report sent to the Panel and the Secretary of State before it is published",
    starts_when="the day of publication",
    allows=working_days_before(7),
    owner="the safeguarding partners",
    cites=EDITION.cite("chapter 5", Grade.BACKGROUND),
)

KEEP_PUBLISHED = Clock(
    key="keep-published",
    title="Published report kept available for a year at least",
    starts_when="the report is published",
    allows=calendar_months(12),
    owner="the safeguarding partners",
    cites=EDITION.cite("chapter 5", Grade.BACKGROUND),
)

YEARLY_REPORT = Clock(
    key="yearly-report",
    title="Yearly report published",
    starts_when="the last yearly report was published",
    allows=calendar_months(12),
    owner="the lead safeguarding partners",
    cites=EDITION.cite("chapter 2", Grade.PROCEDURE),
)

YEARLY_REPORT_COPY = Clock(
    key="yearly-report-copy",
    title="Yearly report sent to the Panel and Foundations",
    starts_when="the report is published",
    allows=calendar_days(7),
    owner="the lead safeguarding partners",
    cites=EDITION.cite("chapter 2", Grade.BACKGROUND),
)
