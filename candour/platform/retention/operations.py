"""What can be done about how long records are kept: set it, hold one back, propose, confirm, and erase again."""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require, seen_by
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.sentences import Sentence
from candour.platform.files import keeping
from candour.platform.retention import audit_events, ledger
from candour.platform.retention.ends import end_of, over, years_of
from candour.platform.retention.kinds import Kept, kind_of
from candour.platform.retention.ledger import Erased
from candour.platform.retention.models import Erasure, ErasureLine, LegalHold, Period
from candour.platform.retention.reach import erase, reach_of
from candour.platform.retention.workflow import ERASURES, PROPOSE
from candour.platform.workflow.moving import Conflict, move, save_edit

NOT_OVER = "Its time is not over any more."
GONE = "It is not there any more."


@operation
def set_period(actor: Actor, *, body_id: int, kept: Kept, years: int, because: str, version: int) -> Period:
    """Settle how many years a body keeps such records, with the reason. `version` is 0 for its first own number.

    Raises Refused, and Conflict if somebody else changed it.
    """
    require(actor, "set how long records are kept", body_id)
    changes = {"years": years, "because": because, "set_at": actor.at, "set_by": actor.label}
    if version:
        period = fetch(actor, Period, body_id=body_id, kind=kept.key)
        save_edit(period, version, **changes)
    else:
        try:
            with transaction.atomic():
                period = Period.objects.create(body_id=body_id, kind=kept.key, **changes)
        except IntegrityError as error:
            raise Conflict from error
    record(audit_events.PERIOD_SET, subject=period, kind=kept.title, years=years)
    return period


@operation
def place_hold(actor: Actor, *, on: Model, reason: str, ask: str, next_check_on: date) -> LegalHold:
    """Keep a record, which the caller has fetched as seen, from being erased. Raises Refused."""
    require(actor, "put a legal hold on a record", on)
    _require_to_come(actor, next_check_on)
    try:
        with transaction.atomic():
            hold = LegalHold.objects.create(
                owner_kind=on._meta.label_lower,
                owner_id=on.pk,
                reason=reason,
                ask=ask,
                next_check_on=next_check_on,
                placed_at=actor.at,
                placed_by=actor.label,
            )
    except IntegrityError as error:
        raise Refused("There is a legal hold on it already.") from error
    record(audit_events.HOLD_PLACED, subject=hold, within=on, next_check=next_check_on.isoformat())
    return hold


@operation
def check_hold(actor: Actor, *, hold: LegalHold, on: Model, next_check_on: date, version: int) -> None:
    """Note that somebody asked, and when to ask next. Raises Refused and Conflict."""
    require(actor, "put a legal hold on a record", on)
    _require_to_come(actor, next_check_on)
    save_edit(hold, version, next_check_on=next_check_on)
    record(audit_events.HOLD_CHECKED, subject=hold, within=on, next_check=next_check_on.isoformat())


@operation
def lift_hold(actor: Actor, *, hold: LegalHold, on: Model, version: int) -> None:
    """Lift a legal hold. Raises Refused and Conflict."""
    require(actor, "put a legal hold on a record", on)
    save_edit(hold, version, lifted_at=actor.at, lifted_by=actor.label)
    record(audit_events.HOLD_LIFTED, subject=hold, within=on)


@operation
def propose(actor: Actor, *, body_id: int, kept: Kept) -> Erasure:
    """Propose to erase what has had its time, as the first person. Raises Refused if there is nothing to erase."""
    require(actor, PROPOSE, body_id)
    ends = [end for end in over(actor, kept, body_id) if not end.kept_because]
    if not ends:
        raise Refused(f"There is no {kept.title} that could be erased today.")
    assert actor.person_id is not None, "only a person looks after records"
    try:
        with transaction.atomic():
            erasure = Erasure.objects.create(
                body_id=body_id,
                kind=kept.key,
                proposed_at=actor.at,
                proposed_by=actor.label,
                proposed_by_id=actor.person_id,
            )
    except IntegrityError as error:
        raise Refused("An erasure of this kind waits for a second person already.") from error
    ErasureLine.objects.bulk_create(
        ErasureLine(
            erasure=erasure,
            record_kind=end.record._meta.label_lower,
            record_id=end.record.pk,
            record_ref=end.record.ref,  # type: ignore[attr-defined]
            began_on=end.began_on,
            due_on=end.due_on,
        )
        for end in ends
    )
    record(audit_events.PROPOSED, subject=erasure, records=len(ends), kind=kept.title)
    return erasure


