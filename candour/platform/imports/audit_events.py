"""The sentences in which the history of imports is written."""

from candour.platform.audit_trail.sentences import sentence

STARTED = sentence("imports.started", "sent {rows} rows to be checked for import ({recipe})")
DECIDED = sentence("imports.decided", "accepted {accepted} of {proposed} corrections to rows before import")
APPLIED = sentence("imports.applied", "began to import the rows")
BROUGHT_IN = sentence("imports.brought_in", "imported {rows} rows and left out {left_out} ({recipe})")
UNDONE = sentence("imports.undone", "undid the import and removed what it had made")
