"""Loading the demonstration: the structure, the people and their stories, counted back from the day of loading."""

from __future__ import annotations

from datetime import datetime

from candour.practice.directory.models import Person
from candour.project.demonstration.cast import CAST
from candour.project.demonstration.people import load_people
from candour.project.demonstration.stage import Stage, play
from candour.project.demonstration.stories import stories

BEFORE_THE_STORIES = 90
"""Working days before today on which everybody had taken up their posts."""


def is_loaded() -> bool:
    """Whether the demonstration is there already."""
    return Person.objects.filter(email__in=[member.email for member in CAST]).exists()


def load(now: datetime) -> None:
    """Load everything, as if it had happened in the months before `now`. To be called once, on an empty database."""
    stage = Stage(now, {})
    people = load_people(stage.back(BEFORE_THE_STORIES, "09:00"), now)
    play(stories(Stage(now, people)))
