"""Forms for the work on a case: tests, notifications, agencies, the meeting, the report, the decision and what follows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from candour.platform.design.fields import DayField, FuzzyDateField, HintedRadios, TimeOfDayField
from candour.platform.design.forms import Form
from candour.practice.cases.web.choices import ANSWERS_TO_COMMENTS, CLOSING, POINTS, VIEWS
from candour.practice.cases.web.forms.facts import choice, line, text
from candour.rulebook.language.clocks import LONDON
from candour.rulebook.language.criteria import CriteriaTest

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


class TestForm(Form):
    """Every criterion of a test with an answer and the evidence for it."""

    __test__ = False
    marks_optional = False

    def __init__(self, *args: Any, test: CriteriaTest, **kwargs: Any) -> None:
        self.test = test
        self.base_fields = {}
        for criterion in test.criteria:
            answers = [("yes", "Yes"), ("may", "It may"), ("no", "No")]
            if not criterion.may_counts:
                answers.remove(("may", "It may"))
            self.base_fields[criterion.key] = choice(criterion.text, answers, required=False, help_text=criterion.hint)
            self.base_fields[f"{criterion.key}-reason"] = text("Evidence", required=False, rows=2)
        super().__init__(*args, **kwargs)

    @property
    def given(self) -> dict[str, tuple[str, str]]:
        """What was answered: an answer and its reason for each criterion."""
        return {
            criterion.key: (
                self.cleaned_data.get(criterion.key, ""),
                self.cleaned_data.get(f"{criterion.key}-reason", ""),
            )
            for criterion in self.test.criteria
        }


class ConcludeForm(Form):
    is_met = choice("What do you conclude?", YES_NO)
    rationale = text("Why?", help_text="A reason for the conclusion itself. The answers inform it; they do not decide.")
    limb = line("Under which limb?", required=False, longest=120)

    def __init__(self, *args: Any, test: CriteriaTest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_met"].choices = [("yes", test.if_met), ("no", test.if_not)]  # type: ignore[attr-defined]
        self.fields["is_met"].label = test.title
        if not test.name.startswith(("care-act", "children-act")):
            del self.fields["limb"]


class NotifiedForm(MomentForm):
    sender = line("Who sent it?", longest=150)
    national_reference = line("Reference that the national service gave", required=False, longest=60)
    copy = forms.FileField(label="The copy of the notice", required=False)


class BecauseForm(Form):
    heading_field = "because"
    because = text("Why?", help_text="Say which criterion is not met, and who determined it.")


class ReadingForm(Form):
    heading_field = "reading"
    reading = choice("Which reading of the start governs this review?", [])

    def __init__(self, *args: Any, readings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reading"].choices = readings  # type: ignore[attr-defined]


class PracticeForm(Form):
    timetable = choice("Which timetable?", [])
    reading = choice("From when do the fifteen working days run?", [])
    because = text("Why does the partnership choose this?", rows=3)

    def __init__(
        self, *args: Any, timetables: list[tuple[str, str]], readings: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["timetable"].choices = timetables  # type: ignore[attr-defined]
        self.fields["reading"].choices = readings  # type: ignore[attr-defined]


class AskForm(Form):
    """Which agencies to write to, and to which address at each. Agencies without an address of ours need one here."""

    def __init__(self, *args: Any, agencies: list[tuple[str, str, str, str]], **kwargs: Any) -> None:
        self.agencies = agencies
        self.base_fields = {}
        for ref, name, _, _ in agencies:
            self.base_fields[f"ask-{ref}"] = forms.BooleanField(label=name, required=False)
            self.base_fields[f"to-{ref}"] = forms.EmailField(label=f"Email address at {name}", required=False)
        super().__init__(*args, **kwargs)
        for ref, name, lead, email in agencies:
            self.fields[f"to-{ref}"].initial = email
            if lead:
                self.fields[f"to-{ref}"].help_text = f"{lead} leads on safeguarding there."
            self.fields[f"ask-{ref}"].label = name

    def clean(self) -> dict[str, Any]:
        """Every agency that is ticked has an address."""
        cleaned = super().clean() or self.cleaned_data
        for ref, name, _, _ in self.agencies:
            if cleaned.get(f"ask-{ref}") and not cleaned.get(f"to-{ref}"):
                self.add_error(f"to-{ref}", ValidationError(f"Give an email address at {name}."))
        return cleaned

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The box to tick and the address, agency by agency."""
        return [(self[f"ask-{ref}"], self[f"to-{ref}"]) for ref, _, _, _ in self.agencies]


class LeadForm(Form):
    name = line("Who leads at the agency?", longest=150)
    email = forms.EmailField(label="Their email address")


class RecordsForm(MomentForm):
    secured = choice("Have the agency’s records been secured?", YES_NO)
    by = line("Who secured them?", required=False, longest=150)


class MoveDateForm(Form):
    to = DayField(label="What is the new return date?")
    because = text("Why does it move?", rows=3)


class NilForm(Form):
    heading_field = "by"
    by = line(
        "Who checked the records?",
        longest=150,
        help_text="By sending this you confirm that your agency has looked and has had no contact with the family.",
    )


class SignOffForm(Form):
    name = line("Your name", longest=150)
    post = line("Your post", longest=150)
    confirm = forms.BooleanField(label="I have read the summary and sign it off for my agency")


