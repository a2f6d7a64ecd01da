"""Working Together to Safeguard Children 2023."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="working-together-2023",
    title="Working Together to Safeguard Children 2023",
    publisher="HM Government",
    subject="children",
    in_force_from=date(2023, 12, 15),
    in_force_until=date(2026, 3, 18),
    link="https://www.gov.uk/government/publications/working-together-to-safeguard-children--2",
    note=(
        "Known here from the procedures of partnerships that follow it, and from the Panel's published answers. Its "
        "last day is the one before the 2026 edition, whose own date is not certain. The link now leads to the newest "
        "edition."
    ),
)
