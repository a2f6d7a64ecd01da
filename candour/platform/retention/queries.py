"""What can be read of how long records are kept, always as seen by someone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import belongs_to, fetch, may, seen_by
from candour.platform.retention.ends import End, body_of, end_of, how_many_over, over, years_of
from candour.platform.retention.kinds import Kept, body_model, kinds
from candour.platform.retention.models import Erasure, ErasureLine, LegalHold, Period
from candour.platform.retention.permissions import bodies_of
from candour.platform.retention.workflow import ERASURES, PROPOSE
from candour.platform.workflow.moving import Offered, offered


@dataclass(frozen=True)
class Line:
    """One line of a body's schedule: a kind of record, how long it is kept, and what is to be done."""

    kept: Kept
    years: int
    because: str
    """Whose number it is: the body's own reason, or the source of the usual one."""
    over: int
    """How many records have had their time, those that something keeps included."""
    waiting: str
    """The reference of the erasure that waits for a second person, if one does."""


@dataclass(frozen=True)
class Row:
    """One record of an erasure."""

    ref: str
    began_on: date
    due_on: date
    kept_because: str
    stays: str
    rows: int
    erased_at: datetime | None


def bodies(actor: Actor) -> list[Model]:
    """The bodies whose records the actor looks after."""
    return sorted(seen_by(actor, body_model()).filter(pk__in=bodies_of(actor)), key=str)


def body_by_ref(actor: Actor, ref: str) -> Model:
    """One of them. Raises Hidden."""
    return fetch(actor, body_model(), ref=ref, pk__in=bodies_of(actor))


def schedule(actor: Actor, body_id: int) -> list[Line]:
    """The schedule of a body that the actor looks after, with what has had its time."""
    own = {period.kind: period for period in seen_by(actor, Period).filter(body_id=body_id)}
    waiting = dict(seen_by(actor, Erasure).filter(body_id=body_id, state=ERASURES.start).values_list("kind", "ref"))
    return [_line(actor, body_id, kept, own.get(kept.key), waiting.get(kept.key, "")) for kept in kinds()]


def period_of(actor: Actor, body_id: int, kept: Kept) -> tuple[int, int]:
    """How many years, and the version of the body's own number; 0 while it has none."""
    own = seen_by(actor, Period).filter(body_id=body_id, kind=kept.key).first()
    return (own.years, own.version) if own else (kept.years, 0)


def ended(actor: Actor, body_id: int, kept: Kept) -> list[End]:
    """The dry run: what has had its time, and what keeps each longer. Nothing is changed."""
    return over(actor, kept, body_id)


def may_propose(actor: Actor, body_id: int) -> bool:
    """Whether the actor may be the first person of an erasure."""
    return may(actor, PROPOSE, body_id)


def erasures_of(actor: Actor, body_id: int) -> list[Erasure]:
    """The erasures of a body, the newest first."""
    return list(seen_by(actor, Erasure).filter(body_id=body_id).order_by("-pk")[:50])


def erasure_by_ref(actor: Actor, ref: str) -> Erasure:
    """One erasure. Raises Hidden."""
    return fetch(actor, Erasure, ref=ref)


def rows_of(actor: Actor, erasure: Erasure) -> list[Row]:
    """Its records, the longest overdue first."""
    lines = seen_by(actor, ErasureLine).filter(erasure=erasure).order_by("due_on", "pk")
    return [
        Row(line.record_ref, line.began_on, line.due_on, line.kept_because, line.stays, line.rows, line.erased_at)
        for line in lines
    ]


def moves_of(actor: Actor, erasure: Erasure) -> dict[str, Offered]:
    """The moves that lead on, by their key, each possible or with its reasons."""
    return {step.move.key: step for step in offered(actor, erasure, ERASURES)}


def hold_on(actor: Actor, record: Model) -> LegalHold | None:
    """The legal hold on a record that the caller has fetched as seen, if there is one."""
    return LegalHold.objects.filter(belongs_to(actor, record), lifted_at=None).first()


def earlier_holds(actor: Actor, record: Model) -> list[LegalHold]:
    """The holds on a record that were lifted, the newest first."""
    return list(LegalHold.objects.filter(belongs_to(actor, record), lifted_at__isnull=False).order_by("-pk"))


def holds_to_look_at(actor: Actor) -> list[tuple[Kept, str, LegalHold]]:
    """Every legal hold on a record that the actor sees, with its kind and reference, the next to be looked at first."""
    holds = seen_by(actor, LegalHold).filter(lifted_at=None).order_by("next_check_on", "pk")[:100]
    by_label = {kept.model._meta.label_lower: kept for kept in kinds()}
    found = []
    refs: dict[tuple[str, int], str] = {}
    for label, kept in by_label.items():
        ids = [hold.owner_id for hold in holds if hold.owner_kind == label]
        if ids:
            records = seen_by(actor, kept.model).filter(pk__in=ids).values_list("pk", "ref")
            refs |= {(label, pk): ref for pk, ref in records}
    for hold in holds:
        ref = refs.get((hold.owner_kind, hold.owner_id))
        if ref:
            found.append((by_label[hold.owner_kind], ref, hold))
    return found


def record_of(actor: Actor, kept: Kept, ref: str) -> Model:
    """A record of that kind, as the actor sees it. Raises Hidden."""
    return fetch(actor, kept.model, ref=ref)


def end_for(actor: Actor, kept: Kept, record: Model) -> End | None:
    """When the time of a record that the caller has fetched as seen is over; None while it has not begun."""
    return end_of(actor, kept, record, years_of(kept, body_of(kept, record)))


def _line(actor: Actor, body_id: int, kept: Kept, own: Period | None, waiting: str) -> Line:
    years, because = (own.years, own.because) if own else (kept.years, kept.source)
    return Line(kept, years, because, how_many_over(actor, kept, years, body_id), waiting)
