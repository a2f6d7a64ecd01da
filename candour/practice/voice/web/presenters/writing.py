"""A link with which somebody writes for themselves, as the office sees it, and what its holder sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from candour.platform.dates.words import day_words
from candour.practice.voice.vocabulary import Quoting

if TYPE_CHECKING:
    from candour.practice.voice.models import Contribution, LogEntry, WritingLink


@dataclass(frozen=True)
class LinkShown:
    """The newest link of somebody, for the office. Whether they have begun to write is theirs alone."""

    mark: str
    kind: str
    words: str
    is_open: bool


@dataclass(frozen=True)
class SentShown:
    """Something that the holder of a link sent."""

    number: int
    at: datetime
    text: str
    quoting: str
    taken_back_at: datetime | None


def link_shown(link: WritingLink | None, is_open: bool) -> LinkShown | None:
    """The newest link of somebody, if one was made."""
    if link is None:
        return None
    how = "sent by email" if link.email else "handed over"
    opened = f"first opened {day_words(link.opened_at)}" if link.opened_at else "not opened yet"
    words = f"Made {day_words(link.made_at)} by {link.made_by}; {how}; {opened}"
    if link.stopped_at:
        stopped = f"They stopped it {day_words(link.stopped_at)}"
        return LinkShown(stopped, "held", f"{words}. Ask them before you make another.", False)
    if is_open:
        return LinkShown(f"Open until {day_words(link.ends_on)}", "open", words, True)
    return LinkShown("Over", "held", words, False)


def sent_shown(number: int, one: LogEntry | Contribution) -> SentShown:
    """Something that the holder of a link sent, by its number among what they sent."""
    quoting = getattr(one, "quoting", "")
    return SentShown(number, one.made_at, one.text, Quoting(quoting).label if quoting else "", one.taken_back_at)
