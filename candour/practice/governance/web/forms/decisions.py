"""Forms of the register of decisions and of rounds between meetings."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django import forms

from candour.platform.design.fields import DayField, HintedRadios, TimeOfDayField, long_text
from candour.platform.design.forms import Form
from candour.rulebook.language.clocks import LONDON

QUORUM = [
    ("", "Any"),
    ("quorate", "Taken while quorate"),
    ("inquorate", "Taken while not quorate"),
    ("to-ratify", "To be ratified"),
]
KINDS = [("comments", "Comments"), ("decision", "A written decision")]


def _text(label: str, *, required: bool = True, rows: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=20_000, widget=long_text(rows), **kwargs)


class RegisterForm(Form):
    marks_optional = False

    words = forms.CharField(label="Words", required=False, max_length=60)
    quorum = forms.ChoiceField(label="Quorum", choices=QUORUM, required=False, widget=forms.Select)
    from_on = DayField(label="From", required=False)
    until_on = DayField(label="Until", required=False)


class RoundForm(Form):
    kind = forms.ChoiceField(label="What is asked for?", choices=KINDS, widget=HintedRadios)
    question = _text("What is the question?", rows=4, help_text="Members read this. No name of a child or family.")
    on = DayField(label="By which day?")
    at = TimeOfDayField(label="By what time?", initial="17:00")
    upload = forms.FileField(label="A paper to read first", required=False, max_length=255)

    def clean(self) -> dict[str, Any]:
        """Put day and time together."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("on") and cleaned.get("at"):
            hour, minute = cleaned["at"].replace(".", ":").split(":")
            local = datetime.combine(cleaned["on"], time(int(hour), int(minute)), LONDON)
            cleaned["closes_at"] = local.astimezone(UTC)
        return cleaned


class AnswerForm(Form):
    answer = forms.ChoiceField(label="What is your answer?", widget=HintedRadios)
    text = _text("Your comment or reason", required=False)

    def __init__(self, *args: Any, answers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = answers  # type: ignore[attr-defined]


class CloseRoundForm(Form):
    result = _text("What came of it?", help_text="For a decision: what was decided.")
    reason = _text("Why?", required=False)

    def __init__(self, *args: Any, is_decision: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_decision:
            del self.fields["reason"]
