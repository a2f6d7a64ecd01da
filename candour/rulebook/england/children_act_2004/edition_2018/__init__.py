"""Children Act 2004, sections 16A to 16Q, in force for safeguarding partners since 29 June 2018."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="children-act-2004",
    title="Children Act 2004",
    publisher="Parliament",
    subject="children",
    in_force_from=date(2018, 6, 29),
    in_force_until=None,
    link="https://www.legislation.gov.uk/ukpga/2004/31/section/16C",
    note="Section 16C(1) is known from six or more sources that quote it alike.",
)
