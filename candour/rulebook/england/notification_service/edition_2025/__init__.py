"""The data that the national service asks for, as descriptions of 2025 list it."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="incident-notification-2025",
    title="Report the death or serious harm of a child: what the national service asks for",
    publisher="Department for Education",
    subject="children",
    in_force_from=date(2025, 11, 1),
    in_force_until=None,
    link="https://www.gov.uk/guidance/report-a-serious-child-safeguarding-incident",
    note=(
        "The form itself was not seen, and the day in November 2025 from which it is asked is not certain. The order "
        "is taken from descriptions of it. One notice covers one incident and up to four children; an earlier version "
        "asked for a notice for each child who died."
    ),
)
