"""The life of a safe reading of a draft, as a table of moves."""

from candour.platform.workflow.table import Move, State, Workflow
from candour.practice.voice import audit_events

KEEP = "look after the family"

READING = Workflow(
    "Reading of a draft",
    states=(
        State("planned", "Planned"),
        State("read", "Read", is_end=True),
        State("ended", "Did not take place", is_end=True),
    ),
    moves=(
        Move("read", "Record that it was read", ("planned",), "read", KEEP, audit_events.READING_DONE),
        Move("end", "It does not take place", ("planned",), "ended", KEEP, audit_events.READING_ENDED),
    ),
)
