"""When the time of a record is over, and what keeps it longer: for all records, in days and never in content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Model, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.retention.kinds import Kept
from candour.platform.retention.models import LegalHold, Period
from candour.platform.retention.reach import reach_of
from candour.rulebook.language.clocks import LONDON, day_of

HELD_WITHIN = "There is a legal hold on something that belongs to it."
AT_MOST = 100
"""How many records one proposal takes, the longest overdue first."""


@dataclass(frozen=True)
class End:
    """The end of one record's time."""

    record: Model
    began_on: date
    due_on: date
    kept_because: tuple[str, ...]
    """Every reason for which it is not erased though its time is over; none if it can be."""
    stays: tuple[str, ...] = ()
    """What was made from it and would stay, each with the reason."""


def years_of(kept: Kept, body_id: int) -> int:
    """How many years a body keeps such records."""
    period = Period.objects.filter(body_id=body_id, kind=kept.key).first()
    return period.years if period else kept.years


def how_many_over(actor: Actor, kept: Kept, years: int, body_id: int) -> int:
    """How many records of a body have had their time today, those that something keeps included."""
    return _ended(actor, kept, years, body_id).count()


def over(actor: Actor, kept: Kept, body_id: int) -> list[End]:
    """The records of a body whose time is over today, the longest overdue first, with what keeps each longer."""
    years = years_of(kept, body_id)
    return _ends(actor, kept, list(_ended(actor, kept, years, body_id)[:AT_MOST]), years)


def end_of(actor: Actor, kept: Kept, record: Model, years: int) -> End | None:
    """When the time of one record ends; None while it has not begun."""
    return next(iter(_ends(actor, kept, [record], years)), None)


def body_of(kept: Kept, record: Model) -> int:
    """The id of the body whose record it is."""
    value: object = record
    for part in kept.body.split("__"):
        value = getattr(value, part)
    return int(str(value))


def _ends(actor: Actor, kept: Kept, records: list[Model], years: int) -> list[End]:
    label = kept.model._meta.label_lower
    held = set(
        LegalHold.objects.filter(
            owner_kind=label, owner_id__in=[record.pk for record in records], lifted_at=None
        ).values_list("owner_id", flat=True)
    )
    needed = kept.needed(actor, records)
    staying = kept.stays(records)
    elsewhere = _holds_elsewhere(label, records)
    ends = []
    for record in records:
        began = getattr(record, kept.began)
        if began is not None:
            began_on = day_of(began)
            hold = ("There is a legal hold on it.",) if record.pk in held else ()
            within = (HELD_WITHIN,) if elsewhere and _reaches(record, elsewhere) else ()
            because = (*hold, *within, *needed.get(record.pk, ()))
            stays = tuple(one.why for one in staying.get(record.pk, ()))
            ends.append(End(record, began_on, _years_after(began_on, years), because, stays))
    return ends


def _holds_elsewhere(label: str, records: list[Model]) -> dict[str, set[int]]:
    """The legal holds on other records than these, by their kind: whatever belongs to a record would go with it."""
    these = {record.pk for record in records}
    found: dict[str, set[int]] = {}
    for kind, pk in LegalHold.objects.filter(lifted_at=None).values_list("owner_kind", "owner_id"):
        if kind != label or pk not in these:
            found.setdefault(kind, set()).add(pk)
    return found


def _reaches(record: Model, held: dict[str, set[int]]) -> bool:
    return any(held.get(model._meta.label_lower, set()) & ids for model, ids in reach_of(record).rows.items())


def _ended(actor: Actor, kept: Kept, years: int, body_id: int) -> QuerySet[Model]:
    last = _years_before(actor.today, years)
    ended = {f"{kept.began}__lte": last}
    if kept.model._meta.get_field(kept.began).get_internal_type() == "DateTimeField":
        ended = {f"{kept.began}__lt": datetime.combine(last + timedelta(days=1), time.min, LONDON)}
    return kept.model._default_manager.filter(**{kept.body: body_id}, **ended).order_by(kept.began, "pk")


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February in a year that has none: the whole of February has passed
        return date(day.year + years, 3, 1)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
