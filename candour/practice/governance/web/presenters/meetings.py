"""The year, agendas, the forward plan and updates as their pages show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from candour.platform.dates.words import day_words, due_words, moment_words, weekday_words
from candour.practice.governance.queries.agendas import Agenda, ItemOnAgenda
from candour.practice.governance.queries.plans import OFTEN, Plan, PlanLine, PlannedMeeting, length_of
from candour.practice.governance.queries.series import Chair, PlannedDay

if TYPE_CHECKING:
    from candour.practice.governance.models import Group, ItemUpdate, Meeting, Paper, PaperNote, PlannedItem


def year_words(year: int) -> str:
    """A report year in words: "2026–27"."""
    return f"{year}–{(year + 1) % 100:02}"


def rule_words(group: Group) -> str:
    """How often a group meets, with its tolerance."""
    tolerance = f"give or take {group.tolerance_days} days" if group.tolerance_days else "without tolerance"
    promised = f"; at least {group.at_least_a_year} a year" if group.at_least_a_year else ""
    return f"{group.get_frequency_display()}, {tolerance}{promised}"


def day_choices(days: Iterable[PlannedDay], known: Collection[date]) -> list[tuple[str, str]]:
    """The days of a series to choose from, those marked that are planned already or not worked."""
    found = []
    for one in days:
        mark = " (planned already)" if one.on in known else "" if one.is_sound else " (not a working day)"
        found.append((one.on.isoformat(), weekday_words(one.on) + mark))
    return found


def chairs(found: Sequence[Chair], days: Sequence[PlannedDay]) -> list[tuple[str, str]]:
    """Who chairs each meeting of a series."""
    return [(weekday_words(day.on), chair.words or "Nobody yet") for day, chair in zip(days, found, strict=True)]


def where(meeting: Meeting) -> list[tuple[str, str]]:
    """When and where a meeting is, and who chairs and keeps it."""
    pairs = (
        ("When", moment_words(meeting.starts_at)),
        ("How long", f"{length_of(meeting)} minutes" if meeting.ends_at else ""),
        ("Place", meeting.place),
        ("Link", meeting.link),
        ("Chair", meeting.chair.name if meeting.chair else ""),
        ("Kept by", meeting.secretary.name if meeting.secretary else ""),
        ("At short notice", meeting.waived_because if meeting.is_short_notice else ""),
        ("On a day that is not worked", meeting.day_because),
        ("Cancelled", meeting.cancelled_because if meeting.state == "cancelled" else ""),
    )
    return [(name, value) for name, value in pairs if value]


def length_words(agenda: Agenda) -> str:
    """How full a meeting is: "102 of 120 minutes"."""
    if not agenda.length:
        return f"{agenda.minutes} minutes"
    over = agenda.minutes - agenda.length
    words = f"{agenda.minutes} of {agenda.length} minutes"
    return f"{words}, {over} too many" if over > 0 else words


def items(agenda: Agenda, at: datetime, noted: Collection[tuple[int, str]] = ()) -> list[dict[str, Any]]:
    """The items of an agenda as rows. `noted` are the papers on which the reader keeps private notes."""
    return [_item(one, at, len(agenda.items), noted) for one in agenda.items]


def own_notes(note: PaperNote | None) -> dict[str, str] | None:
    """The reader's own notes on a paper, with when and beside which version they were saved."""
    if note is None:
        return None
    return {"text": note.text, "saved": f"Saved {moment_words(note.saved_at)}, beside version {note.number}"}


def late_by_author(papers: Iterable[Paper]) -> list[tuple[str, list[str]]]:
    """Papers that came late, under their authors."""
    found: dict[str, list[str]] = {}
    for one in papers:
        found.setdefault(one.author or "Author not named", []).append(f"{one.letter}. {one.title}")
    return sorted(found.items())


def paper(one: Paper) -> dict[str, Any]:
    """A paper as a line."""
    return {
        "ref": one.ref,
        "letter": one.letter,
        "title": one.title,
        "author": one.author,
        "summary": one.summary,
        "number": one.number,
        "added": moment_words(one.added_at),
        "is_late": one.is_late,
        "file": one.file.ref if one.file.state == "clean" else "",
        "state": "" if one.file.state == "clean" else one.file.why or "Waiting for the virus check",
    }


