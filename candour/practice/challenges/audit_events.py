"""The sentences in which the history of challenges is written: never a word of what was asked or answered."""

from candour.platform.audit_trail.sentences import sentence

RAISED = sentence("challenges.raised", "raised a challenge of {body}, to be answered by {due}")
ANSWERED = sentence("challenges.answered", "recorded the answer at stage {number}: {answer}")
TAKEN_HIGHER = sentence("challenges.taken_higher", "took it higher, to stage {number}, to be answered by {due}")
RESOLVED = sentence("challenges.resolved", "resolved it at stage {number}")
WITHDRAWN = sentence("challenges.withdrawn", "withdrew it at stage {number}")
UNRESOLVED = sentence("challenges.unresolved", "closed it unresolved at stage {number}, with what each side says")
