"""Backups that were proved when they were made, and a way back that refuses what is damaged, newer or not empty.

A backup is a folder: the database, the contents of files, the list of what was erased, and a manifest with the SHA-256
of each and the newest line of history. The keys are not in it, on purpose: whoever finds a backup finds pseudonyms.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from candour.platform.access.actor import Actor
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.queries import verify_all
from candour.platform.messaging.operations import give_up_waiting
from candour.platform.retention import ledger
from candour.platform.retention.operations import erase_again

MANIFEST, FILES, ERASED = "manifest.json", "files.tar", "erasures.jsonl"
DATABASES = {"sqlite": "candour.sqlite3", "postgresql": "candour.dump"}


class Unusable(Exception):
    """The backup or the place for it cannot be used. The message says why and what to do; nothing was changed."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    made_at: str
    database: str
    """The kind of database: "sqlite" or "postgresql"."""
    migrations: list[str]
    newest_entry: int
    """The number of the newest line of history, and its hash, to be compared with the one that was kept outside."""
    root: str
    sums: dict[str, str]


@dataclass(frozen=True)
class Restored:
    """What a restored backup brought, and what was done to it before anybody may come in."""

    manifest: Manifest
    erased_again: int
    mail_given_up: int


def back_up(folder: Path, at: datetime) -> Manifest:
    """Write a backup into a folder that is empty or not there. Raises Unusable, also for a history that is broken.

    The database comes first and the files second: a content is written before the row that names it, so every row of
    the copy finds its content.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Unusable(f"{folder} is not empty. Name a new folder for each backup.")
    history = verify_all()
    if history.broken_at:
        raise Unusable(f"History breaks at entry {history.broken_at.number}. Find out why before you go on.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = folder / DATABASES[connection.vendor]
    _copy_sqlite(database) if connection.vendor == "sqlite" else _dump_postgresql(database)
    with tarfile.open(folder / FILES, "w") as archive:
        if Path(settings.CANDOUR_FILES).exists():
            archive.add(settings.CANDOUR_FILES, arcname="files", filter=_without_halves)
    _write(folder / ERASED, _text_of(Path(settings.CANDOUR_ERASURES)))
    parts = [database.name, FILES, ERASED]
    manifest = Manifest(
        made_at=at.isoformat(),
        database=connection.vendor,
        migrations=_applied(),
        newest_entry=history.entries,
        root=history.root,
        sums={name: _sum_of(folder / name) for name in parts},
    )
    _write(folder / MANIFEST, json.dumps(asdict(manifest), indent=2))
    return manifest


def check(folder: Path) -> Manifest:
    """Read a backup's manifest and hold every part against it. Raises Unusable."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise Unusable(f"{folder} has no manifest that can be read, so it is no whole backup.") from error
    for name, known in manifest.sums.items():
        if not (folder / name).exists() or _sum_of(folder / name) != known:
            raise Unusable(f"{name} is missing, cut short or changed. Take another backup.")
    if manifest.database != connection.vendor:
        raise Unusable(f"The backup is of {manifest.database}, and DATABASE_URL names {connection.vendor}.")
    unknown = sorted(set(manifest.migrations) - _known())
    if unknown:
        raise Unusable(f"The backup was made by a newer release ({unknown[-1]}). Install that one first.")
    return manifest


def restore(folder: Path, at: datetime) -> Restored:
    """Bring a backup into an empty database and an empty folder of files. Raises Unusable; live data is never touched.

    Mail that waited when the backup was made is given up, so that nobody gets it twice, and what was erased since is
    erased again.
    """
    manifest = check(folder)
    if connection.introspection.table_names():
        raise Unusable("The database is not empty. Restore into a new one, and change over when you have looked at it.")
    files = Path(settings.CANDOUR_FILES)
    if files.exists() and any(files.iterdir()):
        raise Unusable(f"{files} is not empty. Set CANDOUR_FILES to a new folder.")
    source = folder / DATABASES[manifest.database]
    _load_sqlite(source) if manifest.database == "sqlite" else _load_postgresql(source)
    files.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tarfile.open(folder / FILES) as archive:
        archive.extractall(files.parent if files.name == "files" else files, filter="data")
    if verify_all().broken_at or not _holds_entry(manifest):
        raise Unusable("The history that came back is not the one that was backed up. Take another backup.")
    job = Actor.system("restoring a backup", at)
    known = set(ledger.read())
    ledger.add(one for one in ledger.read(folder / ERASED) if one not in known)
    return Restored(manifest, erase_again(job, ledger.read()), give_up_waiting(job))


def _holds_entry(manifest: Manifest) -> bool:
    # Lines that were written while the backup was made may follow.
    newest = Entry.objects.filter(number=manifest.newest_entry).values_list("hash", flat=True).first()
    return newest == manifest.root or not manifest.newest_entry


def _copy_sqlite(to: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(to)) as copy:
        connection.connection.backup(copy)
    os.chmod(to, 0o600)


def _load_sqlite(source: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
        copy.backup(connection.connection)
    connection.close()


def _dump_postgresql(to: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={to}", _name())


def _load_postgresql(source: Path) -> None:
    connection.close()
    _run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", f"--dbname={_name()}", str(source))


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _run(*command: str) -> None:
    given = connection.settings_dict
    environment = {
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGHOST": given["HOST"],
        "PGPORT": str(given["PORT"]),
    }
    program = shutil.which(command[0])
    if not program:
        raise Unusable(
            f"{command[0]} is not there. Install the client of PostgreSQL: apt-get install postgresql-client."
        )
    done = subprocess.run(  # noqa: S603
        [program, *command[1:]],
        env={**os.environ, **{name: value for name, value in environment.items() if value}},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Unusable(f"{command[0]} failed: {done.stderr.strip()[:300]}")


def _applied() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations)


def _known() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _without_halves(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if member.name.endswith(".part") else member


def _sum_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
