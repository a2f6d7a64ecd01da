"""What is kept of a case."""

from candour.practice.cases.models.cases import Case, LinkedProcess, LocalPractice, Subject, TeamMember, Wall
from candour.practice.cases.models.chronology import ChronologyEvent
from candour.practice.cases.models.decisions import Decision, Position
from candour.practice.cases.models.notifications import Notification, Register, Sharing
from candour.practice.cases.models.referrals import Addition, Referral
from candour.practice.cases.models.reports import Comment, ReportVersion
from candour.practice.cases.models.requests import AgencyRequest, ImmediateAction, RequestLink
from candour.practice.cases.models.reviews import MeetingPoint, RapidReview
from candour.practice.cases.models.submissions import FollowUp, Informing, PanelReply, Submission
from candour.practice.cases.models.thresholds import CriterionAnswer, TestConclusion
from candour.practice.cases.models.tracker import Tabling, TrackerLine

__all__ = [
    "Addition",
    "AgencyRequest",
    "Case",
    "ChronologyEvent",
    "Comment",
    "CriterionAnswer",
    "Decision",
    "FollowUp",
    "ImmediateAction",
    "Informing",
    "LinkedProcess",
    "LocalPractice",
    "MeetingPoint",
    "Notification",
    "PanelReply",
    "Position",
    "RapidReview",
    "Referral",
    "Register",
    "ReportVersion",
    "RequestLink",
    "Sharing",
    "Subject",
    "Submission",
    "Tabling",
    "TeamMember",
    "TestConclusion",
    "TrackerLine",
    "Wall",
]
