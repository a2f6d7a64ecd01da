"""No text is longer than its column: PostgreSQL refuses it, while SQLite takes whatever it is given."""

from __future__ import annotations

from django.apps import apps
from django.db.models import CharField, Max
from django.db.models.functions import Length

from candour.practice.directory.models import Area
from tests.cast import Cast


def too_long() -> list[str]:
    """The columns that hold a longer text than they are declared for."""
    found = []
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, CharField) and field.max_length:
                longest = model._default_manager.aggregate(longest=Max(Length(field.name)))["longest"]
                if longest is not None and longest > field.max_length:
                    found.append(f"{model.__name__}.{field.name}: {longest} of {field.max_length}")
    return found


def test_no_text_of_the_demonstration_is_longer_than_its_column(told: Cast) -> None:
    assert too_long() == []


def test_a_text_that_is_too_long_would_be_found(told: Cast) -> None:
    short_name = Area._meta.get_field("short_name")
    before, short_name.max_length = short_name.max_length, 3
    try:
        assert too_long() == ["Area.short_name: 4 of 3"]
    finally:
        short_name.max_length = before
