"""The choices that forms of cases offer, in the words in which people see them."""

from candour.practice.cases.vocabulary import (
    CommentAnswer,
    Known,
    Nature,
    Place,
    PointKind,
    ProcessKind,
    Purpose,
    Stops,
    View,
)
from candour.practice.cases.workflow import CLOSING_OUTCOMES

KNOWN = Known.choices
PLACES = Place.choices
HARM = [
    ("died", "Somebody died"),
    ("seriously-harmed", "Somebody was seriously harmed"),
    ("less", "Somebody was harmed, but not seriously"),
    ("none", "Nobody was harmed"),
    ("unknown", "Not known yet"),
]
SEX = [("female", "Female"), ("male", "Male"), ("other", "Describes themselves otherwise"), ("unknown", "Not known")]
PROCESSES = ProcessKind.choices
PURPOSES = Purpose.choices
NATURES = Nature.choices
POINTS = PointKind.choices
ANSWERS_TO_COMMENTS = CommentAnswer.choices
VIEWS = View.choices
CLOSING = list(CLOSING_OUTCOMES.items())
STOPS = Stops.choices
