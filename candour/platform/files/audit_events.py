"""The sentences in which the history of stored files is written."""

from candour.platform.audit_trail.sentences import sentence

HELD = sentence("files.held", "sent a file ({kind}), which is held for the virus check")
REFUSED = sentence("files.refused", "sent a file ({kind}), which was refused by the inspection")
MADE = sentence("files.made", "had a document made and kept ({kind})")
RELEASED = sentence("files.released", "released the file after the virus check")
RELEASED_UNSCANNED = sentence("files.released_unscanned", "released the file; no virus scanner is set up to look at it")
FOUND = sentence("files.found", "refused the file, because the virus scanner found something in it")
