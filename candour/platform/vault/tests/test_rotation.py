"""Changing keys: everything comes under the first, also when the run is stopped, and nothing is lost or overtaken."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test.utils import isolate_apps
from pytest_django import Settings

from candour.platform.access.actor import Actor
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.operation import operation
from candour.platform.audit_trail.queries import verify_all
from candour.platform.audit_trail.sentences import sentence_of
from candour.platform.vault import operations, queries, rotation
from candour.platform.vault.fields import SealedJSONField, SealedTextField
from candour.platform.vault.models import Fact, Identity, Mark, Rotation
from candour.platform.vault.sealing import Unsealable
from tests.databases import RealDatabase, race
from tests.folders import OPEN_A_FOLDER, Folder, person

MakeFolder = Callable[..., Folder]
OLD = {"id": "old", "key": Fernet.generate_key().decode()}
NEW = {"id": "new", "key": Fernet.generate_key().decode()}
ANN = {"forenames": "Ann", "surname": "Reed", "born_on": "2019-03-14"}


def use(settings: Settings, *keys: dict[str, str], index_key: str = "ab" * 32) -> None:
    settings.CANDOUR_VAULT_KEYS = json.dumps({"keys": list(keys), "index_key": index_key})


def rotate(*options: str) -> str:
    said = StringIO()
    call_command("rotate_vault_keys", *options, stdout=said, stderr=said)
    return said.getvalue()


def keys_of_facts() -> set[str]:
    return {sealed.partition(":")[0] for sealed in Fact.objects.values_list("sealed", flat=True)}


@pytest.fixture
def identities(real_database: RealDatabase, folder: MakeFolder, now: datetime, settings: Settings) -> list[Identity]:
    use(settings, OLD)
    ours = folder(1)
    return [
        operations.keep(person(1, now), owner=ours, kind="subject", facts=ANN | {"phone": str(number)})
        for number in range(5)
    ]


@pytest.fixture
def draft(real_database: RealDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Any]]:
    with isolate_apps("candour.platform.vault"):

        class Draft(models.Model):
            words = SealedTextField(null=True)
            answers = SealedJSONField(default=dict)

            class Meta:
                app_label = "vault"

        with connection.schema_editor() as editor:
            editor.create_model(Draft)
        every = SimpleNamespace(get_models=lambda **given: [*apps.get_models(**given), Draft])
        monkeypatch.setattr(rotation, "apps", every)
        yield Draft


def test_everything_comes_under_the_first_key(
    identities: list[Identity], draft: type[Any], now: datetime, settings: Settings
) -> None:
    draft.objects.create(words="Ann Example", answers={"told": "Ann"})
    draft.objects.create(words=None)
    operations.reveal(
        person(1, now), identity=identities[0], act=OPEN_A_FOLDER, reason_kind="contact", reason="Mrs Reed rang"
    )
    use(settings, NEW, OLD)
    assert "vault.fact.sealed: 20 under key old\n" in rotate("--check")
    assert "vault.draft.words: 1 under key old\n" in rotate("--check")
    assert "vault.draft.answers: 2 under key old\n" in rotate("--check")

    assert rotate("--batch", "3") == "Everything is sealed under key new.\n"

    checked = rotate("--check")
    assert "vault.fact.sealed: 20 under key new\n" in checked
    assert "vault.reveal.reason: 1 under key new\n" in checked
    assert "old" not in checked
    use(settings, NEW)
    for number, identity in enumerate(identities):
        assert operations.open_for(person(1, now), identity=identity, purpose="letter") == ANN | {"phone": str(number)}
    assert queries.reveals_of(person(1, now), identities[0])[0].reason == "Mrs Reed rang"
    assert list(draft.objects.order_by("pk").values_list("words", "answers")) == [
        ("Ann Example", {"told": "Ann"}),
        (None, {}),
    ]


def test_history_tells_how_it_went(identities: list[Identity], settings: Settings) -> None:
    use(settings, NEW, OLD)
    before = Entry.objects.count()

    rotate("--batch", "12")

    lines = [sentence_of(entry.verb).tell(entry.facts) for entry in Entry.objects.order_by("number")[before:]]
    assert lines == [
        "began to bring the vault's keys under key new",
        "sealed 12 values anew under key new (vault.fact.sealed)",
        "sealed 8 values anew under key new (vault.fact.sealed)",
        "finished bringing the vault's keys under key new: 20",
    ]
    assert Rotation.objects.get().finished_at is not None
    assert verify_all().broken_at is None

    assert rotate() == "Everything is sealed under key new.\n"
    assert Entry.objects.count() == before + 4, "nothing to do leaves no line"


def test_a_run_that_was_stopped_goes_on_where_it_was(
    identities: list[Identity], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(settings, NEW, OLD)
    whole, batches = rotation.reseal_batch, []

    def stopped(*args: Any, **given: Any) -> list[Any]:
        batches.append(given["batch"])
        if len(batches) == 3:
            raise KeyboardInterrupt
        return whole(*args, **given)

    monkeypatch.setattr(rotation, "reseal_batch", stopped)
    with pytest.raises(KeyboardInterrupt):
        rotate("--batch", "4")
    assert "vault.fact.sealed: 8 under key new, 12 under key old\n" in rotate("--check")

    monkeypatch.undo()
    use(settings, NEW, OLD)
    rotate("--batch", "4")

    assert keys_of_facts() == {"new"}
    assert sum(rotation.done for rotation in Rotation.objects.all()) == 20


def test_what_somebody_changes_meanwhile_is_not_overtaken(
    identities: list[Identity], now: datetime, settings: Settings
) -> None:
    use(settings, NEW, OLD)
    column = next(column for column in rotation.columns() if column.model is Fact)
    batch = rotation.waiting(column, after=None, at_most=100)
    operations.change(person(1, now), identity=identities[0], version=1, facts={"surname": "Quick"})
    begun = rotation.begin(person(1, now), what="keys", under="new")

    rotation.reseal_batch(person(1, now), rotation=begun, column=column, batch=batch)

    texts = operations.open_for(person(1, now), identity=identities[0], purpose="letter")
    assert texts["surname"] == "Quick"
    assert Rotation.objects.get().done == 19


def test_what_no_key_opens_is_named_by_row_and_left(
    identities: list[Identity], now: datetime, settings: Settings
) -> None:
    lost = Fact.objects.get(identity=identities[1], name="surname")
    Fact.objects.filter(pk=lost.pk).update(sealed="gone:AAAA")
    clear = Fact.objects.get(identity=identities[2], name="surname")
    Fact.objects.filter(pk=clear.pk).update(sealed="Reed in the clear")
    use(settings, NEW, OLD)

    with pytest.raises(CommandError, match="2 values are under a key that is not in the ring"):
        rotate("--check")
    said = StringIO()
    with pytest.raises(CommandError, match="2 could not be opened and were left as they are"):
        call_command("rotate_vault_keys", stdout=said, stderr=said)

    assert said.getvalue() == (
        f"vault.fact.sealed: row {lost.pk} cannot be opened with any key of the ring.\n"
        f"vault.fact.sealed: row {clear.pk} cannot be opened with any key of the ring.\n"
    )
    assert Fact.objects.get(pk=lost.pk).sealed == "gone:AAAA"
    assert keys_of_facts() == {"new", "gone", "Reed in the clear"}
    assert Rotation.objects.get().finished_at is None
    with pytest.raises(Unsealable):
        operations.open_for(person(1, now), identity=identities[1], purpose="letter")


def test_a_new_index_key_makes_every_mark_anew(identities: list[Identity], now: datetime, settings: Settings) -> None:
    marks = set(Mark.objects.values_list("mark", flat=True))
    assert len(queries.alike(person(1, now), ANN)) == 5
    use(settings, OLD, index_key="cd" * 32)
    assert queries.alike(person(1, now), ANN) == []
    assert "Identities with marks of another index key: 5\n" in rotate("--check")

    assert rotate("--index", "--batch", "2") == "Every identity is marked with the present index key.\n"

    assert len(queries.alike(person(1, now), ANN)) == 5
    assert marks.isdisjoint(Mark.objects.values_list("mark", flat=True))
    assert "Identities with marks of another index key: 0\n" in rotate("--check")
    assert [
        sentence_of(entry.verb).tell(entry.facts)
        for entry in Entry.objects.order_by("number")
        if "remark" in entry.verb
    ] == [f"made the marks of {number} identities anew" for number in (2, 2, 1)]


def test_marks_of_a_change_made_meanwhile_are_not_overtaken(
    identities: list[Identity], now: datetime, settings: Settings
) -> None:
    use(settings, OLD, index_key="cd" * 32)
    batch = rotation.unmarked(after=0, at_most=100)
    operations.change(person(1, now), identity=identities[0], version=1, facts={"surname": "Quick"})
    begun = rotation.begin(person(1, now), what="index", under="x")

    assert rotation.remark_batch(person(1, now), rotation=begun, batch=batch) == []

    assert Rotation.objects.get().done == 4
    assert len(queries.alike(person(1, now), ANN | {"surname": "Quick"})) == 5


def test_an_identity_that_no_key_opens_keeps_its_marks(identities: list[Identity], settings: Settings) -> None:
    Fact.objects.filter(identity=identities[1], name="surname").update(sealed="gone:AAAA")
    marks = set(Mark.objects.filter(identity=identities[1]).values_list("mark", flat=True))
    under = Identity.objects.get(pk=identities[1].pk).marked_under
    use(settings, OLD, index_key="cd" * 32)

    with pytest.raises(CommandError, match="1 could not be opened"):
        rotate("--index")

    assert set(Mark.objects.filter(identity=identities[1]).values_list("mark", flat=True)) == marks
    assert list(Identity.objects.filter(marked_under=under)) == [identities[1]]


def test_every_sealed_column_of_the_project_is_known() -> None:
    labels = {column.label for column in rotation.columns()}
    declared = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, SealedTextField)
    }

    assert labels == declared | {"vault.fact.sealed"}
    assert "vault.reveal.reason" in labels


def test_a_change_that_is_being_saved_is_waited_for_and_stays(
    identities: list[Identity], now: datetime, settings: Settings
) -> None:
    use(settings, NEW, OLD)
    column = next(column for column in rotation.columns() if column.model is Fact)
    surname = Fact.objects.get(identity=identities[0], name="surname")
    batch = [sealed for sealed in rotation.waiting(column, after=None, at_most=100) if sealed.pk == surname.pk]
    begun = rotation.begin(person(1, now), what="keys", under="new")
    changed, saving = threading.Event(), 0.3

    @operation
    def change_slowly(actor: Actor) -> None:
        operations.change(actor, identity=identities[0], version=1, facts={"surname": "Quick"})
        changed.set()
        time.sleep(saving)

    def both(number: int) -> None:
        if number == 0:
            change_slowly(person(1, now))
            return
        if connection.vendor == "postgresql":
            changed.wait()
        rotation.reseal_batch(person(1, now), rotation=begun, column=column, batch=batch)

    assert race(2, both) == [None, None]

    assert operations.open_for(person(1, now), identity=identities[0], purpose="letter")["surname"] == "Quick"
