"""Forms of the review that follows a decision: opening it, its steps, duties, terms, reviewer, letters and drafts."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import DayField, FuzzyDateField
from candour.platform.design.forms import Form
from candour.practice.cases.vocabulary import LetterKind, MarkerMet
from candour.practice.cases.web.forms.facts import choice, line, text


class KindForm(Form):
    """A form in which a type of review is chosen, of those that fit the case."""

    kind = choice("Which type of review?", [])

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class OpenFullReviewForm(KindForm):
    decided_on = FuzzyDateField(
        label="When was it decided to carry it out?", help_text="Its limit counts from this day. For example 27 3 2026."
    )
    lead = line("Which body leads the review?", longest=150)
    source = line("Who asked for the case to be looked at?")
    legal_basis = line("On which legal basis?", help_text="The section or limb, or that there is none.")
    beside_because = text("If the event has another review: why must there be this one too?", required=False, rows=3)


class ChangeKindForm(KindForm):
    because = text("Why does the type change?", rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput)


class PublishForm(Form):
    on = DayField(label="On which day was it published?")
    where = line("Where?", longest=300, help_text="The address of the page, or the name of the published file.")


class EndForm(Form):
    heading_field = "because"
    because = text("Why?", help_text="This stands on the fact sheet and in the yearly report.")


class FactsForm(Form):
    source = line("Source of the referral", required=False)
    legal_basis = line("Legal basis", required=False)
    method = line("Method", required=False)
    family = text(
        "How was the family invited and involved?",
        required=False,
        rows=4,
        help_text="If they were not: why not. Name nobody here.",
    )
    no_other_processes = forms.BooleanField(label="No other process about the event is known", required=False)
    sources = text("Data, earlier reviews and literature", required=False, rows=4, help_text="For a proposal.")
    options = text("What could be done", required=False, rows=4, help_text="For a proposal. One option on each line.")
    version = forms.IntegerField(widget=forms.HiddenInput)


class DutyForm(Form):
    title = line("Which duty?", longest=100, help_text="For example: safeguarding adults review.")
    owner = line("Whose duty is it?", longest=150)
    decision = text("What did that body decide?", rows=3)
    decided_by = line("Who decided?")
    decided_on = DayField(label="When?")
    due_on = DayField(label="By when must it be discharged?", required=False)
    sends_to = line("Who receives its report?", required=False)


class SignDutyForm(Form):
    by = line("Who signed it off for that body?")
    on = DayField(label="When?")
    words = text("Anything that they said", required=False, rows=3)


class GroupCaseForm(Form):
    heading_field = "key"
    key = line("The key of the other case", longest=20)


class LearningForm(Form):
    on = DayField(label="When did learning go out?")
    words = text("What went out, and to whom?", rows=3)


class OnDayForm(Form):
    heading_field = "on"
    on = DayField(label="On which day?")


class TermsForm(Form):
    purpose = text("What is the review for?", rows=4, help_text="Terms can be published, so name nobody.")
    scope_from = FuzzyDateField(label="From when does it look?")
    scope_until = FuzzyDateField(label="Until when?")
    key_lines = text("Key lines of enquiry", help_text="One on each line.")


class AgreeTermsForm(Form):
    by = line("Which body or meeting agreed them?")
    on = DayField(label="When?")


class ReviewerForm(Form):
    name = line("Name", longest=150)
    organisation = line("Organisation", required=False, longest=150)
    method = line("Method", help_text="For example: systems methodology.")
    independence = text(
        "How was their independence checked, and what was found?",
        required=False,
        rows=3,
        help_text="Work for the agencies in the case, earlier reviews here, people they know. Empty until it is done.",
    )
    contract = line("Contract or order number", required=False, longest=100)
    fee = forms.DecimalField(label="Fee in pounds", required=False, min_value=0, max_value=10_000_000, decimal_places=2)
    from_on = DayField(label="From", required=False)
    until_on = DayField(label="Until", required=False)

    def clean_fee(self) -> int | None:
        """The fee in pence, as it is kept."""
        fee = self.cleaned_data.get("fee")
        return None if fee is None else int(fee * 100)


class ChangeReviewerForm(ReviewerForm):
    ended_on = DayField(label="Ended early on", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class LetterForm(Form):
    kind = choice("What is it?", LetterKind.choices)
    words = text("The words", rows=6, help_text="They cannot be changed afterwards. Name nobody.")
    due_on = DayField(label="For a request: by when does the reviewer answer?", required=False)


class AnswerLetterForm(Form):
    on = DayField(label="When did the answer come?")
    answer = text("What does it say?", rows=4)


class MarkersForm(Form):
    """The quality markers of one stage, each with an answer and what shows it."""

    def __init__(self, *args: Any, markers: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for marker, _ in markers:
            self.fields[f"{marker.key}_met"] = choice(
                f"{marker.title}: {marker.asks}", MarkerMet.choices, required=False
            )
            self.fields[f"{marker.key}_evidence"] = text(f"{marker.title}: what shows it?", required=False, rows=2)


class DraftForm(Form):
    words = line("What is new in this draft?", longest=300)
    file = forms.FileField(label="Choose the file", help_text="Word or PDF.")


class CheckForm(Form):
    by = line("Who signs the quality check?", help_text="Name and post.")
    words = text("What did they find?", rows=4)
    confirm = forms.BooleanField(label="The draft may be put to the statutory partners")


class LinkForm(Form):
    """A form that asks where the published report stays."""

    link = forms.URLField(
        label="At which permanent address does the report stand on your own site?",
        max_length=500,
        assume_scheme="https",
        help_text="The whole address, for example https://www.example.org/reviews/2026-03.",
    )
    stays_until = DayField(
        label="Until when does it stay there?", required=False, help_text="Leave it empty if no end is set."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SentToRepositoryForm(LinkForm):
    on = DayField(label="When was it sent?")
    by = line("Who sent it?", help_text="Name and post.")
    receipt = line(
        "What is the receipt?", longest=300, help_text="Its reference, or how the repository confirmed that it has it."
    )
    receipt_file = forms.FileField(label="The receipt as a file", required=False, help_text="PDF, Word or text.")
    field_order = ("on", "by", "receipt", "receipt_file", "link", "stays_until", "version")


class NotSentToRepositoryForm(LinkForm):
    because = text("Why is it not sent?", rows=3)
    field_order = ("because", "link", "stays_until", "version")
