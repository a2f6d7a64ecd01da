"""Working Together to Safeguard Children 2018, with its factual update of December 2020."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="working-together-2018",
    title="Working Together to Safeguard Children 2018",
    publisher="HM Government",
    subject="children",
    in_force_from=date(2018, 7, 4),
    in_force_until=date(2023, 12, 14),
    link="https://www.gov.uk/government/publications/working-together-to-safeguard-children--2",
    note=(
        "Known here from the procedures of partnerships that follow it. Areas had until December 2024 to move to the "
        "2023 edition. The link now leads to the newest edition."
    ),
)
