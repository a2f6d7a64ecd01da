"""How recommendations and actions stand by theme. One with two themes counts under both."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.learning.models import Coding, Recommendation
from candour.practice.learning.queries.roll_up import MOST, Line, rolled_up


def by_theme(actor: Actor) -> list[Line]:
    """Every theme over every report that the reader sees, the one with most that nobody owns first."""

    def grouped(rows: QuerySet[Any], path: str) -> QuerySet[Any, dict[str, Any]]:
        return rows.annotate(name=F(f"{path}__number"), key=F(f"{path}_id")).values("key", "name")

    lines = {int(line.key): line for line in rolled_up(actor, grouped, most=None)}
    coded = seen_by(actor, Coding).filter(owner_kind=Recommendation._meta.label_lower, ended_at=None)
    numbers = [name for name in Line.__dataclass_fields__ if name not in ("key", "name")]
    found: dict[tuple[str, str], dict[str, int]] = {}
    for key, title, owner_id in coded.values_list("theme__key", "theme__title", "owner_id"):
        line = lines.get(owner_id)
        if line is not None:
            counts = found.setdefault((key, title), dict.fromkeys(numbers, 0))
            for name in numbers:
                counts[name] += getattr(line, name)
    themes = [Line(key=key, name=title, **counts) for (key, title), counts in found.items()]
    return sorted(themes, key=lambda line: (-line.unowned, -line.late, line.name))[:MOST]
