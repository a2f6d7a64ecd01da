"""What is kept of a case."""

from candour.practice.cases.models.cases import Case, LinkedProcess, LocalPractice, Subject, TeamMember, Wall
from candour.practice.cases.models.chronology import ChronologyEvent
from candour.practice.cases.models.commissioning import (
    MarkerAnswer,
    MarkerScore,
    ReviewDraft,
    Reviewer,
    ReviewLetter,
    ReviewTerms,
)
from candour.practice.cases.models.decisions import Decision, Position
from candour.practice.cases.models.deposits import Deposit
from candour.practice.cases.models.full_reviews import FullReview, GroupedCase, ReviewDuty, ReviewKindSpell
from candour.practice.cases.models.notifications import Notification, Register, Sharing
from candour.practice.cases.models.referrals import Addition, Referral
from candour.practice.cases.models.reports import Comment, ReportVersion
from candour.practice.cases.models.requests import AgencyRequest, ImmediateAction, RequestLink
from candour.practice.cases.models.reviews import MeetingPoint, RapidReview
from candour.practice.cases.models.submissions import Delay, FollowUp, Informing, PanelReply, Submission
from candour.practice.cases.models.thresholds import CriterionAnswer, CriterionView, TestConclusion
from candour.practice.cases.models.tracker import Tabling, TrackerLine

__all__ = [
    "Addition",
    "AgencyRequest",
    "Case",
    "ChronologyEvent",
    "Comment",
    "CriterionAnswer",
    "CriterionView",
    "Decision",
    "Delay",
    "Deposit",
    "FollowUp",
    "FullReview",
    "GroupedCase",
    "ImmediateAction",
    "Informing",
    "LinkedProcess",
    "LocalPractice",
    "MarkerAnswer",
    "MarkerScore",
    "MeetingPoint",
    "Notification",
    "PanelReply",
    "Position",
    "RapidReview",
    "Referral",
    "Register",
    "ReportVersion",
    "RequestLink",
    "ReviewDraft",
    "ReviewDuty",
    "ReviewKindSpell",
    "ReviewLetter",
    "ReviewTerms",
    "Reviewer",
    "Sharing",
    "Subject",
    "Submission",
    "Tabling",
    "TeamMember",
    "TestConclusion",
    "TrackerLine",
    "Wall",
]
