"""The head that the pages of a meeting share: which meeting it is, and the way between its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from candour.platform.dates.words import moment_words

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor
    from candour.practice.governance.models import Meeting

PAGES = (
    ("meeting", "Agenda"),
    ("meeting_live", "The meeting"),
    ("minutes", "Minutes"),
    ("pack", "Pack"),
)


@dataclass(frozen=True)
class Frame:
    """The head of a meeting."""

    ref: str
    group: str
    group_ref: str
    when: str
    place: str
    state: str
    pages: list[tuple[str, str, bool]]


def frame(actor: Actor, meeting: Meeting, current: str) -> Frame:
    """The head of a meeting for one of its pages."""
    return Frame(
        ref=meeting.ref,
        group=meeting.group.name,
        group_ref=meeting.group.ref,
        when=moment_words(meeting.starts_at),
        place=meeting.place or ("by link" if meeting.link else ""),
        state=meeting.get_state_display(),
        pages=[(reverse(name, args=[meeting.ref]), title, name == current) for name, title in PAGES if _exists(name)],
    )


def _exists(name: str) -> bool:
    try:
        reverse(name, args=["any"])
    except NoReverseMatch:
        return False
    return True
