"""The sentences in which the history of messages is written. None holds an address or a word of a message."""

from candour.platform.audit_trail.sentences import sentence

ASKED = sentence("messaging.asked", "sent the message “{template}”")
ASKED_BEFORE = sentence("messaging.asked_before", "did not send the message “{template}” a second time")
LEFT = sentence("messaging.left", "handed the message “{template}” to the mail server")
GIVEN_UP = sentence("messaging.given_up", "gave up sending the message “{template}”: {error}")
