"""The sentences in which the history of accounts is written."""

from candour.platform.audit_trail.sentences import sentence

INVITED = sentence("accounts.invited", "was invited to sign in")
ACCEPTED = sentence("accounts.accepted", "accepted the invitation and chose a password")
SIGNED_IN = sentence("accounts.signed_in", "signed in")
SIGNED_OUT = sentence("accounts.signed_out", "signed out")
PROVED_AGAIN = sentence("accounts.proved_again", "proved again who they are")
DISABLED = sentence("accounts.disabled", "was stopped from signing in")
ENABLED = sentence("accounts.enabled", "was allowed to sign in again")
PASSWORD_CHANGED = sentence("accounts.password", "chose a new password")
SESSIONS_ENDED = sentence("accounts.sessions_ended", "signed out everywhere")
SECOND_FACTOR_CHANGED = sentence("accounts.second_factor", "changed how they prove who they are: {what}")
PROOF_FORGOTTEN = sentence("accounts.proof_forgotten", "has to set up a second step again")
