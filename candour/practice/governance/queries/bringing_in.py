"""What imports of old papers need to know of a meeting and its group."""

from __future__ import annotations

from datetime import timedelta

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.practice.directory import queries as directory
from candour.practice.governance.models import AgendaItem, Group, Meeting
from candour.practice.governance.queries.groups import seats_of
from candour.rulebook.language.clocks import LONDON


def meeting_by_ref(actor: Actor, ref: str) -> Meeting:
    """A meeting by its reference. Raises Hidden."""
    return fetch(actor, Meeting, "group", ref=ref)


def titles_of(actor: Actor, meeting: Meeting) -> list[str]:
    """The titles of the items that a meeting has, in small letters."""
    items = seen_by(actor, AgendaItem).filter(meeting=meeting, removed_at=None)
    return [title.casefold() for title in items.values_list("title", flat=True)]


def minutes_of(meeting: Meeting) -> int:
    """How many minutes a meeting is meant to last."""
    if meeting.ends_at is None:
        return meeting.group.usual_minutes
    return int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)


def hours_of(meeting: Meeting) -> tuple[str, str]:
    """From when until when a meeting is known to have lasted, as times of day in London."""
    usual = meeting.starts_at + timedelta(minutes=meeting.group.usual_minutes)
    ended = meeting.ended_at or meeting.ends_at or usual
    began, last = (at.astimezone(LONDON) for at in (meeting.starts_at, ended))
    return f"{began:%H:%M}", f"{last:%H:%M}"


def seats_for_people(actor: Actor, meeting: Meeting) -> dict[str, int]:
    """The seat of the meeting's group that each person fills, as holder or standing deputy: by the person's id."""
    seats = {seat.post_id: seat.pk for seat in seats_of(actor, meeting.group_id, actor.today) if seat.post_id}
    posts = list(seats)
    found = {str(person.pk): seats[post] for post, person in directory.deputies_of(actor, posts).items()}
    return found | {str(held.person_id): seats[held.post_id] for held in directory.holders_of(actor, posts)}


def names_of_groups(actor: Actor, partnership_id: int) -> list[str]:
    """The names of the groups that a partnership has today, in small letters."""
    groups = seen_by(actor, Group).filter(partnership_id=partnership_id, until_on=None)
    return [name.casefold() for name in groups.values_list("name", flat=True)]
