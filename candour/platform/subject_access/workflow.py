"""The life of a request for access: open, then answered or refused."""

from candour.platform.subject_access import audit_events
from candour.platform.workflow.table import Move, State, Workflow

HANDLE = "handle requests for access"

REQUESTS = Workflow(
    "requests for access",
    states=(
        State("open", "To be answered"),
        State("answered", "Answered", is_end=True),
        State("refused", "Refused", is_end=True),
    ),
    moves=(
        Move("answer", "It was answered", ("open",), "answered", HANDLE, audit_events.ANSWERED),
        Move("refuse", "It was refused", ("open",), "refused", HANDLE, audit_events.REFUSED),
    ),
)
