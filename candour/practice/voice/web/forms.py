"""Forms for looking after a family and hearing practitioners."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import DayField, HintedRadios, long_text
from candour.platform.design.forms import Form
from candour.practice.voice.reasons import TO_CHOOSE
from candour.practice.voice.vocabulary import (
    OURS,
    TO_SAY,
    About,
    Advocacy,
    Answer,
    Channel,
    Entry,
    Handing,
    Heard,
    Involvement,
    Pace,
    Quiet,
    Quoting,
    Relation,
    WhyNot,
)

CONTACTS = [(one.value, one.label) for one in (*OURS, Entry.CAME)]


def choice(label: str, choices: Any, *, required: bool = True, **kwargs: Any) -> forms.ChoiceField:
    """A question with radio buttons."""
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=HintedRadios, **kwargs)


def line(label: str, *, required: bool = True, longest: int = 150, **kwargs: Any) -> forms.CharField:
    """A question answered in a line."""
    return forms.CharField(label=label, required=required, max_length=longest, **kwargs)


def text(label: str, *, required: bool = True, rows: int = 4, **kwargs: Any) -> forms.CharField:
    """A question answered in several lines."""
    return forms.CharField(label=label, required=required, max_length=20_000, widget=long_text(rows), **kwargs)


class NamesForm(Form):
    """What goes into the vault of somebody."""

    name = line("Name", required=False, help_text="Kept in the vault. Pages say only who they are to the review.")
    phone = line("Phone", required=False, longest=40)
    email = line("Email", required=False)
    address = text("Address", required=False, rows=3)
    also = text("What else must be known to reach them safely?", required=False, rows=3)


def names_in(answers: dict[str, Any]) -> dict[str, str]:
    """Those of a form's answers that go into the vault."""
    return {name: answers.get(name) or "" for name in NamesForm.base_fields}


class AddForm(NamesForm):
    relation = choice("Who are they to the review?", Relation.choices)
    field_order = ["relation"]


