"""Forms of actions of a plan, their evidence and their tests."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import FuzzyDateField, HintedRadios
from candour.platform.design.forms import Form
from candour.practice.learning.web.forms.recommendations import Pairs, chosen, in_words

_DAY = "For example 27 3 2027 or March 2027."


class PlanActionForm(Form):
    text = in_words("What is to be done?", help_text="One specific thing. No name of a child, adult or family.")
    owner = chosen("Who answers for it?", help_text="One person.")
    due_on = FuzzyDateField(label="By when?", help_text=_DAY)

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]


class ChangePlanActionForm(PlanActionForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class SayForm(Form):
    text = in_words("How does it stand?", help_text="No name of a child, adult or family.")


class DoneForm(Form):
    text = in_words("What was done?", help_text="What shows that it changed something comes next.")


class EvidenceForm(Form):
    text = in_words("What shows that something has changed?", required=False, help_text="In words, as a file, or both.")
    upload = forms.FileField(label="A file that shows it", required=False, max_length=255)


class AcceptForm(Form):
    text = in_words("Why is it enough?", required=False)


class BecauseForm(Form):
    text = in_words("Why?")


class JudgeForm(Form):
    holds = forms.ChoiceField(
        label="Does the change still hold?",
        choices=[("yes", "Yes, it holds"), ("no", "No, it does not")],
        widget=HintedRadios(hints={"no": "The action is opened again."}),
    )
    finding = in_words("What did you look at, and what did you find?")
    due_on = FuzzyDateField(
        label="If it does not hold: by when is it to be done again?", required=False, help_text=_DAY
    )


class DrawForm(Form):
    partnership = chosen("Of which partnership?")
    months = forms.ChoiceField(
        label="How long after the evidence was accepted?",
        choices=[("3", "3 months"), ("6", "6 months"), ("12", "12 months")],
        widget=HintedRadios(),
    )
    share = forms.IntegerField(
        label="How many of a hundred?",
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, partnerships: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partnership"].choices = partnerships  # type: ignore[attr-defined]
