"""Forms by which the office keeps the public site."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import DayField, long_text
from candour.platform.design.forms import Form
from candour.practice.public.operations.documents import BY_THE_OFFICE
from candour.practice.public.vocabulary import ContactKind, Kind

MARKS = "An empty line begins a paragraph. “# ” begins a heading, “- ” a point of a list."
COLOUR = forms.TextInput(attrs={"class": "govuk-input--width-5"})


def _line(label: str, most: int = 150, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, **kwargs)


def _text(label: str, *, required: bool = False, rows: int = 5, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=100_000, required=required, widget=long_text(rows), **kwargs)


class SiteForm(Form):
    name = _line("Name on the site", required=True)
    strapline = _line("One line under the name", 200)
    about = _text("What is the partnership?", help_text=f"In plain words. {MARKS}")
    concern_words = _text("What should somebody know who is worried about a child or an adult?", help_text=MARKS)
    colour = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label="Colour of the band at the top",
        help_text="Like #1d4f6e. White words stand on it, so it must be dark enough.",
        error_messages={"invalid": "Write the colour as # and six digits or letters from a to f."},
        widget=COLOUR,
    )
    accent = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label="Colour of the line beneath it",
        help_text="Like #b5361c.",
        error_messages={"invalid": "Write the colour as # and six digits or letters from a to f."},
        widget=COLOUR,
    )
    exit_address = forms.URLField(
        label="Where does “Leave this page now” lead?",
        help_text="A harmless page, such as the weather.",
        assume_scheme="https",
        max_length=200,
    )
    newsletter_months = forms.IntegerField(
        label="How many months may lie between two newsletters?",
        min_value=1,
        max_value=24,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )


class SetUpForm(SiteForm):
    slug = forms.CharField(
        label="Short address",
        max_length=40,
        help_text="Like havering-scp. Small letters, digits and hyphens. It cannot be changed later.",
    )
    field_order = ("name", "slug")


class ChangeSiteForm(SiteForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ContactForm(Form):
    kind = forms.ChoiceField(label="Who is it?", choices=ContactKind.choices, widget=forms.RadioSelect)
    name = _line("Name", required=True, help_text="A body or a team, rather than a person.")
    when = _line("For whom or when?", help_text="For example: evenings and weekends.")
    phone = _line("Telephone number", 40)
    email = forms.EmailField(label="Email address", required=False, max_length=254)
    web = forms.URLField(label="Web address", required=False, assume_scheme="https", max_length=200)
    address = _line(
        "Postal address",
        200,
        help_text=(
            "In one line. Needed for a place where meetings are held. A postcode that stands in a contact may also be "
            "used in newsletters, leaflets and notes on meetings."
        ),
    )
    order = forms.IntegerField(
        label="Place in the list",
        min_value=0,
        max_value=999,
        initial=0,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MeetingDateForm(Form):
    title = _line("What meets?", required=True)
    on = DayField(label="On which day?")
    note = _line("Note", 200, help_text="For example: open to the public.")
    is_cancelled = forms.BooleanField(label="It is cancelled", required=False)
    minutes = forms.ChoiceField(label="Its published minutes", required=False, widget=forms.Select)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, minutes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"].choices = [("", "None yet"), *minutes]  # type: ignore[attr-defined]


class WriteForm(Form):
    kind = forms.ChoiceField(
        label="What is it?", choices=[(one.value, Kind(one).label) for one in BY_THE_OFFICE], widget=forms.RadioSelect
    )
    title = _line("Title", 200, required=True, help_text="No name of a child or family.")
    in_short = _text("What does it say, in two or three plain sentences?", required=True, rows=3)
    audience = _line("For whom is it?")
    body = _text("The text", required=True, rows=15, help_text=MARKS)


class WithdrawForm(Form):
    reason = _text(
        "Why is it withdrawn?", required=True, rows=3, help_text="Everybody who comes to its address reads this."
    )
    hide_title = forms.BooleanField(label="Take the title away too", required=False)


class EasyReadForm(Form):
    text = _text(
        "The easy-read version",
        required=True,
        rows=15,
        help_text=f"Short sentences, common words, one thought at a time. {MARKS}",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
