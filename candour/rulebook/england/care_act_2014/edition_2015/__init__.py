"""Care Act 2014, in force for safeguarding adults boards since 1 April 2015."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="care-act-2014",
    title="Care Act 2014",
    publisher="Parliament",
    subject="adults",
    in_force_from=date(2015, 4, 1),
    in_force_until=None,
    link="https://www.legislation.gov.uk/ukpga/2014/23/section/44",
    note="Section 44 was read as it stood in 2026.",
)
