"""How the cells of an old matrix are read: to be done, asked, not applicable, or empty."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from candour.platform.access.actor import Actor
from candour.practice.learning.models import Report
from candour.practice.learning.queries.bringing_in import filled_cells, numbers_of, titles_of_bodies
from candour.practice.learning.vocabulary import CellKind

_NOT_APPLICABLE = re.compile(r"^\s*(?:n\s*/?\s*a|not applicable)\b[\s.:,;–-]*", re.IGNORECASE)


def read_cell(printed: str, said: str = "") -> tuple[CellKind, str]:
    """What a printed cell is, and its words: for one that does not apply, the reason that follows if there is one."""
    words = printed.strip()
    kind = said.strip().casefold()
    excused = _NOT_APPLICABLE.match(words)
    if excused:
        return CellKind.NOT_APPLICABLE, words[excused.end() :].strip()
    if kind in ("n/a", "na", "not applicable"):
        return CellKind.NOT_APPLICABLE, words
    if not words:
        return CellKind.EMPTY, ""
    if kind == "question" or (not kind and words.endswith("?")):
        return CellKind.QUESTION, words
    return CellKind.ACTION, words


def make_context(actor: Actor, owner: Any) -> dict[str, Any]:
    """The bodies by every title that old papers may give them, the rows that are there, and the cells in use."""
    assert isinstance(owner, Report)
    return {
        "bodies": titles_of_bodies(actor, owner),
        "taken": numbers_of(actor, owner),
        "filled": filled_cells(actor, owner),
    }


def body_titled(printed: str, bodies: Iterable[list[Any]]) -> str:
    """The reference of the body of that title; empty for none."""
    wanted = _plain(printed)
    return next((str(ref) for ref, titles in bodies if wanted in {_plain(title) for title in titles}), "")


def row_number(printed: str) -> int | None:
    """The number of a row of the matrix, such as "3" or "3."."""
    found = re.fullmatch(r"\s*(\d{1,4})\s*[.)]?\s*", printed)
    return int(found[1]) if found and int(found[1]) else None


def _plain(title: str) -> str:
    return re.sub(r"\s+", " ", title).strip().casefold()
