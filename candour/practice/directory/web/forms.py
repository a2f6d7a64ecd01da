"""The forms of the directory."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import DayField, HintedRadios, long_text
from candour.platform.design.forms import Form
from candour.practice.directory import roles
from candour.practice.directory.vocabulary import Sector


def chosen(label: str, *, required: bool = True) -> forms.ChoiceField:
    """A question answered from a long list."""
    return forms.ChoiceField(label=label, required=required, widget=forms.Select)


class OrganisationForm(Form):
    name = forms.CharField(label="Name", max_length=150)
    short_name = forms.CharField(label="Short name", max_length=40)
    sector = forms.ChoiceField(label="Sector", choices=Sector.choices, widget=forms.Select)
    inbox = forms.EmailField(label="Shared mailbox of its safeguarding team", required=False)
    is_health_provider = forms.BooleanField(label="The designated nurse collects its returns", required=False)
    from_on = DayField(label="Exists since", required=False)


class CloseOrganisationForm(Form):
    until_on = DayField(label="What is its last day?")
    successor = chosen("What takes its place?", required=False)

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [("", "Nothing"), *organisations]  # type: ignore[attr-defined]


class AgreementForm(Form):
    title = forms.CharField(label="What is it called?", max_length=150)
    parties = forms.MultipleChoiceField(
        label="Which bodies are parties to it?", required=False, widget=forms.CheckboxSelectMultiple
    )
    other_parties = forms.CharField(
        label="Parties that are not in the list",
        help_text="One on a line.",
        max_length=1000,
        required=False,
        widget=long_text(2),
    )
    purpose = forms.CharField(label="What is shared under it, and for what?", max_length=4000, widget=long_text(4))
    legal_basis = forms.CharField(
        label="On which legal basis?",
        help_text="As the agreement itself names it.",
        max_length=2000,
        widget=long_text(3),
    )
    from_on = DayField(label="In force from")
    review_on = DayField(label="When is it looked at again?")

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parties"].choices = organisations  # type: ignore[attr-defined]


class ChangeAgreementForm(AgreementForm):
    document = forms.FileField(
        label="The document", help_text="It takes the place of the one that is kept.", required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReviewedForm(Form):
    note = forms.CharField(
        label="What was found?",
        help_text="Who was asked, and that it still holds. Do not name anybody whom the sharing is about.",
        max_length=2000,
        widget=long_text(3),
    )
    review_on = DayField(label="When is it looked at next?")
    version = forms.IntegerField(widget=forms.HiddenInput)


class EndAgreementForm(Form):
    until_on = DayField(label="What is its last day?")
    because = forms.CharField(label="Why does it end?", max_length=1000, widget=long_text(2))
    version = forms.IntegerField(widget=forms.HiddenInput)


class PersonForm(Form):
    name = forms.CharField(label="Full name", max_length=120)
    email = forms.EmailField(label="Work email address")
    phone = forms.CharField(label="Work phone", max_length=40, required=False)


class LeftForm(Form):
    heading_field = "left_on"
    left_on = DayField(label="What was their last day?")


class LostStepForm(Form):
    heading_field = "reason"
    reason = forms.CharField(
        label="How did you make sure that it is they who ask?",
        max_length=2000,
        widget=long_text(3),
        help_text="Ring them on a number that you knew before. What you write is kept.",
    )


class PostForm(Form):
    title = forms.CharField(label="Title", max_length=150)
    role = forms.ChoiceField(label="Role", choices=list(roles.TITLES.items()), widget=forms.Select)
    organisation = chosen("Organisation", required=False)
    partnership = chosen("Partnership for which it acts", required=False)

    def __init__(
        self,
        *args: Any,
        organisations: list[tuple[str, str]],
        partnerships: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "None"), *organisations]  # type: ignore[attr-defined]
        self.fields["partnership"].choices = [("", "None"), *partnerships]  # type: ignore[attr-defined]


class ChoosePersonForm(Form):
    person = chosen("Who?")

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]


class AppointForm(ChoosePersonForm):
    from_on = DayField(label="From which day?")
    until_on = DayField(label="Until which day?", required=False)


class EndForm(Form):
    heading_field = "until_on"
    until_on = DayField(label="What is the last day?")


class DelegateForm(ChoosePersonForm):
    scope = forms.CharField(label="What may the nominee do?", widget=long_text(3))
    from_on = DayField(label="From which day?")
    until_on = DayField(label="Until which day?")
    document = forms.FileField(label="The letter of delegation", required=False)


class SignForm(Form):
    confidentiality = forms.BooleanField(label="I sign the confidentiality agreement")
    principles = forms.BooleanField(label="I acknowledge the seven principles of public life")


class TermForm(Form):
    sector = forms.ChoiceField(label="For which sector?", choices=Sector.choices, widget=forms.Select)
    concept = forms.ChoiceField(
        label="Which word?",
        choices=[("serious-incident", "Serious incident"), ("rapid-review", "Rapid review"), ("referral", "Referral")],
        widget=HintedRadios,
    )
    label = forms.CharField(label="What do they call it?", max_length=100)
    definition = forms.CharField(label="The shared definition", widget=long_text(3))
