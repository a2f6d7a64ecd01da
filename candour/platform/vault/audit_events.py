"""The sentences in which the vault's history is written. They name fields and reasons, never what a field holds."""

from candour.platform.audit_trail.sentences import sentence

KEPT = sentence("vault.kept", "put into the vault about the {kind}: {names}")
CHANGED = sentence("vault.changed", "changed in the vault about the {kind}: {names}")
SHOWN = sentence("vault.shown", "was shown {names} of the {kind} because: {why}", kind="read")
OPENED = sentence("vault.opened", "used {names} of the {kind} for: {why}", kind="read")
OPENED_ALL = sentence("vault.opened_all", "used all that is held about {count} people for: {why}", kind="read")
SHOWN_ALL = sentence("vault.shown_all", "was shown all that is held about {count} people because: {why}", kind="read")
FORGOTTEN = sentence("vault.forgotten", "removed from the vault all that was held about the {kind}")
ROTATION_BEGUN = sentence("vault.rotation_begun", "began to bring the vault's {what} under key {key}")
RESEALED = sentence("vault.resealed", "sealed {count} values anew under key {key} ({place})")
REMARKED = sentence("vault.remarked", "made the marks of {count} identities anew")
ROTATION_FINISHED = sentence("vault.rotation_finished", "finished bringing the vault's {what} under key {key}: {count}")