def update_line(one: ItemUpdate, at: datetime) -> dict[str, Any]:
    """An update that was asked, as a line: received, due or missing."""
    body = one.organisation or one.group
    how = "received" if one.received_at else "missing" if one.due_at < at else "due"
    return {
        "ref": one.ref,
        "body": body.name if body else "",
        "how": how.capitalize(),
        "mark": {"received": "met", "missing": "late", "due": "open"}[how],
        "due": due_words(one.due_at),
        "received": moment_words(one.received_at),
        "from": one.received_from,
        "text": one.text,
        "for": one.item.title,
        "group": one.item.meeting.group.name,
        "meets": moment_words(one.item.meeting.starts_at),
    }


def plan_meetings(plan: Plan) -> list[dict[str, Any]]:
    """The meetings of a forward plan with what falls into each."""
    return [_planned(one) for one in plan.meetings]


def unplaced(items: Iterable[PlannedItem], labels: dict[str, str]) -> list[dict[str, Any]]:
    """Items of the plan that fall into no meeting yet."""
    return [
        {
            "ref": one.ref,
            "title": one.title,
            "lead": one.lead,
            "comment": one.comment,
            "minutes": one.minutes,
            "standing": labels.get(one.standing, one.standing),
            "due": one.due_as_printed or day_words(one.due_on) or _without_a_day(one),
            "carried": carried_words(one.carried_count),
            "is_often": one.carried_count >= OFTEN,
        }
        for one in items
    ]


def carried_words(count: int) -> str:
    """How often something was carried forward; nothing for never."""
    return "" if not count else "carried once" if count == 1 else f"carried {count} times"


def invitation(meeting: Meeting, *, made_at: datetime) -> bytes:
    """A meeting as an iCalendar entry, which says neither whose it is nor what it is about."""
    calendar = Calendar()
    calendar.add("prodid", "-//Candour//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"meeting-{meeting.ref}@candour")
    event.add("dtstamp", made_at)
    event.add("sequence", meeting.version)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at or meeting.starts_at + timedelta(hours=1))
    event.add("summary", f"{settings.CANDOUR_SITE_NAME}: a meeting")
    event.add("description", settings.CANDOUR_BASE_URL + reverse("meeting", args=[meeting.ref]))
    event.add("status", "CANCELLED" if meeting.state == "cancelled" else "CONFIRMED")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _without_a_day(item: PlannedItem) -> str:
    return "Every meeting" if item.standing == "every" else "To be confirmed"


def _item(one: ItemOnAgenda, at: datetime, count: int, noted: Collection[tuple[int, str]]) -> dict[str, Any]:
    item = one.item
    return {
        "ref": item.ref,
        "number": item.order,
        "title": item.title,
        "presenter": item.presenter,
        "minutes": item.minutes,
        "half": "" if item.domain == "both" else item.get_domain_display(),
        "readers": "" if item.readers == "group" else item.get_readers_display(),
        "carried": carried_words(item.carried_count),
        "is_often": item.carried_count >= OFTEN,
        "trail": [day_words(day) for day in one.trail],
        "papers": [paper(each) | {"is_noted": (item.pk, each.letter) in noted} for each in one.papers],
        "updates": [update_line(each, at) for each in one.updates],
        "is_first": item.order == 1,
        "is_last": item.order == count,
    }


def _planned(one: PlannedMeeting) -> dict[str, Any]:
    full = f"{one.minutes} of {one.length} minutes" if one.length else f"{one.minutes} minutes"
    return {
        "ref": one.meeting.ref,
        "when": moment_words(one.meeting.starts_at),
        "full": full,
        "is_over": one.is_over,
        "hidden": one.hidden,
        "lines": [_line(line) for line in one.lines],
    }


def _line(line: PlanLine) -> dict[str, Any]:
    return {
        "title": line.title,
        "lead": line.lead,
        "comment": line.comment,
        "minutes": line.minutes,
        "standing": line.standing,
        "carried": carried_words(line.carried),
        "is_often": line.carried >= OFTEN,
        "ref": line.planned_ref,
        "where": "On the agenda" if line.is_on_agenda else "Will fall into it",
    }
