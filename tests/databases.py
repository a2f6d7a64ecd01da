"""Real databases for tests that a rolled-back transaction cannot serve: callers that race, and server processes.

The history of changes refuses to be emptied, so the usual way of flushing tables after such a test cannot work here.
Instead each test that asks for `real_database` gets a database of its own, copied from the migrated one (a file on
SQLite, CREATE DATABASE ... TEMPLATE on PostgreSQL) and thrown away afterwards. For the length of the test Django's
connections point to it, in every thread. Such a test asks neither for `db` nor bears the mark `django_db`. Each worker
of pytest-xdist has its own template and copies.

    def test_one_wins(real_database, now):
        outcomes = race(8, lambda number: sign(actor, paper))

    def test_the_page_answers(real_database):
        with serving(real_database) as address:
            urlopen(f"{address}/brand.css")
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connections

from candour.project import environment
from tests.schema import finish, without_migrations

R = TypeVar("R")
ROOT = Path(__file__).resolve().parent.parent
STARTS_WITHIN = 30
STOPS_WITHIN = 5


@dataclass(frozen=True)
class RealDatabase:
    """A database that exists for one test."""

    url: str
    """What DATABASE_URL is for another process that is to use it."""
    vendor: str
    name: str
    """Its name on PostgreSQL, the path of its file on SQLite."""

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process that is to use it."""
        return {**os.environ, "DATABASE_URL": self.url}


@pytest.fixture(scope="session")
def database_template(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A migrated database to which nobody is connected: its name on PostgreSQL, the path of its file on SQLite."""
    with django_db_blocker.unblock(), _test_database():
        connection = connections["default"]
        if connection.vendor == "sqlite":
            path = str(tmp_path_factory.mktemp("databases") / "template.sqlite3")
            connection.ensure_connection()
            with closing(sqlite3.connect(path)) as template:
                connection.connection.backup(template)
            yield path
            return
        migrated = connection.settings_dict["NAME"]
        template_name = f"{migrated}_template"
        connection.close()
        _copy_on_server(template_name, migrated)
        yield template_name
        _drop_on_server(template_name)


@pytest.fixture
def real_database(
    database_template: str, django_db_blocker: Any, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[RealDatabase]:
    """A database for this test alone, to which Django's connections point until the test ends."""
    if request.node.get_closest_marker("django_db") or {"db", "transactional_db"} & set(request.fixturenames):
        raise pytest.UsageError("A test that asks for real_database does not ask for db or the mark django_db.")
    with django_db_blocker.unblock(), copied(database_template, tmp_path, "real") as copy, pointing_to(copy):
        yield copy


@pytest.fixture
def empty_database(database_template: str, django_db_blocker: Any, tmp_path: Path) -> Iterator[RealDatabase]:
    """A database without a single table, to which Django's connections point until the test ends."""
    with django_db_blocker.unblock(), _empty(database_template, tmp_path) as empty, pointing_to(empty):
        yield empty


def race(callers: int, act: Callable[[int], R]) -> list[R | Exception]:
    """Let so many threads act at once, each given its number: what each returned, or the exception it raised."""
    gate = threading.Barrier(callers)

    def call(number: int) -> R | Exception:
        try:
            connections["default"].ensure_connection()
            gate.wait(timeout=STARTS_WITHIN)
            return act(number)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(callers) as pool:
        return list(pool.map(call, range(callers)))


@contextmanager
def serving(database: RealDatabase, *, workers: int = 2) -> Iterator[str]:
    """Run the whole application as a server on the database, and give its address. It ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", "4", "candour.project.wsgi:application"]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env=database.environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait_until_it_answers(server, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            _stop(server)


def _stop(server: subprocess.Popen[bytes]) -> None:
    # Asked to stop while a worker is still starting, the server may wait for it for ever.
    server.terminate()
    try:
        server.wait(timeout=STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _wait_until_it_answers(server: subprocess.Popen[bytes], address: str, log: IO[str]) -> None:
    give_up_at = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < give_up_at and server.poll() is None:
        try:
            urlopen(f"{address}/brand.css", timeout=5).close()  # noqa: S310
        except HTTPError:
            return
        except (URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    log.seek(0)
    raise AssertionError(f"The server did not start: {log.read()}")


def is_of_tests() -> bool:
    """Whether Django's connection points to a database of the tests, and not to the one that people use."""
    own = environment.database(f"sqlite:///{settings.CANDOUR_VAR / 'candour.sqlite3'}")["NAME"]
    return bool(connections["default"].settings_dict["NAME"] != own)


@contextmanager
def _test_database() -> Iterator[None]:
    # The plugin makes the test database only if some test of the run asks for it by its own mark or fixtures.
    if is_of_tests():
        yield
        return
    connection = connections["default"]
    name = connection.settings_dict["NAME"]
    with without_migrations():
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finish(connection)
    yield
    connection.creation.destroy_test_db(name, verbosity=0)


@contextmanager
def copied(template: str, folder: Path, name: str) -> Iterator[RealDatabase]:
    """A copy of a database to which nobody is connected, for the length of the block."""
    if connections["default"].vendor == "sqlite":
        path = str(folder / f"{name}.sqlite3")
        shutil.copy(template, path)
        yield RealDatabase(url=f"sqlite:///{quote(path)}", vendor="sqlite", name=path)
        return
    copy = f"{template}_{name}"
    _copy_on_server(copy, template)
    yield RealDatabase(url=_address_on_server(copy), vendor="postgresql", name=copy)
    _drop_on_server(copy)


@contextmanager
def _empty(template: str, folder: Path) -> Iterator[RealDatabase]:
    if connections["default"].vendor == "sqlite":
        path = str(folder / "empty.sqlite3")
        yield RealDatabase(url=f"sqlite:///{quote(path)}", vendor="sqlite", name=path)
        return
    name = f"{template}_empty"
    _copy_on_server(name, "template0")
    yield RealDatabase(url=_address_on_server(name), vendor="postgresql", name=name)
    _drop_on_server(name)


@contextmanager
def pointing_to(database: RealDatabase) -> Iterator[None]:
    """Let Django's connections point to the database, in every thread, for the length of the block."""
    # The connection of the session is set aside, not closed: closing it would lose a database that lives in memory.
    settings = connections.settings["default"]
    kept, kept_name = connections["default"], settings["NAME"]
    if kept.vendor == "postgresql":
        kept.close()
    del connections["default"]
    settings["NAME"] = database.name
    try:
        yield
    finally:
        connections["default"].close()
        settings["NAME"] = kept_name
        connections["default"] = kept


def _copy_on_server(name: str, template: str) -> None:
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _drop_on_server(name: str) -> None:
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _address_on_server(name: str) -> str:
    server = connections.settings["default"]
    password = f":{quote(server['PASSWORD'], safe='')}" if server["PASSWORD"] else ""
    port = f":{server['PORT']}" if server["PORT"] else ""
    return f"postgres://{quote(server['USER'], safe='')}{password}@{server['HOST']}{port}/{quote(name)}"
