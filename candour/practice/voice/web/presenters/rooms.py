"""A room, its family and its practitioners as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from candour.platform.dates.words import day_words
from candour.practice.voice.queries import quiet
from candour.practice.voice.queries.rooms import title_of
from candour.practice.voice.vocabulary import BY_LINK, About, Answer, Entry, Heard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from candour.practice.voice.models import (
        Contribution,
        LogEntry,
        Member,
        Practitioner,
        QuietDate,
        Reading,
        ReadingComment,
        Room,
        Telling,
    )

NAMES = {"name": "Name", "phone": "Phone", "email": "Email", "address": "Address", "also": "Also"}
"""What the vault keeps of somebody, with the words for it."""
PROMISE = (
    "What you say is kept apart from what your agency returns. Only the review team can read it; nobody in your agency "
    "can. It is not used to judge how you or anybody else does their work, in supervision, appraisal or discipline. If "
    "you tell us of a child or adult who is in danger now, we have to act on it, and we will tell you first."
)
"""What every practitioner is promised, in the words in which it is read to them."""


@dataclass(frozen=True)
class Head:
    """What stands at the top of a page of a room."""

    record: str
    heading: str
    back: str


@dataclass(frozen=True)
class Line:
    """Somebody in a list."""

    title: str
    address: str
    words: str
    mark: str
    mark_kind: str


@dataclass(frozen=True)
class QuietShown:
    """A quiet date."""

    ref: str
    days: str
    why: str
    whose: str


@dataclass(frozen=True)
class ToldShown:
    """Something of which somebody is to be told."""

    key: str
    about: str
    mark: str
    kind: str
    words: str
    is_told: bool


@dataclass(frozen=True)
class EntryShown:
    """A line of the contact log, or somebody's own words."""

    on: date
    kind: str
    how: str
    text: str
    quoting: str
    by: str
    taken_back: str


@dataclass(frozen=True)
class ReadingShown:
    """A reading of a draft."""

    ref: str
    title: str
    mark: str
    kind: str
    words: str
    clash: str


@dataclass(frozen=True)
class CommentShown:
    """A comment on a draft."""

    number: int
    place: str
    text: str
    mark: str
    kind: str
    answer: str
    answered: str
    told: str
    is_answered: bool


def head_of(room: Room, heading: str, back: str = "") -> Head:
    """The top of a page of a room, by default with the way back to its record."""
    return Head(room.title, heading, back or room.address)


def member_line(member: Member, told: int) -> Line:
    """Somebody of the family in the list of a room."""
    parts = [member.get_involvement_display()]
    if member.next_contact_on:
        parts.append(f"next contact {day_words(member.next_contact_on)}")
    is_done = bool(told) and member.involvement != "unasked"
    mark = f"Told of {told}" if told else "Told of nothing yet"
    address = reverse("relative", args=[member.ref])
    return Line(title_of(member), address, "; ".join(parts), mark, "met" if is_done else "open")


def practitioner_line(one: Practitioner) -> Line:
    """A practitioner in the list of a room."""
    mark, kind = ("Does not take part", "held") if one.declined_on else (f"Invited {day_words(one.invited_on)}", "open")
    address = reverse("practitioner", args=[one.ref])
    return Line(f"{one.job}, practitioner {one.number}", address, one.organisation.name, mark, kind)


def practitioner_title(one: Practitioner) -> str:
    """A practitioner in words that can stand in the title of a page."""
    return f"Practitioner {one.number}"


def quiet_shown(one: QuietDate, titles: Mapping[int, str]) -> QuietShown:
    """A quiet date, with whose it is."""
    first, last = quiet.span_of(one)
    if one.is_yearly:
        days = " to ".join(f"{day.day} {day:%B}" for day in ([first, last] if last > first else [first]))
        days += ", each year"
    else:
        days = " to ".join(day_words(day) for day in ([first, last] if last > first else [first]))
    whose = titles.get(one.member_id, "") if one.member_id else "The whole family"
    return QuietShown(one.ref, days, one.get_why_display(), whose)


