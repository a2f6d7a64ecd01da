"""The forms of keeping and erasing."""

from django import forms

from candour.platform.design.fields import DayField
from candour.platform.design.forms import Form


class YearsForm(Form):
    years = forms.IntegerField(label="For how many years?", min_value=1, max_value=100)
    because = forms.CharField(
        label="Why so many?",
        help_text="Name the policy, the agreement or the advice, so that it can be found again.",
        max_length=1000,
        widget=forms.Textarea,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class HoldForm(Form):
    reason = forms.CharField(
        label="Why must it be kept?",
        help_text="For example an inquiry, a claim or an order of a court. Do not name the person.",
        max_length=1000,
        widget=forms.Textarea,
    )
    ask = forms.CharField(label="Who can say whether it is still needed?", max_length=200)
    next_check_on = DayField(label="When will somebody ask again?")


class LookForm(Form):
    next_check_on = DayField(label="When will somebody ask again?")
    version = forms.IntegerField(widget=forms.HiddenInput)


class LiftForm(Form):
    sure = forms.BooleanField(label="Nobody needs it to be kept any longer")
    version = forms.IntegerField(widget=forms.HiddenInput)


class ConfirmForm(Form):
    sure = forms.BooleanField(label="I have read the list, and these records may go for good")
