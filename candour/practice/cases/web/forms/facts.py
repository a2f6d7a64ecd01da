"""Forms for the facts of a case, its people, its processes and its team."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import DayField, FuzzyDateField, HintedRadios, long_text
from candour.platform.design.forms import Form
from candour.practice.cases.reasons import TO_CHOOSE
from candour.practice.cases.web.choices import (
    HARM,
    KNOWN,
    NATURES,
    PLACES,
    PROCESSES,
    PURPOSES,
    SEX,
    STOPS,
)


def choice(label: str, choices: Any, *, required: bool = True, **kwargs: Any) -> forms.ChoiceField:
    """A question with radio buttons."""
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=HintedRadios, **kwargs)


def line(label: str, *, required: bool = True, longest: int = 200, **kwargs: Any) -> forms.CharField:
    """A question answered in a line."""
    return forms.CharField(label=label, required=required, max_length=longest, **kwargs)


def text(label: str, *, required: bool = True, rows: int = 5, **kwargs: Any) -> forms.CharField:
    """A question answered in several lines."""
    return forms.CharField(label=label, required=required, max_length=20_000, widget=long_text(rows), **kwargs)


class DescribeForm(Form):
    incident_on = FuzzyDateField(label="When did it happen?", required=False)
    place = choice("Where did it happen?", PLACES)
    place_words = line("Which council area or country, if not here?", required=False)
    residence_words = line("Which council area does the person live in?", required=False)
    responsible_council = line(
        "Is another council responsible for the person?",
        required=False,
        help_text="Where this is answered, consulting that council is entered as a task.",
    )
    harm = choice("What came of it?", HARM, required=False)
    abuse = choice("Is abuse or neglect known or suspected?", KNOWN, required=False)
    themes = line(
        "Themes, in general words",
        required=False,
        longest=300,
        help_text="These are shown in the tracker, so nothing may identify anybody: no name, age, hospital or place.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class AwarenessForm(Form):
    heading_field = "aware_on"
    aware_on = FuzzyDateField(
        label="When did the council become aware?",
        help_text="The council's five working days run from this day. For example 27 3 2026.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SubjectForm(Form):
    forenames = line("First names", required=False)
    surname = line("Last name", required=False)
    born_on = FuzzyDateField(label="Date of birth", required=False)
    address = text("Home address", required=False, rows=3)
    nhs_number = line("NHS number", required=False, longest=20)
    is_unborn = forms.BooleanField(label="Not yet born", required=False)
    has_died = forms.BooleanField(label="Has died", required=False)
    died_on = FuzzyDateField(label="Date of death", required=False)
    age_words = line(
        "Age in general words", required=False, longest=40, help_text="For example: an infant, a teenager."
    )
    sex = choice("Sex or gender", SEX, required=False)
    ethnicity = line("Ethnic origin", required=False, longest=100)
    faith = line("Faith or religion", required=False, longest=100)
    disability = line("Disability", required=False)
    looked_after = choice("Looked after by a council?", KNOWN, required=False)
    care_leaver = choice("A care leaver aged 24 or under?", KNOWN, required=False)
    on_plan = choice("On a child protection plan, now or before?", KNOWN, required=False)
    plan_dates = line("From when to when?", required=False)
    open_to_services = choice("Open to children’s social care or early help?", KNOWN, required=False)
    school_age = choice("Of school age?", KNOWN, required=False)
    needs = text("Care and support needs, for an adult", required=False, rows=3)


class RevealForm(Form):
    reason_kind = choice("Why do you need to see this?", list(TO_CHOOSE.items()))
    reason = text("Say it in your own words", rows=3, help_text="This is kept, and the partnership office can read it.")


class FactForm(Form):
    heading_field = "text"
    text = text("What do you want to add?", help_text="It is dated and kept with the referral.")


class OutcomeForm(Form):
    heading_field = "words"
    words = text(
        "What should the referrer be told?",
        help_text="They see exactly this, with its date. Say nothing about anybody else.",
    )


class JoinForm(Form):
    into = forms.ChoiceField(label="Which case is about the same event?", widget=HintedRadios)

    def __init__(self, *args: Any, cases: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = cases  # type: ignore[attr-defined]


class ProcessChangeForm(Form):
    """How another process stands; which others there are for it to wait for depends on the case."""

    owner = line("Who owns it?", required=False, longest=150)
    reference = line("Its reference", required=False, longest=80)
    status = line("How does it stand?", required=False)
    began_on = FuzzyDateField(label="Began on", required=False)
    next_on = DayField(label="Next date", required=False)
    stops = choice("What of the review waits for it?", STOPS, required=False)
    after_ref = forms.ChoiceField(label="Does it wait for another process?", required=False, widget=forms.Select)
    ended_on = FuzzyDateField(label="Ended on", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after_ref"].choices = [("", "No"), *others]  # type: ignore[attr-defined]


class ProcessForm(ProcessChangeForm):
    kind = choice("Which process?", PROCESSES)
    ended_on = None  # type: ignore[assignment]
    version = None  # type: ignore[assignment]
    field_order = ["kind"]


class PersonForm(Form):
    """A form that chooses a person from the directory by email address, so that nobody is offered a whole list."""

    person = forms.ChoiceField(label="Who?", widget=forms.Select)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]


class JoinTeamForm(PersonForm):
    purpose = choice("For what purpose?", PURPOSES)
    until_on = DayField(label="Only until", required=False, help_text="For somebody with access for a period.")


class ConflictForm(PersonForm):
    nature = choice("What is the conflict?", NATURES)
    substitute = line(
        "Who takes their place?",
        required=False,
        longest=150,
        help_text="Where the chair’s own agency is in question, another member presents the case.",
    )


class EmergencyForm(Form):
    partnership = forms.ChoiceField(label="Which partnership?", widget=HintedRadios)
    key = line("The key of the case", longest=20)
    reason = text("Why must you see it now?", rows=3)

    def __init__(self, *args: Any, partnerships: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partnership"].choices = partnerships  # type: ignore[attr-defined]


class ReviewOpeningForm(Form):
    heading_field = "review"
    review = text("What did you find?", help_text="Was the emergency real, and was only what was needed read?")
