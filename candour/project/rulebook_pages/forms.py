"""The form of the small calculator beside a limit or a plan."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import DayField
from candour.platform.design.forms import Form
from candour.rulebook.language.durations import Convention

WAYS = {
    Convention.WITHIN: "The day it starts is not counted",
    Convention.DAY_ONE: "Day 1 is the day received",
}


class StartForm(Form):
    """Asks for a start, and for the way of counting where that makes a difference."""

    start = DayField(label="Start", help_text="For example 27 3 2026.", error_messages={"required": "Enter a start."})
    counting = forms.ChoiceField(
        label="How are its days counted?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how its days are counted."},
    )

    def __init__(self, *args: Any, label: str, convention: Convention | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].label = label
        if convention is None:
            del self.fields["counting"]
            return
        counting = self.fields["counting"]
        assert isinstance(counting, forms.ChoiceField)
        counting.choices = [
            (way.value, f"{words}, as this rule has it" if way is convention else words) for way, words in WAYS.items()
        ]
        counting.initial = convention.value

    @property
    def convention(self) -> Convention | None:
        """The way of counting that was chosen; None where there is no choice."""
        chosen = self.cleaned_data.get("counting")
        return Convention(chosen) if chosen else None
