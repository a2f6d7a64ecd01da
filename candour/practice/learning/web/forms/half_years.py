"""Forms of learning reports."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import DayField, HintedRadios, long_text
from candour.platform.design.forms import Form


class BeginForm(Form):
    from_on = DayField(label="First day")
    until_on = DayField(label="Last day")

    def __init__(self, *args: Any, partnerships: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(partnerships) > 1:
            chosen = forms.ChoiceField(label="For which partnership?", choices=partnerships, widget=forms.Select)
            self.add_question("partnership", chosen)


class WriteForm(Form):
    changed = forms.CharField(
        label="What changed for children, adults and families?",
        max_length=20_000,
        widget=long_text(8),
        help_text="If nothing is known to have changed, say so.",
    )
    next_steps = forms.CharField(label="What comes next?", required=False, max_length=20_000, widget=long_text(6))
    version = forms.IntegerField(widget=forms.HiddenInput)


class TakeForm(Form):
    kind = forms.ChoiceField(
        label="Which kind of file?", choices=[("docx", "Word"), ("pdf", "PDF")], widget=HintedRadios
    )
    reason = forms.CharField(label="What is it for?", max_length=200, help_text="This is recorded with the export.")
