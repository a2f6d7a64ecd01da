"""Tables as packs of meetings print them: under lines such as "Meeting: 5 June 2020", cut by pages, without a head."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from candour.platform.imports.grids import Grid, grid

_MEETING = re.compile(r"^\s*meeting(?:\s+(?:of|held(?:\s+on)?))?\s*:\s*(?P<when>.+)$", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:19|20)\d\d\s*/\s*\d{1,4}$")
_NO_MEETING = re.compile(r"\s*[–—-]\s*(?P<why>no meeting.*)$", re.IGNORECASE)
_ITEM = re.compile(r"^\d{1,3}[.)]?$")
_TIME = re.compile(r"^\d{1,3}\s*(?:mins?|minutes?)?\.?$", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{1,200}>")
_STATUSES = (
    (re.compile(r"^apologies(?: received)?(?: from)?\s*:?$", re.IGNORECASE), "Apologies"),
    (re.compile(r"^(?:attendees|present|in attendance|attended)\s*:?$", re.IGNORECASE), "Attended"),
)

Row = tuple[str, ...]
Rows = list[Row]


def log_under_meetings(grids: list[Grid]) -> list[Grid]:
    """An action log whose meetings stand on lines of their own, as one table with the meeting in each row."""
    return _reshaped(
        grids, _log_rows, ("Reference", "Meeting date", "Action", "Lead", "Update/comments"), needs=_MEETING
    )


def plan_under_meetings(grids: list[Grid]) -> list[Grid]:
    """A forward plan whose meetings stand on lines of their own, as one table with the meeting in each row.

    In a pack it comes after other tables, and after an action log that has lines of meetings too.
    """
    first = next((at for at, one in enumerate(grids) if _is_plan(one)), 0)
    return _reshaped(grids[first:], _plan_rows, ("Meeting", "Item", "Lead", "Comment"), needs=_MEETING)


def _is_plan(one: Grid) -> bool:
    return any(_MEETING.match(_alone(row)) for row in one.rows) and not any(
        _NUMBER.match(row[0].strip()) for row in one.rows
    )


def agenda_without_head(grids: list[Grid]) -> list[Grid]:
    """An agenda whose rows are a number, a title, a lead and minutes, and that has no head."""
    return _reshaped(grids, _agenda_rows, ("No", "Title", "Lead", "Minutes"))


def attendance_under_heads(grids: list[Grid]) -> list[Grid]:
    """An attendance list under lines such as "Attendees" and "Apologies", with the status in each row."""
    return [_with_status(one) for one in grids]


def _reshaped(
    grids: list[Grid],
    read: Callable[[Sequence[Row]], Rows],
    head: Row,
    *,
    needs: re.Pattern[str] | None = None,
) -> list[Grid]:
    """The table that is found in the rows of all; the tables as they are, where it is none of that kind."""
    rows = [row for one in grids for row in one.rows]
    if needs is not None and not any(needs.match(_alone(row)) for row in rows):
        return grids
    found = read(rows)
    return [grid("The table", [head, *found])] if len(found) > 1 else grids


def _log_rows(rows: Sequence[Row]) -> Rows:
    found: list[list[str]] = []
    meeting = ""
    for row in rows:
        if match := _MEETING.match(_alone(row)):
            meeting = match["when"]
        elif _NUMBER.match(row[0].strip()):
            found.append([row[0], meeting, *_three(row[1:])])
        elif found and not row[0].strip():
            # The rest of a row that a page cut.
            _add(found[-1], 2, _three(row[1:]))
        elif found and meeting and not _is_head(row):
            break
    return [tuple(row) for row in found]


def _plan_rows(rows: Sequence[Row]) -> Rows:
    found: Rows = []
    meeting = ""
    for row in rows:
        if match := _MEETING.match(_alone(row)):
            meeting = match["when"]
            if why := _NO_MEETING.search(meeting):
                found.append((meeting, "", "", why["why"]))
        elif meeting and not _is_head(row):
            cells = row[1:] if not row[0].strip() or _ITEM.match(row[0].strip()) else row
            if any(cells) and not (row[0].strip() and _alone(row)):
                found.append((meeting, *_three(cells)))
    return found


def _agenda_rows(rows: Sequence[Row]) -> Rows:
    found: list[list[str]] = []
    goes_on = False
    for row in rows:
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(filled) > 2 and _ITEM.match(filled[0]) and _TIME.match(filled[-1]):
            found.append([filled[0], filled[1], " ".join(filled[2:-1]), filled[-1]])
            goes_on = True
        elif goes_on and not row[0].strip() and filled:
            _add(found[-1], 1, [" ".join(filled)])
        elif filled:
            # What comes after the agenda in a pack is none of its items.
            goes_on = False
    return [tuple(row) for row in found]


def _with_status(one: Grid) -> Grid:
    statuses = [_status(_alone(row)) for row in one.rows]
    if not any(statuses):
        return one
    return grid(one.name, _told(one.rows, statuses), is_hidden=one.is_hidden, follows=one.follows)


def _told(rows: Sequence[Row], statuses: Sequence[str]) -> Iterator[Row]:
    status = ""
    for row, said in zip(rows, statuses, strict=True):
        if said:
            status = said
        else:
            yield (*row, status or "Status")


def _status(words: str) -> str:
    return next((status for pattern, status in _STATUSES if pattern.match(words)), "")


def _alone(row: Row) -> str:
    """What stands alone in a row, also where Word repeats it through merged cells; empty for any other row."""
    filled = {cell.strip() for cell in row if cell.strip()}
    return filled.pop() if len(filled) == 1 else ""


def _is_head(row: Row) -> bool:
    return len({cell.strip().casefold() for cell in row} & {"action", "item", "lead", "leads", "lead(s)"}) > 1


def _three(cells: Sequence[str]) -> Row:
    """Three cells; what stands beyond them goes to the last."""
    cut = [cell.strip() for cell in cells]
    first, second = [*cut, "", ""][:2]
    return (first, second, " ".join(cell for cell in cut[2:] if cell))


def _add(row: list[str], start: int, cells: Sequence[str]) -> None:
    for at, more in enumerate(cells, start=start):
        words = re.sub(r"\s+", " ", _TAG.sub("", more)).strip(" •")
        row[at] = f"{row[at]} {words}".strip()
