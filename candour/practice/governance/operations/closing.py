"""Closing a group: it names its successor, which takes over every open thing in the same operation."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.workflow.moving import save_edit
from candour.practice.governance import audit_events
from candour.practice.governance.models import (
    Action,
    ActionUpdate,
    ActionYear,
    Attendance,
    CommitteeReport,
    Group,
    GroupSeat,
    ItemUpdate,
    Meeting,
    PlannedItem,
    ReportingLine,
    Response,
    Round,
)
from candour.practice.governance.operations import actions, groups, log_lines, rounds
from candour.practice.governance.operations.agendas import PAPERS
from candour.practice.governance.operations.series import ask_for_papers
from candour.practice.governance.vocabulary import VOTES, GroupKind, RoundKind, SeatKind
from candour.practice.governance.workflow import ACTION, COMMITTEE_REPORT, MEETING, ROUND

BECAUSE = "the group has closed"


@operation
def close_group(actor: Actor, *, ref: str, version: int, successor_ref: str, on: date) -> int:
    """Close a group with its last day, and hand every open thing to its successor. Returns how many there were.

    What is over stays where it was, under the old name. Raises Refused with every reason, and Conflict.
    """
    group = fetch(actor, Group, "partnership", ref=ref)
    require(actor, "keep groups", group)
    successor = fetch(actor, Group, "partnership", ref=successor_ref)
    reasons = _reasons_against(actor, group, successor, on)
    if reasons:
        raise Refused(*reasons)
    save_edit(group, version, until_on=on, successor=successor)
    handed = (
        _actions(actor, group, successor)
        + _meetings(actor, group, successor)
        + _plan(group, successor)
        + _rounds(actor, group, successor)
        + _reporting(actor, group, successor)
        + _updates(group, successor)
        + CommitteeReport.objects.filter(group=group, state=COMMITTEE_REPORT.start).update(group=successor)
        + _below(group, successor)
    )
    deadlines.cancel_open(actor, owner=group, because=BECAUSE)
    if group.reviews_cases and group.partnership_id == successor.partnership_id:
        Group.objects.filter(pk=successor.pk).update(reviews_cases=True, version=F("version") + 1)
    record(
        audit_events.GROUP_CLOSED,
        subject=group,
        group=group.name,
        on=on.isoformat(),
        count=handed,
        successor=successor.name,
    )
    record(
        audit_events.HANDED_OVER,
        subject=successor,
        what=f"{handed} open things",
        before=group.name,
        after=successor.name,
    )
    return handed


def _reasons_against(actor: Actor, group: Group, successor: Group, on: date) -> list[str]:
    reasons = []
    if group.until_on is not None:
        reasons.append("This group has closed already.")
    if successor.pk == group.pk or successor.until_on is not None:
        reasons.append("The successor must be another group, and one that has not closed.")
    if not group.from_on <= on <= actor.today:
        reasons.append("The last day lies between the group’s first day and today.")
    if group.kind == GroupKind.TASK and not group.closing_report.strip():
        reasons.append("A task and finish group gives its closing report before it closes.")
    under_way = Meeting.objects.filter(group=group, ended_at=None).filter(
        Q(state="under-way") | Q(pk__in=Attendance.objects.filter(left_at=None).values("meeting_id"))
    )
    if under_way.exists():
        reasons.append("A meeting of the group is under way. End it first.")
    return reasons


def _actions(actor: Actor, group: Group, successor: Group) -> int:
    """Each open action gets the next number in the successor's log of its year; what was carried stays counted."""
    open_ones = list(Action.objects.filter(group=group, state=ACTION.start).order_by("year", "number"))
    for action in open_ones:
        before = action.name
        number = ActionYear.next_of(action.year, group=successor)
        Action.objects.filter(pk=action.pk).update(group=successor, number=number, version=F("version") + 1)
        action.refresh_from_db()
        ActionUpdate.objects.create(
            action=action,
            text=f"Handed over by {group.name}, in whose log it was {before}.",
            said_at=actor.at,
            said_by=actor.label,
        )
        record(
            audit_events.HANDED_OVER,
            subject=action,
            what=f"action {before}, now {action.name},",
            before=group.name,
            after=successor.name,
        )
        log_lines.refresh(actor, action)
        deadlines.cancel_key(actor, owner=action, key=actions.DUE)
        actions.set_due(actor, action)
    return len(open_ones)


