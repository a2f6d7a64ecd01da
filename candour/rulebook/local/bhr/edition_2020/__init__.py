"""The BHR case review protocol of 2020."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="bhr-protocol-2020",
    title="BHR case review protocol 2020",
    publisher="Barking and Dagenham, Havering and Redbridge Safeguarding Partnership",
    subject="both",
    in_force_from=date(2020, 10, 15),
    in_force_until=None,
    link="",
    note=(
        "One of the founding papers. It was a draft in October 2020; Havering has used its own arrangements since "
        "2022. The protocol covers children. The referral form also asks about adults, and both forms ask more than "
        "its own did."
    ),
)
