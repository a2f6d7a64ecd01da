"""Recipes: how the rows of one kind of table become records. Each app registers its own when it starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden
from candour.platform.imports.grids import Grid

Level = Literal["fine", "question", "correction", "problem"]
Cells = Mapping[str, str]
Context = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column that the recipe knows, by any of its titles. Case, spaces and a colon at the end do not matter."""

    key: str
    titles: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Note:
    """What is to be said about a row.

    "fine" tells how something was read. A "question" is for a person to settle afterwards. A "correction" proposes
    another value for a column, which is taken only if somebody accepts it. A "problem" leaves the row out.
    """

    level: Level
    text: str
    column: str = ""
    printed: str = ""
    proposed: Any = None
    is_doubt: bool = False
    """Whether the value cannot be right, as a meeting on a Saturday can hardly be. To keep it needs a reason."""


@dataclass(frozen=True)
class Reading:
    """A row as it was understood: values that JSON can hold, as they are without any correction, and notes."""

    values: dict[str, Any]
    notes: tuple[Note, ...] = ()


def _no_context(actor: Actor, owner: Model) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Recipe:
    """How one kind of table is brought in. Whoever sees the owner and may do `may_import` to it sees the import."""

    key: str
    title: str
    columns: tuple[Column, ...]
    may_import: str
    """The act that somebody must be allowed to do to the owner."""
    find_owner: Callable[[Actor, str], Model]
    """The record of that reference into which rows are brought, as the actor sees it. Raises Hidden."""
    read_row: Callable[[Cells, Context], Reading]
    """What a row says, from its cells by key, all columns present. It changes nothing."""
    apply_row: Callable[[Actor, Mapping[str, Any], Context], Model]
    """Makes the record of a row, in an operation of the app. Raises Refused where the rules are against it."""
    undo_row: Callable[[Actor, str, int], object]
    """Removes the record of that kind and id, in an operation of the app. Raises Refused where that cannot be."""
    make_context: Callable[[Actor, Model], dict[str, Any]] = field(default=_no_context)
    """What the rows need to be understood. It is kept with the import, so JSON must be able to hold it."""
    survey: Callable[[Sequence[Cells], Context], dict[str, Any]] | None = None
    """What all the rows tell together, such as the year of a plan. Each row is given it with the context."""
    read_text: Callable[[str], list[Grid] | None] | None = None
    """The tables that a text of another kind comes to, such as notes; None where it is not of that kind."""
    reshape: Callable[[list[Grid]], list[Grid]] | None = None
    """The tables as the recipe reads them, from how they are printed, such as under lines that name a meeting."""
    home: Callable[[Model], str] | None = None
    """Where the owner's own page is."""
    more_columns: Callable[[Context], tuple[Column, ...]] | None = None
    """Columns that only this owner's tables have, such as one for each body that is asked, known from the context."""
    enough: int | None = None
    """How many of its columns a table must have; half of them, if nothing is said."""
    intro: str = ""
    """A sentence or two about what to bring."""

    def within(self, context: Context) -> Recipe:
        """The recipe with the columns that tables of its owner have besides."""
        if self.more_columns is None:
            return self
        return replace(self, columns=(*self.columns, *self.more_columns(context)))

    def column(self, key: str) -> Column | None:
        """The column of that key; None for what is not a column."""
        return next((column for column in self.columns if column.key == key), None)


_recipes: dict[str, Recipe] = {}


def register(recipe: Recipe) -> Recipe:
    """Let a recipe be used. Raises ValueError if its key is taken, or if it has no columns."""
    if recipe.key in _recipes or not recipe.columns:
        raise ValueError(f"The recipe {recipe.key} cannot be registered.")
    _recipes[recipe.key] = recipe
    return recipe


def recipe_of(key: str) -> Recipe:
    """The recipe of that key. Raises Hidden, since a page of one that does not exist does not exist either."""
    if key not in _recipes:
        raise Hidden
    return _recipes[key]
