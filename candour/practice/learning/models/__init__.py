"""What learning keeps: reports, recommendations, the matrix, action plans, re-tests and letters."""

from candour.practice.learning.models.actions import ActionNote, Draw, PlanAction, Retest
from candour.practice.learning.models.exchange import Received, Share
from candour.practice.learning.models.half_years import LearningReport
from candour.practice.learning.models.lessons import Asked, Lesson, LessonLink, Receipt
from candour.practice.learning.models.letters import Letter
from candour.practice.learning.models.near_misses import ClusterSize, NearMiss
from candour.practice.learning.models.recommendations import Cell, Recommendation
from candour.practice.learning.models.reports import Report, ReportBody, new_ref
from candour.practice.learning.models.said_before import Repeat, Word
from candour.practice.learning.models.themes import Coding, Theme

__all__ = [
    "ActionNote",
    "Asked",
    "Cell",
    "ClusterSize",
    "Coding",
    "Draw",
    "LearningReport",
    "Lesson",
    "LessonLink",
    "Letter",
    "NearMiss",
    "PlanAction",
    "Receipt",
    "Received",
    "Recommendation",
    "Repeat",
    "Report",
    "ReportBody",
    "Retest",
    "Share",
    "Theme",
    "Word",
    "new_ref",
]
