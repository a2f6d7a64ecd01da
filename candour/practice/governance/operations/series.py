"""The year: planning a series of meetings or one at short notice, moving, changing and cancelling them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.parts import Task
from candour.platform.workflow.moving import move, save_edit
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance import audit_events, messages
from candour.practice.governance.models import Group, Meeting
from candour.practice.governance.operations.agendas import PAPERS, carry_all
from candour.practice.governance.operations.attendance import SAY_WHY
from candour.practice.governance.operations.plans import let_fall
from candour.practice.governance.queries.groups import members_of
from candour.practice.governance.queries.meetings import own_meeting, papers_due
from candour.practice.governance.queries.series import Chair, chairs_for, why_questioned
from candour.practice.governance.workflow import MEETING
from candour.rulebook.language.clocks import LONDON, day_of


@operation
def plan_series(
    actor: Actor,
    *,
    group_ref: str,
    days: Sequence[date],
    at: time,
    minutes: int,
    place: str = "",
    link: str = "",
    secretary_ref: str = "",
    day_because: str = "",
) -> list[Meeting]:
    """Plan a meeting on each of the days, each with its chair, papers deadline and what falls into it from the plan.

    A day that is not worked needs its reason. Raises Refused with every reason.
    """
    group = _living(actor, group_ref)
    reasons = []
    if not days:
        reasons.append("Choose at least one day.")
    if any(day < actor.today for day in days):
        reasons.append("A meeting cannot be planned in the past.")
    taken = {
        day_of(one)
        for one in Meeting.objects.filter(group=group, owner_kind="", state="planned").values_list(
            "starts_at", flat=True
        )
    }
    reasons.extend(f"The group has a meeting on {day:%d %B %Y} already." for day in sorted(set(days) & taken))
    questioned = {day: why for day in sorted(set(days)) if (why := why_questioned(actor, day))}
    if not day_because.strip():
        reasons.extend(f"{why} {SAY_WHY}" for why in questioned.values())
    if reasons:
        raise Refused(*reasons)
    secretary = directory.person(actor, secretary_ref) if secretary_ref else None
    made = []
    for day, chair in zip(sorted(set(days)), chairs_for(actor, group, len(set(days))), strict=True):
        starts_at = _moment(day, at)
        meeting = Meeting.objects.create(
            group=group,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            place=place.strip(),
            link=link.strip(),
            chair_id=chair.first_id,
            secretary=secretary,
            is_short_notice=papers_due(actor, group, day) < actor.today,
            waived_because="",
            day_because=day_because.strip() if day in questioned else "",
        )
        if meeting.is_short_notice:
            raise Refused(
                f"Papers for {day:%d %B %Y} would have been due already. Plan that meeting as one at short notice."
            )
        made.append(meeting)
    for meeting in made:
        ask_for_papers(actor, meeting)
        let_fall(actor, meeting)
    record(audit_events.SERIES_MADE, subject=group, group=group.name, count=len(made))
    messages.meetings_planned(actor, made, members_of(actor, group.pk))
    return made


@operation
def plan_one(
    actor: Actor,
    *,
    group_ref: str,
    starts_at: datetime,
    minutes: int,
    place: str = "",
    link: str = "",
    secretary_ref: str = "",
    waived_because: str = "",
    day_because: str = "",
) -> Meeting:
    """Plan one meeting. Raises Refused.

    One at short notice needs the reason for waiving the papers deadline, and one on a day that is not worked its own.
    """
    group = _living(actor, group_ref)
    excused = _excused(actor, group, starts_at, waived_because, day_because)
    chair: Chair = chairs_for(actor, group, 1)[0]
    meeting = Meeting.objects.create(
        group=group,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        place=place.strip(),
        link=link.strip(),
        chair_id=chair.first_id,
        secretary=directory.person(actor, secretary_ref) if secretary_ref else None,
        **excused,
    )
    ask_for_papers(actor, meeting)
    let_fall(actor, meeting)
    at = starts_at.isoformat(timespec="minutes")
    record(audit_events.MEETING_CALLED, subject=meeting, group=group.name, at=at)
    messages.meetings_planned(actor, [meeting], members_of(actor, group.pk))
    return meeting


@operation
def move_meeting(
    actor: Actor, *, ref: str, version: int, starts_at: datetime, waived_because: str = "", day_because: str = ""
) -> None:
    """Move a planned meeting to another moment. Its length stays, and its papers deadline moves with it.

    The reasons are those of plan_one. Raises Refused, and Conflict if somebody was quicker.
    """
    meeting = _planned(actor, ref)
    excused = _excused(actor, meeting.group, starts_at, waived_because, day_because)
    lasts = meeting.ends_at - meeting.starts_at if meeting.ends_at else None
    save_edit(
        meeting,
        version,
        starts_at=starts_at,
        ends_at=starts_at + lasts if lasts else None,
        **excused,
    )
    record(
        audit_events.MEETING_MOVED,
        subject=meeting,
        group=meeting.group.name,
        at=starts_at.isoformat(timespec="minutes"),
    )
    deadlines.cancel_key(actor, owner=meeting, key=PAPERS)
    if meeting.agenda_out_at is None:
        ask_for_papers(actor, meeting)
    messages.meetings_planned(actor, [meeting], members_of(actor, meeting.group_id))


@operation
def change_meeting(
    actor: Actor,
    *,
    ref: str,
    version: int,
    minutes: int,
    place: str,
    link: str,
    chair_ref: str,
    secretary_ref: str,
) -> None:
    """Change how long a planned meeting lasts, where it is, and who chairs and keeps it. Raises Refused or Conflict."""
    meeting = _planned(actor, ref)
    save_edit(
        meeting,
        version,
        ends_at=meeting.starts_at + timedelta(minutes=minutes),
        place=place.strip(),
        link=link.strip(),
        chair_id=directory.person(actor, chair_ref).pk if chair_ref else None,
        secretary_id=directory.person(actor, secretary_ref).pk if secretary_ref else None,
    )
    record(audit_events.MEETING_CHANGED, subject=meeting, group=meeting.group.name)


@operation
def cancel_meeting(actor: Actor, *, ref: str, because: str) -> None:
    """Cancel a planned meeting with the reason. What stood on its agenda is carried to the next. Raises Refused."""
    meeting = own_meeting(actor, ref)
    meeting.cancelled_because = because.strip()
    move(actor, meeting, MEETING, "cancel", group=meeting.group.name)
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_because=meeting.cancelled_because)
    deadlines.cancel_open(actor, owner=meeting, because="the meeting was cancelled")
    carry_all(actor, meeting)
    messages.meeting_cancelled(actor, meeting, members_of(actor, meeting.group_id))


def _living(actor: Actor, group_ref: str) -> Group:
    group = fetch(actor, Group, "partnership", ref=group_ref)
    require(actor, "run meetings", group)
    if group.until_on is not None:
        raise Refused("This group has ended. It holds no more meetings.")
    return group


def _planned(actor: Actor, ref: str) -> Meeting:
    meeting = own_meeting(actor, ref)
    require(actor, "run meetings", meeting)
    if meeting.state != MEETING.start:
        raise Refused("Only a meeting that is planned can be changed.")
    return meeting


def _excused(actor: Actor, group: Group, starts_at: datetime, waived_because: str, day_because: str) -> dict[str, Any]:
    """Whether a meeting is at short notice, and the reasons for what is unusual about its day. Raises Refused."""
    if starts_at <= actor.at:
        raise Refused("Give a moment that is still to come.")
    is_short = papers_due(actor, group, day_of(starts_at)) < actor.today
    questioned = why_questioned(actor, day_of(starts_at))
    reasons = []
    if is_short and not waived_because.strip():
        reasons.append(
            f"Papers are due {group.papers_before} working days before, and that day has passed. "
            "Say why the deadline for papers is waived."
        )
    if questioned and not day_because.strip():
        reasons.append(f"{questioned} {SAY_WHY}")
    if reasons:
        raise Refused(*reasons)
    return {
        "is_short_notice": is_short,
        "waived_because": waived_because.strip() if is_short else "",
        "day_because": day_because.strip() if questioned else "",
    }


def ask_for_papers(actor: Actor, meeting: Meeting) -> None:
    """Put the agenda and papers of a meeting among what is due for its office, unless that deadline was waived."""
    if meeting.is_short_notice:
        return
    task = Task(
        key=PAPERS,
        title=f"Agenda and papers of {meeting.group.name}"[:200],
        do_next="Send out the agenda with its papers",
        address=reverse("meeting", args=[meeting.ref]),
        body=("partnership", meeting.group.partnership_id),
        role=roles.PARTNERSHIP_MANAGER,
    )
    on = papers_due(actor, meeting.group, day_of(meeting.starts_at))
    deadlines.set_day(actor, owner=meeting, within=None, task=task, on=on)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LONDON).astimezone(UTC)
