"""Sealed fields of other apps: read as what they are, sealed in the database, and never looked up by content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps

from candour.platform.vault.fields import SealedJSONField, SealedTextField
from candour.platform.vault.sealing import Unsealable
from tests.databases import RealDatabase

ANSWERS = {"told": "Ann Example", "when": [2019, 3, None], "both": {"ä": True}}


@pytest.fixture
def draft(real_database: RealDatabase) -> Iterator[type[Any]]:
    with isolate_apps("candour.platform.vault"):

        class Draft(models.Model):
            words = SealedTextField(default="")
            notes = SealedTextField(null=True)
            answers = SealedJSONField(default=dict)

            class Meta:
                app_label = "vault"

        with connection.schema_editor() as editor:
            editor.create_model(Draft)
        yield Draft


def stored(draft: type[Any]) -> dict[str, str | None]:
    columns = ("words", "notes", "answers")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {draft._meta.db_table}")  # noqa: S608
        return dict(zip(columns, cursor.fetchone(), strict=True))


def test_values_come_back_as_they_were(draft: type[Any]) -> None:
    draft.objects.create(words="Ann Example", answers=ANSWERS)

    kept = draft.objects.get()
    assert (kept.words, kept.notes, kept.answers) == ("Ann Example", None, ANSWERS)
    assert draft.objects.values_list("words", "answers").get() == ("Ann Example", ANSWERS)


def test_the_database_holds_them_sealed_even_when_empty(draft: type[Any]) -> None:
    draft.objects.create()

    assert (draft.objects.get().words, draft.objects.get().answers) == ("", {})
    held = stored(draft)
    assert held["notes"] is None
    for name in ("words", "answers"):
        assert str(held[name]).startswith("1:")
        assert len(str(held[name])) >= 2 + (12 + 16) * 4 / 3


@pytest.mark.parametrize("value", [None, "", 0, 1.5, False, [], {}, "null", [[None]], {"a": {"b": "\ud800"}}])
def test_every_value_of_json_comes_back(draft: type[Any], value: object) -> None:
    draft.objects.create(answers=ANSWERS)
    draft.objects.update(answers=[value])

    assert draft.objects.get().answers == [value]


def test_every_way_of_saving_seals(draft: type[Any]) -> None:
    draft.objects.bulk_create([draft(words="one"), draft(words="two")])
    rows = list(draft.objects.order_by("pk"))
    rows[0].words = "three"
    draft.objects.bulk_update(rows, ["words"])
    draft.objects.filter(pk=rows[1].pk).update(words="four")

    assert [row.words for row in draft.objects.order_by("pk")] == ["three", "four"]
    assert str(stored(draft)["words"]).startswith("1:")


def test_a_value_opens_in_no_other_field(draft: type[Any]) -> None:
    draft.objects.create(words="Ann Example")
    draft.objects.update(notes=models.F("words"))

    with pytest.raises(Unsealable):
        draft.objects.get()
    assert draft.objects.defer("notes").get().words == "Ann Example"


def test_what_is_not_sealed_is_refused(draft: type[Any]) -> None:
    draft.objects.create(words="Ann Example")
    draft.objects.update(words=models.Value("Ann Example", models.TextField()))

    with pytest.raises(Unsealable) as refused:
        draft.objects.get()
    assert "Ann" not in str(refused.value)


@pytest.mark.parametrize("lookup", ["words", "words__exact", "words__contains", "words__in", "answers__told"])
def test_nothing_can_be_looked_up_by_it(draft: type[Any], lookup: str) -> None:
    with pytest.raises(FieldError):
        draft.objects.filter(**{lookup: "Ann"}).exists()

    assert draft.objects.filter(notes__isnull=True).count() == 0
    draft.objects.create()
    assert draft.objects.filter(notes__isnull=True).count() == 1


def test_it_is_not_written_to_fixtures(draft: type[Any]) -> None:
    draft.objects.create(words="Ann Example")

    with pytest.raises(TypeError, match="sealed") as refused:
        serializers.serialize("json", draft.objects.all())
    assert "Ann" not in str(refused.value)


def test_a_migration_can_say_what_it_is() -> None:
    _, path, args, kwargs = SealedTextField(null=True).deconstruct()

    assert (path, args, kwargs) == ("candour.platform.vault.fields.SealedTextField", [], {"null": True})


def test_each_field_has_a_place_of_its_own(draft: type[Any]) -> None:
    places = {field.place for field in draft._meta.get_fields() if isinstance(field, SealedTextField)}

    assert places == {"vault.draft.words", "vault.draft.notes", "vault.draft.answers"}
