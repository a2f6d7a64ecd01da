"""Reads of confidential records: noted where the record is fetched, written once for each request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models

from candour.platform.audit_trail.operation import Doer, entry_for, lines_written, record_alone
from candour.platform.audit_trail.sentences import sentence

READ = sentence("audit_trail.read", "looked at the page “{page}”", kind="read")
REFUSED = sentence("audit_trail.refused", "was refused a page ({page})", kind="refusal")

_titles: dict[str, str] = {}


def call_page(view: str, title: str) -> None:
    """Say by which title people know a page, for the lines of history about reading it. Once, at start-up."""
    _titles[view] = title


def title_of_page(view: str) -> str:
    """The title of a page by the name of its view; where nobody gave one, the name in plain letters."""
    return _titles.get(view, view.replace("_", " "))


Note = tuple[tuple[models.Model, ...], models.Model | None]
"""What was read at once, of which each is told, and what that is part of."""

_notes: ContextVar[list[Note] | None] = ContextVar("reads", default=None)


def note_read(*subjects: models.Model, within: models.Model | None = None) -> None:
    """Note that a confidential record was fetched for somebody to read. Outside a request nothing is noted.

    Several subjects are the wholes of one list, such as the partnerships whose cases a register shows together.
    """
    notes = _notes.get()
    if notes is not None and all(subjects != noted for noted, _ in notes):
        notes.append((subjects, within))


@contextmanager
def reads_noted() -> Iterator[list[Note]]:
    """Collect what is read within, for `write_reads`."""
    notes: list[Note] = []
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


def write_reads(doer: Doer, notes: list[Note], *, page: str, written_before: int) -> None:
    """Write one entry for the reads of a request, about the first that was noted, unless a change was recorded.

    A list over several wholes has an entry for each of them.
    """
    if not notes or lines_written() > written_before:
        return
    subjects, within = notes[0]
    record_alone([entry_for(doer, READ, subject, within, {"page": page}) for subject in subjects])


def write_refusal(doer: Doer, account: models.Model, *, page: str) -> None:
    """Write that somebody signed in was refused a page, without a word about what the page holds."""
    record_alone([entry_for(doer, REFUSED, account, None, {"page": page})])
