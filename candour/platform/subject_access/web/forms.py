"""The forms of requests for access."""

from django import forms

from candour.platform.design.fields import DayField
from candour.platform.design.forms import Form


class RequestForm(Form):
    received_on = DayField(label="When was the request received?")
    forenames = forms.CharField(label="Forenames of the person who asks", max_length=200)
    surname = forms.CharField(label="Surname", max_length=200)
    former_surname = forms.CharField(label="Earlier surname", max_length=200, required=False)
    born_on = DayField(label="Date of birth")
    address = forms.CharField(label="Address", max_length=500, required=False, widget=forms.Textarea)
    asked = forms.CharField(
        label="What do they ask for, and how was it made sure who they are?",
        max_length=4000,
        widget=forms.Textarea,
    )


class JudgeForm(Form):
    is_person = forms.TypedChoiceField(
        label="Is it the person who asks?",
        choices=(("yes", "Yes"), ("no", "No, it is somebody else")),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    because = forms.CharField(label="How do you know?", max_length=1000, widget=forms.Textarea)


class BundleForm(Form):
    reason = forms.CharField(label="Why do you make the list now?", max_length=500, widget=forms.Textarea)


class EndForm(Form):
    step = forms.ChoiceField(
        label="How did it end?",
        choices=(("answer", "The person was given what they asked for"), ("refuse", "It was refused")),
        widget=forms.RadioSelect,
    )
    outcome = forms.CharField(
        label="What was the person told?",
        help_text="What they were given, what was left out and why, and that they can complain.",
        max_length=4000,
        widget=forms.Textarea,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
