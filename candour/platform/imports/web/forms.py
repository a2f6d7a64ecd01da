"""The forms of imports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from candour.platform.design.fields import long_text
from candour.platform.design.forms import Form


class SourceForm(Form):
    marks_optional = False

    file = forms.FileField(
        label="Choose a file",
        help_text="A Word (.docx), Excel (.xlsx), PDF, CSV or text (.txt) file of up to 25 MB.",
        required=False,
        max_length=255,
    )
    text = forms.CharField(
        label="Or paste the table here",
        help_text="Copy the whole table with its headings from Word, Excel or a web page.",
        required=False,
        strip=False,
        max_length=2_000_000,
        widget=long_text(10),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two, and not both."""
        answers = super().clean() or {}
        if "file" in answers and "text" in answers:
            sent, pasted = bool(answers["file"]), bool(answers["text"].strip())
            if not sent and not pasted:
                self.add_error("file", "Choose a file, or paste the table.")
            if sent and pasted:
                self.add_error("text", "You chose a file and pasted a table. Send one of them.")
        return answers


class CheckForm(Form):
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    accept = forms.MultipleChoiceField(
        required=False,
        widget=forms.MultipleHiddenInput,
        error_messages={"invalid_choice": "One of the corrections is not one of those that were proposed."},
    )
    kept_because = forms.CharField(
        label="Why does what can hardly be right stay as it is printed?",
        help_text="Only if you leave such a value as it is. The reason stays with the import.",
        required=False,
        max_length=2000,
        widget=long_text(2),
    )
    then = forms.ChoiceField(choices=[("save", "Save"), ("import", "Import")], widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposed: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accept"].choices = [(key, key) for key in proposed]  # type: ignore[attr-defined]
