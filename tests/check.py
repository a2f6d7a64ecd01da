"""Checks style, types, imports, migrations, settings, lock files and generated documents; `make check` runs it.

Every check runs, whatever another found, in an environment of its own with throw-away keys, so nothing is set first.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INDEX_ADDRESS = re.compile(r"https?://|--(extra-)?index-url|--find-links|--trusted-host|\"resolved\"")
COMMENT = re.compile(r"^\s*#")
MANAGE = (sys.executable, "manage.py")
TOOLS = Path(sys.executable).parent
NOT_IN_PRODUCTION = (
    "CANDOUR_SECRET_KEY",
    "CANDOUR_SECRETS_KEY",
    "CANDOUR_VAULT_KEYS",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
)


@dataclass(frozen=True)
class Check:
    """One check: its name, its command, and what the command's environment has besides, or lacks where it is empty."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


def checks(production: dict[str, str]) -> list[Check]:
    """Every check, in the order in which it runs: the quickest to mend first."""
    return [
        Check("Layout of the code", (_tool("ruff"), "format", "--check", ".")),
        Check("Style of the code", (_tool("ruff"), "check", ".")),
        Check("Types", (_tool("mypy"), "candour")),
        Check("Imports", (_tool("lint-imports"), "--no-cache", "--no-logo")),
        Check("Lock files", (sys.executable, "-m", "tests.check", "locks")),
        Check("Migrations", (*MANAGE, "makemigrations", "--check", "--dry-run")),
        Check("Start-up checks", (*MANAGE, "check", "--fail-level", "WARNING")),
        Check("Production checks", (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"), production),
        Check("Generated documents", (sys.executable, "-m", "tests.documents")),
    ]


def addresses_in(name: str, text: str) -> list[str]:
    """The lines of a lock file that name an address: everybody fetches from the index of their own choice."""
    return [
        f"{name}, line {number}: {line.strip()[:100]}"
        for number, line in enumerate(text.splitlines(), start=1)
        if INDEX_ADDRESS.search(line) and not COMMENT.match(line)
    ]


def unpinned_in(name: str, text: str) -> list[str]:
    """The packages of a lock file that are named without a hash."""
    if name.endswith(".json"):
        packages = json.loads(text).get("packages", {})
        return [f"{name}: {path} has no hash" for path, one in packages.items() if path and "integrity" not in one]
    wanted = re.split(r"\n(?=\S)", "\n".join(line for line in text.splitlines() if not COMMENT.match(line)))
    return [f"{name}: {one.split()[0]} has no hash" for one in wanted if one.strip() and "--hash=" not in one]


def check_locks() -> int:
    """Say which lock files name an address or a package without a hash. The status is that of a process."""
    problems: list[str] = []
    for path in (*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "package-lock.json"):
        text = path.read_text(encoding="utf-8")
        problems += addresses_in(path.name, text) + unpinned_in(path.name, text)
    for problem in problems:
        print(problem)
    if problems:
        print("Run `make lock`.")
    return int(bool(problems))


def main(say: Callable[[str], None] = print) -> int:
    """Run every check. The status is that of a process: 0 if all passed."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="candour-check-") as folder:
        os.environ["CANDOUR_VAR"] = folder
        os.environ.pop("DATABASE_URL", None)
        import tests.environment  # noqa: F401

        failed = [check.name for check in checks(_production(Path(folder))) if not _passes(check, say)]
    took = f"{time.monotonic() - began:.0f} s"
    say(f"FAILED in {took}: {', '.join(failed)}." if failed else f"Every check passed in {took}.")
    return int(bool(failed))


def _passes(check: Check, say: Callable[[str], None]) -> bool:
    began = time.monotonic()
    environment = {name: value for name, value in {**os.environ, **check.environment}.items() if value}
    done = subprocess.run(check.command, cwd=ROOT, env=environment, capture_output=True, text=True)
    passed = done.returncode == 0
    say(f"{'passed' if passed else 'FAILED'}  {time.monotonic() - began:5.1f} s  {check.name}")
    if not passed:
        say("\n".join(part.rstrip() for part in (done.stdout, done.stderr) if part.strip()))
    return passed


def _production(folder: Path) -> dict[str, str]:
    """The settings of a service that is whole, with secrets in files and a database that need not be reached."""
    keys = folder / "keys"
    subprocess.run((*MANAGE, "make_keys", str(keys)), cwd=ROOT, check=True, capture_output=True)
    return {
        "CANDOUR_ENVIRONMENT": "production",
        "CANDOUR_HOSTS": "candour.example.org",
        "CANDOUR_BASE_URL": "https://candour.example.org",
        "CANDOUR_SCANNER": "clamd://scanner.invalid:3310",
        "DATABASE_URL": "postgres://candour@database.invalid/candour",
        **{f"CANDOUR_{name.upper()}_FILE": str(keys / name) for name in ("secret_key", "secrets_key", "vault_keys")},
        **dict.fromkeys(NOT_IN_PRODUCTION, ""),
    }


def _tool(name: str) -> str:
    return str(TOOLS / name)


if __name__ == "__main__":
    sys.exit(check_locks() if sys.argv[1:] == ["locks"] else main())
