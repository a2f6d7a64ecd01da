"""The forms of deadlines."""

from django import forms

from candour.platform.design.fields import DayField
from candour.platform.design.forms import Form


class HolidayForm(Form):
    on = DayField(label="Which day?")
    title = forms.CharField(label="What is it called?", max_length=100)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