class DescribeForm(Form):
    next_words = text(
        "What happens next?",
        required=False,
        help_text="In plain words that can be read out to the family. No names.",
    )
    nobody_because = text(
        "If nobody of the family is listed: why not?",
        required=False,
        help_text="For example that no relative is known, after which search.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WishesForm(Form):
    involvement = choice("How do they want to take part?", Involvement.choices)
    because = text("Why, or what did they say when they were asked?", required=False, rows=3)
    wishes = text("What do they wish from the review?", required=False)
    pace = choice("How often do they want to hear?", Pace.choices, required=False)
    channel = choice("How do they want to be reached?", Channel.choices, required=False)
    language = line("Which language do they speak best?", required=False, longest=80)
    needs_interpreter = forms.BooleanField(label="An interpreter is needed", required=False)
    advocacy = choice("Is there an advocate?", Advocacy.choices)
    advocate = line("Who is the advocate, and how are they reached?", required=False)
    contact = line("Who of the partnership keeps in touch with them?", required=False)
    explained_on = DayField(label="When was it explained to them what the review can and cannot do?", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class QuietForm(Form):
    why = choice("What is the day?", Quiet.choices)
    first = DayField(label="On which day, or from which?")
    last = DayField(label="Until which day, if it is several?", required=False)
    is_yearly = forms.BooleanField(label="It comes again each year", required=False)
    for_all = forms.BooleanField(label="It is quiet for the whole family", required=False)


class ContactForm(Form):
    kind = choice("What happened?", CONTACTS)
    on = DayField(label="On which day?")
    channel = choice("How?", Channel.choices)
    text = text("What was said, or tried?")
    next_on = DayField(
        label="When is the next contact?",
        required=False,
        help_text="On a quiet date it moves to the first day after it.",
    )


class NextForm(Form):
    heading_field = "on"
    on = DayField(label="When is the next contact?", help_text="On a quiet date it moves to the first day after it.")


class WordsForm(Form):
    words = forms.CharField(
        label="Their own words",
        help_text="Exactly as they wrote or said them. They are kept apart, and nobody can change them later.",
        max_length=20_000,
        strip=False,
        widget=long_text(8),
    )
    on = DayField(label="When did they write or say this?")
    channel = choice("How did it come?", Channel.choices)
    quoting = choice("May it be quoted?", Quoting.choices)


class ToldForm(Form):
    about = choice("What is it about?", About.choices)
    was_told = choice("Were they told?", [("yes", "Yes"), ("no", "No, for a reason")])
    told_on = DayField(label="If they were told: on which day?", required=False)
    channel = choice("If they were told: how?", Channel.choices, required=False)
    why_not = choice("If they were not told: why not?", WhyNot.choices, required=False)
    words = text(
        "What was said, or the reason in your own words", required=False, help_text="A reason must have words."
    )

    def clean(self) -> dict[str, Any]:
        """Each answer needs what goes with it."""
        cleaned = super().clean() or self.cleaned_data
        needed = {"yes": ("told_on", "channel"), "no": ("why_not", "words")}.get(cleaned.get("was_told", ""), ())
        said = {
            "told_on": "Enter the day on which they were told.",
            "channel": "Choose how they were told.",
            "why_not": "Choose why they were not told.",
            "words": "Write the reason in your own words.",
        }
        for name in needed:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, said[name])
        return cleaned


class PlanReadingForm(Form):
    draft = line("Which draft?", longest=100, help_text="For example: Draft 2 of 4 November.")
    on = DayField(label="On which day?")
    place = line("Where?")
    beside = line("Who sits beside them?", help_text="A draft is never read alone. An advocate may come as well.")


class ReadForm(Form):
    on = DayField(label="On which day did they read it?")
    beside = line("Who sat beside them?")
    kept = line("What did they take with them?", required=False, longest=200, help_text="For example their own notes.")


class EndReadingForm(Form):
    heading_field = "because"
    because = text("Why does the reading not take place?", rows=3)


class CommentForm(Form):
    place = line("Where in the draft?", longest=100, help_text="For example: page 4, paragraph 2.")
    text = text("What is their comment?", help_text="As they made it.")


class AnswerForm(Form):
    answer = choice("What comes of the comment?", Answer.choices)
    words = text("What changes, or why is it not accepted?")


class TellAnswerForm(Form):
    heading_field = "on"
    on = DayField(label="When did they hear the answer?")


class RevealForm(Form):
    reason_kind = choice("Why do you need to see this?", list(TO_CHOOSE.items()))
    reason = text("Say it in your own words", rows=3, help_text="This is kept, and the partnership office can read it.")


class InviteForm(NamesForm):
    organisation = forms.ChoiceField(label="Which agency did they work for?", widget=forms.Select)
    job = line("What did they do there?", longest=100, help_text="For example: health visitor. Pages show only this.")
    invited_on = DayField(label="When were they invited?")
    support = line("Who supports them?", required=False, longest=200)
    promised = forms.BooleanField(label="They were given the promise above, in writing or read out")
    field_order = ["organisation", "job", "invited_on", "promised", "support"]

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "Choose an agency"), *organisations]  # type: ignore[attr-defined]


class HearForm(Form):
    kind = choice("What is it?", Heard.choices)
    on = DayField(label="On which day?")
    text = forms.CharField(
        label="What did they say?",
        help_text="In their words as far as you can. Nobody can change it later.",
        required=False,
        max_length=20_000,
        strip=False,
        widget=long_text(8),
    )


class LinkForm(Form):
    ends_on = DayField(label="Until which day can they write?", help_text="The link ends with that day.")
    by = choice(
        "How does the link reach them?",
        Handing.choices,
        help_text="If you hand it over, you are shown the link and a code once. Give them the code another way than "
        "the link: by phone, or in person.",
    )


IN_MY_WORDS = list(zip(TO_SAY, ("Yes", "Yes, but nobody should be able to tell that it is from me", "No"), strict=True))
"""Whether they may be quoted, as somebody says it of themselves."""


class OpenForm(Form):
    code = line("What is your code?", longest=20)


class OwnWordsForm(Form):
    """The box in which somebody writes for themselves. A practitioner is not asked about quoting: nothing is quoted."""

    text = forms.CharField(
        label="What would you like to say?",
        help_text="Write as you would say it. There is no right or wrong way, and spelling does not matter.",
        max_length=20_000,
        strip=False,
        widget=long_text(14),
    )
    quoting = choice("May we quote what you write in the report?", IN_MY_WORDS)

    def __init__(self, *args: Any, is_family: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["required"] = (
            "Write something first, or close the page if you would rather not."
        )
        self.fields["text"].error_messages["max_length"] = (
            "This is longer than can be sent at once. It is all saved: send the first part, and then the rest."
        )
        self.fields["quoting"].error_messages["required"] = "Say whether we may quote what you write."
        if not is_family:
            del self.fields["quoting"]
