"""Forms of the vocabulary of themes, of coding, and of what was said before."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.fields import HintedRadios, long_text
from candour.platform.design.forms import Form
from candour.practice.learning.lesson_kinds import Likeness

Pairs = list[tuple[str, str]]


class ThemeForm(Form):
    title = forms.CharField(label="What is the theme called?", max_length=120)
    parent = forms.ChoiceField(label="Under which theme does it stand?", required=False, widget=forms.Select)
    means = forms.CharField(
        label="What belongs under it, and what does not?", required=False, max_length=2000, widget=long_text(3)
    )
    synonyms = forms.CharField(
        label="Other words for it",
        required=False,
        max_length=2000,
        widget=long_text(4),
        help_text="One to a line. Recommendations that use any of them are recognised as being about this theme.",
    )

    def __init__(self, *args: Any, themes: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", "None: it stands at the top"), *themes]  # type: ignore[attr-defined]

    def clean_synonyms(self) -> list[str]:
        """The other words as a list, each once."""
        lines = self.cleaned_data.get("synonyms", "").splitlines()
        return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


class ChangeThemeForm(ThemeForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class RetireThemeForm(Form):
    replaced_by = forms.ChoiceField(label="Which theme is used instead?", required=False, widget=forms.Select)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, themes: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].choices = [("", "None"), *themes]  # type: ignore[attr-defined]


class CodeForm(Form):
    heading_field = "themes"
    themes = forms.MultipleChoiceField(
        label="Which themes is this about?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose the few that matter. What you take away stays in the history.",
    )

    def __init__(self, *args: Any, themes: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]


class LikenessForm(Form):
    likeness = forms.ChoiceField(label="Does it say the same again?", choices=Likeness.choices, widget=HintedRadios)
    why = forms.CharField(
        label="Why did what was done the last time not hold?",
        required=False,
        max_length=5000,
        widget=long_text(4),
        help_text="Needed where it says the same again. Whoever plans the next action starts from your answer.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
