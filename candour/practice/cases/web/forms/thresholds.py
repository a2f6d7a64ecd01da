"""Forms for the tests of a case and for the notification that follows from one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html

from candour.platform.design.forms import Form
from candour.practice.cases.web.forms.facts import choice, line, text
from candour.practice.cases.web.forms.often_asked import YES_NO, MomentForm
from candour.rulebook.language.criteria import CriteriaTest, Criterion


class TestForm(Form):
    """Every criterion of a test with an answer and the evidence for it."""

    __test__ = False
    marks_optional = False

    def __init__(self, *args: Any, test: CriteriaTest, **kwargs: Any) -> None:
        self.test = test
        super().__init__(*args, **kwargs)
        for criterion in test.criteria:
            answers = [("yes", "Yes"), ("may", "It may"), ("no", "No")]
            if not criterion.may_counts:
                answers.remove(("may", "It may"))
            self.add_question(criterion.key, choice(criterion.text, answers, required=False, help_text=criterion.hint))
            self.add_question(f"{criterion.key}-reason", text(_evidence_for(criterion), required=False, rows=2))

    @property
    def given(self) -> dict[str, tuple[str, str]]:
        """What was answered: an answer and its reason for each criterion."""
        return {
            criterion.key: (
                self.cleaned_data.get(criterion.key, ""),
                self.cleaned_data.get(f"{criterion.key}-reason", ""),
            )
            for criterion in self.test.criteria
        }


def _evidence_for(criterion: Criterion) -> str:
    hidden = '<span class="govuk-visually-hidden"> for: {}</span>'
    return format_html("Evidence" + hidden, criterion.text)


class ConcludeForm(Form):
    is_met = choice("What do you conclude?", YES_NO)
    rationale = text("Why?", help_text="A reason for the conclusion itself. The answers inform it; they do not decide.")
    limb = line("Under which limb?", required=False, longest=120)

    def __init__(self, *args: Any, test: CriteriaTest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_met"].choices = [("yes", test.if_met), ("no", test.if_not)]  # type: ignore[attr-defined]
        self.fields["is_met"].label = test.title
        if not test.name.startswith(("care-act", "children-act")):
            del self.fields["limb"]


class NotifiedForm(MomentForm):
    sender = line("Who sent it?", longest=150)
    national_reference = line("Reference that the national service gave", required=False, longest=60)
    copy = forms.FileField(label="The copy of the notice", required=False)


class CorrectNotificationForm(MomentForm):
    sender = line("Who sent it?", longest=150)
    national_reference = line("Reference that the national service gave", required=False, longest=60)
    because = text("Why is it corrected?", rows=3)


class ShareForm(Form):
    # One of the two is needed, and which one depends on the other.
    marks_optional = False
    legal_reason = text(
        "For which legal reason is it shared?",
        required=False,
        rows=3,
        help_text="Needed where there is no agreement, or a partner is no party to it. Name nobody.",
    )

    def __init__(self, *args: Any, agreements: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if agreements:
            offered = [*agreements, ("", "None of these: it is shared for a legal reason")]
            question = forms.ChoiceField(
                label="Under which agreement?", choices=offered, required=False, widget=forms.RadioSelect
            )
            self.add_question("agreement", question)
            self.order_fields(["agreement", "legal_reason"])


class SheetForm(Form):
    heading_field = "reason"
    reason = text("Why do you need to see the names?", rows=3, help_text="This is kept, and the office can read it.")
