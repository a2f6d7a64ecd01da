"""How recommendations and actions stand by theme. One with two themes counts under both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Case, F, Q, QuerySet, Value, When

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.learning.models import Cell, Coding, PlanAction, Recommendation, Theme
from candour.practice.learning.queries.roll_up import OF_CELLS, Counts, Key, RollUp, of_actions, put_in, rolled_up


def by_theme(actor: Actor) -> RollUp:
    """Every theme over every report that the reader sees, the one with most that nobody owns first."""

    def named(keys: Sequence[Key]) -> Mapping[Key, tuple[str, str]]:
        found = Theme.objects.filter(pk__in=[one for (one,) in keys]).values_list("pk", "key", "title")
        return {(pk,): (key, title) for pk, key, title in found}

    codings = Coding.objects.filter(owner_kind=Recommendation._meta.label_lower, ended_at=None)
    counted: dict[Key, Counts] = {}
    for rows, path, counts in (
        (seen_by(actor, Cell), "recommendation_id", OF_CELLS),
        (seen_by(actor, PlanAction), "cell__recommendation_id", of_actions(actor)),
    ):
        for theme, *numbers in _summed(codings, rows, path, counts):
            put_in(counted, (theme,), counts, numbers)
    return rolled_up(counted, named, sums=False)


def _summed(
    codings: QuerySet[Coding], rows: QuerySet[Any], path: str, counts: Mapping[str, Q]
) -> list[tuple[int, ...]]:
    """How many of the rows each theme has, in each way in which they are counted.

    A coding names its record by kind and id, which the ORM cannot join. So both sides are its queries, and only the
    join and the sums are written here. Whoever sees a cell or an action sees its recommendation, and so its codings.
    """
    flags = {f"n_{name}": _one_if(which) for name, which in counts.items()}
    inner = rows.order_by().annotate(coded_id=F(path), **flags).values("coded_id", *flags)
    outer = codings.order_by().values("theme_id", "owner_id")
    coded, coded_params = outer.query.sql_with_params()
    counted, counted_params = inner.query.sql_with_params()
    sums = ", ".join(f"SUM(counted.{name})" for name in flags)
    with connection.cursor() as cursor:
        cursor.execute(  # only names from this module, and the ORM's own SQL with its parameters apart
            f"SELECT coded.theme_id, {sums} FROM ({coded}) coded JOIN ({counted}) counted "  # noqa: S608
            "ON counted.coded_id = coded.owner_id GROUP BY coded.theme_id",
            (*coded_params, *counted_params),
        )
        return [tuple(int(number) for number in row) for row in cursor.fetchall()]


def _one_if(which: Q) -> Case | Value:
    return Case(When(which, then=Value(1)), default=Value(0)) if which else Value(1)
