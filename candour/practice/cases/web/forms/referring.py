"""The form that begins a referral."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import HintedRadios
from candour.platform.design.forms import Form


class PartnershipForm(Form):
    partnership = forms.ChoiceField(label="Which partnership should hear of it?", widget=HintedRadios)

    def __init__(self, *args: Any, partnerships: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partnership"].choices = [  # type: ignore[attr-defined]
            (partnership.ref, partnership.name) for partnership in partnerships
        ]
