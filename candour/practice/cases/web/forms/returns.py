"""Forms for an agency's return, its sign-off and the code that opens its link."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import DayField, TimeOfDayField
from candour.platform.design.forms import Form
from candour.practice.cases.web.forms.facts import choice, line
from candour.practice.cases.web.forms.often_asked import YES_NO, MomentForm


class LeadForm(Form):
    name = line("Who leads at the agency?", longest=150)
    email = forms.EmailField(label="Their email address")


class RecordsForm(MomentForm):
    field_order = ("secured", "by", "on", "at")
    secured = choice("Have the agency’s records been secured?", YES_NO)
    by = line("If they have, who secured them?", required=False, longest=150)
    on = DayField(label="On which day?", required=False)
    at = TimeOfDayField(label="At what time?", required=False)

    def clean(self) -> dict[str, Any]:
        """What is secured was secured at some moment."""
        cleaned = super().clean()
        if cleaned.get("secured") == "yes" and not self.errors:
            for name, words in (("on", "Enter the day on which they were secured."), ("at", "Enter the time of day.")):
                if not cleaned.get(name):
                    self.add_error(name, words)
        return cleaned


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


class PutBackForm(Form):
    heading_field = "file"
    file = forms.FileField(
        label="Choose the file",
        help_text=(
            "The filled-in Word form, or a chronology of your own as Word, Excel, PDF or CSV: a table with a column "
            "for the date and one for what happened; also, if you can, the source and what your agency did."
        ),
    )
