"""Forms of files between areas: choosing one that came, and making one of a lesson."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import DayField
from candour.platform.design.forms import Form
from candour.practice.learning.web.forms.lessons import line


class ChooseFileForm(Form):
    heading_field = "file"
    file = forms.FileField(
        label="Choose the file that another area made for you",
        help_text="You are told who made it, what it is, its title and its day. Then you accept or reject it.",
    )


class ShareForm(Form):
    recipient = line("For which area is the file?", help_text="For example the partnership that asked for it.")
    is_nobody = forms.BooleanField(label="I have read it, and nobody can be known from it")

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks:
            self.add_question("answer_by", DayField(label="By when do you want their answer?"))
            self.order_fields(["recipient", "answer_by", "is_nobody"])
