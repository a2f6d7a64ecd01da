"""Forms of the year and of agendas: planning and moving meetings, items, papers, the forward plan and updates."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from candour.platform.design.fields import DayField, TimeOfDayField, long_text
from candour.platform.design.forms import Form
from candour.practice.governance.summaries import reasons_against
from candour.practice.governance.vocabulary import LONGEST_SUMMARY, Domain, Readers, Standing
from candour.practice.governance.web.forms.groups import Pairs, chosen, clock, line, number, text
from candour.rulebook.language.clocks import LONDON

NO_NAMES = "No name of a child or family."


def moment_of(cleaned: dict[str, Any]) -> datetime:
    """The day and the time of day in London that a form has checked, as a moment in UTC."""
    return datetime.combine(cleaned["on"], clock(cleaned["at"]), LONDON).astimezone(UTC)


class WhereForm(Form):
    """Where a meeting is and how long it lasts."""

    minutes = number("How many minutes does it last?", 5, 1440)
    place = line("Place", 200)
    link = line("Link", 300)
    secretary = chosen("Who keeps it?", required=False)

    def __init__(self, *args: Any, secretaries: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["secretary"].choices = [("", "Nobody yet"), *secretaries]  # type: ignore[attr-defined]


class SeriesForm(WhereForm):
    marks_optional = False
    first_on = DayField(label="Day of the first meeting")
    until_on = DayField(label="Plan until")
    at = TimeOfDayField(label="Start")
    field_order = ("first_on", "until_on", "at")


def why_this_day() -> forms.CharField:
    """Why a meeting is on a day that is not worked: what turns a slip of the pen into something meant."""
    return text(
        "Why is it on a day that is not worked?",
        required=False,
        rows=2,
        help_text="Only for a meeting on a Saturday, a Sunday or a bank holiday.",
    )


class DaysForm(Form):
    heading_field = None
    days = forms.MultipleChoiceField(label="Which meetings are planned?", widget=forms.CheckboxSelectMultiple)
    day_because = why_this_day()

    def __init__(self, *args: Any, days: Pairs, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["day_because"]
        self.fields["days"].choices = days  # type: ignore[attr-defined]


class OneMeetingForm(WhereForm):
    on = DayField(label="On which day?")
    at = TimeOfDayField(label="Start")
    waived_because = text(
        "Why is the deadline for papers waived?",
        required=False,
        rows=2,
        help_text="Only for a meeting at short notice, for which papers would have been due already.",
    )
    day_because = why_this_day()
    looked_at = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    """The day for which whoever calls a meeting at short notice has looked at the forecast of its quorum."""
    field_order = ("on", "at")


class PaperNoteForm(Form):
    heading_field = "text"
    text = text(
        "My private notes",
        rows=12,
        help_text="Only you can read them: not the office, not the chair. They stay with later versions. " + NO_NAMES,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class MoveMeetingForm(Form):
    on = DayField(label="To which day?")
    at = TimeOfDayField(label="Start")
    waived_because = text(
        "Why is the deadline for papers waived?",
        required=False,
        rows=2,
        help_text="Only if papers for the new day would have been due already.",
    )
    day_because = why_this_day()
    version = forms.IntegerField(widget=forms.HiddenInput)


class ChangeMeetingForm(WhereForm):
    chair = chosen("Who chairs it?", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, chairs: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].choices = [("", "Nobody yet"), *chairs]  # type: ignore[attr-defined]


class CancelMeetingForm(Form):
    heading_field = "because"
    because = text("Why is it cancelled?", rows=3)


class ItemForm(Form):
    title = line("What is it about?", 200, required=True, help_text=NO_NAMES)
    presenter = line("Who presents it?")
    presenter_person = chosen(
        "Which person is that?", required=False, help_text="So that a conflict of interest is noticed."
    )
    minutes = number("How many minutes?", 0, 1440)
    domain = chosen("Which part of the agenda does it stand in?", Domain.choices)
    readers = chosen("Who may open it and its papers?", Readers.choices)
    named = forms.MultipleChoiceField(
        label="Who is named?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only if it is for those who are named.",
    )

    def __init__(self, *args: Any, people: list[Any], members: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presenter_person"].choices = [("", "Nobody in the system"), *people]  # type: ignore[attr-defined]
        self.fields["named"].choices = members  # type: ignore[attr-defined]


class ChangeItemForm(ItemForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class SummarisedForm(Form):
    """A form that asks for the plain summary of a paper."""

    # Django takes fields off the class, so that the list of errors by this name stays what it was.
    summary = forms.CharField(  # type: ignore[assignment]
        label="Plain summary",
        required=False,
        widget=long_text(6),
        help_text="For somebody who does not work in any of the agencies: what is it about, what are members asked to "
        f"do, why does it matter? A few sentences, at most {LONGEST_SUMMARY} characters. {NO_NAMES}",
    )
    marks_optional = False

    def clean_summary(self) -> str:
        """The summary. Raises ValidationError with everything that keeps a paper from being listed with it."""
        summary: str = self.cleaned_data["summary"]
        if reasons := reasons_against(summary, self.cleaned_data.get("title", "")):
            raise ValidationError(reasons)
        return summary


class SummaryForm(SummarisedForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class PaperForm(SummarisedForm):
    title = line("What is the paper called?", 200, required=True, help_text=NO_NAMES)
    author = line("Who wrote it?", required=True)
    file = forms.FileField(label="Choose the file", max_length=255)
    field_order = ("title", "author", "summary", "file")

    def clean(self) -> dict[str, Any] | None:
        """The answers. Says to choose the file again where something else is wrong: browsers do not keep it."""
        cleaned = super().clean()
        if self.errors and self.files and "file" not in self.errors:
            self.add_error("file", "Choose the file again. It was not kept, as something else has to be put right.")
        return cleaned


class PlanForm(Form):
    title = line("What is it about?", 200, required=True, help_text=NO_NAMES)
    lead = line("Who leads on it?")
    comment = text("Comment", required=False, rows=2)
    minutes = number("How many minutes?", 0, 1440)
    domain = chosen("Which part of the agenda does it stand in?", Domain.choices)
    standing = chosen("When does it come?", Standing.choices)
    due_on = DayField(
        label="When is it wanted, or first wanted?",
        required=False,
        help_text="It falls into the first meeting from then on. A statutory one falls into the last before. "
        "Leave it empty to confirm it later.",
    )


class ChangePlanForm(PlanForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class AskUpdatesForm(Form):
    agencies = forms.MultipleChoiceField(label="Which agencies?", required=False, widget=forms.CheckboxSelectMultiple)
    groups = forms.MultipleChoiceField(label="Which groups?", required=False, widget=forms.CheckboxSelectMultiple)
    due_on = DayField(label="By which day?")

    def __init__(self, *args: Any, agencies: Pairs, groups: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pairs in (("agencies", agencies), ("groups", groups)):
            self.fields[name].choices = pairs  # type: ignore[attr-defined]
            if not pairs:
                del self.fields[name]


class UpdateTextForm(Form):
    text = text("Your update", rows=8, help_text=NO_NAMES)
    version = forms.IntegerField(widget=forms.HiddenInput)
