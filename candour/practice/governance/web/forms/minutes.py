"""Forms of minutes: numbering or dismissing what was found in them, and agreeing them."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import long_text
from candour.platform.design.forms import Form
from candour.practice.governance.web.forms.actions import AddActionForm


class NumberForm(AddActionForm):
    existing = forms.ChoiceField(
        label="Is it in the log already?",
        required=False,
        widget=forms.Select,
        help_text="Choose the action, or leave this and fill in the rest for a new one.",
    )
    field_order = ("existing",)

    def __init__(self, *args: Any, existing: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["existing"].choices = [("", "No, it is new"), *existing]  # type: ignore[attr-defined]
        for name in ("text", "owner"):
            self.fields[name].required = False


class DismissForm(Form):
    heading_field = "because"
    because = forms.CharField(
        label="Why is this no action?",
        max_length=2000,
        widget=long_text(3),
        help_text="It is kept with your name. For initials: say who is meant.",
    )


class AgreeForm(Form):
    item = forms.ChoiceField(label="At which item of which meeting were they agreed?", widget=forms.Select)
    amendments = forms.CharField(
        label="With which amendments?",
        required=False,
        max_length=20_000,
        widget=long_text(5),
        help_text="One on a line. Put who asked for it at the end in brackets, for example (Robert South).",
    )

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", "Choose an item"), *items]  # type: ignore[attr-defined]
