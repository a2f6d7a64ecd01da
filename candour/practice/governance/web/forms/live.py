"""Forms of a meeting under way: who came and when, apologies, notes, decisions, actions and conflicts."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django import forms

from candour.platform.design.fields import TimeOfDayField, long_text
from candour.platform.design.forms import Form
from candour.practice.governance.web.forms.actions import AddActionForm
from candour.rulebook.language.clocks import LONDON

Pairs = list[tuple[str, str]]
SINCE = "Leave empty for now. For example 15:45."


def time_on(day: datetime, at: str) -> datetime | None:
    """A time of day, as somebody typed it, on the day of a meeting in London; None for nothing."""
    if not at:
        return None
    hour, minute = at.replace(".", ":").split(":")
    return datetime.combine(day.astimezone(LONDON).date(), time(int(hour), int(minute)), LONDON).astimezone(UTC)


def _chosen(label: str, *, required: bool = True, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required, widget=forms.Select, **kwargs)


def _text(label: str, *, required: bool = True, rows: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=20_000, widget=long_text(rows), **kwargs)


class CameForm(Form):
    seat = _chosen("Which seat?")
    person = _chosen("Who is there?")
    at = TimeOfDayField(label="Since when?", required=False, help_text=SINCE)
    by_link = forms.BooleanField(label="They joined by link", required=False)

    def __init__(self, *args: Any, seats: Pairs, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [("", "Choose a seat"), *seats]  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]


class LeftForm(Form):
    heading_field = "at"
    at = TimeOfDayField(label="When did they leave?", required=False, help_text=SINCE)


class ApologyForm(Form):
    sends = forms.CharField(
        label="Who comes instead?",
        required=False,
        max_length=150,
        help_text="Leave empty if nobody does.",
    )


class NotesForm(Form):
    marks_optional = False
    text = forms.CharField(label="Notes", required=False, widget=long_text(16), strip=False)


class DecisionForm(Form):
    question = _text("What was the question?", rows=2)
    options = _text("Which options were considered?", required=False, rows=3, help_text="One on a line.")
    decision = _text("What was decided?", rows=3)
    reason = _text("Why?", rows=3)
    told = forms.CharField(label="Who is told?", required=False, max_length=500)
    paper = _chosen("Which paper was the briefing?", required=False)

    def __init__(self, *args: Any, papers: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = [("", "None"), *papers]  # type: ignore[attr-defined]
        if not papers:
            del self.fields["paper"]


class ItemActionForm(AddActionForm):
    """An action raised by an item of a meeting."""


class ConflictForm(Form):
    person = _chosen("Who has the conflict?", required=False)
    nature = forms.CharField(
        label="What is the conflict?",
        max_length=200,
        help_text="The scrutineer or the board’s chair reads this. No name of a child or family.",
    )
    substitute = forms.CharField(
        label="Who takes their place in this item?",
        required=False,
        max_length=150,
        help_text="Needed where they present it.",
    )

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "I do"), *people]  # type: ignore[attr-defined]
        if not people:
            del self.fields["person"]


class RatifyForm(Form):
    heading_field = "by"
    by = _chosen("Which later, quorate decision ratifies it?")

    def __init__(self, *args: Any, later: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = [("", "Choose a decision"), *later]  # type: ignore[attr-defined]
