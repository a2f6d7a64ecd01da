"""What an import of a matrix has to know of the report into which it goes."""

from __future__ import annotations

from typing import Any

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.learning.models import Cell, Recommendation, Report
from candour.practice.learning.queries.reports import bodies_of


def titles_of_bodies(actor: Actor, report: Report) -> list[list[Any]]:
    """Each body that is asked: its reference, and every title by which papers may call it, its own first."""
    return [[body.ref, _titles(body.title, body.organisation or body.partnership)] for body in bodies_of(actor, report)]


def _titles(own: str, body: Any) -> list[str]:
    return list(dict.fromkeys((own, body.name, body.short_name)))


def numbers_of(actor: Actor, report: Report) -> list[int]:
    """The rows that the matrix has."""
    return list(seen_by(actor, Recommendation).filter(report=report).values_list("number", flat=True))


def filled_cells(actor: Actor, report: Report) -> list[list[Any]]:
    """The cells in which something stands, as the row and the reference of the body."""
    filled = seen_by(actor, Cell).filter(report=report).exclude(kind="", answer="")
    return [list(pair) for pair in filled.values_list("recommendation__number", "body__ref")]
