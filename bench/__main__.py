"""Measures a tracker, a case, a save and a search among 1,000 to 100,000 cases; actions; learning; a public site.

    make bench
    make bench ARGUMENTS="--sizes 1000 10000 --databases sqlite"
    make bench ARGUMENTS="--only actions"      or: --only learning
    make bench ARGUMENTS=redaction     the redaction engine on documents made for it: see bench/redaction/measuring.py

It is done on SQLite and on PostgreSQL, which is measured in a database of its own that is dropped afterwards. Each page
is compared with the floor of `bench/floor.py` in the same run. Targets: the tracker, the pages of the action log and
the public pages within 2 times their floor, growth from the smallest to the largest number under 1.2, at most 12
queries a page.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from cryptography.fernet import Fernet

SERVER = os.environ.get("DATABASE_URL", f"postgres://{quote(getpass.getuser())}@/candour").rsplit("/", 1)[0]
BENCH = "candour_bench"
AT_MOST = 2.0
GROWTH = 1.2
QUERIES = 12
LIMITED = (
    *("tracker", "action log", "actions of an owner", "one action", "one action saved"),
    *("matrix of a report", "plan of a report", "roll-up by body", "roll-up by report", "roll-up by theme"),
    *("public home", "promise page", "published review"),
)
PUBLISHED = [200, 2_000]
"""So many documents on one public site; the larger number is that of a few decades."""
RECOMMENDATIONS, SAID_BEFORE_MS = 20_000, 300
"""Among so many recommendations an earlier one is found within so many milliseconds."""
SAVES = ("one save", "one action saved")


def main() -> int:
    """Measure and print; 1 if a target was missed."""
    if sys.argv[1:2] == ["redaction"]:
        from bench.redaction import measuring

        return measuring.main(sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--databases", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument(
        "--only", choices=["cases", "actions", "learning", "lessons", "public"], help="measure one of them"
    )
    chosen = parser.parse_args()
    missed: list[str] = []
    for database in chosen.databases:
        with _database(database) as (address, folder):
            if chosen.only in (None, "cases"):
                missed += _show(database, "cases", _measured("bench.measuring", address, folder, chosen.sizes))
            if chosen.only in (None, "actions"):
                measured = _measured("bench.action_log", address, folder, [max(chosen.sizes)])
                missed += _show(database, "actions", measured)
            if chosen.only in (None, "public"):
                measured = _measured("bench.public_site", address, folder, PUBLISHED)
                missed += _show(database, "published documents", measured)
            if chosen.only in (None, "learning"):
                measured = _measured("bench.recommendations", address, folder, [max(chosen.sizes)])
                missed += _show(database, "recommendations", measured)
            if chosen.only in (None, "lessons"):
                missed += _show_said_before(
                    database, _measured("bench.said_before", address, folder, [RECOMMENDATIONS])
                )
    print("\nEvery target was met." if not missed else "\nMissed: " + "; ".join(missed) + ".")
    return int(bool(missed))


def _measured(module: str, address: str, folder: str, sizes: list[int]) -> Iterator[dict]:  # type: ignore[type-arg]
    environment = os.environ | {
        "DATABASE_URL": address,
        "CANDOUR_ENVIRONMENT": "demonstration",
        "CANDOUR_VAR": folder,
        "CANDOUR_SECRET_KEY": "k" * 50,
        "CANDOUR_SECRETS_KEY": Fernet.generate_key().decode(),
        "CANDOUR_VAULT_KEYS": json.dumps(
            {"keys": [{"id": "1", "key": Fernet.generate_key().decode()}], "index_key": "5a" * 32}
        ),
    }
    for name in ("SECRET_KEY", "SECRETS_KEY", "VAULT_KEYS"):
        environment.pop(f"CANDOUR_{name}_FILE", None)
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], env=environment, check=True)
    command = [sys.executable, "-m", module, *map(str, sizes)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode:
        raise SystemExit(process.returncode)


def _show(database: str, what: str, results: Iterator[dict]) -> list[str]:  # type: ignore[type-arg]
    missed, first = [], {}  # type: ignore[var-annotated]
    print(f"\n## {database}\n\n| {what} | page | ms | floor ms | times the floor | growth | queries |\n|{'---|' * 7}")
    for result in results:
        for name, found in result["pages"].items():
            times = found["page"] / found["floor"]
            growth = found["page"] / first.setdefault(name, found["page"])
            print(
                f"| {result['size']:,} | {name} | {found['page']:.1f} | {found['floor']:.1f} | {times:.2f} "
                f"| {growth:.2f} | {found['queries']} |",
                flush=True,
            )
            where = f"{name} on {database} with {result['size']:,}"
            missed += [f"{where} is {times:.2f} times its floor"] * (name in LIMITED and times > AT_MOST)
            missed += [f"{where} grew {growth:.2f} times"] * (growth > GROWTH)
            missed += [f"{where} makes {found['queries']} queries"] * (found["queries"] > QUERIES and name not in SAVES)
    return missed


def _show_said_before(database: str, results: Iterator[dict]) -> list[str]:  # type: ignore[type-arg]
    missed = []
    print(f"\n## {database}\n\n| recommendations | what | best ms | worst ms | found |\n|{'---|' * 5}")
    for one in results:
        print(f"| {one['size']:,} | said before | {one['best_ms']:.1f} | {one['worst_ms']:.1f} | {one['found']} |")
        missed += [f"said before on {database} takes {one['best_ms']:.0f} ms"] * (one["best_ms"] > SAID_BEFORE_MS)
    return missed


@contextmanager
def _database(kind: str) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="candour-bench-") as folder:
        if kind == "sqlite":
            yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}", folder
            return
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {BENCH} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {BENCH}")
            try:
                yield f"{SERVER}/{BENCH}", folder
            finally:
                server.execute(f"DROP DATABASE IF EXISTS {BENCH} WITH (FORCE)")


if __name__ == "__main__":
    sys.exit(main())
