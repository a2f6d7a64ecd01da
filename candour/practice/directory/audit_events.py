"""The sentences in which the history of the directory is written."""

from candour.platform.audit_trail.sentences import sentence

ORGANISATION_ADDED = sentence("directory.organisation_added", "added the organisation {name}")
ORGANISATION_CLOSED = sentence(
    "directory.organisation_closed", "closed the organisation {name}; successor: {successor}"
)
PARTNERSHIP_ADDED = sentence("directory.partnership_added", "added the partnership {name}")
PRESET_INSTALLED = sentence("directory.preset_installed", "installed the structure “{name}”")
PERSON_ADDED = sentence("directory.person_added", "added a person to the directory")
PERSON_LEFT = sentence("directory.person_left", "recorded that a person left; {appointments} appointments ended")
POST_ADDED = sentence("directory.post_added", "added the post {title}")
APPOINTED = sentence("directory.appointed", "appointed a person to the post {title} from {from_on}")
APPOINTMENT_ENDED = sentence("directory.appointment_ended", "ended an appointment to the post {title} on {until_on}")
DEPUTY_NAMED = sentence("directory.deputy_named", "named a standing deputy for the post {title}")
DELEGATED = sentence("directory.delegated", "recorded a delegation of the post {title} from {from_on} to {until_on}")
DELEGATION_ENDED = sentence("directory.delegation_ended", "ended a delegation of the post {title} early")
SIGNED = sentence("directory.signed", "signed: {what}")
INVITED = sentence("directory.invited", "invited a person to sign in")
STOPPED = sentence("directory.stopped", "stopped a person from signing in")
ALLOWED = sentence("directory.allowed", "allowed a person to sign in again")
SECOND_STEP_FORGOTTEN = sentence(
    "directory.second_step_forgotten", "took away the lost second step of a person, with the reason kept on their page"
)
AGREEMENT_ADDED = sentence(
    "directory.agreement_added", "entered an information sharing agreement with {count} parties of the directory"
)
AGREEMENT_CHANGED = sentence("directory.agreement_changed", "changed an information sharing agreement")
AGREEMENT_REVIEWED = sentence(
    "directory.agreement_reviewed", "reviewed an information sharing agreement; the next look is on {due}"
)
AGREEMENT_ENDED = sentence("directory.agreement_ended", "ended an information sharing agreement on {until_on}")
TERM_SET = sentence("directory.term_set", "set what {sector} calls “{concept}”")
