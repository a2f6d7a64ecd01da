"""An alternative plan, after one that another English area publishes as a flow chart."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="longer-returns",
    title="Alternative rapid review timetable with longer returns",
    publisher="Local practice elsewhere",
    subject="children",
    in_force_from=date(2018, 6, 29),
    in_force_until=None,
    link="",
    note=(
        "Known in part: returns until day 10, a meeting between days 10 and 12, and signing by day 15 were seen. The "
        "other days, the sending on day 16 among them, fill the gaps, and so does the day from which it is held to "
        "apply. Check them with the area before adopting the plan."
    ),
)
