"""The tables of words that the engine reads, each a text file that names its source and licence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from candour.practice.publishing.redaction.text.folding import fold

_HERE = Path(__file__).parent


def lines(table: str, section: str = "") -> Iterator[str]:
    """The lines of a table, or of one section of it, without comments."""
    inside = not section
    for line in (_HERE / f"{table}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            inside = not section or line[1:-1] == section
        elif inside and line and not line.startswith("#"):
            yield line


@cache
def words(table: str, section: str = "") -> frozenset[str]:
    """The words of a table, or of one section of it, as they are compared: in lower case and without accents."""
    return frozenset(fold(word) for line in lines(table, section) for word in line.split())


@cache
def phrases(table: str, section: str) -> tuple[str, ...]:
    """The lines of a section, each a phrase."""
    return tuple(line.strip() for line in lines(table, section))


@cache
def pairs(table: str, section: str = "") -> dict[str, tuple[str, ...]]:
    """The lines that read `name: form form`."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines(table, section):
        name, _, forms = line.partition(":")
        found[fold(name)] = (*found.get(fold(name), ()), *(fold(form) for form in forms.split()))
    return found


@cache
def groups(table: str, section: str) -> dict[str, tuple[str, ...]]:
    """Lines of words that stand for one another: each word with all the others of its lines."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines(table, section):
        together = [fold(word).replace("'", "") for word in line.split()]
        for word in together:
            found[word] = (*found.get(word, ()), *(other for other in together if other != word))
    return found
