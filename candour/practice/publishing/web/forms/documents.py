"""Forms of governed documents, their versions, suites and places."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import DayField, HintedRadios, long_text
from candour.platform.design.forms import Form
from candour.practice.publishing.vocabulary import DocumentKind, Site

MARKS = (
    "A line that begins with # is a heading, with ## a smaller one, with - a point of a list. A table has | between "
    "its cells. Under a heading, [Source: …] says where the part comes from, and [Not for the public] keeps it from "
    "everybody but those who get the whole."
)


def line(label: str, most: int = 200, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    """A question that is answered in one line."""
    return forms.CharField(label=label, required=required, max_length=most, **kwargs)


def chosen(label: str, choices: Any = (), *, required: bool = True, **kwargs: Any) -> forms.ChoiceField:
    """A question that is answered from a list."""
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=forms.Select, **kwargs)


class DocumentForm(Form):
    kind = chosen("What is it?", DocumentKind.choices)
    title = line("Title", required=True, help_text="It names nobody, and stands on the public page.")
    in_short = forms.CharField(
        label="Summary in plain words",
        required=False,
        max_length=2000,
        widget=long_text(3),
        help_text="What it says, for somebody who reads nothing else. It is needed before it is published.",
    )
    lead = line("Lead officer", 150)
    source = line("Where does it come from?", help_text="For example: London procedures, chapter 4.")
    audience = line("For whom is it?", help_text="For example: everybody who works with children.")
    distribution = line("How does it reach them?")
    review_months = forms.IntegerField(
        label="Reviewed every how many months?", min_value=0, max_value=120, help_text="0 for never, as with minutes."
    )
    issue_months = forms.IntegerField(
        label="A new issue every how many months?",
        min_value=0,
        max_value=60,
        help_text="For newsletters and campaigns. 0 for none.",
    )
    publish_by = DayField(label="By when must it be published?", required=False)
    implement_by = DayField(label="By when must it be in place?", required=False)
    suite = chosen("Does it belong to a suite?", required=False)

    def __init__(self, *args: Any, suites: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if suites:
            self.fields["suite"].choices = [("", "No"), *suites]  # type: ignore[attr-defined]
        else:
            del self.fields["suite"]


class ChangeDocumentForm(DocumentForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]


class DraftForm(Form):
    number = line("Version", 12, required=True, help_text="For example 0.3.")
    text = forms.CharField(label="Text", max_length=500_000, widget=long_text(20), required=False, help_text=MARKS)


class EditForm(Form):
    text = forms.CharField(label="Text", max_length=500_000, widget=long_text(20), required=False, help_text=MARKS)
    version = forms.IntegerField(widget=forms.HiddenInput)


class SendForm(Form):
    posts = forms.MultipleChoiceField(label="Who approves it?", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posts"].choices = posts  # type: ignore[attr-defined]


class PlaceForm(Form):
    name = line("Where is it due?", 150, required=True, help_text="For example: Site of the hospital trust.")
    kind = forms.ChoiceField(label="What kind of place is it?", choices=Site.choices, widget=HintedRadios)


class ConfirmForm(Form):
    on = DayField(label="Since when does it stand there?")
    address = forms.URLField(label="At which address?", required=False, max_length=500, assume_scheme="https")


class SuiteForm(Form):
    title = line("Title of the suite", 150, required=True)


class AdvanceForm(Form):
    number = line("The new version of every document", 12, required=True, help_text="For example 2.0.")
    version = forms.IntegerField(widget=forms.HiddenInput)


class LogoForm(Form):
    organisation = chosen("Whose logo is it?")
    file = forms.FileField(label="The picture", max_length=255, help_text="PNG or JPEG.")

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "Choose"), *organisations]  # type: ignore[attr-defined]


class HoldForm(Form):
    waits_for = line(
        "What does the publication wait for?",
        80,
        required=True,
        help_text="For example: a criminal trial, a Family Court hearing.",
    )
    reason = forms.CharField(label="Why?", max_length=2000, widget=long_text(3))
    ask = line("Whom do you ask how it stands?", required=True)
    next_check_on = DayField(label="When do you ask next?")


class CheckHoldForm(Form):
    ask = line("Whom do you ask how it stands?", required=True)
    next_check_on = DayField(label="When do you ask next?")
    version = forms.IntegerField(widget=forms.HiddenInput)