class SeniorForm(Form):
    heading_field = "email"
    email = forms.EmailField(
        label="Email address of the senior manager who signs off",
        help_text="They are sent a link of their own and need no account.",
    )


class CodeForm(Form):
    heading_field = "code"
    code = forms.RegexField(
        r"^\s*\d{6}\s*$",
        label="Enter the code that we sent you",
        help_text="Six numbers. It lasts fifteen minutes.",
        error_messages={"invalid": "The code is six numbers.", "required": "Enter the code."},
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-10", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )


class KeyForm(Form):
    heading_field = "key"
    key = line("Enter your key", longest=40, help_text="Sixteen letters and numbers, shown to you when you referred.")


class UploadForm(Form):
    heading_field = "file"
    file = forms.FileField(label="Choose the file")


class EventForm(Form):
    happened_on = FuzzyDateField(label="When did it happen?")
    source = line("Where is it known from?")
    event = text("What happened?", rows=3)
    response = text("What was done?", required=False, rows=3)
    subject_key = line(
        "A word for it",
        required=False,
        longest=60,
        help_text="If two sources tell of the same thing, give both the same word. Different dates then show up.",
    )


class WordForm(Form):
    heading_field = "subject_key"
    subject_key = line("A word for what happened", required=False, longest=60)


class MeetingForm(MomentForm):
    place = line("Where, or by which link?", required=False)


class ArriveForm(Form):
    seat = forms.ChoiceField(label="Which seat?", widget=forms.Select)
    person = forms.ChoiceField(label="Who is there?", widget=forms.Select)
    at = TimeOfDayField(label="Since when?", required=False, help_text="Leave empty for now. For example 15:45.")

    def __init__(
        self, *args: Any, seats: list[tuple[str, str]], people: list[tuple[str, str]], **kwargs: Any
    ) -> None:
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


class OutcomesForm(Form):
    """A form in which an outcome is chosen; which outcomes there are depends on whom the case is about."""

    outcome = choice("Which outcome?", [])
    reason = text("Why?")

    def __init__(self, *args: Any, outcomes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]


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


class DoneForm(Form):
    heading_field = "words"
    words = text("What was done, and how do you know?", rows=3)


class AnalysisForm(Form):
    facts_summary = text("Summary of facts", required=False, rows=12, help_text="Use the case key, never a name.")
    analysis = text("Analysis: what happened, and why", required=False, rows=16)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CommentForm(Form):
    place = line("Where in the draft?", required=False, longest=100, help_text="For example: section 5, second paragraph.")
    text = text("Your comment")


class AnswerCommentForm(Form):
    answer = choice("What do you do with the comment?", ANSWERS_TO_COMMENTS)
    reason = text("Why, if it is not accepted in full?", required=False, rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput)


class FinishForm(Form):
    early_because = text(
        "Why do comments close early?",
        required=False,
        rows=2,
        help_text="Only if you finish before the minute at which comments close.",
    )


class OpenDecisionForm(OutcomesForm):
    on = DayField(label="Until which day may the partners answer?")
    at = TimeOfDayField(label="Until what time?")

    def clean(self) -> dict[str, Any]:
        """Put day and time together."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("on") and cleaned.get("at"):
            cleaned["moment"] = moment_of(cleaned["on"], cleaned["at"])
        return cleaned


class PositionForm(Form):
    view = choice("What is your position?", VIEWS)
    prefers = choice("If you disagree, which outcome would you choose?", [], required=False)
    reason = text("Your reason", help_text="Nobody sees it before all partners have answered.")

    def __init__(self, *args: Any, outcomes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prefers"].choices = outcomes  # type: ignore[attr-defined]


class InformationForm(MomentForm):
    information = text("What information do you give?", rows=8)
    field_order = ["information", "on", "at"]


class ConsultForm(Form):
    who = line("Whom did you consult?", help_text="The director of adult services of the other authority.")
    words = text("What did they say?", rows=3)


class SubmitForm(MomentForm):
    receipt = line("Receipt or reference, if one came", required=False)


class InformForm(MomentForm):
    who = line("Who was informed?", longest=150)
    how = line("How?", required=False)
    field_order = ["who", "on", "at", "how"]


class ReplyForm(Form):
    received_on = DayField(label="When did the reply come?")
    agrees = choice(
        "Does the Panel agree with the decision?", [("yes", "Yes"), ("no", "No"), ("", "It does not say")], required=False
    )
    words = text("What does the Panel say?")
    asks = text(
        "What does it ask for or suggest?",
        required=False,
        help_text="One on each line. Each becomes a follow-up.",
    )
    due_on = DayField(label="By when will these be answered?", required=False)

    def clean(self) -> dict[str, Any]:
        """What is asked for needs a day by which it is answered."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("asks") and not cleaned.get("due_on"):
            self.add_error("due_on", "Enter the day by which the follow-ups will be answered.")
        return cleaned


class CloseForm(OutcomesForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, outcomes=CLOSING, **kwargs)


class UpdateForm(Form):
    update = text("How does the case stand?", help_text="For the tracker: nothing here may identify anybody.")
    presented_on = FuzzyDateField(
        label="Presented to the local partnership", required=False, help_text="A date, to be confirmed, or not applicable."
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


class ExportForm(Form):
    kind = choice("Which kind of file?", [("xlsx", "Excel"), ("csv", "CSV"), ("pdf", "PDF")])
    reason = line("What is it for?", help_text="This is recorded with the export.")
