"""Nothing of the vault is found anywhere but in it: not in the database's bytes, in history, in logs or in errors."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection

from candour.platform.access.policy import Refused
from candour.platform.allowances.models import Used
from candour.platform.audit_trail.models import Entry
from candour.platform.vault import facts as vault_facts
from candour.platform.vault import operations, queries
from candour.platform.vault.models import Fact, Identity, Mark, Reveal
from candour.platform.vault.sealing import Unsealable
from tests.databases import RealDatabase
from tests.folders import OPEN_A_FOLDER, Folder, person
from tests.planted import found_in, whole_database, whole_files

MakeFolder = Callable[..., Folder]
PLANTED = {
    "forenames": "Quillifer Zebedee",
    "surname": "Brackenthwaite-Øster",
    "known_as": "Zebbyquill",
    "born_on": "2019-03-14",
    "address": "17 Wolverdingle Crescent\nRM99 9ZZ",
    "phone": "020 7946 0958",
    "email": "quillifer@brackenthwaite.example",
    "nhs_number": "943 476 5919",
}
REASON = "Grandmother Hepzibah Brackenthwaite rang about Quillifer"
PARTS = ("Quillifer", "Zebedee", "Brackenthwaite", "Zebbyquill", "Wolverdingle", "RM99 9ZZ", "7946 0958", "Hepzibah")
WORDS = (*PLANTED.values(), REASON, *PARTS, "9434765919", "RM999ZZ", "quillifer", "brackenthwaite")


def live_through_everything(folder: MakeFolder, now: datetime) -> Identity:
    ours = folder(1)
    actor = person(1, now)
    identity = operations.keep(actor, owner=ours, kind="subject", facts=PLANTED)
    shown = operations.reveal(
        actor, identity=identity, act=OPEN_A_FOLDER, reason_kind="contact", reason=REASON, names=None
    )
    operations.change(actor, identity=identity, version=1, facts={"phone": PLANTED["phone"]})
    operations.open_for(actor, identity=identity, purpose="letter")
    queries.alike(actor, PLANTED)
    assert shown == PLANTED
    return identity


def test_the_databases_bytes_hold_nothing(
    real_database: RealDatabase, folder: MakeFolder, now: datetime, tmp_path: Path
) -> None:
    live_through_everything(folder, now)

    assert found_in(whole_database(), WORDS) == []
    assert "subject" in whole_database(), "the search would see what is there"
    if real_database.vendor == "sqlite":
        assert found_in(whole_files(tmp_path), WORDS) == []
        assert "vault_identity" in whole_files(tmp_path), "the search would see what is there"


def test_a_value_kept_in_the_clear_would_be_found(
    real_database: RealDatabase, folder: MakeFolder, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault_facts, "seal", lambda text, place: text.upper())
    ours = folder(1)
    with pytest.raises(Unsealable):
        operations.keep(person(1, now), owner=ours, kind="subject", facts=PLANTED)

    monkeypatch.setattr(vault_facts, "mark_anew", lambda identity: None)
    monkeypatch.setattr(operations, "mark_anew", lambda identity: None)
    operations.keep(person(1, now), owner=ours, kind="subject", facts=PLANTED)

    assert set(PLANTED.values()) <= set(found_in(whole_database(), WORDS))


@pytest.mark.parametrize(
    "leak",
    [
        "brackenthwaite",
        "QUILLIFER ZEBEDEE",
        "?q=17+Wolverdingle+Crescent",
        "Brackenthwaite-%C3%98ster",
        "xxUXVpbGxpZmVyIFplYmVkZWU=",
        "AFF1aWxsaWZlciBaZWJlZGVlCg==",
        "5175696c6c69666572",
        "Brackenthwaite-\\xd8ster",
    ],
)
def test_the_search_sees_through_case_and_encoding(leak: str) -> None:
    assert found_in(f"before{leak}after", WORDS)
    assert found_in("Nothing of the kind", WORDS) == []


@pytest.mark.django_db
def test_logs_and_records_in_words_hold_nothing(
    folder: MakeFolder, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="django.db.backends")
    connection.force_debug_cursor = True
    try:
        live_through_everything(folder, now)
    finally:
        connection.force_debug_cursor = False

    said = [
        repr(row) + str(row) for model in (Identity, Fact, Mark, Reveal, Used, Entry) for row in model.objects.all()
    ]
    said += [str(hit) for hit in queries.alike(person(1, now), PLANTED)]
    said += [str(entry.facts) for entry in Entry.objects.all()]
    assert "vault_fact" in caplog.text, "the statements were logged"
    assert found_in(caplog.text, WORDS) == []
    assert found_in("\n".join(said), WORDS) == []
    assert len(said) > 20


@pytest.mark.django_db
@pytest.mark.parametrize(
    "harm",
    [
        "cut",
        "moved within",
        "moved across",
        "in the clear",
    ],
)
def test_errors_name_nothing(folder: MakeFolder, now: datetime, harm: str) -> None:
    identity = live_through_everything(folder, now)
    other = operations.keep(person(1, now), owner=folder(1), kind="relative", facts=PLANTED)
    surname = Fact.objects.get(identity=identity, name="surname")
    harmed = {
        "cut": surname.sealed[:-8],
        "moved within": Fact.objects.get(identity=identity, name="forenames").sealed,
        "moved across": Fact.objects.get(identity=other, name="surname").sealed,
        "in the clear": PLANTED["surname"],
    }[harm]
    Fact.objects.filter(pk=surname.pk).update(sealed=harmed)

    for act in (
        lambda: operations.open_for(person(1, now), identity=identity, purpose="letter"),
        lambda: operations.change(person(1, now), identity=identity, version=2, facts={"phone": "1"}),
        lambda: queries.masked(identity),
    ):
        with pytest.raises(Unsealable) as refused:
            act()
        assert found_in("".join(traceback.format_exception(refused.value)), WORDS) == []


@pytest.mark.django_db
def test_refusals_name_nothing(folder: MakeFolder, now: datetime) -> None:
    identity = operations.keep(person(1, now), owner=folder(1), kind="subject", facts=PLANTED)

    with pytest.raises(Refused) as refused:
        operations.reveal(
            person(1, now),
            identity=identity,
            act=OPEN_A_FOLDER,
            reason_kind="contact",
            reason=REASON,
            names=["Brackenthwaite"],
        )
    assert found_in("".join(traceback.format_exception(refused.value)), WORDS) == []
