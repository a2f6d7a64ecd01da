"""The list of what was erased, kept in a file beside the database, so that a restored backup does not bring it back.

Each line names a record by its kind, id and random reference and says when it was erased; nothing else of it is left.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Erased:
    """A record that was erased. The reference tells it from a later one that has its id."""

    kind: str
    id: int
    ref: str
    at: str
    """The moment in UTC, as 2026-11-18T10:00:00+00:00."""


class Unreadable(ValueError):
    """A line of the list is not what this release wrote. Nothing was done."""


def add(erased: Iterable[Erased]) -> None:
    """Append to the list, on the disk itself before it returns. One that is there already does no harm."""
    lines = "".join(json.dumps(asdict(one)) + "\n" for one in erased)
    path = Path(settings.CANDOUR_ERASURES)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as out:
        out.write(lines)
        out.flush()
        os.fsync(out.fileno())


def read(path: Path | None = None) -> list[Erased]:
    """Every record of the list, or of another list in a file; none if there is no file. Raises Unreadable."""
    path = path or Path(settings.CANDOUR_ERASURES)
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(Erased(**json.loads(line)))
        except (ValueError, TypeError) as error:
            raise Unreadable(f"Line {number} of {path.name} cannot be read.") from error
    return found
