"""The sentences in which the history of deadlines and holds is written."""

from candour.platform.audit_trail.sentences import sentence

SET = sentence("deadlines.set", "set a deadline: {title}, by {due}")
LAID_OUT = sentence("deadlines.laid_out", "laid out {count} dated steps from {rule}")
MET = sentence("deadlines.met", "met the deadline: {title}")
REOPENED = sentence("deadlines.reopened", "reopened the deadline: {title}")
MOVED = sentence("deadlines.moved", "moved the deadline “{title}” from {before} to {after}: {because}")
CANCELLED = sentence("deadlines.cancelled", "cancelled {count} open deadlines: {because}")
HELD = sentence("deadlines.held", "put it on hold; next check {check}")
CHECKED = sentence("deadlines.checked", "checked the hold; next check {check}")
LIFTED = sentence("deadlines.lifted", "lifted the hold")
HOLIDAY = sentence("deadlines.holiday", "recorded a bank holiday on {on}; open deadlines that moved: {moved}")
FEED_MADE = sentence("deadlines.feed_made", "made a new calendar feed address")
FEED_ENDED = sentence("deadlines.feed_ended", "ended the calendar feed")
REMINDED = sentence("deadlines.reminded", "reminded {count} people of what is due")
