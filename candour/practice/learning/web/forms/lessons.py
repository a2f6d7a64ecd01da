"""Forms of lessons: what each kind asks for, each step of its life, whom to ask, and the answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from candour.platform.design.fields import DayField, FuzzyDateField, HintedRadios, long_text
from candour.platform.design.forms import Form
from candour.practice.learning.lesson_kinds import (
    ASKED_BY_STEP,
    FIELDS,
    PRODUCT_FORMS,
    SOURCE_FORMS,
    DecidedBy,
    LessonKind,
)

Pairs = list[tuple[str, str]]


def line(label: str, most: int = 200, *, required: bool = True, **kwargs: Any) -> forms.CharField:
    """A question that is answered in one line."""
    return forms.CharField(label=label, required=required, max_length=most, **kwargs)


def text(label: str, *, required: bool = True, rows: int = 5, **kwargs: Any) -> forms.CharField:
    """A question that is answered in several lines."""
    return forms.CharField(label=label, required=required, max_length=20_000, widget=long_text(rows), **kwargs)


def number(label: str, **kwargs: Any) -> forms.IntegerField:
    """A question that is answered with a whole number."""
    widget = forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=0, max_value=9999, widget=widget, **kwargs)


class Lines(forms.CharField):
    """Several answers, one to a line, as a list."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label=label, max_length=20_000, widget=long_text(6), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The lines that say something."""
        return [one.strip() for one in super().clean(value).splitlines() if one.strip()]


TEXTS = {
    LessonKind.GOOD_PRACTICE: "What was done, and what came of it?",
    LessonKind.SOURCE: "What does it say?",
    LessonKind.PRODUCT: "What does it teach?",
    LessonKind.PROPOSAL: "Why is it proposed?",
    LessonKind.STOCKTAKE: "Why is it asked?",
}
NAMELESS = "Write nothing by which anybody could be known."

QUESTIONS: dict[str, Callable[[str], forms.Field]] = {
    "title": lambda kind: line("What is it called?"),
    "text": lambda kind: text(TEXTS[LessonKind(kind)], help_text=NAMELESS),
    "agency": lambda kind: forms.ChoiceField(label="Whose practice is it?", required=False, widget=forms.Select),
    "audience": lambda kind: line("For whom is it?", required=False),
    "form": lambda kind: forms.ChoiceField(
        label="In which form?",
        choices=SOURCE_FORMS if kind == LessonKind.SOURCE else PRODUCT_FORMS,
        widget=HintedRadios,
    ),
    "publisher": lambda kind: line("Who published it?"),
    "published_on": lambda kind: FuzzyDateField(label="When was it published?", required=False),
    "link": lambda kind: line(
        "Where is it?",
        500,
        required=False,
        help_text="A link, or where it is kept. For training: the course that answers the need.",
    ),
    "is_restricted": lambda kind: forms.BooleanField(
        label="It came in confidence: only the office and the partners may read it", required=False
    ),
    "data": lambda kind: text(
        "What does it rest on?", required=False, help_text="Figures, cases by their key, and where each comes from."
    ),
    "options": lambda kind: Lines("What are the options?", required=False, help_text="One to a line."),
    "questions": lambda kind: Lines("What do you ask?", help_text="One question to a line."),
}

STEP_QUESTIONS: dict[str, Callable[[str], forms.Field]] = {
    "reason": lambda step: text(
        {
            "accept": "What makes it good practice?",
            "decline": "Why is it not taken further?",
            "withdraw": "Why is it withdrawn?",
        }.get(step, "Why was it decided so?"),
    ),
    "audience": lambda step: line("For whom is it?" if step == "issue" else "With whom is it shared?"),
    "decision": lambda step: text(
        {
            "uphold": "What shows that it is still in use?",
            "lapse": "What was found?",
            "consider": "What does it mean here, and what was decided?",
            "close": "What came of it?",
        }.get(step, "What was decided?"),
    ),
    "issued_on": lambda step: DayField(label="When was it issued?"),
    "review_on": lambda step: DayField(label="When is it to be looked at again?"),
    "decided_how": lambda step: forms.ChoiceField(label="Who decided?", choices=DecidedBy.choices, widget=HintedRadios),
    "decided_by": lambda step: line(
        "Which meeting, or which partners?", required=False, help_text="Not needed if you choose a decision below."
    ),
    "decided_on": lambda step: DayField(label="When?"),
    "group_decision": lambda step: forms.ChoiceField(
        label="Does it stand in the register of a group?", required=False, widget=forms.Select
    ),
}


