"""The form that links two records."""

from __future__ import annotations

from django import forms

from candour.platform.design.forms import Form


class LinkForm(Form):
    words = forms.CharField(
        label="What else should be seen?",
        max_length=60,
        help_text="The key of a case, such as QZ, or the number of an action, such as 2026/7.",
    )
    why = forms.CharField(
        label="Why do they belong together?",
        max_length=200,
        help_text="Both sides show this, each to those who can open the other. Name nobody.",
    )
