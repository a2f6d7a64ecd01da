"""Forms that several pages of a case use: a moment, a reason, an outcome, what was done, a file."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms

from candour.platform.design.fields import DayField, TimeOfDayField
from candour.platform.design.forms import Form
from candour.practice.cases.web.forms.facts import choice, text
from candour.rulebook.language.clocks import LONDON

YES_NO = [("yes", "Yes"), ("no", "No")]


def moment_of(on: date, at: str) -> datetime:
    """A day and a time of day in London as a moment in UTC."""
    hour, minute = at.replace(".", ":").split(":")
    return datetime.combine(on, time(int(hour), int(minute)), LONDON).astimezone(UTC)


class MomentForm(Form):
    """A form that asks for a day and a time of day; `moment` is the cleaned moment."""

    on = DayField(label="On which day?")
    at = TimeOfDayField(label="At what time?")

    def clean(self) -> dict[str, Any]:
        """Put day and time together."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("on") and cleaned.get("at"):
            cleaned["moment"] = moment_of(cleaned["on"], cleaned["at"])
        return cleaned


class BecauseForm(Form):
    heading_field = "because"
    because = text("Why?", help_text="Say which criterion is not met, and who determined it.")


class OutcomesForm(Form):
    """A form in which an outcome is chosen; which outcomes there are depends on whom the case is about."""

    outcome = choice("Which outcome?", [])
    reason = text("Why?")

    def __init__(self, *args: Any, outcomes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]


class DoneForm(Form):
    heading_field = "words"
    words = text("What was done, and how do you know?", rows=3)


class UploadForm(Form):
    heading_field = "file"
    file = forms.FileField(label="Choose the file")
