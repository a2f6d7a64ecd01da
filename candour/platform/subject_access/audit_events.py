"""The sentences in which the history of requests for access is written. None says who asked."""

from candour.platform.audit_trail.sentences import sentence

RECEIVED = sentence("subject_access.received", "recorded a request for access, received on {received}")
JUDGED = sentence("subject_access.judged", "judged whether a match is the person who asks: {verdict}")
BUNDLED = sentence("subject_access.bundled", "made the list of what is kept, from {identities} records")
ANSWERED = sentence("subject_access.answered", "noted that the request was answered")
REFUSED = sentence("subject_access.refused", "noted that the request was refused")
