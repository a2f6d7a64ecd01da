"""The form that all forms of the project are made from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms


def summary_of(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Every error of a form with the id of the input that it is about, empty if there is none to go to, in order."""
    errors = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        place = "" if bound.is_hidden else bound.first_id  # type: ignore[attr-defined]
        errors.extend((place, str(error)) for error in bound.errors)
    return errors


class Form(forms.Form):
    """A form that says what went wrong in words, lists errors in a summary, and can be refused with reasons."""

    use_required_attribute = False
    marks_optional = True
    heading_field: str | None = None
    """The field whose label is the heading of the page, if the page asks one question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            self._say_it_in_words(field)

    def add_question(self, name: str, field: forms.Field) -> None:
        """Add a question that depends on what the form is about. Called when the form is made."""
        self.fields[name] = field
        self._say_it_in_words(field)

    def refuse(self, reasons: Iterable[str]) -> None:
        """Show why the whole was refused. The answers stay."""
        for reason in reasons:
            self.add_error(None, reason)

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Every error with the id of the input that it is about (empty for the form as a whole), in order."""
        return summary_of(self)

    @property
    def shown_fields(self) -> list[Any]:
        """The fields that stand at the top level of the form."""
        return self.visible_fields()

    @property
    def is_upload(self) -> bool:
        """Whether the form must be sent in parts because it carries a file."""
        return self.is_multipart()

    def _say_it_in_words(self, field: forms.Field) -> None:
        name = str(field.label or "").rstrip("?")
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            what = f"“{name}”" if name else "this"
            act = "Enter an answer to"
            if isinstance(field, forms.ChoiceField):
                act = "Choose an answer to"
            elif isinstance(field, forms.BooleanField):
                act = "Tick"
            field.error_messages["required"] = f"{act} {what}."
