"""Forms of redaction: its texts, what they must not name, and what is decided of each mention."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import DayField, HintedRadios, long_text
from candour.platform.design.forms import Form
from candour.practice.publishing.vocabulary import DocumentKind
from candour.practice.publishing.web.forms.documents import chosen, line

OWN = "own"
DECISIONS = [("replace", "Replace them"), ("leave", "Leave them standing")]
KINDS = [
    ("person", "A person"),
    ("organisation", "A school, surgery or other organisation"),
    ("place", "An address"),
    ("code", "A number or reference"),
    ("date", "A day"),
]


class OpenForm(Form):
    title = line("What do you call it?", required=True, help_text="For those who work on it. It names nobody.")
    kind = chosen("What is to be published?", DocumentKind.choices)
    allowed = forms.CharField(
        label="What may be named",
        required=False,
        max_length=5000,
        widget=long_text(4),
        help_text="One on a line: your own bodies, published reviews.",
    )


class TextForm(Form):
    title = line("Heading of this part", required=True)
    source = line(
        "Where does it come from?", 180, required=True, help_text="It stands on the part when it is published."
    )
    text = forms.CharField(label="Text", max_length=500_000, widget=long_text(16))


class FileForm(Form):
    source = line(
        "Where does it come from?", 180, required=True, help_text="It stands on each part when it is published."
    )
    file = forms.FileField(
        label="The file", max_length=255, help_text="Word, PDF or plain text. It is kept as it came."
    )


class KnownForm(Form):
    kind = forms.ChoiceField(label="Who or what is it?", choices=KINDS, widget=HintedRadios)
    names = forms.CharField(
        label="Names, addresses or numbers",
        required=False,
        max_length=5000,
        widget=long_text(3),
        help_text="In full, one on a line. Parts, initials, short forms and misspellings are found by themselves.",
    )
    on = DayField(label="Date of birth, or the day itself", required=False)
    role = line(
        "What are they in the case?", 80, help_text="For example: mother, school. “the mother” can stand instead."
    )
    pseudonym = line("Under which pseudonym?", 80)
    is_kept = forms.BooleanField(label="May be named: leave them standing", required=False)


class NamedForm(Form):
    decision = forms.ChoiceField(label="What happens to all of these mentions?", choices=DECISIONS, widget=HintedRadios)
    choice = forms.ChoiceField(label="What stands in their place?", widget=HintedRadios, required=False)
    own = line("The words, if they are your own", 120)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Own words are needed where they are chosen."""
        answers = super().clean() or self.cleaned_data
        if answers.get("decision") == "replace" and answers.get("choice") == OWN and not answers.get("own", "").strip():
            self.add_error("own", "Enter the words that stand in their place.")
        return answers


class WordsForm(Form):
    decision = forms.ChoiceField(label="What happens to these words?", choices=DECISIONS, widget=HintedRadios)
    means = chosen("Whom or what do they mean?", required=False)

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["means"].choices = others  # type: ignore[attr-defined]


class MaskForm(Form):
    words = line("Words to mask wherever they stand", required=True, help_text="Type them, or select them in the text.")
    means = chosen("Whom or what do they mean?", required=False)
    choice = line("What stands in their place?", 120, help_text="Only for something new. Empty for “[name removed]”.")

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["means"].choices = [("", "Something new"), *others]  # type: ignore[attr-defined]


class MakeForm(Form):
    document = chosen("Of which document is it a version?")
    number = line("Version", 12, required=True, help_text="For example 1.0.")

    def __init__(self, *args: Any, documents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = [("", "Choose"), *documents]  # type: ignore[attr-defined]
