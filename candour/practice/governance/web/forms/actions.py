"""Forms of the action log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from candour.platform.design.fields import DayField, FuzzyDateField, HintedRadios, long_text
from candour.platform.design.forms import Form

Pairs = list[tuple[str, str]]

SHOWS = (
    ("open", "Open"),
    ("late", "Late"),
    ("often", "Carried three times or more"),
    ("closed", "Closed"),
    ("dropped", "Dropped"),
    ("all", "All"),
)


def _text(label: str, *, required: bool = True, rows: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=20_000, widget=long_text(rows), **kwargs)


def _chosen(label: str, *, required: bool = True, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required, widget=forms.Select, **kwargs)


class LogFilterForm(Form):
    marks_optional = False

    shows = forms.ChoiceField(choices=SHOWS, required=False, widget=forms.HiddenInput)
    words = forms.CharField(label="Words", required=False, max_length=60)
    owner = _chosen("Owner", required=False)
    agency = _chosen("Agency", required=False)
    year = _chosen("Year of the log", required=False)
    meeting = _chosen("Raised at the meeting of", required=False)
    day = DayField(label="As it stood on", required=False, help_text="A day that is past. Leave it empty for today.")

    def __init__(self, *args: Any, choices: dict[str, Pairs], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, pairs in choices.items():
            self.fields[name].choices = [("", "Any"), *pairs]  # type: ignore[attr-defined]

    def clean_day(self) -> date | None:
        """The day, which must have come: nobody knows how anything will stand."""
        day: date | None = self.cleaned_data.get("day")
        if day is not None and day > self.today:
            raise forms.ValidationError("Give today or a day that is past.")
        return day


def past_day(query: Mapping[str, Any], today: date) -> date | None:
    """The past day as of which a log is asked for; None for today, and for what is no such day."""
    field = DayField(required=False)
    try:
        parts = [str(query.get(f"day_{part}", "")) for part in ("day", "month", "year")]
        day: date | None = field.clean(parts)
    except forms.ValidationError:
        return None
    return day if day is not None and day < today else None


class AddActionForm(Form):
    text = _text("What is to be done?", help_text="No name of a child or family.")
    owner = _chosen("Who answers for it?", help_text="One person. Others can work on it with them.")
    co_leads = forms.MultipleChoiceField(
        label="Who works on it with them?", required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = FuzzyDateField(label="By when?", required=False, help_text="For example 27 3 2027, March 2027 or TBC.")

    def __init__(self, *args: Any, people: list[Any], members: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]
        self.fields["co_leads"].choices = members  # type: ignore[attr-defined]
        if not members:
            del self.fields["co_leads"]


class ChangeActionForm(AddActionForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class UpdateActionForm(Form):
    text = _text("How does it stand?", help_text="It is added with today’s date. No name of a child or family.")


class CloseActionForm(Form):
    evidence = _text(
        "What shows that it was done?",
        required=False,
        help_text="In a sentence or two, or as a file, or both.",
    )
    upload = forms.FileField(label="A file that shows it", required=False, max_length=255)


class DropActionForm(Form):
    because = _text("Why will it not be done?")


class OwnerForm(Form):
    owner = _chosen("Who answers for it?", help_text="One person, who is named in the log from now on.")

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]


class CarryForm(Form):
    meeting = forms.ChoiceField(label="At which meeting was it carried forward?", widget=HintedRadios)
    text = _text("What was said of it?")

    def __init__(self, *args: Any, meetings: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = meetings  # type: ignore[attr-defined]


class TakeLogForm(Form):
    kind = forms.ChoiceField(
        label="Which kind of file?",
        choices=[("docx", "Word"), ("xlsx", "Excel"), ("csv", "CSV")],
        widget=HintedRadios,
    )
    reason = forms.CharField(label="What is it for?", max_length=200, help_text="This is recorded with the export.")
