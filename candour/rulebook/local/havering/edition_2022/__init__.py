"""Havering Safeguarding Children Partnership Executive: terms of reference, version 0.3 of May 2022."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="havering-executive-2022",
    title="Havering SCP Executive terms of reference 2022",
    publisher="Havering Safeguarding Children Partnership",
    subject="children",
    in_force_from=date(2022, 5, 12),
    in_force_until=None,
    link="",
    note=(
        "One of the founding papers, approved on 12 May 2022. Health was the clinical commissioning group then; it is "
        "the integrated care board now."
    ),
)
