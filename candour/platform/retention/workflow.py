"""The life of an erasure: proposed by one person, confirmed by another, or withdrawn."""

from candour.platform.audit_trail.sentences import Sentence
from candour.platform.retention import audit_events
from candour.platform.workflow.table import Move, State, Workflow

PROPOSE = "propose an erasure"
CONFIRM = "confirm an erasure"
WITHDRAW = "withdraw an erasure"


def _move(key: str, title: str, to: str, act: str, history: Sentence) -> Move:
    return Move(key, title, ("proposed",), to, act, history)


ERASURES = Workflow(
    "erasures",
    states=(
        State("proposed", "Waits for a second person"),
        State("done", "Erased", is_end=True),
        State("withdrawn", "Withdrawn", is_end=True),
    ),
    moves=(
        _move("confirm", "Erase these records for good", "done", CONFIRM, audit_events.CONFIRMED),
        _move("withdraw", "Withdraw the proposal", "withdrawn", WITHDRAW, audit_events.WITHDRAWN),
    ),
)
