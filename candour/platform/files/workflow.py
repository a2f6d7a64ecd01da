"""The life of a stored file: held until the scanner has looked, then clean or refused."""

from candour.platform.files import audit_events
from candour.platform.workflow.table import Move, State, Workflow

RELEASE = "release a scanned file"

FILES = Workflow(
    "files",
    states=(
        State("held", "Waiting for the virus check"),
        State("clean", "Ready", is_end=True),
        State("refused", "Refused", is_end=True),
    ),
    moves=(
        Move("release", "Release", ("held",), "clean", RELEASE, audit_events.RELEASED),
        Move("release-unscanned", "Release", ("held",), "clean", RELEASE, audit_events.RELEASED_UNSCANNED),
        Move("refuse", "Refuse", ("held",), "refused", RELEASE, audit_events.FOUND),
    ),
)
