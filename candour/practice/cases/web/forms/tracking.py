"""The form above the tracker: which cases, and as it stood on which day."""

from __future__ import annotations

from django import forms

from candour.platform.design.fields import DayField
from candour.platform.design.forms import Form
from candour.practice.cases.web.presenters.tracker import SHOWS


class AsOfForm(Form):
    shows = forms.ChoiceField(choices=SHOWS, required=False, widget=forms.HiddenInput)
    words = forms.CharField(label="Find by key or theme", required=False, max_length=60)
    day = DayField(label="As it stood on", required=False)
