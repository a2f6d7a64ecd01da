"""Fields and widgets that Django does not have: a day in three parts, and a date known only in part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate

YEARS = range(1800, 2200)
"""The years that a day may have; any other is a slip of the pen."""


class HintedRadios(forms.RadioSelect):
    """Radio buttons of which some have a hint beneath, or questions that only their answer raises."""

    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}
        self.reveals: dict[str, list[BoundField]] = {}

    def __deepcopy__(self, memo: dict[int, Any]) -> HintedRadios:
        copied: HintedRadios = super().__deepcopy__(memo)
        copied.reveals = {}
        return copied

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One option, with its hint."""
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        option["reveals"] = self.reveals.get(str(value), [])
        return option


class DayWidget(forms.MultiWidget):
    """Three boxes: day, month and year."""

    template_name = "design/forms/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in ("day", "month", "year")}, attrs)

    def decompress(self, value: date | None) -> list[Any]:
        """A date as its three parts."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """An exact day. The cleaned value is a date."""

    widget = DayWidget

    def __init__(self, **kwargs: Any) -> None:
        parts = [forms.CharField(required=False) for _ in range(3)]
        super().__init__(fields=parts, require_all_fields=False, **kwargs)

    def compress(self, values: list[str]) -> date | None:
        """Three parts as a date. Raises ValidationError for parts that make none."""
        parts = [str(value).strip() for value in values or []]
        if not any(parts):
            return None
        missing = [name for name, part in zip(("day", "month", "year"), parts, strict=True) if not part]
        if missing:
            raise ValidationError(f"The date must include a {' and a '.join(missing)}.")
        try:
            year = int(parts[2])
            if year not in YEARS:
                raise ValueError(year)
            return date(year, int(parts[1]), int(parts[0]))
        except (ValueError, OverflowError) as error:
            raise ValidationError("Enter a real date, like 27 3 2026.") from error


class FuzzyDateField(forms.CharField):
    """A date as people know it: to the day, the month or the year, or why it is not known. Cleans to a FuzzyDate."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example 27 3 2026, March 2026, 2026 or not known.")
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "govuk-input--width-20"}))
        super().__init__(max_length=60, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored date in words."""
        return value.words if isinstance(value, FuzzyDate) else value

    def clean(self, value: Any) -> FuzzyDate | None:
        """The date. Raises ValidationError with words that say how to write one."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return FuzzyDate.parse(text)
        except NotADate as error:
            raise ValidationError(str(error)) from error


class TimeOfDayField(forms.RegexField):
    """A time of day in London, as 24 hours: "09:30"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example 09:30 or 14:05.")
        kwargs.setdefault("error_messages", {"invalid": "Enter a time like 09:30 or 14:05."})
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "govuk-input--width-5"}))
        super().__init__(regex=r"^([01]?\d|2[0-3])[:.][0-5]\d$", **kwargs)


def long_text(rows: int = 5) -> forms.Textarea:
    """A box for several lines of text."""
    return forms.Textarea(attrs={"rows": rows})
