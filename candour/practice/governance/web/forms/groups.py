"""Forms of groups: what one is, its seats, when it may decide, its terms of reference, and closing it."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms

from candour.platform.design.fields import DayField, HintedRadios, TimeOfDayField, long_text
from candour.platform.design.forms import Form
from candour.practice.governance.vocabulary import Chairing, Domain, Frequency, GroupKind, SeatKind

Pairs = list[tuple[str, str]]

BASES = [("agencies", "Agencies (several seats of one count once)"), ("seats", "Seats"), ("members", "People")]
ROUNDINGS = [
    ("up", "Rounded up"),
    ("down", "Rounded down"),
    ("nearest", "Rounded to the nearest, halves up"),
    ("more_than", "More than the share"),
]
COUNTS = [("", "Nothing is counted"), ("share", "A share"), ("number", "A number")]


def chosen(label: str, choices: Any = (), *, required: bool = True, **kwargs: Any) -> forms.ChoiceField:
    """A question that is answered from a list."""
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=forms.Select, **kwargs)


def text(label: str, *, required: bool = True, rows: int = 4, **kwargs: Any) -> forms.CharField:
    """A question that is answered in several lines."""
    return forms.CharField(label=label, required=required, max_length=100_000, widget=long_text(rows), **kwargs)


def line(label: str, most: int = 150, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    """A question that is answered in one line."""
    return forms.CharField(label=label, required=required, max_length=most, **kwargs)


def number(label: str, least: int, most: int, *, required: bool = True, **kwargs: Any) -> forms.IntegerField:
    """A question that is answered with a whole number."""
    widget = forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"})
    return forms.IntegerField(label=label, required=required, min_value=least, max_value=most, widget=widget, **kwargs)


def clock(at: str) -> time:
    """A time of day as somebody typed it, which the form has checked."""
    hour, minute = at.replace(".", ":").split(":")
    return time(int(hour), int(minute))


class GroupForm(Form):
    name = line("What is it called?", required=True)
    short_name = line("Short name", 30)
    kind = chosen("What kind of body is it?", GroupKind.choices)
    parent = chosen("Which body is it under?", required=False)
    commissioned_by = chosen(
        "Which body commissioned it?", required=False, help_text="Needed for a task and finish group."
    )
    purpose = text("What is it for?", required=False)
    reviews_cases = forms.BooleanField(label="It looks at cases for its partnership", required=False)
    from_on = DayField(label="First day")
    ends_on = DayField(
        label="Day on which it is meant to end",
        required=False,
        help_text="Needed for a task and finish group, which is then asked for its closing report.",
    )
    frequency = chosen("How often does it meet?", Frequency.choices)
    tolerance_days = number(
        "Tolerance in days", 0, 60, help_text="How far a meeting may lie from where the rule puts it."
    )
    at_least_a_year = number("Least number of meetings a year", 0, 60, help_text="0 if none is promised.")
    usual_start = TimeOfDayField(label="Usual start", required=False)
    usual_minutes = number("Usual length in minutes", 5, 1440)
    usual_place = line("Usual place", 200)
    usual_link = line("Usual link", 300)
    chairing = chosen("How is it chaired?", Chairing.choices)
    papers_before = number("Papers are out this many working days before", 0, 60)
    minutes_within = number("Minutes are out within this many days", 1, 120)

    def __init__(self, *args: Any, bodies: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("parent", "commissioned_by"):
            self.fields[name].choices = [("", "None"), *bodies]  # type: ignore[attr-defined]

    def clean_usual_start(self) -> time | None:
        """The time of day; None for none."""
        at = self.cleaned_data.get("usual_start", "")
        return clock(at) if at else None


class ChangeGroupForm(GroupForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class NewGroupForm(GroupForm):
    terms_text = text(
        "Terms of reference",
        required=False,
        rows=8,
        help_text="Needed for a task and finish group. They are kept as version 0.1, a draft.",
    )
    partnership = chosen("Which partnership does it belong to?")

    field_order = ("partnership", "name")

    def __init__(self, *args: Any, partnerships: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partnership"].choices = partnerships  # type: ignore[attr-defined]


class SeatForm(Form):
    title = line("What is the seat called?", required=True)
    kind = chosen("What kind of seat is it?", SeatKind.choices)
    post = chosen("Which post fills it?", required=False)
    unit = line(
        "Agency for which it counts", required=True, help_text="Seats of one agency count once in a quorum of agencies."
    )
    sectors = line("Sectors that it represents", 300, help_text="With commas between them, such as health, police.")
    counts = forms.BooleanField(
        label="It counts in the base of the quorum", required=False, help_text="Advisers and visitors usually do not."
    )
    domain = chosen("For which part of the agenda is its holder invited?", Domain.choices)
    chairs_in_turn = number(
        "Place among the chairs",
        1,
        20,
        required=False,
        help_text="1 for the chair or first co-chair, 2 for the vice-chair or second. Empty if it does not chair.",
    )

    def __init__(self, *args: Any, posts: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", "None: the seat is vacant"), *posts]  # type: ignore[attr-defined]

    def clean_sectors(self) -> list[str]:
        """The sectors as a list."""
        return [one.strip() for one in self.cleaned_data.get("sectors", "").split(",") if one.strip()]


class NewSeatForm(SeatForm):
    from_on = DayField(label="First day")


class EndForm(Form):
    heading_field = "on"
    on = DayField(label="What is its last day?")


class SentForm(Form):
    heading_field = "on"
    on = DayField(label="On which day was the report sent?")


class QuorumForm(Form):
    """When the group may decide. Two ways can be given; either is enough, and all parts of a way must hold."""

    domain = chosen("For which items?", Domain.choices)
    from_on = DayField(label="From which day?")
    rulebook_name = chosen("A rule of the rulebook", required=False, help_text="Or describe the group’s own below.")
    deputies_count = forms.BooleanField(label="Deputies count", required=False)
    sentence = text(
        "The sentence in the terms of reference", required=False, rows=2, help_text="It is shown with the rule."
    )

    def __init__(self, *args: Any, rules: Pairs, sectors: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rulebook_name"].choices = [("", "None: the group’s own rule"), *rules]  # type: ignore[attr-defined]
        for way, title in (("first", "The group’s own rule"), ("second", "Or else")):
            self._add_way(way, title, sectors)

    def _add_way(self, way: str, title: str, sectors: list[str]) -> None:
        questions: dict[str, forms.Field] = {
            "counts": chosen(f"{title}: what is counted?", COUNTS, required=False),
            "share": line(f"{title}: which share?", 10, help_text="Such as 1/2, 2/3 or 0.5."),
            "number": number(f"{title}: which number?", 1, 500, required=False),
            "base": chosen(f"{title}: of what?", BASES, required=False),
            "rounding": chosen(f"{title}: how is the share rounded?", ROUNDINGS, required=False),
            "chair": forms.BooleanField(label=f"{title}: somebody must be in the chair", required=False),
        }
        if sectors:
            questions["each"] = forms.MultipleChoiceField(
                label=f"{title}: which sectors must be there?",
                choices=[(one, one) for one in sectors],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        for name, field in questions.items():
            self.add_question(f"{way}_{name}", field)

    def clean(self) -> dict[str, Any]:
        """Put the parts of each way together as a rule in the rulebook's notation."""
        cleaned = super().clean() or self.cleaned_data
        ways = [found for found in (self._way(cleaned, "first"), self._way(cleaned, "second")) if found]
        cleaned["own_rule"] = {"any": ways} if len(ways) > 1 else ways[0] if ways else None
        return cleaned

    def _way(self, cleaned: dict[str, Any], way: str) -> dict[str, Any] | None:
        parts: list[dict[str, Any]] = []
        base = cleaned.get(f"{way}_base") or "agencies"
        counts = cleaned.get(f"{way}_counts")
        if counts == "share":
            rounding = cleaned.get(f"{way}_rounding") or "up"
            parts.append({"share": cleaned.get(f"{way}_share") or "", "of": base, "rounding": rounding})
        elif counts == "number":
            parts.append({"number": cleaned.get(f"{way}_number"), "of": base})
        if cleaned.get(f"{way}_each"):
            parts.append({"each": list(cleaned[f"{way}_each"])})
        if cleaned.get(f"{way}_chair"):
            parts.append({"chair": True})
        return {"all": parts} if len(parts) > 1 else parts[0] if parts else None


