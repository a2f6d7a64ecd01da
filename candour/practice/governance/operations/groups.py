"""Setting up groups with their seats, changing them, saying when they may decide, and to whom they report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.parts import Task
from candour.platform.workflow.moving import save_edit
from candour.practice.directory import roles
from candour.practice.governance import audit_events
from candour.practice.governance.models import Group, GroupSeat, QuorumRule, ReportingLine, Terms
from candour.practice.governance.vocabulary import Frequency, GroupKind
from candour.rulebook import index
from candour.rulebook.language import quorum_notation
from candour.rulebook.language.durations import Convention, calendar_months
from candour.rulebook.language.quorums import Quorum

if TYPE_CHECKING:
    from candour.practice.directory.models import Partnership, Post

CLOSING_REPORT = "closing-report"
"""The key of the deadline at which a task and finish group is asked for its closing report."""
MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.TWO_MONTHLY: 2,
    Frequency.QUARTERLY: 3,
    Frequency.SIX_MONTHLY: 6,
}


@dataclass(frozen=True)
class SeatPlan:
    """A seat of a new group."""

    title: str
    kind: str
    post: Post | None
    unit: str
    sectors: tuple[str, ...] = ()
    counts: bool = True


@operation
def add_group(
    actor: Actor,
    *,
    partnership: Partnership,
    name: str,
    purpose: str,
    quorum_name: str,
    reviews_cases: bool,
    from_on: date,
    seats: list[SeatPlan],
    kind: str = GroupKind.WORKING,
    frequency: str = Frequency.AS_NEEDED,
    at_least_a_year: int = 0,
) -> Group:
    """Set up a group with its seats. Raises Refused if a living group of the partnership has the name."""
    require(actor, "keep the directory")
    group = Group(
        partnership=partnership,
        name=name,
        purpose=purpose,
        quorum_name=quorum_name,
        reviews_cases=reviews_cases,
        from_on=from_on,
        kind=kind,
        frequency=frequency,
        at_least_a_year=at_least_a_year,
    )
    _save_new(group)
    for order, seat in enumerate(seats):
        GroupSeat.objects.create(
            group=group,
            title=seat.title,
            kind=seat.kind,
            post=seat.post,
            unit=seat.unit,
            sectors=list(seat.sectors),
            counts=seat.counts,
            order=order,
            from_on=from_on,
        )
    record(audit_events.GROUP_ADDED, subject=group, name=name, seats=len(seats))
    return group


@operation
def found_group(actor: Actor, *, partnership: Partnership, facts: Mapping[str, Any], terms_text: str = "") -> Group:
    """Set up a group from its facts. Raises Refused with every reason.

    A task and finish group cannot open without terms of reference, a commissioning body and a day on which it ends.
    """
    group = Group(partnership=partnership, **facts)
    require(actor, "keep groups", group)
    _require_whole(group, has_terms=bool(terms_text.strip()))
    _save_new(group)
    if terms_text.strip():
        Terms.objects.create(
            group=group, number="0.1", text=terms_text.strip(), author=actor.label[:150], made_at=actor.at
        )
    record(audit_events.GROUP_ADDED, subject=group, name=group.name, seats=0)
    _ask_for_closing_report(actor, group)
    return group


@operation
def change_group(actor: Actor, *, ref: str, version: int, facts: Mapping[str, Any]) -> None:
    """Change what a living group is and how it meets. Raises Refused, and Conflict if somebody was quicker."""
    group = _living(actor, ref)
    for name, value in facts.items():
        setattr(group, name, value)
    _require_whole(group, has_terms=Terms.objects.filter(group=group).exists())
    try:
        with transaction.atomic():
            save_edit(group, version, **facts)
    except IntegrityError as error:
        raise Refused(f"There is a group called {group.name} already.") from error
    record(audit_events.GROUP_CHANGED, subject=group, name=group.name)
    deadlines.cancel_key(actor, owner=group, key=CLOSING_REPORT)
    _ask_for_closing_report(actor, group)


@operation
def give_closing_report(actor: Actor, *, ref: str, version: int, text: str) -> None:
    """Give the closing report that a task and finish group is asked for. Raises Refused or Conflict."""
    group = fetch(actor, Group, ref=ref)
    require(actor, "keep groups", group)
    if not text.strip():
        raise Refused("Write the report first.")
    save_edit(group, version, closing_report=text.strip())
    record(audit_events.CLOSING_REPORT, subject=group, group=group.name)
    deadlines.meet(actor, owner=group, key=CLOSING_REPORT)


@operation
def add_seat(actor: Actor, *, group_ref: str, facts: Mapping[str, Any]) -> GroupSeat:
    """Add a seat to a living group. Raises Refused if it has one of that title."""
    group = _living(actor, group_ref)
    last = GroupSeat.objects.filter(group=group).order_by("-order").values_list("order", flat=True).first()
    order = 0 if last is None else last + 1
    try:
        with transaction.atomic():
            seat = GroupSeat.objects.create(group=group, order=order, **facts)
    except IntegrityError as error:
        raise Refused("The group has a seat of that title, or had one. Give this one another title.") from error
    record(audit_events.SEAT_ADDED, subject=seat, within=group, seat=seat.title, group=group.name)
    return seat


@operation
def change_seat(actor: Actor, *, group_ref: str, seat_id: int, facts: Mapping[str, Any]) -> None:
    """Change a seat of a living group. Raises Refused."""
    group = _living(actor, group_ref)
    seat = fetch(actor, GroupSeat, pk=seat_id, group=group)
    try:
        with transaction.atomic():
            GroupSeat.objects.filter(pk=seat.pk).update(**facts)
    except IntegrityError as error:
        raise Refused("The group has a seat of that title, or had one. Give this one another title.") from error
    title = str(facts.get("title", seat.title))
    record(audit_events.SEAT_CHANGED, subject=seat, within=group, seat=title, group=group.name)


@operation
def end_seat(actor: Actor, *, group_ref: str, seat_id: int, on: date) -> None:
    """End a seat with its last day. What its holders did stays. Raises Refused."""
    group = _living(actor, group_ref)
    seat = fetch(actor, GroupSeat, pk=seat_id, group=group)
    if on < seat.from_on:
        raise Refused("A seat cannot end before it began.")
    if not GroupSeat.objects.filter(pk=seat.pk, until_on=None).update(until_on=on):
        raise Refused("This seat has ended already.")
    record(audit_events.SEAT_ENDED, subject=seat, within=group, seat=seat.title, group=group.name, on=on.isoformat())


@operation
def set_quorum(
    actor: Actor,
    *,
    group_ref: str,
    domain: str,
    from_on: date,
    rulebook_name: str = "",
    own_rule: Mapping[str, Any] | None = None,
    sentence: str = "",
    deputies_count: bool = True,
) -> QuorumRule:
    """Say when a group may decide from a day on, for all items or one half: a rulebook rule by name, or its own.

    The rule before it ends the day before. Raises Refused.
    """
    group = _living(actor, group_ref)
    words = _rule_in_words(rulebook_name, own_rule)
    before = QuorumRule.objects.filter(group=group, domain=domain, until_on=None).first()
    if before is not None:
        if from_on <= before.from_on:
            raise Refused(f"The rule that holds now began on {before.from_on:%d %B %Y}. This one must begin later.")
        QuorumRule.objects.filter(pk=before.pk).update(until_on=from_on - timedelta(days=1))
    rule = QuorumRule.objects.create(
        group=group,
        domain=domain,
        rulebook_name=rulebook_name,
        own_rule=dict(own_rule) if own_rule else None,
        sentence=sentence.strip(),
        deputies_count=deputies_count,
        from_on=from_on,
    )
    record(
        audit_events.QUORUM_SET, subject=rule, within=group, group=group.name, on=from_on.isoformat(), rule=words[:300]
    )
    return rule


@operation
def add_reporting_line(
    actor: Actor, *, group_ref: str, to_ref: str, what: str, frequency: str, due_on: date
) -> ReportingLine:
    """Say what a group must report to another body, how often, and when next. Raises Refused."""
    group = _living(actor, group_ref)
    body = fetch(actor, Group, ref=to_ref)
    if body.pk == group.pk:
        raise Refused("A group does not report to itself.")
    line = ReportingLine.objects.create(
        group=group, to_body=body, what=what.strip(), frequency=frequency, next_due_on=due_on
    )
    record(
        audit_events.REPORTING_ADDED,
        subject=line,
        within=group,
        group=group.name,
        body=body.name,
        due=due_on.isoformat(),
    )
    ask_for_report(actor, line)
    return line


@operation
def report_sent(actor: Actor, *, ref: str, on: date) -> None:
    """Note that a report was sent, and ask for the next one when its rule says. Raises Refused."""
    line = fetch(actor, ReportingLine, "group", "to_body", ref=ref)
    require(actor, "run meetings", line)
    if on > actor.today:
        raise Refused("This day is still to come.")
    due_on = _next_due(line.next_due_on, line.frequency)
    save_edit(line, line.version, sent_on=on, next_due_on=due_on)
    record(audit_events.REPORT_SENT, subject=line, within=line.group, group=line.group.name, body=line.to_body.name)
    key = report_key(line)
    deadlines.meet(actor, owner=line.group, key=key)
    if line.frequency != Frequency.AS_NEEDED:
        deadlines.cancel_key(actor, owner=line.group, key=key)
        ask_for_report(actor, line)


def ask_for_report(actor: Actor, line: ReportingLine) -> None:
    """Put a report among what is due for the group's office, inside an operation."""
    task = Task(
        key=report_key(line),
        title=f"Report of {line.group.name} to {line.to_body.name}"[:200],
        do_next="Send it, and say that it was sent",
        address=reverse("group", args=[line.group.ref]),
        body=("partnership", line.group.partnership_id),
        role=roles.PARTNERSHIP_MANAGER,
    )
    deadlines.set_day(actor, owner=line.group, within=None, task=task, on=line.next_due_on)


