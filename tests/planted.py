"""Looking for planted words in whatever a test may hold: databases to the last column, files, logs and answers."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

from django.db import connection
from django.db.backends.utils import CursorWrapper


def found_in(text: str, planted: Iterable[str]) -> list[str]:
    """The planted words that the text holds, in whatever case or encoding they were written down."""
    spoken = text.casefold()
    return [word for word in planted if any(form in text or form.casefold() in spoken for form in forms(word))]


def forms(word: str) -> Iterator[str]:
    """The ways in which a word may be written down: as it is, for an address, for a page, in base64 and in numbers."""
    yield word
    yield quote(word)
    yield quote_plus(word)
    yield html.escape(word)
    yield word.encode().hex()
    yield word.encode("unicode_escape").decode()
    for before in range(3):
        # In base64 the signs at both ends depend on what stands around the word: only those that it decides count.
        length = len(word.encode())
        encoded = base64.b64encode(b"\0" * before + word.encode() + b"\0\0").decode()
        yield encoded[-(-8 * before // 6) : 8 * (before + length) // 6]


def whole_database() -> str:
    """Every value of every table and view of the database, as text."""
    texts: list[str] = []
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor, include_views=True)) - _virtual(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            texts.extend(_text(value) for row in cursor.fetchall() for value in row)
    return "\n".join(texts)


def whole_files(folder: Path) -> str:
    """Every file in the folder and beneath it, byte by byte."""
    return "\n".join(path.read_bytes().decode("latin-1") for path in sorted(folder.rglob("*")) if path.is_file())


def _virtual(cursor: CursorWrapper) -> set[str]:
    # What SQLite's virtual tables hold is in plain tables beside them, which are read like all others.
    if connection.vendor != "sqlite":
        return set()
    cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
    return {name for (name,) in cursor.fetchall()}


def _text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
