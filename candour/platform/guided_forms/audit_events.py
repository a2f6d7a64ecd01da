"""The sentences in which the history of guided forms is written."""

from candour.platform.audit_trail.sentences import sentence

SUBMITTED = sentence("guided_forms.submitted", "sent the form “{form}”")
FROZEN = sentence("guided_forms.frozen", "fixed the exact text of the form “{form}” (hash {hash})")
LAPSED = sentence("guided_forms.lapsed", "threw away {count} forms that nobody had touched or sent for thirty days")
THAWED = sentence("guided_forms.thawed", "opened the form “{form}” for changes; its sign-off no longer holds")
