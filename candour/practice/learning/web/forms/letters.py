"""Forms of letters and their replies."""

from __future__ import annotations

from django import forms

from candour.platform.design.fields import DayField, HintedRadios
from candour.platform.design.forms import Form
from candour.practice.learning.vocabulary import Answer
from candour.practice.learning.web.forms.recommendations import in_words


class LetterForm(Form):
    addressee = forms.CharField(label="To whom does it go?", max_length=200, help_text="The post and its body.")
    email = forms.EmailField(
        label="Their email address",
        required=False,
        help_text="They are told that it is sent, and reminded. It may stay empty if you send it by post.",
    )
    subject = forms.CharField(label="Subject", max_length=200)
    body = in_words("The letter", rows=18)
    version = forms.IntegerField(widget=forms.HiddenInput)


class SendForm(Form):
    reply_by = DayField(label="By when do you ask for a reply?")


class ReplyForm(Form):
    reply = forms.ChoiceField(
        label="What does the reply say?",
        choices=[(key, title) for key, title in Answer.choices if key],
        widget=HintedRadios(),
    )
    text = in_words("In its words", help_text="What they will do, or why they will not.")
    replied_on = DayField(label="When did it come?")


class TakeForm(Form):
    reason = forms.CharField(label="What is it for?", max_length=200, help_text="This is recorded with the export.")


class TakeKindForm(TakeForm):
    kind = forms.ChoiceField(
        label="Which kind of file?",
        choices=[("docx", "Word"), ("xlsx", "Excel"), ("csv", "CSV")],
        widget=HintedRadios(),
    )