class LessonForm(Form):
    def __init__(
        self,
        *args: Any,
        kind: str,
        agencies: Pairs = [],  # noqa: B006
        partnerships: Pairs = [],  # noqa: B006
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(partnerships) > 1:
            chosen = forms.ChoiceField(label="For which partnership?", choices=partnerships, widget=forms.Select)
            self.add_question("partnership", chosen)
        for name in FIELDS[kind]:
            self.add_question(name, QUESTIONS[name](kind))
        if "agency" in self.fields:
            self.fields["agency"].choices = [("", "Several, or none in particular"), *agencies]  # type: ignore[attr-defined]


class ChangeLessonForm(LessonForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class StepForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, step: str, options: Pairs = [], decisions: Pairs = [], **kwargs: Any) -> None:  # noqa: B006
        super().__init__(*args, **kwargs)
        for name in ASKED_BY_STEP[step]:
            self.add_question(name, STEP_QUESTIONS[name](step))
        if "group_decision" in self.fields:
            self.fields["group_decision"].choices = [("", "No"), *decisions]  # type: ignore[attr-defined]
        if step == "decide" and options:
            self.fields["decision"].help_text = "The options were: " + "; ".join(name for name, _ in options) + "."


class TableForm(Form):
    group = forms.ChoiceField(label="Which group decides?", widget=forms.Select)
    due_on = DayField(label="By which meeting is it wanted?", help_text="It falls into the first one from this day on.")
    minutes = number("How many minutes does it need?")

    def __init__(self, *args: Any, groups: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]


class LinkForm(Form):
    heading_field = "to"
    to = forms.ChoiceField(label="What does it rest on or answer?", widget=forms.Select)

    def __init__(self, *args: Any, ends: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = ends  # type: ignore[attr-defined]


class AskForm(Form):
    organisations = forms.MultipleChoiceField(
        label="Which agencies?", required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = forms.MultipleChoiceField(label="Which other areas?", required=False, widget=forms.CheckboxSelectMultiple)
    due_on = DayField(label="By when do you want the answer?")

    def __init__(self, *args: Any, agencies: Pairs, areas: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].choices = agencies  # type: ignore[attr-defined]
        if areas:
            self.fields["areas"].choices = areas  # type: ignore[attr-defined]
        else:
            del self.fields["areas"]


class ReachForm(Form):
    services = number("How many services or teams does it concern?")
    reached = number("How many of them did it reach?")
    discussed = number("In how many was it talked about, such as in a team meeting?")
    tested = text("How did you find out whether it was understood?", rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Refuse numbers that cannot be."""
        given = super().clean() or {}
        if None not in (given.get("services"), given.get("reached")) and given["reached"] > given["services"]:
            self.add_error("reached", "It cannot have reached more than there are.")
        if None not in (given.get("reached"), given.get("discussed")) and given["discussed"] > given["reached"]:
            self.add_error("discussed", "It cannot have been talked about in more than it reached.")
        return given


class StocktakeForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, question in enumerate(questions):
            self.add_question(f"answer_{place}", text(question, rows=3))


class ReasonForm(Form):
    heading_field = "reason"
    reason = text("Why?", rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput)


class JudgeForm(Form):
    is_accepted = forms.ChoiceField(
        label="Do you accept the answer?",
        choices=[("yes", "Yes"), ("no", "No: they are asked again")],
        widget=HintedRadios,
    )
    reason = text("Why?", rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput)


class NearMissForm(Form):
    month = forms.RegexField(
        label="In which month?",
        regex=r"^\s*(0?[1-9]|1[0-2])[ /.-]+20\d\d\s*$",
        help_text="Month and year, for example 11 2026. No day is kept.",
        error_messages={"invalid": "Enter a month and a year, like 11 2026."},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    area = forms.ChoiceField(label="In which area?", required=False, widget=forms.Select)
    themes = forms.MultipleChoiceField(label="What was it about?", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, themes: Pairs, areas: Pairs, partnerships: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", "Not known, or several"), *areas]  # type: ignore[attr-defined]
        if len(partnerships) > 1:
            chosen = forms.ChoiceField(label="For which partnership?", choices=partnerships, widget=forms.Select)
            self.add_question("partnership", chosen)


class ClusterForm(Form):
    reports = number("How many small reports of one theme propose a themed review?")
    months = number("Within how many months?")
    version = forms.IntegerField(widget=forms.HiddenInput)
