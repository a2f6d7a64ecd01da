"""The form by which the register of lessons is narrowed."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.platform.design.forms import Form
from candour.practice.learning.lesson_kinds import LessonKind


class RegisterForm(Form):
    marks_optional = False
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "All"), *LessonKind.choices], required=False, widget=forms.Select
    )
    theme = forms.ChoiceField(label="Theme", required=False, widget=forms.Select)
    partnership = forms.ChoiceField(label="Partnership", required=False, widget=forms.Select)

    def __init__(
        self, *args: Any, themes: list[tuple[str, str]], partnerships: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "All"), *themes]  # type: ignore[attr-defined]
        self.fields["partnership"].choices = [("", "All"), *partnerships]  # type: ignore[attr-defined]
