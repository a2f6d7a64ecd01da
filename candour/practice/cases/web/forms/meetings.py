"""Forms for the meeting of a review: when, who is there, what it found and what it recommends."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import TimeOfDayField
from candour.platform.design.forms import Form
from candour.practice.cases.web.choices import POINTS
from candour.practice.cases.web.forms.facts import choice, line, text
from candour.practice.cases.web.forms.often_asked import MomentForm, OutcomesForm


class MeetingForm(MomentForm):
    place = line("Where, or by which link?", required=False)
    day_because = text(
        "Why is it on a day that is not worked?",
        required=False,
        rows=2,
        help_text="Only for a meeting on a Saturday, a Sunday or a bank holiday.",
    )


class ArriveForm(Form):
    seat = forms.ChoiceField(label="Which seat?", widget=forms.Select)
    person = forms.ChoiceField(label="Who is there?", widget=forms.Select)
    at = TimeOfDayField(label="Since when?", required=False, help_text="Leave empty for now. For example 15:45.")

    def __init__(self, *args: Any, seats: list[tuple[str, str]], people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [("", "Choose a seat"), *seats]  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]


class PointForm(Form):
    kind = choice("What is it?", POINTS)
    text = text("What did the meeting find?", rows=3)
    owner = forms.ChoiceField(label="Which agency acts on it?", required=False, widget=forms.Select)

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "None"), *agencies]  # type: ignore[attr-defined]


class RecommendForm(OutcomesForm):
    presenter = line(
        "Who presented the case?",
        required=False,
        longest=150,
        help_text="Where the chair’s own agency is in question, another member presents.",
    )


class ImmediateForm(Form):
    what = text("What must be done at once?", rows=3)
    owner = line("Who does it?", longest=150)
