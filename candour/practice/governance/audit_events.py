"""The sentences in which the history of groups and meetings is written."""

from candour.platform.audit_trail.sentences import sentence

GROUP_ADDED = sentence("governance.group_added", "set up the group {name} with {seats} seats")
MEETING_CALLED = sentence("governance.meeting_called", "called a meeting of {group} for {at}")
MEETING_MOVED = sentence("governance.meeting_moved", "moved the meeting of {group} to {at}")
ARRIVED = sentence("governance.arrived", "noted that {seat} is represented from {at}")
LEFT = sentence("governance.left", "noted that {seat} left at {at}")
WITHDREW = sentence("governance.withdrew", "noted that {seat} withdrew for a conflict of interest at {at}")
MEETING_ENDED = sentence("governance.meeting_ended", "ended the meeting of {group}")
