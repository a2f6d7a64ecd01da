"""The report to Havering's Cabinet of June 2019 on the new safeguarding arrangements, and the heads that it has."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="havering-cabinet-2019",
    title="Havering Cabinet report 2019",
    publisher="London Borough of Havering",
    subject="both",
    in_force_from=date(2019, 6, 12),
    in_force_until=None,
    link="",
    note=(
        "One of the founding papers. Its heads are those of the council's own template, which a council may change; "
        "check them with the committee's clerk."
    ),
)
