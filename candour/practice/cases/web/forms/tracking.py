"""Forms of the tracker: which cases it shows and as of which day, holds, tablings and the file it goes out in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from candour.platform.design.fields import DayField, FuzzyDateField, HintedRadios
from candour.platform.design.forms import Form
from candour.practice.cases.web.forms.facts import choice, line, text
from candour.practice.cases.web.presenters.tracker import SHOWS


class AsOfForm(Form):
    shows = forms.ChoiceField(choices=SHOWS, required=False, widget=forms.HiddenInput)
    words = forms.CharField(label="Find by key or theme", required=False, max_length=60)
    day = DayField(label="As it stood on", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date | None:
        """The day, which must have come: nobody knows how anything will stand."""
        day: date | None = self.cleaned_data.get("day")
        if day is not None and day > self.today:
            raise forms.ValidationError("Give today or a day that is past.")
        return day


class UpdateForm(Form):
    update = text("How does the case stand?", help_text="For the tracker: nothing here may identify anybody.")
    presented_on = FuzzyDateField(
        label="Presented to the local partnership",
        required=False,
        help_text="A date, to be confirmed, or not applicable.",
    )
    published_on = FuzzyDateField(
        label="Published", required=False, help_text="A date, no, to be confirmed, or not applicable."
    )


class HoldForm(Form):
    waits_for = line("What does the case wait for?", longest=80, help_text="For example: a police investigation.")
    reason = text("Why?", rows=3)
    ask = line("Whom do you ask how it stands?")
    next_check_on = DayField(label="When do you ask next?")


class CheckHoldForm(Form):
    ask = line("Whom do you ask how it stands?")
    next_check_on = DayField(label="When do you ask next?")
    version = forms.IntegerField(widget=forms.HiddenInput)


class PlanTablingForm(Form):
    to = forms.ChoiceField(label="Where is the case to be tabled?", widget=HintedRadios)
    planned_on = FuzzyDateField(label="At which meeting?", required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = places  # type: ignore[attr-defined]


class TableForm(Form):
    themes = line("Themes, in general words", longest=300)
    stands = line("How does the case stand?", longest=120)
    confirm = forms.BooleanField(
        label="I have checked that nothing here could identify anybody",
        help_text="An unusual age, month, place or condition can identify as surely as a name.",
    )
    although = text(
        "If the check finds rare facts together: why can nobody be found by them?",
        required=False,
        rows=3,
        help_text="Leave this empty unless you were asked. It is kept with the tabling.",
    )


class ExportForm(Form):
    kind = choice("Which kind of file?", [("xlsx", "Excel"), ("csv", "CSV"), ("docx", "Word"), ("pdf", "PDF")])
    reason = line("What is it for?", help_text="This is recorded with the export.")
