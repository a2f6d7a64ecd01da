"""Forms for asking agencies: under which practice and reading, whom, and by when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from candour.platform.design.fields import DayField
from candour.platform.design.forms import Form
from candour.practice.cases.web.forms.facts import choice, text


class ReadingForm(Form):
    heading_field = "reading"
    reading = choice("Which reading of the start governs this review?", [])

    def __init__(self, *args: Any, readings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reading"].choices = readings  # type: ignore[attr-defined]


class PracticeForm(Form):
    timetable = choice("Which timetable?", [])
    reading = choice("From when do the fifteen working days run?", [])
    because = text("Why does the partnership choose this?", rows=3)

    def __init__(
        self, *args: Any, timetables: list[tuple[str, str]], readings: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["timetable"].choices = timetables  # type: ignore[attr-defined]
        self.fields["reading"].choices = readings  # type: ignore[attr-defined]


class ReleaseRecordsForm(Form):
    heading_field = "because"
    because = text(
        "Why are the records no longer needed?",
        help_text=(
            "Every agency that was asked to hold records for the case is told, and that its own rules apply again. "
            "Check first whether the police, a court or the coroner still need them. This reason is kept, and not sent."
        ),
        rows=3,
    )


class AskForm(Form):
    """Which agencies to write to, and to which address at each. Agencies without an address of ours need one here."""

    def __init__(self, *args: Any, agencies: list[tuple[str, str, str, str]], **kwargs: Any) -> None:
        self.agencies = agencies
        super().__init__(*args, **kwargs)
        by = DayField(
            label="By when should they answer?", required=False, help_text="Leave it empty for the day of the plan."
        )
        self.add_question("by", by)
        for ref, name, lead, email in agencies:
            leads = f"{lead} leads on safeguarding there." if lead else ""
            to = forms.EmailField(label=f"Email address at {name}", required=False, initial=email, help_text=leads)
            self.add_question(f"ask-{ref}", forms.BooleanField(label=name, required=False))
            self.add_question(f"to-{ref}", to)

    def clean(self) -> dict[str, Any]:
        """Every agency that is ticked has an address."""
        cleaned = super().clean() or self.cleaned_data
        for ref, name, _, _ in self.agencies:
            if cleaned.get(f"ask-{ref}") and not cleaned.get(f"to-{ref}"):
                self.add_error(f"to-{ref}", ValidationError(f"Give an email address at {name}."))
        return cleaned

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The box to tick and the address, agency by agency."""
        return [(self[f"ask-{ref}"], self[f"to-{ref}"]) for ref, _, _, _ in self.agencies]


class MoveDateForm(Form):
    to = DayField(label="What is the new return date?")
    because = text("Why does it move?", rows=3)
