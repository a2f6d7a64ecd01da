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
    note="Agencies have until day 10, the partners sign by day 15, and the report goes a day later.",
)
