"""UK GDPR with the Data Protection Act 2018, in force since 25 May 2018."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="data-protection-2018",
    title="UK GDPR and Data Protection Act 2018",
    publisher="Parliament",
    subject="both",
    in_force_from=date(2018, 5, 25),
    in_force_until=None,
    link="https://www.legislation.gov.uk/eur/2016/679/article/12",
    note="Generally understood; the text was not read for this product.",
)
