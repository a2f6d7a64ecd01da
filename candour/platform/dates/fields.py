"""The model field for a date that may be known only to the month, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable

from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate

if TYPE_CHECKING:
    _Kept = models.CharField[FuzzyDate | str | Combinable | None, FuzzyDate | None]
else:
    _Kept = models.CharField


class FuzzyDateField(_Kept):
    """Keeps a FuzzyDate as short text that sorts by time where the date is known; None where nobody was asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 16
        kwargs["null"] = True
        kwargs["blank"] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """For migrations: the length and nullability are this field's own."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "null", "blank"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> FuzzyDate | None:
        """The value as it is read from the database."""
        return None if value is None else FuzzyDate.decode(value)

    def to_python(self, value: Any) -> FuzzyDate | None:
        """A value given in code or by a form."""
        if value is None or isinstance(value, FuzzyDate):
            return value
        try:
            return FuzzyDate.decode(str(value))
        except NotADate as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value: Any) -> str | None:
        """The stored form."""
        if isinstance(value, FuzzyDate):
            return value.encode()
        return None if value is None else str(value)

    def value_to_string(self, obj: models.Model) -> str:
        """The stored form, for fixtures."""
        return self.get_prep_value(self.value_from_object(obj)) or ""
