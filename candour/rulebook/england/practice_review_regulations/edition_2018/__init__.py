"""SI 2018/789, in force since 29 June 2018."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="si-2018-789",
    title="Child Safeguarding Practice Review and Relevant Agency (England) Regulations 2018 (SI 2018/789)",
    publisher="Parliament",
    subject="children",
    in_force_from=date(2018, 6, 29),
    in_force_until=None,
    link="https://www.legislation.gov.uk/uksi/2018/789/made",
    note="Regulations 1 to 5, 11 and 14 were read.",
)
