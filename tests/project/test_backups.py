"""A backup of the whole demonstration comes back whole, and one that is damaged or newer does not come back at all."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connections

from candour.platform.access.actor import Actor
from candour.platform.files.models import StoredFile
from candour.platform.messaging.models import OutboxMessage
from candour.platform.retention import ledger
from candour.platform.retention.ledger import Erased
from candour.practice.cases.models import Case, FullReview
from candour.practice.governance.models import Meeting
from candour.practice.publishing.models import Edition, SourceText
from candour.practice.publishing.operations import documents, dossiers
from candour.project.backups import MANIFEST, Unusable, back_up, check, restore
from conftest import NOW
from tests.cast import Cast
from tests.databases import ROOT, RealDatabase, pointing_to

COUNTED = ("cases.case", "governance.meeting", "vault.identity", "files.storedfile", "guided_forms.sectionanswers")


@pytest.fixture
def backup(demonstration: RealDatabase, settings: Any, tmp_path: Path) -> Path:
    settings.CANDOUR_ERASURES = tmp_path / "erasures.jsonl"
    folder = tmp_path / "backup"
    back_up(folder, NOW)
    return folder


@pytest.fixture
def empty(demonstration: RealDatabase, tmp_path: Path) -> Any:
    """A database with nothing in it: a path on SQLite, a name on PostgreSQL."""
    if demonstration.vendor == "sqlite":
        path = str(tmp_path / "empty.sqlite3")
        yield RealDatabase(url=f"sqlite:///{path}", vendor="sqlite", name=path)
        return
    name = f"{demonstration.name}_empty"
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield RealDatabase(url=demonstration.url.replace(demonstration.name, name), vendor="postgresql", name=name)
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _counts() -> dict[str, int]:
    return {label: apps.get_model(label).objects.count() for label in COUNTED}


def test_everything_comes_back_but_what_was_erased_and_no_mail_leaves_twice(
    backup: Path, empty: RealDatabase, settings: Any, tmp_path: Path
) -> None:
    before = _counts()
    waiting = OutboxMessage.objects.filter(state="waiting").count()
    gone = Case.objects.order_by("pk").first()
    assert gone is not None
    ledger.add([Erased("cases.case", gone.pk, gone.ref, NOW.isoformat())])

    with pointing_to(empty):
        settings.CANDOUR_FILES = tmp_path / "elsewhere" / "files"
        done = restore(backup, NOW)
        after = _counts()
        assert not Case.objects.filter(pk=gone.pk).exists()
        assert not OutboxMessage.objects.filter(state="waiting").exists()
        kept = [(stored.stored_as, stored.sha256) for stored in StoredFile.objects.exclude(stored_as=None)]

    assert done.erased_again == 1
    assert done.mail_given_up == waiting
    assert after["cases.case"] == before["cases.case"] - 1
    assert after["governance.meeting"] <= before["governance.meeting"]
    assert kept
    for place, known in kept:
        content = (tmp_path / "elsewhere" / "files" / place).read_bytes()
        assert hashlib.sha256(content).hexdigest() == known


def test_the_drafts_of_what_was_erased_do_not_come_back(
    demonstration: RealDatabase, demonstration_cast: Cast, empty: RealDatabase, settings: Any, tmp_path: Path
) -> None:
    settings.CANDOUR_ERASURES = tmp_path / "erasures.jsonl"
    manager, here = demonstration_cast.acting("manager"), demonstration_cast.partnership()
    meeting = Meeting.objects.filter(group__partnership=here, owner_kind="").earliest("pk")
    review = FullReview.objects.filter(case__partnership=here).earliest("pk")
    drafts = [_draft_of(manager, here.ref, here.pk, one) for one in (meeting, review)]
    back_up(tmp_path / "backup", NOW)
    ledger.add(Erased(one._meta.label_lower, one.pk, one.ref, NOW.isoformat()) for one in (meeting, review.case))

    with pointing_to(empty):
        settings.CANDOUR_FILES = tmp_path / "elsewhere" / "files"
        assert restore(tmp_path / "backup", NOW).erased_again == 2
        assert not Edition.objects.filter(pk__in=[one.pk for one in drafts]).exists()
        assert not SourceText.objects.filter(dossier__in=[one.dossier_id for one in drafts]).exists()
        assert Edition.objects.exists()


def _draft_of(actor: Actor, ref: str, pk: int, owner: FullReview | Meeting) -> Edition:
    facts = {"kind": "minutes", "title": f"From {owner._meta.model_name}", "summary": "A summary."}
    document = documents.add_document(actor, partnership_ref=ref, facts=facts)
    found = dossiers.open_dossier(
        actor, partnership_id=pk, title="A redaction", kind="minutes", owner=owner,
        texts=[dossiers.Handed("One", "A paper", "nothing that names anybody.")],
    )  # fmt: skip
    return dossiers.make_edition(actor, dossier_ref=found.ref, document_ref=document.ref, number="0.1")


def test_the_command_says_what_it_did_and_refuses_a_database_that_is_not_empty(
    backup: Path, demonstration: RealDatabase
) -> None:
    with pytest.raises(Unusable, match="The database is not empty"):
        restore(backup, NOW)
    said = subprocess.run(
        [sys.executable, "manage.py", "restore", "--verify", str(backup)],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": demonstration.url}, capture_output=True, text=True,
    )  # fmt: skip
    assert "is whole." in said.stdout, said.stderr


def _cut(backup: Path) -> None:
    part = backup / "files.tar"
    part.write_bytes(part.read_bytes()[:-600])


def _flip(backup: Path) -> None:
    part = next(path for path in backup.iterdir() if path.name.startswith("candour."))
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.write_bytes(content)


def _newer(backup: Path) -> None:
    manifest = json.loads((backup / MANIFEST).read_text())
    manifest["migrations"].append("cases.9999_to_come")
    (backup / MANIFEST).write_text(json.dumps(manifest))


def _without_manifest(backup: Path) -> None:
    (backup / MANIFEST).unlink()


@pytest.mark.parametrize(
    ("harm", "because"),
    [
        (_cut, "missing, cut short or changed"),
        (_flip, "missing, cut short or changed"),
        (_newer, "newer release"),
        (_without_manifest, "no manifest"),
    ],
)
def test_a_backup_that_is_not_whole_is_refused(backup: Path, harm: Any, because: str) -> None:
    harm(backup)
    with pytest.raises(Unusable, match=because):
        check(backup)


def test_a_second_backup_does_not_go_into_the_same_folder(backup: Path) -> None:
    with pytest.raises(Unusable, match="is not empty"):
        back_up(backup, NOW)
