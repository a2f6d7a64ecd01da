"""The quality markers for reviews as they were refreshed in 2022."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="review-quality-markers-2022",
    title="Quality markers for reviews, 2022",
    publisher="Social Care Institute for Excellence",
    subject="both",
    in_force_from=date(2022, 4, 1),
    in_force_until=None,
    link="",
    note="The headings are known; the questions under them are worded here and are not those of the publisher.",
)