class ReportingForm(Form):
    to = chosen("To which body?")
    what = line("What is reported?", 200, required=True)
    frequency = chosen("How often?", Frequency.choices)
    due_on = DayField(label="When is it next due?")

    def __init__(self, *args: Any, bodies: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "Choose a body"), *bodies]  # type: ignore[attr-defined]


class ClosingReportForm(Form):
    heading_field = "text"
    text = text("What did the group do, and what came of it?", rows=10)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CloseGroupForm(Form):
    successor = chosen("Which group takes over?", help_text="Every open thing passes to it at once.")
    on = DayField(label="What is or was its last day?")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, bodies: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [("", "Choose a group"), *bodies]  # type: ignore[attr-defined]


class DraftTermsForm(Form):
    number = line("Version", 12, required=True, help_text="Such as 0.3 or 1.0.")
    lead = line("Lead officer")
    text = text("Terms of reference", rows=16)


class EditTermsForm(Form):
    lead = line("Lead officer")
    text = text("Terms of reference", rows=16)
    version = forms.IntegerField(widget=forms.HiddenInput)


class SendTermsForm(Form):
    heading_field = "posts"
    posts = forms.MultipleChoiceField(label="Who has to sign?", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, posts: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posts"].choices = posts  # type: ignore[attr-defined]


class BringInForm(Form):
    review_on = DayField(
        label="When is it to be reviewed?", required=False, help_text="Leave empty for twelve months from today."
    )


class DateForm(Form):
    marks_optional = False
    on = DayField(label="Show the structure as it was on", required=False)


class TakeAttendanceForm(Form):
    kind = forms.ChoiceField(
        label="Which kind of file?", choices=[("xlsx", "Excel"), ("csv", "CSV")], widget=HintedRadios
    )
    reason = forms.CharField(label="What is it for?", max_length=200, help_text="This is recorded with the export.")
