"""Forms of reports to committees, beside their heads."""

from __future__ import annotations

from django import forms

from candour.platform.design.fields import DayField, HintedRadios
from candour.platform.design.forms import Form


class BeginReportForm(Form):
    subject = forms.CharField(label="Subject heading", max_length=200)
    to_body = forms.CharField(
        label="To which committee?", max_length=150, help_text="For example: Cabinet, Health and Wellbeing Board."
    )
    meets_on = DayField(label="When does it meet?", required=False)


class ChangeReportForm(BeginReportForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class TakeReportForm(Form):
    kind = forms.ChoiceField(
        label="Which kind of file?", choices=[("docx", "Word"), ("pdf", "PDF")], widget=HintedRadios
    )
    reason = forms.CharField(label="What is it for?", max_length=200, help_text="This is recorded with the export.")
