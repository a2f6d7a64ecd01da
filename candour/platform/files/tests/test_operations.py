"""Taking files in, keeping what was made, and the sweeps."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused
from candour.platform.accounts.models import Account
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.operation import AlreadyDone, once
from candour.platform.audit_trail.queries import history_of
from candour.platform.files import keeping, operations
from candour.platform.files.inspection.refusal import LARGEST
from candour.platform.files.models import StoredFile
from candour.platform.files.queries import Damaged, NotReleased, content_of, file_by_ref, file_to_give_out, files_of
from candour.platform.files.tests.conftest import sent
from candour.platform.files.tests.corpus.hidden import SECRET, carrying_secrets

pytestmark = pytest.mark.django_db


def contents_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_that_passes_is_held(insider: Actor, owner: Account, contents: Path) -> None:
    stored = operations.take_in(insider, upload=sent(), owner=owner, classification="Official")

    assert (stored.state, stored.why, stored.kind, stored.name) == ("held", "", "txt", "notes.txt")
    assert (stored.size, stored.sha256) == (13, hashlib.sha256(b"A quiet week.").hexdigest())
    assert (stored.kept_by, stored.kept_by_person_id, stored.kept_at) == ("Ines Insider", owner.pk, insider.at)
    assert (stored.owner_kind, stored.owner_id, stored.classification) == ("accounts.account", owner.pk, "Official")
    (content,) = contents_in(contents)
    assert content.read_bytes() == b"A quiet week."
    assert "notes" not in str(content)
    assert content.stat().st_mode & 0o077 == 0
    assert [line.what for line in history_of(owner)] == ["sent a file (txt), which is held for the virus check"]


def test_a_file_that_is_refused_is_kept_with_the_reason(insider: Actor, owner: Account, contents: Path) -> None:
    stored = operations.take_in(insider, upload=sent("page.txt", b"<html><script>x</script>"), owner=owner)

    assert stored.state == "refused"
    assert stored.why.startswith("It holds a web page or a script.")
    assert contents_in(contents)[0].read_bytes() == b"<html><script>x</script>"
    assert [line.what for line in history_of(owner)] == ["sent a file (txt), which was refused by the inspection"]
    with pytest.raises(NotReleased):
        content_of(stored)


def test_a_file_that_is_too_large_leaves_a_row_and_no_content(insider: Actor, owner: Account, contents: Path) -> None:
    content = b"a" * (LARGEST + 1)
    stored = operations.take_in(insider, upload=sent("large.txt", content), owner=owner)

    assert (stored.state, stored.size, stored.stored_as) == ("refused", LARGEST + 1, None)
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert "25 MB" in stored.why
    assert contents_in(contents) == []


def test_a_picture_is_kept_without_what_it_carried(insider: Actor, owner: Account, contents: Path) -> None:
    for sample in carrying_secrets():
        stored = operations.take_in(insider, upload=sent(sample.name, sample.content), owner=owner)
        assert stored.state == "held"
        assert keeping.read(stored.stored_as or "") != sample.content

    assert all(SECRET.encode() not in path.read_bytes() for path in contents_in(contents))


def test_history_never_holds_the_name_of_a_file(insider: Actor, owner: Account) -> None:
    operations.take_in(insider, upload=sent("Statement of Xanthippe.txt"), owner=owner)
    operations.take_in(insider, upload=sent("Statement of Xanthippe.exe"), owner=owner)
    operations.keep_made(insider, name="Letter to Xanthippe.pdf", content=b"%PDF", owner=owner)

    assert "Xanthippe" not in str(list(Entry.objects.values()))


def test_what_the_system_made_is_clean_at_once(insider: Actor, owner: Account) -> None:
    stored = operations.keep_made(insider, name="pack.pdf", content=b"%PDF-made here", owner=owner)

    assert (stored.state, stored.kind) == ("clean", "pdf")
    assert content_of(stored) == b"%PDF-made here"
    assert [line.what for line in history_of(owner)] == ["had a document made and kept (pdf)"]


def test_only_kinds_that_are_taken_in_can_be_kept(insider: Actor, owner: Account) -> None:
    with pytest.raises(ValueError, match="kinds"):
        operations.keep_made(insider, name="pack.exe", content=b"MZ", owner=owner)


def test_a_reference_cannot_be_guessed(insider: Actor, owner: Account) -> None:
    refs = {operations.keep_made(insider, name="a.txt", content=b"a", owner=owner).ref for _ in range(20)}

    assert len(refs) == 20
    assert all(len(ref) == 22 for ref in refs), "128 bits"


def test_a_row_that_cannot_be_written_leaves_no_content(
    insider: Actor, owner: Account, contents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the last step")

    monkeypatch.setattr(operations, "record", fail)

    with pytest.raises(RuntimeError):
        operations.take_in(insider, upload=sent(), owner=owner)

    assert not StoredFile.objects.exists()
    assert contents_in(contents) == []


def test_the_same_form_keeps_one_file(insider: Actor, owner: Account, contents: Path) -> None:
    with once("key-1", "person:1"):
        operations.take_in(insider, upload=sent(), owner=owner)
    with once("key-1", "person:1"), pytest.raises(AlreadyDone):
        operations.take_in(insider, upload=sent(), owner=owner)

    assert StoredFile.objects.count() == 1
    assert len(contents_in(contents)) == 1


def test_a_content_is_whole_or_not_there(contents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(number: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(OSError, match="disk full"):
        keeping.keep(b"content")

    assert contents_in(contents) == []


def test_every_content_is_forced_to_the_disk(contents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda number: synced.append(number))

    keeping.keep(b"content")

    assert len(synced) == 2, "the file and the folder that names it"


def test_only_those_who_see_the_owner_see_the_file(insider: Actor, outsider: Actor, owner: Account) -> None:
    stored = operations.keep_made(insider, name="a.txt", content=b"a", owner=owner)

    assert files_of(insider, owner) == [stored]
    assert file_by_ref(insider, stored.ref) == stored
    assert files_of(outsider, owner) == []
    for reach in (file_by_ref, file_to_give_out):
        with pytest.raises(Hidden):
            reach(outsider, stored.ref)


def test_a_held_file_is_not_given_out(insider: Actor, owner: Account) -> None:
    stored = operations.take_in(insider, upload=sent(), owner=owner)

    with pytest.raises(Hidden):
        file_to_give_out(insider, stored.ref)
    with pytest.raises(NotReleased):
        content_of(stored)


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"A quiet weak."), lambda path: path.unlink()])
def test_a_content_that_changed_is_not_given_out(insider: Actor, owner: Account, contents: Path, spoil) -> None:
    stored = operations.keep_made(insider, name="a.txt", content=b"A quiet week.", owner=owner)
    spoil(contents_in(contents)[0])

    with pytest.raises(Damaged):
        content_of(stored)


@pytest.mark.parametrize("spoil", [{"stored_as": None}, {"state": "refused"}])
def test_the_database_refuses_a_row_that_makes_no_sense(insider: Actor, owner: Account, spoil: dict[str, str]) -> None:
    stored = operations.take_in(insider, upload=sent(), owner=owner)

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(**spoil)


def test_only_the_system_releases(insider: Actor, owner: Account) -> None:
    stored = operations.take_in(insider, upload=sent(), owner=owner)

    for attempt in (
        lambda: operations.scan_held(insider),
        lambda: operations.release_scanned(insider, stored=stored),
        lambda: operations.remove_orphans(insider),
    ):
        with pytest.raises(Refused, match="Only the system does it"):
            attempt()
    assert StoredFile.objects.get().state == "held"


def test_orphans_are_swept_after_a_day_and_nothing_else(
    insider: Actor, owner: Account, sweep: Actor, contents: Path
) -> None:
    kept = operations.keep_made(insider, name="a.txt", content=b"wanted", owner=owner)
    keeping.keep(b"old orphan")
    (contents / "kept" / "ab").mkdir(exist_ok=True)
    (contents / "kept" / "ab" / "tmp1.part").write_bytes(b"left by a crash")
    (contents / "elsewhere").write_bytes(b"not ours")
    old = (sweep.at - timedelta(days=2)).timestamp()
    for path in contents_in(contents):
        os.utime(path, (old, old))
    young = keeping.keep(b"young orphan")
    os.utime(contents / young, (sweep.at.timestamp(), sweep.at.timestamp()))

    assert operations.remove_orphans(sweep) == 2

    assert {path.read_bytes() for path in contents_in(contents)} == {b"wanted", b"young orphan", b"not ours"}
    assert content_of(kept) == b"wanted"


def test_sweeping_nothing_at_all_is_no_error(sweep: Actor, contents: Path) -> None:
    assert operations.remove_orphans(sweep) == 0
