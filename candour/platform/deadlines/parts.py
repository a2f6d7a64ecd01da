"""Parts of other apps' operations: setting, meeting and ending deadlines inside the operation that is under way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Model, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.audit_trail.operation import record
from candour.platform.deadlines import audit_events
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.counting import end_of, unit_of
from candour.platform.deadlines.models import Deadline, Hold
from candour.rulebook.calendars import Calendar
from candour.rulebook.language.clocks import END_OF_DAY, LONDON, Due, day_of
from candour.rulebook.language.durations import working_days
from candour.rulebook.language.timetables import PlannedStep, Timetable

Body = tuple[str, int]


@dataclass(frozen=True)
class Task:
    """What somebody has to do by a deadline, and who. No name of a person the case is about may stand in it."""

    key: str
    title: str
    do_next: str
    address: str
    body: Body
    role: str = ""
    overseer: Body | None = None


def set_deadline(actor: Actor, *, owner: Model, within: Model | None, task: Task, due: Due) -> Deadline:
    """Set one deadline from a clock. An owner has at most one live deadline of a key."""
    deadline = _deadline(actor, owner, task, due.start, due.calendar)
    deadline.rule_name = due.clock.name
    deadline.counts, deadline.number = unit_of(due.allows), due.allows.number
    deadline.convention = due.convention.value
    deadline.by = due.at.astimezone(LONDON).time()
    deadline.due_on, deadline.due_at = due.on, due.at
    deadline.save()
    record(
        audit_events.SET,
        subject=deadline,
        within=within or owner,
        by=actor if actor.is_system else None,
        title=task.title,
        due=deadline.due_on.isoformat(),
    )
    return deadline


def set_day(actor: Actor, *, owner: Model, within: Model | None, task: Task, on: date) -> Deadline:
    """Set a deadline at the end of a day that people agreed among themselves, and that no rule counts."""
    deadline = _deadline(actor, owner, task, actor.today, calendar())
    deadline.number = 0
    deadline.by = END_OF_DAY
    deadline.due_on, deadline.due_at = on, end_of(on, END_OF_DAY)
    deadline.save()
    record(audit_events.SET, subject=deadline, within=within or owner, title=task.title, due=on.isoformat())
    return deadline


def lay_out(
    actor: Actor,
    *,
    owner: Model,
    within: Model | None,
    timetable: Timetable,
    start: datetime | date,
    tasks: Mapping[str, Task],
) -> list[Deadline]:
    """Set a deadline for each step of a plan that has a task, counted from one start. Raises BeyondCalendar."""
    days = calendar()
    deadlines = [
        _planned(actor, owner, tasks[planned.step.key], timetable, planned, start, days)
        for planned in timetable.plan(start, days)
        if planned.step.key in tasks
    ]
    Deadline.objects.bulk_create(deadlines)
    record(audit_events.LAID_OUT, subject=owner, within=within or owner, count=len(deadlines), rule=timetable.name)
    return deadlines


def copy_deadline(
    actor: Actor, plan: Deadline, *, owner: Model, within: Model, due_at: datetime, task: Task
) -> Deadline:
    """Set for another owner the deadline that a plan has already dated, such as for each agency that must answer."""
    overseer_kind, overseer_id = task.overseer or ("", None)
    deadline = Deadline.objects.create(
        owner_kind=owner._meta.label_lower,
        owner_id=owner.pk,
        key=task.key,
        title=task.title,
        do_next=task.do_next,
        address=task.address,
        rule_name=plan.rule_name,
        starts_on=plan.starts_on,
        start_at=plan.start_at,
        counts=plan.counts,
        number=plan.number,
        convention=plan.convention,
        by=plan.by,
        due_on=day_of(due_at),
        due_at=due_at,
        is_past_limit=plan.is_past_limit,
        calendar_version=plan.calendar_version,
        body_kind=task.body[0],
        body_id=task.body[1],
        role=task.role,
        overseer_kind=overseer_kind,
        overseer_id=overseer_id,
        set_at=actor.at,
    )
    record(audit_events.SET, subject=deadline, within=within, title=task.title, due=deadline.due_on.isoformat())
    return deadline


def meet(actor: Actor, *, owner: Model, key: str, within: Model | None = None, at: datetime | None = None) -> None:
    """Mark the open deadline of that key as met now, or at the earlier moment of what met it, if there is one."""
    for deadline in _live(owner, key).filter(met_at=None):
        if Deadline.objects.filter(pk=deadline.pk, met_at=None).update(met_at=at or actor.at):
            record(audit_events.MET, subject=deadline, within=within or owner, title=deadline.title)


def say_next(*, owner: Model, key: str, do_next: str, address: str = "") -> None:
    """Say in other words what is to be done about an open deadline, inside the operation that has brought it on.

    `address` is the page on which it is done, where that is another one now.
    """
    changed = {"do_next": do_next, "address": address} if address else {"do_next": do_next}
    _live(owner, key).filter(met_at=None).update(**changed)


def reopen(actor: Actor, *, owner: Model, key: str, within: Model | None = None) -> None:
    """Mark a met deadline as open again, because what met it was taken back."""
    for deadline in _live(owner, key).exclude(met_at=None):
        Deadline.objects.filter(pk=deadline.pk).update(met_at=None)
        record(audit_events.REOPENED, subject=deadline, within=within or owner, title=deadline.title)


def cancel_open(
    actor: Actor, *, owner: Model, because: str, within: Model | None = None, keys: Collection[str] = ()
) -> int:
    """End the open deadlines of an owner without their being met: all, or those of some keys. Returns how many."""
    ending = _of(owner).filter(met_at=None, cancelled_at=None)
    if keys:
        ending = ending.filter(key__in=keys)
    count = ending.update(cancelled_at=actor.at)
    if count:
        record(audit_events.CANCELLED, subject=owner, within=within or owner, count=count, because=because)
    return count


def cancel_key(actor: Actor, *, owner: Model, key: str, within: Model | None = None) -> None:
    """End the live deadline of a key, met or not, because another takes its place or it no longer applies."""
    if _live(owner, key).update(cancelled_at=actor.at):
        record(audit_events.CANCELLED, subject=owner, within=within or owner, count=1, because="it no longer applies")


def live(*, owner: Model, key: str) -> Deadline | None:
    """The live deadline of a key, met or not, for an operation that goes by its day."""
    return _live(owner, key).first()


def remove_all(*, owner: Model) -> None:
    """Remove the deadlines and holds of a record that is itself about to be removed, inside its operation."""
    _of(owner).delete()
    Hold.objects.filter(owner_kind=owner._meta.label_lower, owner_id=owner.pk).delete()


def hold(
    actor: Actor,
    *,
    owner: Model,
    within: Model | None,
    address: str,
    waits_for: str,
    reason: str,
    ask: str,
    next_check_on: date | None,
) -> Hold:
    """Put the owner on hold.

    Its clocks go on; pages show the hold beside them. `address` is the page to look after it.
    """
    held = Hold.objects.create(
        owner_kind=owner._meta.label_lower,
        owner_id=owner.pk,
        address=address,
        waits_for=waits_for,
        reason=reason,
        ask=ask,
        next_check_on=next_check_on,
        placed_at=actor.at,
    )
    check = next_check_on.isoformat() if next_check_on else "not set"
    record(audit_events.HELD, subject=held, within=within or owner, check=check)
    return held


def next_working_day_at(at: datetime) -> datetime:
    """The same time of day in London on the next working day, in UTC, for a step whose own time has passed."""
    days = calendar()
    local = at.astimezone(LONDON)
    return datetime.combine(
        days.after(local.date(), 1), local.time().replace(second=0, microsecond=0), LONDON
    ).astimezone(UTC)


def _deadline(actor: Actor, owner: Model, task: Task, start: datetime | date, days: Calendar) -> Deadline:
    overseer_kind, overseer_id = task.overseer or ("", None)
    return Deadline(
        owner_kind=owner._meta.label_lower,
        owner_id=owner.pk,
        key=task.key,
        title=task.title,
        do_next=task.do_next,
        address=task.address,
        starts_on=day_of(start),
        start_at=start if isinstance(start, datetime) else None,
        calendar_version=days.version,
        body_kind=task.body[0],
        body_id=task.body[1],
        role=task.role,
        overseer_kind=overseer_kind,
        overseer_id=overseer_id,
        set_at=actor.at,
    )


def _planned(
    actor: Actor,
    owner: Model,
    task: Task,
    timetable: Timetable,
    planned: PlannedStep,
    start: datetime | date,
    days: Calendar,
) -> Deadline:
    deadline = _deadline(actor, owner, task, start, days)
    deadline.rule_name = timetable.name
    deadline.counts, deadline.number = unit_of(working_days(planned.step.day)), planned.step.day
    deadline.convention = timetable.convention.value
    deadline.by = planned.step.by or END_OF_DAY
    deadline.due_on, deadline.due_at = planned.on, planned.at
    deadline.is_past_limit = planned.past_limit
    return deadline


def _of(owner: Model) -> QuerySet[Deadline]:
    return Deadline.objects.filter(owner_kind=owner._meta.label_lower, owner_id=owner.pk)


def _live(owner: Model, key: str) -> QuerySet[Deadline]:
    return _of(owner).filter(key=key, cancelled_at=None)
