"""Forms of release and of copies."""

from __future__ import annotations

from django import forms

from candour.platform.design.fields import DayField, HintedRadios, long_text
from candour.platform.design.forms import Form
from candour.practice.publishing.web.forms.documents import line


class AskForm(Form):
    publish_on = DayField(label="On which day is it to be published?")
    meant = forms.CharField(
        label="Names that are meant to be public",
        required=False,
        max_length=5000,
        widget=long_text(3),
        help_text="One on a line, with a colon and why it may stand there. For example: Ines Calloway: she is the "
        "reviewer and agreed to it. The decision is kept with your name, and proposed for the next version.",
    )
    risks_read = forms.CharField(
        label="Small facts that stand together: why they may stay",
        required=False,
        max_length=5000,
        widget=long_text(3),
        help_text="Only if the check finds such a place. A second person will read your reason.",
    )

    def clean_meant(self) -> list[tuple[str, str]]:
        """Each name with its reason, which is empty where none was written."""
        lines = [line.partition(":") for line in self.cleaned_data["meant"].splitlines() if line.strip()]
        return [(" ".join(name.split()), " ".join(why.split())) for name, _, why in lines if name.strip()]


class GoForm(Form):
    typed = line("Type the title to confirm what goes out", required=True)
    change_note = line("What is new, if it replaces an earlier version", 300)
    early_because = forms.CharField(
        label="Why it is published though a copy was late",
        required=False,
        max_length=2000,
        widget=long_text(3),
        help_text="Only if a copy that is due before publication was not sent in time.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class BecauseForm(Form):
    because = forms.CharField(label="Why?", max_length=2000, widget=long_text(3))


class WithdrawForm(Form):
    because = forms.CharField(
        label="Why is it withdrawn?",
        max_length=2000,
        widget=long_text(3),
        help_text="Everybody who comes to its address reads this.",
    )


class CopyForm(Form):
    name = line("Who gets a copy?", 150, required=True)


class TakeForm(Form):
    kind = forms.ChoiceField(
        label="As which file?", choices=[("pdf", "PDF"), ("docx", "Word")], widget=HintedRadios, initial="pdf"
    )
    typed = line("Type the name of whom it is for", 150, required=True)
    reason = line("Why do you take it out?", required=True)


class ProveForm(Form):
    on = DayField(label="When was it sent?")
    file = forms.FileField(
        label="What proves it", max_length=255, help_text="The email or letter with which it went, as a file."
    )
