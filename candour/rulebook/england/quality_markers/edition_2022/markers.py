"""The quality markers, each with the stage of a review at which its question is asked."""

from candour.rulebook.england.quality_markers.edition_2022 import EDITION
from candour.rulebook.language.citations import Grade
from candour.rulebook.language.review_types import QualityMarker

REFERRAL = QualityMarker(
    key="referral",
    title="Referral",
    stage="setting-up",
    asks="Is it clear who asked for the review, when and why?",
    cites=EDITION.cite("marker 1", Grade.BACKGROUND),
)

DECISION = QualityMarker(
    key="decision",
    title="Decision",
    stage="setting-up",
    asks="Does the reason for this kind of review stand beside the decision?",
    cites=EDITION.cite("marker 2", Grade.BACKGROUND),
)

INFORMING = QualityMarker(
    key="informing",
    title="Informing the person and the family",
    stage="setting-up",
    asks="Do the family know of the review, and in what way they want to hear of it?",
    cites=EDITION.cite("marker 3", Grade.BACKGROUND),
)

CLARITY = QualityMarker(
    key="clarity",
    title="Clarity of purpose",
    stage="setting-up",
    asks="Could somebody who reads the terms say what the review is for and what not?",
    cites=EDITION.cite("marker 4", Grade.BACKGROUND),
)

COMMISSIONING = QualityMarker(
    key="commissioning",
    title="Commissioning",
    stage="setting-up",
    asks="Does the method fit what is to be learned, and is the reviewer independent of it?",
    cites=EDITION.cite("marker 5", Grade.BACKGROUND),
)

GOVERNANCE = QualityMarker(
    key="governance",
    title="Governance",
    stage="under-way",
    asks="Is it known who decides what, and who settles a dispute about the findings?",
    cites=EDITION.cite("marker 6", Grade.BACKGROUND),
)

MANAGEMENT = QualityMarker(
    key="management",
    title="Management",
    stage="under-way",
    asks="Are time and quality looked at on set days?",
    cites=EDITION.cite("marker 7", Grade.BACKGROUND),
)

PARALLEL = QualityMarker(
    key="parallel",
    title="Parallel processes",
    stage="under-way",
    asks="Is each parallel process known, with whom to ask and what waits for what?",
    cites=EDITION.cite("marker 8", Grade.BACKGROUND),
)

INFORMATION = QualityMarker(
    key="information",
    title="Assembling information",
    stage="under-way",
    asks="Is what was collected enough to say why, and not more than that needs?",
    cites=EDITION.cite("marker 9", Grade.BACKGROUND),
)

PRACTITIONERS = QualityMarker(
    key="practitioners",
    title="Practitioners",
    stage="under-way",
    asks="Could those who did the work say how it looked from where they stood, without fear?",
    cites=EDITION.cite("marker 10", Grade.BACKGROUND),
)

FAMILY = QualityMarker(
    key="family",
    title="Person and family",
    stage="under-way",
    asks="Did the family shape the questions, at their own pace?",
    cites=EDITION.cite("marker 11", Grade.BACKGROUND),
)

ANALYSIS = QualityMarker(
    key="analysis",
    title="Analysis",
    stage="under-way",
    asks="Does it explain why, beyond this one case, rather than what should have been done?",
    cites=EDITION.cite("marker 12", Grade.BACKGROUND),
)

REPORT = QualityMarker(
    key="report",
    title="The report",
    stage="with-group",
    asks="Can it be read by anybody, and published without harm to whoever lives on?",
    cites=EDITION.cite("marker 13", Grade.BACKGROUND),
)

PUBLICATION = QualityMarker(
    key="publication",
    title="Publication",
    stage="signed-off",
    asks="Is it planned who hears first, and what is said if publication waits?",
    cites=EDITION.cite("marker 14", Grade.BACKGROUND),
)

IMPROVEMENT = QualityMarker(
    key="improvement",
    title="Improvement",
    stage="published",
    asks="Is it known how anybody will see that the learning has changed something?",
    cites=EDITION.cite("marker 15", Grade.BACKGROUND),
)
