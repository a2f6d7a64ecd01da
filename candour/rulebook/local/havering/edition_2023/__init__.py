"""Havering Case Review Working Group: terms of reference of 2023, for children and adults."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="havering-case-review-2023",
    title="Havering Case Review Working Group terms of reference 2023",
    publisher="Havering Safeguarding Children Partnership and Safeguarding Adults Board",
    subject="both",
    in_force_from=date(2023, 3, 1),
    in_force_until=None,
    link="",
    note="One of the founding papers, signed in March 2023. Where it differs from the law, the product shows both.",
)