def _meetings(actor: Actor, group: Group, successor: Group) -> int:
    """Meetings to come, also those held for a record. Their papers are due as the successor's rule says."""
    planned = list(Meeting.objects.filter(group=group, state=MEETING.start, ended_at=None))
    for meeting in planned:
        Meeting.objects.filter(pk=meeting.pk).update(group=successor, version=F("version") + 1)
        record(audit_events.HANDED_OVER, subject=meeting, what="a meeting", before=group.name, after=successor.name)
        if not meeting.owner_kind:
            meeting.refresh_from_db()
            _ask_again(actor, meeting)
    return len(planned)


def _ask_again(actor: Actor, meeting: Meeting) -> None:
    deadlines.cancel_key(actor, owner=meeting, key=PAPERS)
    if meeting.agenda_out_at is None:
        ask_for_papers(actor, meeting)


def _plan(group: Group, successor: Group) -> int:
    return PlannedItem.objects.filter(group=group, removed_at=None, done_at=None).update(
        group=successor, version=F("version") + 1
    )


def _rounds(actor: Actor, group: Group, successor: Group) -> int:
    """What was answered stays; the successor’s seats are asked in the place of whoever has not answered."""
    open_ones = list(Round.objects.filter(group=group, state=ROUND.start))
    seats = GroupSeat.objects.filter(
        Q(until_on=None) | Q(until_on__gte=actor.today), group=successor, from_on__lte=actor.today
    ).exclude(post=None)
    for round_ in open_ones:
        Round.objects.filter(pk=round_.pk).update(group=successor, version=F("version") + 1)
        Response.objects.filter(round=round_, answer="").delete()
        answered = set(Response.objects.filter(round=round_).values_list("seat__post_id", flat=True))
        asked = VOTES if round_.kind == RoundKind.DECISION else tuple(SeatKind)
        unanswered = [seat for seat in seats if seat.post_id not in answered and seat.kind in asked]
        Response.objects.bulk_create(Response(round=round_, seat=seat) for seat in unanswered)
        record(audit_events.HANDED_OVER, subject=round_, what="a round", before=group.name, after=successor.name)
        round_.refresh_from_db()
        deadlines.cancel_key(actor, owner=round_, key=rounds.DUE)
        rounds.set_due(actor, round_)
    return len(open_ones)


def _reporting(actor: Actor, group: Group, successor: Group) -> int:
    """What it reports, the successor reports; what was reported to it is reported to the successor."""
    to_it = ReportingLine.objects.filter(to_body=group).exclude(group=successor)
    count = to_it.update(to_body=successor, version=F("version") + 1)
    lines = list(ReportingLine.objects.filter(group=group).exclude(to_body=successor).select_related("to_body"))
    for line in lines:
        ReportingLine.objects.filter(pk=line.pk).update(group=successor, version=F("version") + 1)
        line.group = successor
        groups.ask_for_report(actor, line)
    return count + len(lines)


def _updates(group: Group, successor: Group) -> int:
    """Updates that it owes. One that the successor was asked for too stays with the successor alone."""
    owed = ItemUpdate.objects.filter(group=group, received_at=None, item__meeting__state=MEETING.start)
    twice = ItemUpdate.objects.filter(group=successor).values("item_id")
    owed.filter(item_id__in=list(twice.values_list("item_id", flat=True))).delete()
    return owed.update(group=successor, version=F("version") + 1)


def _below(group: Group, successor: Group) -> int:
    """Living groups that stand under it or that it commissioned. The successor itself moves up to where it stood."""
    Group.objects.filter(pk=successor.pk, parent=group).update(parent=group.parent_id, version=F("version") + 1)
    living = Group.objects.filter(until_on=None).exclude(pk=successor.pk)
    count = living.filter(parent=group).update(parent=successor, version=F("version") + 1)
    living.filter(commissioned_by=group).update(commissioned_by=successor, version=F("version") + 1)
    return count
