"""The forms of challenges."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import DayField, HintedRadios, long_text
from candour.platform.design.forms import Form
from candour.practice.challenges.vocabulary import Concerned, Issue, Reply
from candour.practice.challenges.workflow import CHALLENGE

Pairs = list[tuple[str, str]]

NO_NAMES = "No name of a child, an adult or a family, and nothing that only one of them has."
STATES: Pairs = [("silent", "No answer in time"), ("open", "Open"), ("ended", "Ended"), *CHALLENGE.choices]


def _words(label: str, *, rows: int = 4, required: bool = True, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=20_000, required=required, widget=long_text(rows), **kwargs)


def _chosen(label: str, *, required: bool = True, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required, widget=forms.Select, **kwargs)


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput)


class FilterForm(Form):
    marks_optional = False

    partnership = _chosen("Partnership", required=False)
    body = _chosen("Body challenged", required=False)
    state = _chosen("How it stands", required=False, choices=[("", "Any"), *STATES])
    year = _chosen("Report year", required=False)

    def __init__(self, *args: Any, partnerships: Pairs, bodies: Pairs, years: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pairs in (("partnership", partnerships), ("body", bodies), ("year", years)):
            self.fields[name].choices = [("", "Any"), *pairs]  # type: ignore[attr-defined]
        if len(partnerships) < 2:
            del self.fields["partnership"]


class IndexForm(Form):
    marks_optional = False

    partnership = _chosen("Partnership", required=False)
    year = _chosen("Report year", required=False)

    def __init__(self, *args: Any, partnerships: Pairs, years: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partnership"].choices = [("", "Any"), *partnerships]  # type: ignore[attr-defined]
        self.fields["year"].choices = years  # type: ignore[attr-defined]
        if len(partnerships) < 2:
            del self.fields["partnership"]


class RaiseForm(Form):
    marks_optional = False  # only who is safe may stay empty, and only where the hint says so

    body = _chosen("Which body is challenged?")
    issue = forms.ChoiceField(label="What is it about?", choices=Issue.choices, widget=HintedRadios)
    title = forms.CharField(label="The challenge in a few words", max_length=150, help_text=NO_NAMES)
    asked = _words("What is the body asked to do or to look at again?", rows=6, help_text=NO_NAMES)
    concerned = forms.ChoiceField(label="Who is concerned?", choices=Concerned.choices, widget=HintedRadios)
    safe_meanwhile = _words(
        "How is the child or adult safe meanwhile?",
        required=False,
        help_text="Protection never waits for an answer. Leave it empty only if nobody is concerned.",
    )
    raised_on = DayField(label="When was it raised?")
    stage = _chosen(
        "At which stage does it begin?", help_text="At the first, unless somebody may come to harm at once."
    )
    with_whom = forms.CharField(
        label="With whom does it lie?", max_length=200, help_text="The post or person of the body that is to answer."
    )
    answer_by = DayField(label="By when is the answer asked for?")

    def __init__(self, *args: Any, partnerships: Pairs, raisers: Pairs, bodies: Pairs, stages: Pairs, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", "Choose a body"), *bodies]  # type: ignore[attr-defined]
        self.fields["stage"].choices = stages  # type: ignore[attr-defined]
        if len(partnerships) > 1:
            self.add_question(
                "partnership", _chosen("In which partnership?", choices=[("", "Choose one"), *partnerships])
            )
        if len(raisers) > 1:
            self.add_question("raised_by", _chosen("Which agency raises it?", choices=[("", "Choose one"), *raisers]))
        first = [name for name in ("partnership", "raised_by") if name in self.fields]
        self.order_fields([*first, *(name for name in self.fields if name not in first)])

    def clean(self) -> dict[str, Any]:
        """The answers; the child or adult must be safe meanwhile, where one is concerned."""
        said: dict[str, Any] = super().clean() or {}
        concerned = said.get("concerned")
        if concerned and concerned != Concerned.NOBODY and not said.get("safe_meanwhile"):
            self.add_error("safe_meanwhile", "Say how the child or adult is safe meanwhile.")
        return said


class AnswerForm(Form):
    reply = forms.ChoiceField(label="What does the body answer?", choices=Reply.choices, widget=HintedRadios)
    text = _words("Why, and what will it do?", rows=6, help_text=NO_NAMES)
    replied_on = DayField(label="When was it answered?")
    version = _version()


class HigherForm(Form):
    stage = _chosen(
        "To which stage?", help_text="The next, unless somebody may come to harm at once: then any may be passed over."
    )
    because = _words("Why is it taken higher?", help_text=NO_NAMES)
    with_whom = forms.CharField(
        label="With whom does it lie now?",
        max_length=200,
        help_text="The post or person of the body that is to answer.",
    )
    answer_by = DayField(label="By when is the answer asked for?")
    version = _version()

    def __init__(self, *args: Any, stages: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = stages  # type: ignore[attr-defined]


class ResolveForm(Form):
    settled = _words("What changes?", rows=6, help_text=NO_NAMES)
    learned = _words("What was learned?", required=False, help_text=NO_NAMES)
    version = _version()


class WithdrawForm(Form):
    because = _words("Why is it withdrawn?", help_text=NO_NAMES)
    version = _version()


class CloseForm(Form):
    dissent_of_raiser = _words("What does the agency that raised it still hold?", help_text=NO_NAMES)
    dissent_of_body = _words(
        "What does the body that was challenged still hold?", help_text="If it said nothing, write that."
    )
    learned = _words("What was learned?", required=False, help_text=NO_NAMES)
    version = _version()


class TakeForm(Form):
    kind = forms.ChoiceField(
        label="Which kind of file?", choices=[("docx", "Word"), ("xlsx", "Excel")], widget=HintedRadios
    )
    year = _chosen("Which report year?")
    reason = forms.CharField(label="What is it for?", max_length=200, help_text="This is recorded with the export.")

    def __init__(self, *args: Any, years: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = years  # type: ignore[attr-defined]
