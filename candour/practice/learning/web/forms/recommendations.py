"""Forms of reports, bodies, recommendations and what a body answers."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import DayField, FuzzyDateField, HintedRadios, long_text
from candour.platform.design.forms import Form
from candour.practice.learning.vocabulary import Answer, CellKind, ReportKind

Pairs = list[tuple[str, str]]


def in_words(label: str, *, required: bool = True, rows: int = 4, **kwargs: Any) -> forms.CharField:
    """A box for several lines."""
    return forms.CharField(label=label, required=required, max_length=20_000, widget=long_text(rows), **kwargs)


def chosen(label: str, *, required: bool = True, **kwargs: Any) -> forms.ChoiceField:
    """A list from which one is chosen."""
    return forms.ChoiceField(label=label, required=required, widget=forms.Select, **kwargs)


def short(label: str, length: int = 20, **kwargs: Any) -> forms.CharField:
    """A short line that may stay empty."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=length,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}) if length <= 20 else forms.TextInput(),
        **kwargs,
    )


class ReportForm(Form):
    partnership = chosen("Which partnership answers it?")
    kind = forms.ChoiceField(label="What do the recommendations come from?", choices=ReportKind.choices)
    title = forms.CharField(label="Title", max_length=200, help_text="No name of a child, adult or family.")
    source = short("Who made it?", 200, help_text="The lead partnership of a review, or the author of a report.")
    reference = short("How do others refer to it?", 100)
    published_on = FuzzyDateField(label="When was it published?", required=False)
    web_address = forms.URLField(label="Where can it be read?", required=False, max_length=300, assume_scheme="https")
    comments = in_words("Comments", required=False)
    is_restricted = forms.BooleanField(
        label="Its circulation is restricted",
        required=False,
        help_text="Only the office, the partners and those who are asked to answer can read it here.",
    )

    def __init__(self, *args: Any, partnerships: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partnership"].choices = partnerships  # type: ignore[attr-defined]


class ChangeReportForm(ReportForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, partnerships=[], **kwargs)
        del self.fields["partnership"]


class BodyForm(Form):
    body = chosen("Who is to answer?", help_text="An agency, or another partnership.")
    title = short(
        "Head of its column", 100, help_text="As old papers print it, if you bring them in. It may stay empty."
    )

    def __init__(self, *args: Any, bodies: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", "Choose a body"), *bodies]  # type: ignore[attr-defined]


class BodyTitleForm(Form):
    title = forms.CharField(label="Head of its column", max_length=100)


class UpdatesForm(Form):
    by = DayField(label="By when do you need to know?")


class PromisesForm(Form):
    document = chosen("Beside which report on the public site?")
    confirm = forms.BooleanField(
        label="I have read every answer and action: no person is named, and nobody can be known"
    )

    def __init__(self, *args: Any, documents: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = [("", "Choose"), *documents]  # type: ignore[attr-defined]


class RecommendationForm(Form):
    text = in_words(
        "What is recommended?", help_text="In the words of the report. No name of a child, adult or family."
    )
    number = forms.IntegerField(
        label="Row in the matrix",
        required=False,
        min_value=1,
        max_value=9999,
        help_text="The next row, if it stays empty.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )
    report_number = short("Its number in the report", help_text="As it is printed there. It is not the row above.")
    page = short("Page")
    paragraph = short("Paragraph")
    lead = chosen("Who is accountable for it as a whole?", required=False)

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [("", "Nobody yet"), *people]  # type: ignore[attr-defined]


class ChangeRecommendationForm(RecommendationForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class AnswerForm(Form):
    kind = forms.ChoiceField(
        label="What is it for this body?",
        required=False,
        choices=[
            (CellKind.ACTION, "Something to do"),
            (CellKind.QUESTION, "A question to answer first"),
            (CellKind.NOT_APPLICABLE, "It does not apply"),
            (CellKind.EMPTY, "Nobody has said yet"),
        ],
        widget=HintedRadios(hints={CellKind.NOT_APPLICABLE: "Say why below.", CellKind.EMPTY: "It is shown in red."}),
    )
    text = in_words("What is to be done or answered, or why does it not apply?", required=False)
    due_on = FuzzyDateField(label="By when is the body to respond?", required=False)
    answer = forms.ChoiceField(
        label="How does the body respond?",
        required=False,
        choices=[(key, title) for key, title in Answer.choices if key] + [(Answer.NONE, "No response yet")],
        widget=HintedRadios(),
    )
    reason = in_words(
        "The reason for the response", required=False, help_text="It is asked for whatever the response is."
    )
    signatory = short("Who signs the response?", 150, help_text="Their name and post.")
    version = forms.IntegerField(widget=forms.HiddenInput)
