"""The virus scanner: what it says is followed, and when it says nothing plain the file stays held and is not lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from candour.platform.access.actor import Actor
from candour.platform.accounts.models import Account
from candour.platform.audit_trail.queries import history_of
from candour.platform.files import operations
from candour.platform.files import scanner as scanning
from candour.platform.files.models import StoredFile
from candour.platform.files.operations import Swept
from candour.platform.files.queries import content_of
from candour.platform.files.scanner import Address
from candour.platform.files.tests import scanners
from candour.platform.files.tests.conftest import sent
from candour.platform.files.tests.corpus.hidden import for_the_scanner
from candour.platform.files.tests.scanners import scanner

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(insider: Actor, owner: Account) -> StoredFile:
    return operations.take_in(insider, upload=sent(), owner=owner)


def test_a_clean_file_is_released(held: StoredFile, owner: Account, sweep: Actor, settings) -> None:
    with scanner(scanners.works) as settings.CANDOUR_SCANNER:
        assert operations.release_scanned(sweep, stored=held) == "clean"

    assert content_of(StoredFile.objects.get()) == b"A quiet week."
    assert history_of(owner)[0].what == "released the file after the virus check"


def test_a_large_file_is_sent_whole(insider: Actor, owner: Account, sweep: Actor, settings) -> None:
    operations.take_in(insider, upload=sent("large.txt", b"0123456789" * 300_000), owner=owner)
    seen: list[int] = []

    def measure(connection) -> None:
        seen.append(len(scanners.received(connection)))
        connection.sendall(b"stream: OK\0")

    with scanner(measure) as settings.CANDOUR_SCANNER:
        assert operations.scan_held(sweep) == Swept(clean=1, refused=0, held=0)
    assert seen == [3_000_000]


@pytest.mark.parametrize("sample", list(for_the_scanner()), ids=lambda sample: sample.id)
def test_what_the_scanner_finds_is_refused_and_kept(
    insider: Actor, owner: Account, sweep: Actor, settings, contents: Path, sample
) -> None:
    operations.take_in(insider, upload=sent(sample.name, sample.content), owner=owner)

    with scanner(scanners.works) as settings.CANDOUR_SCANNER:
        assert operations.scan_held(sweep) == Swept(clean=0, refused=1, held=0)

    stored = StoredFile.objects.get()
    assert (stored.state, stored.why) == ("refused", operations.SOMETHING_FOUND)
    assert history_of(owner)[0].what == "refused the file, because the virus scanner found something in it"
    assert [path.read_bytes() for path in contents.rglob("*") if path.is_file()] == [sample.content]


@pytest.mark.parametrize(
    "behave",
    [
        scanners.hangs_up,
        scanners.says_nothing,
        scanners.drips,
        scanners.never_listens,
        scanners.says(b"stream: OK"),
        scanners.says(b"stream: OK\n"),
        scanners.says(b"stream: NOT OK\0"),
        scanners.says(b"OK\0"),
        scanners.says(b"\0"),
        scanners.says(b"INSTREAM size limit exceeded. ERROR\0"),
        scanners.says(b"stream: OK\0stream: Virus FOUND\0"),
        scanners.says(b"HTTP/1.1 200 OK\r\n\r\n\0"),
        scanners.says(b"x" * 100_000),
    ],
)
def test_without_a_plain_answer_the_file_stays_held(
    behave: scanners.Behaviour, held: StoredFile, sweep: Actor, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "ANSWERS_WITHIN", 1.0)

    with scanner(behave) as settings.CANDOUR_SCANNER:
        assert operations.scan_held(sweep) == Swept(clean=0, refused=0, held=1)

    with scanner(scanners.works) as settings.CANDOUR_SCANNER:
        assert operations.scan_held(sweep) == Swept(clean=1, refused=0, held=0), "it was not lost"


def test_a_scanner_that_is_away_is_asked_once_a_sweep(
    insider: Actor, owner: Account, sweep: Actor, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        operations.take_in(insider, upload=sent(), owner=owner)
    with scanner(scanners.works) as settings.CANDOUR_SCANNER:
        pass
    asked: list[Address] = []

    def scan(address: Address, content: bytes) -> scanning.Outcome:
        asked.append(address)
        return scanning.scan(address, content)

    monkeypatch.setattr(operations, "scan", scan)

    assert operations.scan_held(sweep) == Swept(clean=0, refused=0, held=3)
    assert len(asked) == 1


def test_one_file_that_cannot_be_scanned_does_not_hold_up_the_others(
    insider: Actor, owner: Account, sweep: Actor, settings
) -> None:
    operations.take_in(insider, upload=sent(content=b"too much for it"), owner=owner)
    operations.take_in(insider, upload=sent(), owner=owner)

    def behave(connection) -> None:
        limited = b"INSTREAM size limit exceeded. ERROR\0"
        connection.sendall(limited if b"too much" in scanners.received(connection) else b"stream: OK\0")

    with scanner(behave) as settings.CANDOUR_SCANNER:
        assert operations.scan_held(sweep) == Swept(clean=1, refused=0, held=1)


def test_a_damaged_content_stays_held(held: StoredFile, sweep: Actor, settings, contents: Path) -> None:
    next(path for path in contents.rglob("*") if path.is_file()).write_bytes(b"something else")

    with scanner(scanners.works) as settings.CANDOUR_SCANNER:
        assert operations.scan_held(sweep) == Swept(clean=0, refused=0, held=1)


def test_without_a_scanner_the_demonstration_releases_and_says_so(
    held: StoredFile, owner: Account, sweep: Actor, settings
) -> None:
    assert settings.CANDOUR_SCANNER == ""

    assert operations.scan_held(sweep) == Swept(clean=1, refused=0, held=0)
    assert history_of(owner)[0].what == "released the file; no virus scanner is set up to look at it"


def test_without_a_scanner_production_releases_nothing(held: StoredFile, sweep: Actor, settings) -> None:
    settings.CANDOUR_ENVIRONMENT = "production"

    assert operations.scan_held(sweep) == Swept(clean=0, refused=0, held=1)


def test_two_sweeps_at_once_release_once(held: StoredFile, owner: Account, sweep: Actor) -> None:
    stale = StoredFile.objects.get()

    assert operations.release_scanned(sweep, stored=held) == "clean"
    assert operations.release_scanned(sweep, stored=stale) == "clean"
    assert sum("released" in line.what for line in history_of(owner)) == 1


@pytest.mark.parametrize("address", ["clamd://", "http://host:3310", "host:3310", "clamd://host"])
def test_an_address_that_makes_no_sense_is_an_error(held: StoredFile, sweep: Actor, settings, address: str) -> None:
    settings.CANDOUR_SCANNER = address

    with pytest.raises(ValueError, match="clamd://host:port"):
        operations.scan_held(sweep)
    assert StoredFile.objects.get().state == "held"


def test_an_address_is_read() -> None:
    assert Address.parse("clamd://scanner.internal:3310") == Address("scanner.internal", 3310)
