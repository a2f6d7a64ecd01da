"""Reading the events out of an agency's own chronology: any table in which a date and what happened have a column."""

from __future__ import annotations

import re

from candour.platform.imports.reading import tables_and_gaps

TITLES = {
    "happened-on": ("when", "date", "date of event", "event date", "date and time"),
    "source": ("source", "source of information", "source of evidence", "record"),
    "event": ("event", "what happened", "significant event", "contact", "details", "description", "summary of event"),
    "response": ("response", "what did your agency do", "action taken", "action", "outcome", "agency response"),
}
NEEDED = frozenset({"happened-on", "event"})
NO_SOURCE = "The agency’s own chronology"
"""What stands as the source where the table has no column for it."""
_LOOKED_AT = 30


def read_events(content: bytes, kind: str) -> tuple[list[dict[str, str]], list[str]]:
    """The events of every table of a Word, Excel, PDF, CSV or text file that has a head for them.

    With them, sentences about what could not be read. Raises Unreadable.
    """
    events: list[dict[str, str]] = []
    grids, unread = tables_and_gaps(content, kind)
    for grid in grids:
        rows = [[cell.strip() for cell in row] for row in grid.rows]
        for number, row in enumerate(rows[:_LOOKED_AT]):
            keys = _keys(row)
            if set(keys) >= NEEDED:
                events += [event for event in (_event(keys, cells) for cells in rows[number + 1 :]) if event]
                break
    return events, unread


def _keys(head: list[str]) -> list[str]:
    keys: list[str] = []
    for title in head:
        plain = re.sub(r"[^a-z]+", " ", title.lower()).strip()
        keys.append(next((key for key, titles in TITLES.items() if plain in titles and key not in keys), ""))
    return keys


def _event(keys: list[str], cells: list[str]) -> dict[str, str]:
    event = {key: cell for key, cell in zip(keys, cells, strict=False) if key and cell}
    if not event:
        return {}
    return event if "source" in keys else event | {"source": NO_SOURCE}
