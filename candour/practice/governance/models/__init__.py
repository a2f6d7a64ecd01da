"""What governance keeps: groups, meetings, records, actions, and business between meetings."""

from candour.practice.governance.models.actions import Action, ActionLead, ActionLine, ActionUpdate, ActionYear
from candour.practice.governance.models.groups import (
    Group,
    GroupSeat,
    QuorumRule,
    ReportingLine,
    Terms,
    TermsSignature,
    new_ref,
)
from candour.practice.governance.models.meetings import (
    AgendaItem,
    Apology,
    Attendance,
    ItemConflict,
    ItemReader,
    ItemUpdate,
    Meeting,
    Paper,
    PlannedItem,
)
from candour.practice.governance.models.notes import PaperNote
from candour.practice.governance.models.records import Amendment, GroupDecision, Minutes, Promise
from candour.practice.governance.models.rounds import CommitteeReport, Response, Round

__all__ = [
    "Action",
    "ActionLead",
    "ActionLine",
    "ActionUpdate",
    "ActionYear",
    "AgendaItem",
    "Amendment",
    "Apology",
    "Attendance",
    "CommitteeReport",
    "Group",
    "GroupDecision",
    "GroupSeat",
    "ItemConflict",
    "ItemReader",
    "ItemUpdate",
    "Meeting",
    "Minutes",
    "Paper",
    "PaperNote",
    "PlannedItem",
    "Promise",
    "QuorumRule",
    "ReportingLine",
    "Response",
    "Round",
    "Terms",
    "TermsSignature",
    "new_ref",
]
