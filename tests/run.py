"""Runs every test: on SQLite, on PostgreSQL where one is reachable, and in Chromium where it is installed.

`make test` runs it. What follows the command goes to pytest. The last line says what was not run and how to enable it;
with CANDOUR_NOTHING_SKIPPED=1, as in CI, leaving anything out is a failure.
"""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
import time
from urllib.parse import quote

import psycopg

from tests.browsing import CHROMIUM, EVERYTHING
from tests.each_database import ON_EACH

ON_THE_SECOND = ["-m", "not browser"] if EVERYTHING else ["-m", "not once and not browser"]
"""What runs on the second database too: see `tests.each_database`. With CANDOUR_EVERYTHING=1, all of it."""

WORKERS = (os.cpu_count() or 1) + 1
"""One more than there are processors, as a test that drives a browser waits for it half of the time."""
ALL_RUN = "Every test was run on SQLite and in Chromium, and on PostgreSQL those in which a database shows."


def main(arguments: list[str]) -> int:
    """Run, and return the status of the process: 0 if everything that was run passed."""
    began = time.monotonic()
    left_out: list[str] = []
    choice = [] if CHROMIUM else ["-m", "not browser"]
    if not CHROMIUM:
        left_out.append("Chromium (install it: apt-get install chromium)")
    # Only these are read for the second run, which takes less than to read them all and leave most of them out.
    only = [] if EVERYTHING or arguments else ON_EACH
    passed = _pytest("SQLite", {"DATABASE_URL": None}, [*choice, *arguments])
    address = os.environ.get("DATABASE_URL") or f"postgres://{quote(getpass.getuser())}@/candour"
    problem = _why_not(address)
    if problem:
        left_out.append(f"PostgreSQL ({problem}; set DATABASE_URL=postgres://user:password@host/name)")
    else:
        passed &= _pytest("PostgreSQL", {"DATABASE_URL": address}, [*ON_THE_SECOND, *only, *arguments])
    minutes, seconds = divmod(int(time.monotonic() - began), 60)
    print(f"{'Passed' if passed else 'FAILED'} in {minutes} min {seconds} s. ", end="")
    print(f"Not run: {', '.join(left_out)}." if left_out else ALL_RUN)
    return int(not passed or bool(left_out and os.environ.get("CANDOUR_NOTHING_SKIPPED")))


def _pytest(database: str, changes: dict[str, str | None], arguments: list[str]) -> bool:
    print(f"\nThe tests on {database}", flush=True)
    environment = {name: value for name, value in {**os.environ, **changes}.items() if value is not None}
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(WORKERS), "--dist", "worksteal", *arguments]
    return subprocess.run(command, env=environment).returncode == 0


def _why_not(address: str) -> str:
    server = address.rsplit("/", 1)[0] + "/postgres"
    try:
        with psycopg.connect(server, connect_timeout=5) as connection:
            row = connection.execute("select rolcreatedb or rolsuper from pg_roles where rolname = user").fetchone()
    except psycopg.Error as error:
        return " ".join(str(error).split())[:120]
    return "" if row and row[0] else "the user may not create databases"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