def facts_of(member: Member) -> list[tuple[str, str]]:
    """What somebody wishes, as questions and answers."""
    return [
        ("Taking part", member.get_involvement_display()),
        ("Why, or what they said", member.because or "–"),
        ("Their wishes", member.wishes or "Not written yet"),
        ("How often they want to hear", member.get_pace_display() or "Not asked yet"),
        ("How they are reached", member.get_channel_display() or "Not asked yet"),
        ("Language", f"{member.language or 'Not asked yet'}{', with an interpreter' * member.needs_interpreter}"),
        ("Advocate", member.get_advocacy_display() + (f": {member.advocate}" if member.advocate else "")),
        ("Who keeps in touch", member.contact or "Nobody is named yet"),
        ("What the review can and cannot do", _explained(member)),
        ("Next contact", day_words(member.next_contact_on) or "No day is set"),
    ]


def told_shown(tellings: Mapping[str, Telling]) -> list[ToldShown]:
    """Everything of which somebody is to be told, with what was done."""
    return [_told(about, tellings.get(about.value)) for about in About]


def entry_shown(one: LogEntry) -> EntryShown:
    """A line of the contact log."""
    return EntryShown(
        one.on,
        one.get_kind_display(),
        "written by themselves, with their link" if one.channel == BY_LINK else one.get_channel_display(),
        one.text,
        one.get_quoting_display() if one.kind == Entry.WORDS else "",
        one.made_by,
        _taken_back(one),
    )


def reading_shown(one: Reading, waiting: int, dates: Sequence[QuietDate]) -> ReadingShown:
    """A reading of a draft, with what is left to answer, and whether its day has become a quiet one."""
    mark, kind = {"planned": ("Planned", "open"), "read": ("Read", "met"), "ended": ("Did not take place", "held")}[
        one.state
    ]
    words = f"{day_words(one.on)}, {one.place}, with {one.beside} beside them"
    if one.state == "ended":
        words = one.because
    if waiting:
        words += f"; {waiting} {'comment' if waiting == 1 else 'comments'} to answer"
    clash = quiet.why_quiet(dates, one.on) if one.state == "planned" else ""
    return ReadingShown(one.ref, one.draft, mark, kind, words, clash)


def comment_shown(one: ReadingComment) -> CommentShown:
    """A comment on a draft, with its answer."""
    answered = f"{day_words(one.answered_at)}, by {one.answered_by}" if one.answered_at else ""
    return CommentShown(
        one.number,
        one.place,
        one.text,
        one.get_answer_display() or "Not answered",
        "met" if one.answer == Answer.ACCEPTED else "held" if one.answer else "open",
        one.answer_words,
        answered,
        f"They heard this on {day_words(one.told_on)}." if one.told_on else "",
        bool(one.answer),
    )


def said_shown(one: Contribution) -> EntryShown:
    """Something that a practitioner said."""
    return EntryShown(one.on, Heard(one.kind).label, "", one.text, "", one.made_by, _taken_back(one))


def names_in_words(facts: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the vault holds of somebody, masked or not, in order."""
    return [(words, facts[name]) for name, words in NAMES.items() if facts.get(name)]


def _taken_back(one: LogEntry | Contribution) -> str:
    return f"They took back on {day_words(one.taken_back_at)} what they had sent." if one.taken_back_at else ""


def _explained(member: Member) -> str:
    return f"Explained on {day_words(member.explained_on)}" if member.explained_on else "Not explained to them yet"


def _told(about: About, one: Telling | None) -> ToldShown:
    if one is None:
        return ToldShown(about.value, about.label, "Not yet", "open", "", False)
    if one.told_on:
        how = f"{one.get_channel_display()}; {one.words}" if one.words else one.get_channel_display()
        return ToldShown(about.value, about.label, f"Told {day_words(one.told_on)}", "met", how, True)
    return ToldShown(about.value, about.label, "Not told", "held", f"{one.get_why_not_display()}: {one.words}", False)
