"""Forms for the decision of the partners and for what follows: who is told, and what the Panel replies."""

from __future__ import annotations

from typing import Any

from candour.platform.design.fields import DayField, TimeOfDayField
from candour.platform.design.forms import Form
from candour.practice.cases.web.choices import CLOSING, VIEWS
from candour.practice.cases.web.forms.facts import choice, line, text
from candour.practice.cases.web.forms.often_asked import MomentForm, OutcomesForm, moment_of


class OpenDecisionForm(OutcomesForm):
    on = DayField(label="Until which day may the partners answer?")
    at = TimeOfDayField(label="Until what time?")

    def clean(self) -> dict[str, Any]:
        """Put day and time together."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("on") and cleaned.get("at"):
            cleaned["moment"] = moment_of(cleaned["on"], cleaned["at"])
        return cleaned


class PositionForm(Form):
    view = choice("What is your position?", VIEWS)
    prefers = choice("If you disagree, which outcome would you choose?", [], required=False)
    reason = text("Your reason", help_text="Nobody sees it before all partners have answered.")

    def __init__(self, *args: Any, outcomes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prefers"].choices = outcomes  # type: ignore[attr-defined]


class InformationForm(MomentForm):
    information = text("What information do you give?", rows=8)
    field_order = ["information", "on", "at"]


class ConsultForm(Form):
    who = line("Whom did you consult?", help_text="The director of adult services of the other authority.")
    words = text("What did they say?", rows=3)


class SubmitForm(MomentForm):
    receipt = line("Receipt or reference, if one came", required=False)
    late_because = text(
        "If it was sent after the limit, why?",
        rows=3,
        required=False,
        help_text="Leave it empty where it was in time, or where the reason is recorded already.",
    )


class DelayForm(Form):
    because = text("Why will the report be late?", rows=3, help_text="For example: a post mortem whose result is out.")
    expected_on = DayField(label="When will it be sent?")
    on = DayField(label="On which day was the Panel told?", required=False, help_text="Leave it empty if not yet.")
    at = TimeOfDayField(label="At what time?", required=False)
    told_how = line("How was it told?", required=False)

    def clean(self) -> dict[str, Any]:
        """Put day and time together; one is nothing without the other."""
        cleaned = super().clean() or self.cleaned_data
        on, at = cleaned.get("on"), cleaned.get("at")
        if bool(on) != bool(at) and "on" not in self.errors and "at" not in self.errors:
            self.add_error("at" if on else "on", "Enter both the day and the time at which the Panel was told.")
        cleaned["moment"] = moment_of(on, at) if on and at else None
        return cleaned


class InformForm(MomentForm):
    who = line("Who was informed?", longest=150)
    how = line("How?", required=False)
    field_order = ["who", "on", "at", "how"]


class ReplyForm(Form):
    received_on = DayField(label="When did the reply come?")
    agrees = choice(
        "Does the Panel agree with the decision?",
        [("yes", "Yes"), ("no", "No"), ("", "It does not say")],
        required=False,
    )
    words = text("What does the Panel say?")
    asks = text(
        "What does it ask for or suggest?",
        required=False,
        help_text="One on each line. Each becomes a follow-up.",
    )
    due_on = DayField(label="By when will these be answered?", required=False)

    def clean(self) -> dict[str, Any]:
        """What is asked for needs a day by which it is answered."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("asks") and not cleaned.get("due_on"):
            self.add_error("due_on", "Enter the day by which the follow-ups will be answered.")
        return cleaned


class CloseForm(OutcomesForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, outcomes=CLOSING, **kwargs)