@operation
def withdraw(actor: Actor, *, ref: str) -> None:
    """Withdraw a proposal. Raises Hidden, Refused and Conflict."""
    erasure = fetch(actor, Erasure, ref=ref)
    move(actor, erasure, ERASURES, "withdraw")
    _end(actor, erasure)


@operation
def confirm(actor: Actor, *, ref: str) -> tuple[int, int]:
    """Erase, as the second person. Each record is looked at once more; one that something keeps now stays.

    Returns how many were erased and how many stay. Raises Hidden, Refused and Conflict.
    """
    erasure = fetch(actor, Erasure, ref=ref)
    move(actor, erasure, ERASURES, "confirm")
    _end(actor, erasure)
    kept = kind_of(erasure.kind)
    years = years_of(kept, erasure.body_id)
    done: list[Erased] = []
    lines = list(ErasureLine.objects.filter(erasure=erasure).order_by("pk"))
    for line in lines:
        found = kept.model._default_manager.filter(pk=line.record_id, ref=line.record_ref).first()
        line.kept_because = _why_kept(actor, kept, found, years)
        if found is None or line.kept_because:
            record(audit_events.KEPT, subject=line, within=erasure)
        else:
            line.stays = _stays(kept, found)
            line.rows, line.erased_at = _erase(found, audit_events.ERASED), actor.at
            done.append(Erased(line.record_kind, line.record_id, line.record_ref, actor.at.isoformat()))
        line.save(update_fields=["kept_because", "stays", "rows", "erased_at"])
    # Before the end of the transaction: a record must never be gone without standing in the list. The other way round,
    # an erasure that failed at its end, is put right by confirming again.
    ledger.add(done)
    record(audit_events.FINISHED, subject=erasure, erased=len(done), kept=len(lines) - len(done))
    return len(done), len(lines) - len(done)


def erase_again(actor: Actor, erased: list[Erased]) -> int:
    """Erase every record of the list that a restored backup has brought back. Returns how many those were.

    Only for a job of the system itself.
    """
    assert actor.is_system, "a list from outside is nobody's permission"
    return sum(_erase_one_again(actor, one) for one in erased if _is_back(one))


@operation
def _erase_one_again(actor: Actor, one: Erased) -> bool:
    found = seen_by(actor, apps.get_model(one.kind)).get(pk=one.id, ref=one.ref)
    _erase(found, audit_events.ERASED_AGAIN)
    return True


def _is_back(one: Erased) -> bool:
    return bool(apps.get_model(one.kind)._default_manager.filter(pk=one.id, ref=one.ref).exists())


def _erase(found: Model, sentence: Sentence) -> int:
    gone = type(found)(pk=found.pk)
    reach = reach_of(found)
    rows = reach.count
    erase(reach)
    record(sentence, subject=gone, rows=rows, files=len(reach.contents))
    for place in sorted(reach.contents):
        _discard_afterwards(place)
    return rows


def _stays(kept: Kept, found: Model) -> str:
    staying = kept.stays([found]).get(found.pk, [])
    for one in staying:
        record(audit_events.STAYS, subject=one.record)
    return " ".join(one.why for one in staying)


def _discard_afterwards(place: str) -> None:
    transaction.on_commit(lambda: keeping.discard(place))


def _why_kept(actor: Actor, kept: Kept, found: Model | None, years: int) -> str:
    if found is None:
        return GONE
    end = end_of(actor, kept, found, years)
    if end is None or end.due_on > actor.today:
        return NOT_OVER
    return " ".join(end.kept_because)


def _end(actor: Actor, erasure: Erasure) -> None:
    erasure.ended_at, erasure.ended_by = actor.at, actor.label
    erasure.save(update_fields=["ended_at", "ended_by"])


def _require_to_come(actor: Actor, next_check_on: date) -> None:
    if next_check_on <= actor.today:
        raise Refused("The day on which somebody looks at it again must be to come.")