def report_key(line: ReportingLine) -> str:
    """The key of the deadline of a reporting line."""
    return f"report:{line.ref}"


def _living(actor: Actor, ref: str) -> Group:
    group = fetch(actor, Group, "partnership", ref=ref)
    require(actor, "keep groups", group)
    if group.until_on is not None:
        raise Refused("This group has ended. Its record stays as it was.")
    return group


def _save_new(group: Group) -> None:
    try:
        with transaction.atomic():
            group.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(f"There is a group called {group.name} already.") from error


def _require_whole(group: Group, *, has_terms: bool) -> None:
    reasons = []
    if group.pk is not None and group.parent_id == group.pk:
        reasons.append("A group cannot be its own parent.")
    elif group.pk is not None and _is_above(group, group.parent):
        reasons.append("The body above it stands below it now.")
    if group.kind == GroupKind.TASK:
        if not has_terms:
            reasons.append("A task and finish group needs terms of reference before it opens.")
        if group.commissioned_by_id is None:
            reasons.append("Say which body commissioned the task and finish group.")
        if group.ends_on is None:
            reasons.append("Say on which day the task and finish group ends.")
        elif group.ends_on < group.from_on:
            reasons.append("A group cannot end before it begins.")
    if reasons:
        raise Refused(*reasons)


