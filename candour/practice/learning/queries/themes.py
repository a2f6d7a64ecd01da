"""Themes and what is coded with them: the vocabulary, themes found in a text, and counts over areas and years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.db.models import Count, Model, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.platform.search.words import root
from candour.platform.spelling.folding import folded
from candour.practice.learning.models import Coding, Recommendation, Theme

M = TypeVar("M", bound=Model)

LEVELS = 3
SMALL = 5
"""Counts of cases below this are not told outside the pages of those who may open the cases."""
CASES = "cases.case"


@dataclass
class Branch:
    """A theme in the tree of the vocabulary, with how often it is used by what the reader may see."""

    theme: Theme
    level: int
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_used(self) -> bool:
        """Whether anything that the reader may see is coded with it."""
        return any(self.counts.values())


@dataclass(frozen=True)
class Tally:
    """How often a theme was coded for one area and year, by kind of record."""

    area: str
    year: int
    counts: dict[str, int]


@dataclass(frozen=True)
class Coded:
    """A theme that a record has or had, and who gave it when."""

    key: str
    title: str
    coded_at: datetime
    coded_by: str
    ended_at: datetime | None
    ended_by: str


def theme(actor: Actor, key: str) -> Theme:
    """One theme by its key. Raises Hidden."""
    return fetch(actor, Theme, "parent", "replaced_by", key=key)


def level_of(theme: Theme) -> int:
    """On which level of the vocabulary a theme stands, from 1."""
    level = 1
    while theme.parent is not None:
        theme, level = theme.parent, level + 1
    return level


def tree(actor: Actor) -> list[Branch]:
    """The vocabulary in its order, each theme under its parent, with the counts of what the reader may see."""
    themes = list(seen_by(actor, Theme).select_related("parent").order_by("title"))
    counted = (
        seen_by(actor, Coding)
        .filter(ended_at=None)
        .values("theme_id", "owner_kind")
        .annotate(number=Count("pk"))
        .order_by()
    )
    counts: dict[int, dict[str, int]] = {}
    for row in counted:
        counts.setdefault(row["theme_id"], {})[row["owner_kind"]] = row["number"]
    below: dict[int | None, list[Theme]] = {}
    for one in themes:
        below.setdefault(one.parent_id, []).append(one)
    found: list[Branch] = []

    def grow(parent_id: int | None, level: int) -> None:
        for one in below.get(parent_id, []):
            found.append(Branch(one, level, counts.get(one.pk, {})))
            grow(one.pk, level + 1)

    grow(None, 1)
    return found


def choices(actor: Actor) -> list[tuple[str, str]]:
    """The themes in use, as choices of a form, each named with those above it."""
    themes = list(seen_by(actor, Theme).filter(retired_on=None).select_related("parent__parent"))
    return sorted(((one.key, path_of(one)) for one in themes), key=lambda pair: pair[1])


def path_of(theme: Theme) -> str:
    """A theme with those above it, the topmost first."""
    names = [theme.title]
    while theme.parent is not None:
        theme = theme.parent
        names.insert(0, theme.title)
    return ": ".join(names)


def tallies(actor: Actor, theme: Theme) -> list[Tally]:
    """How often a theme was coded, by area and year, among what the reader may see; the newest year first."""
    rows = (
        seen_by(actor, Coding)
        .filter(theme=theme, ended_at=None)
        .values("partnership__short_name", "year", "owner_kind")
        .annotate(number=Count("pk"))
        .order_by("-year", "partnership__short_name")
    )
    found: dict[tuple[int, str], dict[str, int]] = {}
    for row in rows:
        found.setdefault((row["year"], row["partnership__short_name"]), {})[row["owner_kind"]] = row["number"]
    return [Tally(area, year, counts) for (year, area), counts in found.items()]


def coded_with(actor: Actor, theme: Theme, most: int = 30) -> list[Recommendation]:
    """The recommendations with a theme that the reader may see, the newest first."""
    return list(_coded(actor, theme, Recommendation).select_related("report").order_by("-pk")[:most])


def _coded(actor: Actor, theme: Theme, model: type[M]) -> QuerySet[M]:
    now = Coding.objects.filter(theme=theme, ended_at=None, owner_kind=model._meta.label_lower)
    return seen_by(actor, model).filter(pk__in=now.values("owner_id"))


def themes_of(owner: Model) -> list[Coded]:
    """The themes that a record has now and had before, which the caller has fetched as seen; the newest first."""
    rows = Coding.objects.filter(owner_kind=owner._meta.label_lower, owner_id=owner.pk).select_related("theme")
    return [
        Coded(row.theme.key, row.theme.title, row.coded_at, row.coded_by, row.ended_at, row.ended_by)
        for row in rows.order_by("ended_at", "-coded_at", "pk")
    ]


def keys_of(owner: Model) -> list[str]:
    """The keys of the themes that a record has now, which the caller has fetched as seen."""
    return [one.key for one in themes_of(owner) if one.ended_at is None]


def themes_in(texts: Iterable[str], vocabulary: Sequence[Theme]) -> list[Theme]:
    """The themes whose name or other words stand in the texts: each word of a phrase, in any form of it."""
    words = roots_in(" ".join(texts))
    return [theme for theme in vocabulary if any(phrase <= words.keys() for phrase in phrases_of(theme))]


def phrases_of(theme: Theme) -> list[frozenset[str]]:
    """The roots of a theme's name and of each of its other words."""
    phrases = (frozenset(roots_in(phrase)) for phrase in (theme.title, *theme.synonyms))
    return [phrase for phrase in phrases if phrase]


def roots_in(text: str) -> Counter[str]:
    """The words of a text without their endings, and how often each stands there."""
    return Counter(stem(word[:40]) for word in folded(text).split())


def stem(word: str) -> str:
    """A word without its endings, those of whoever does a thing among them: an interpreter is found by interpreting."""
    found = root(word)
    return found.removesuffix("er") if len(found) > 7 else found


def suggested(actor: Actor, text: str) -> list[str]:
    """The keys of the themes that a text seems to be about, for whoever codes it to accept or change."""
    return [theme.key for theme in themes_in([text], vocabulary(actor))]


def vocabulary(actor: Actor) -> list[Theme]:
    """The themes in use, for finding them in texts."""
    return list(seen_by(actor, Theme).filter(retired_on=None).order_by("key"))
