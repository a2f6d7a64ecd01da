"""The sentences in which links are written into the history of each of their ends."""

from candour.platform.audit_trail.sentences import sentence

LINKED = sentence("links.linked", "linked this to another record ({called})")
UNLINKED = sentence("links.unlinked", "took away a link to another record ({called})")
