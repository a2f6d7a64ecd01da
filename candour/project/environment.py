"""The only reader of environment variables: each one typed, with a file alternative for secrets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PREFIX = "CANDOUR_"


class BadSetting(ValueError):
    """An environment variable has a value that cannot be used. The message says how to mend it."""


def text(name: str, default: str = "") -> str:
    """A setting as text."""
    return os.environ.get(PREFIX + name, default)


def secret(name: str) -> str:
    """A secret from the file named by NAME_FILE, or else from NAME; empty if neither is set."""
    path = os.environ.get(f"{PREFIX}{name}_FILE")
    if not path:
        return text(name)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSetting(f"{PREFIX}{name}_FILE names {path}, which cannot be read: {error.strerror}.") from error


def flag(name: str, default: bool = False) -> bool:
    """A setting that is on ("1", "yes", "true", "on") or off."""
    value = text(name).lower()
    return value in ("1", "yes", "true", "on") if value else default


def number(name: str, default: int) -> int:
    """A whole number. Raises BadSetting for anything else."""
    value = text(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise BadSetting(f"{PREFIX}{name} must be a whole number, not “{value}”.") from error


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas or spaces."""
    return text(name, default).replace(",", " ").split()


def path(name: str, default: Path) -> Path:
    """A file or folder."""
    return Path(text(name) or default)


def database(default: str) -> dict[str, Any]:
    """The database from DATABASE_URL: "postgres://user:password@host:port/name" or "sqlite:////path/to/file".

    DATABASE_URL_FILE names a file to read it from instead. Raises BadSetting for another kind of database.
    """
    file = os.environ.get("DATABASE_URL_FILE")
    url = Path(file).read_text(encoding="utf-8").strip() if file else os.environ.get("DATABASE_URL", default)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path)[1:] if parts.path.startswith("//") else unquote(parts.path).lstrip("/"))
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # Who may see a record is asked in long questions that take a moment to answer and seconds to compile.
            "OPTIONS": {"options": "-c jit=off"},
        }
    raise BadSetting("DATABASE_URL must begin with postgres:// or sqlite:///.")


def _sqlite(name: str) -> dict[str, Any]:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA recursive_triggers=ON;"
            ),
        },
    }
