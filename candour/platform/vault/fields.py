"""Model fields for text and answers that are kept encrypted and read in code as what they are.

A value belongs to its model and field: renamed, it does not open, so a migration that renames either must seal anew.
Nothing can be looked up by what such a field holds.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import IsNull

from candour.platform.vault.sealing import seal, unseal


class SealedTextField(models.TextField):
    """Keeps text sealed. In Python it is a str."""

    @property
    def place(self) -> str:
        """What the values are sealed for: the model and the field."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        """The value as it is read from the database. Raises Unsealable."""
        return None if value is None else self.opened(unseal(value, self.place))

    def get_prep_value(self, value: Any) -> str | None:
        """The stored form."""
        return None if value is None else seal(self.written(value), self.place)

    def written(self, value: Any) -> str:
        """A value as the text that is sealed."""
        return str(value)

    def opened(self, text: str) -> Any:
        """A value from the text that was sealed."""
        return text

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether there is a value at all can be asked of the database."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed, and nothing can be looked up by it.")
        return IsNull

    def value_to_string(self, obj: models.Model) -> str:
        """Refused, so that no fixture holds in the clear what the database keeps sealed."""
        raise TypeError(f"{self.name} is sealed, and is not written to fixtures.")


class SealedJSONField(SealedTextField):
    """Keeps a value of JSON sealed. In Python it is that value; None is kept as nothing."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def to_python(self, value: Any) -> Any:
        """The value as it is."""
        return value

    def written(self, value: Any) -> str:
        """The value as JSON."""
        return json.dumps(value, separators=(",", ":"))

    def opened(self, text: str) -> Any:
        """The value of the JSON."""
        return json.loads(text)
