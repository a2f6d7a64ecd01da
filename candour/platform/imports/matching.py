"""Finds the head of a table, and says which columns a recipe knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from candour.platform.imports.grids import Grid
from candour.platform.imports.recipes import Column, Recipe

_LOOKED_AT = 30
"""How many rows from the top are looked at for a head."""


@dataclass(frozen=True)
class Cell:
    """A cell as it was printed, under the title of its column, with the key of the column if the recipe knows it."""

    title: str
    text: str
    key: str = ""


@dataclass(frozen=True)
class Match:
    """The best head that was found in a table."""

    table: Grid
    row: int
    keys: tuple[str, ...]
    """The key for each place in a row, empty where the recipe knows no such column."""
    missing: tuple[Column, ...]
    fits: bool
    """Whether at least half of the columns are there, and all that must be."""

    @property
    def head(self) -> tuple[str, ...]:
        """The titles as they were printed."""
        return self.table.rows[self.row]

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows beneath the head with their numbers in the table. Where the head is repeated, it is not a row."""
        for number, row in enumerate(self.table.rows[self.row + 1 :], start=self.row + 2):
            if row != self.head:
                yield number, [Cell(*cell) for cell in zip(self.head, row, self.keys, strict=True)]


def match(recipe: Recipe, table: Grid) -> Match:
    """The first row that has at least half of the recipe's columns and all that must be there, or else the closest."""
    tries = [_try(recipe, table, number) for number in range(min(_LOOKED_AT, len(table.rows)))]
    return next((found for found in tries if found.fits), max(tries, key=lambda found: -len(found.missing)))


def _try(recipe: Recipe, table: Grid, row: int) -> Match:
    keys: list[str] = []
    for title in table.rows[row]:
        free = (column.key for column in recipe.columns if column.key not in keys and _says(title, column))
        keys.append(next(free, ""))
    missing = tuple(column for column in recipe.columns if column.key not in keys)
    there = len(recipe.columns) - len(missing)
    enough = 2 * there >= len(recipe.columns) if recipe.enough is None else there >= recipe.enough
    fits = enough and not table.is_hidden and not any(column.required for column in missing)
    return Match(table, row, tuple(keys), missing, fits)


def _says(title: str, column: Column) -> bool:
    return bool(title) and _plain(title) in {_plain(known) for known in column.titles}


def _plain(title: str) -> str:
    return re.sub(r"[\s:\u200b\ufeff]+", "", unicodedata.normalize("NFKC", title)).casefold()
