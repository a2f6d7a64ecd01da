"""Time limits of Working Together 2018 for serious incidents, reviews and the yearly report."""

from datetime import date

from candour.rulebook.england.panel.edition_2026 import EDITION as PANEL_ANSWERS
from candour.rulebook.england.working_together.edition_2018 import EDITION
from candour.rulebook.language.citations import Grade
from candour.rulebook.language.clocks import Clock, Reading, Relaxation
from candour.rulebook.language.durations import (
    Convention,
    calendar_days,
    calendar_months,
    working_days,
    working_days_before,
)
from candour.rulebook.local.bhr.edition_2020 import EDITION as BHR_PROTOCOL
from candour.rulebook.local.havering.edition_2022 import EDITION as HAVERING_EXECUTIVE

CHAPTER_4 = EDITION.cite("chapter 4", Grade.PROCEDURE)
MESSAGE_OF_2020 = EDITION.cite("national message of March 2020, as a partnership republished it", Grade.REPUBLISHED)

NOTIFY_PANEL = Clock(
    key="notify-panel",
    title="Serious incident notified to the national Panel",
    starts_when="the local authority becomes aware of the incident",
    allows=working_days(5),
    owner="the local authority",
    cites=CHAPTER_4,
    also=(PANEL_ANSWERS.cite("who notifies, and when", Grade.GUIDANCE),),
)

SHARE_WITH_PARTNERS = Clock(
    key="share-with-partners",
    title="Incident reported to the safeguarding partners of the area",
    starts_when="the local authority becomes aware of the incident",
    allows=working_days(5),
    owner="the local authority",
    cites=CHAPTER_4,
)

LOOKED_AFTER_DEATH = Clock(
    key="looked-after-death",
    title="Death of a looked-after child notified to the Secretary of State and Ofsted",
    starts_when="the local authority becomes aware of the death",
    allows=working_days(5),
    owner="the local authority",
    cites=CHAPTER_4,
    note="The duty is known from procedures. The BHR protocol gives it five working days; the text was not seen.",
)

RAPID_REVIEW = Clock(
    key="rapid-review",
    title="Rapid review finished and sent to the national Panel",
    starts_when="the incident is notified to the Panel",
    allows=working_days(15),
    owner="the safeguarding partners",
    cites=CHAPTER_4,
    also=(PANEL_ANSWERS.cite("rapid reviews", Grade.GUIDANCE),),
    readings=(
        Reading("notification", "the incident is notified to the Panel", CHAPTER_4),
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
    relaxations=(
        Relaxation(
            "In March 2020 the deadline for rapid reviews was officially eased because of the pandemic. "
            "The deadline for notifications was not. When this ended was not found.",
            date(2020, 3, 1),
            None,
            MESSAGE_OF_2020,
        ),
    ),
)

LOCAL_REVIEW = Clock(
    key="local-review",
    title="Local child safeguarding practice review finished and published",
    starts_when="the partners decide to carry out the review",
    allows=calendar_months(6),
    owner="the safeguarding partners",
    cites=EDITION.cite("chapter 4", Grade.BACKGROUND),
    relaxations=(
        Relaxation(
            "In March 2020 the six months for publishing a review were officially eased because of the pandemic. "
            "When this ended was not found.",
            date(2020, 3, 1),
            None,
            MESSAGE_OF_2020,
        ),
    ),
)

COPY_BEFORE_PUBLICATION = Clock(
    key="copy-before-publication",
    title="Report sent to the Panel and the Secretary of State before it is published",
    starts_when="the day of publication",
    allows=working_days_before(7),
    owner="the safeguarding partners",
    cites=EDITION.cite("chapter 4", Grade.BACKGROUND),
)

KEEP_PUBLISHED = Clock(
    key="keep-published",
    title="Published report kept available for a year at least",
    starts_when="the report is published",
    allows=calendar_months(12),
    owner="the safeguarding partners",
    cites=EDITION.cite("chapter 4", Grade.BACKGROUND),
)

YEARLY_REPORT = Clock(
    key="yearly-report",
    title="Yearly report published",
    starts_when="the last yearly report was published",
    allows=calendar_months(12),
    owner="the safeguarding partners",
    cites=EDITION.cite("chapter 3", Grade.PROCEDURE),
)

YEARLY_REPORT_COPY = Clock(
    key="yearly-report-copy",
    title="Yearly report sent to the Panel and the What Works Centre",
    starts_when="the report is published",
    allows=calendar_days(7),
    owner="the safeguarding partners",
    cites=EDITION.cite("chapter 3", Grade.BACKGROUND),
    also=(HAVERING_EXECUTIVE.cite("yearly report", Grade.FOUNDING_PAPER),),
)