def _is_above(group: Group, parent: Group | None) -> bool:
    seen: set[int] = set()
    while parent is not None and parent.pk not in seen:
        if parent.pk == group.pk:
            return True
        seen.add(parent.pk)
        parent = parent.parent
    return False


def _ask_for_closing_report(actor: Actor, group: Group) -> None:
    if group.kind != GroupKind.TASK or group.ends_on is None or group.closing_report:
        return
    task = Task(
        key=CLOSING_REPORT,
        title=f"Closing report of {group.name}"[:200],
        do_next="Write the closing report, then close the group",
        address=reverse("group_closing_report", args=[group.ref]),
        body=("partnership", group.partnership_id),
        role=roles.PARTNERSHIP_MANAGER,
    )
    deadlines.set_day(actor, owner=group, within=None, task=task, on=group.ends_on)


def _rule_in_words(rulebook_name: str, own_rule: Mapping[str, Any] | None) -> str:
    if bool(rulebook_name) == bool(own_rule):
        raise Refused("Choose a rule of the rulebook, or describe the group’s own.")
    if rulebook_name:
        try:
            return index.rule(rulebook_name, Quorum).sentence
        except index.NoSuchRule as error:
            raise Refused("The rulebook has no such rule.") from error
    try:
        return quorum_notation.sentence(quorum_notation.read(own_rule))
    except quorum_notation.BadRule as error:
        raise Refused(str(error)) from error


def _next_due(on: date, frequency: str) -> date:
    if frequency == Frequency.SIX_WEEKLY:
        return on + timedelta(weeks=6)
    months = MONTHS.get(Frequency(frequency), 0)
    return calendar_months(months).ends_on(on, calendar(), Convention.WITHIN) if months else on
