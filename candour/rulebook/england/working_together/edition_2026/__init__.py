"""Working Together to Safeguard Children 2026. Its rules on reviews repeat those of 2023 until somebody reads them."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="working-together-2026",
    title="Working Together to Safeguard Children 2026",
    publisher="HM Government",
    subject="children",
    in_force_from=date(2026, 3, 19),
    in_force_until=None,
    link="https://www.gov.uk/government/publications/working-together-to-safeguard-children--2",
    note=(
        "The full text was not seen. It was published about 19 March 2026, a date taken from the file itself. Nothing "
        "found suggests that the limits for notifications and reviews changed, so each repeats the 2023 rule by name."
    ),
)

NOT_SEEN = "The 2026 text was not seen. This repeats the 2023 rule."
STILL_GIVEN = "The 2026 text was not seen. This repeats the 2023 rule; pages dated 2026 still give the same limit."
