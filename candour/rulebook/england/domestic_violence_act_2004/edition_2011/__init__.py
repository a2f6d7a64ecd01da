"""Section 9 of the Domestic Violence, Crime and Victims Act 2004, under which deaths are reviewed."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="domestic-violence-act-2004",
    title="Domestic Violence, Crime and Victims Act 2004",
    publisher="Parliament",
    subject="both",
    in_force_from=date(2011, 4, 13),
    in_force_until=None,
    link="",
    note="Known from procedures of partnerships. The text was not seen.",
)
