"""Forms for the chronology and the report: events, drafts, comments and their answers."""

from __future__ import annotations

from django import forms

from candour.platform.design.fields import FuzzyDateField
from candour.platform.design.forms import Form
from candour.practice.cases.web.choices import ANSWERS_TO_COMMENTS
from candour.practice.cases.web.forms.facts import choice, line, text

SHORT_NAME = (
    "Where several sources tell of one event, give it the same short name in each, for example “first scan”. "
    "If their dates differ, the page says so. Use no name of a person."
)


class EventForm(Form):
    happened_on = FuzzyDateField(label="When did it happen?")
    source = line("Where is it known from?")
    event = text("What happened?", rows=3)
    response = text("What was done?", required=False, rows=3)
    subject_key = line(
        "A short name for the event",
        required=False,
        longest=60,
        help_text=SHORT_NAME,
    )


class WordForm(Form):
    heading_field = "subject_key"
    subject_key = line("A short name for the event", required=False, longest=60, help_text=SHORT_NAME)


class AnalysisForm(Form):
    facts_summary = text("Summary of facts", required=False, rows=12, help_text="Use the case key, never a name.")
    analysis = text("Analysis: what happened, and why", required=False, rows=16)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CommentForm(Form):
    place = line(
        "Where in the draft?", required=False, longest=100, help_text="For example: section 5, second paragraph."
    )
    text = text("Your comment")


class AnswerCommentForm(Form):
    answer = choice("What do you do with the comment?", ANSWERS_TO_COMMENTS)
    reason = text("Why, if it is not accepted in full?", required=False, rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput)


class FinishForm(Form):
    early_because = text(
        "Why do comments close early?",
        required=False,
        rows=2,
        help_text="Only if you finish before the minute at which comments close.",
    )
