"""The life of an import: a draft that changes nothing, then applied, then perhaps undone."""

from candour.platform.imports import audit_events
from candour.platform.workflow.table import Move, State, Workflow

APPLY = "apply an import"
UNDO = "undo an import"

IMPORTS = Workflow(
    "imports",
    states=(State("draft", "Being checked"), State("applied", "Imported"), State("undone", "Undone", is_end=True)),
    moves=(
        Move("apply", "Import the rows", ("draft",), "applied", APPLY, audit_events.APPLIED),
        Move("undo", "Undo the import", ("applied",), "undone", UNDO, audit_events.UNDONE),
    ),
)
