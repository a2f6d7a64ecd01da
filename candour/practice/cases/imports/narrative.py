"""What an old tracker's update tells in prose: when the rapid review was held and sent, and when the Panel answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate

_DATE = r"(?P<date>\d{1,2}[ /.]\d{1,2}[ /.]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+(?: \d{4})?)"
_HELD = re.compile(rf"rapid review (?:meeting )?(?:was )?held (?:on )?{_DATE}", re.IGNORECASE)
_SENT = re.compile(rf"(?:sent|submitted) to the (?:national )?panel (?:on )?(?:{_DATE}|the same day)", re.IGNORECASE)
_REPLIED = re.compile(rf"(?:response|reply) (?:was )?received (?:on )?{_DATE}", re.IGNORECASE)
_LEARNING = re.compile(rf"learning review (?:meeting )?(?:was )?held (?:on )?{_DATE}", re.IGNORECASE)
_ANY_DATE = re.compile(_DATE)
_WAITS = re.compile(
    r"(?:due to|awaiting|pending)(?: an?| the)?(?: active| ongoing)? (?P<what>police investigation|inquest|trial)",
    re.IGNORECASE,
)

_THEMED = re.compile(r"\bthemed review|\bthematic review|with others like it", re.IGNORECASE)
_DELAYED = re.compile(r"\bpublication\b[^.]*\bdelayed", re.IGNORECASE)
_SERIOUS = re.compile(r"\bSCR\b|serious case review", re.IGNORECASE)
LAST_OF_THE_OLD = date(2019, 9, 29)
"""The day by which partnerships had taken over from the boards that held serious case reviews."""


@dataclass(frozen=True)
class ReviewTold:
    """The review that an update tells of, and how far it had come."""

    kind: str
    """The key of its type; empty where none is told of."""
    stage: str


@dataclass(frozen=True)
class Told:
    """The dates that an update tells. A day without a year is the first such day after the notification."""

    held_on: date | None
    sent_on: date | None
    replied_on: date | None
    learning_on: date | None
    agreed: bool
    """Whether the Panel's answer is told as agreement."""
    waits_for: str
    """What publication waits for, such as a police investigation; empty where nothing is told."""

    def out_of_order(self) -> list[str]:
        """Dates that cannot both be right, each pair in a sentence."""
        pairs = (
            ("learning review", self.learning_on, "rapid review on which it builds", self.held_on),
            ("Panel’s answer", self.replied_on, "day on which the report was sent", self.sent_on),
            ("sending of the report", self.sent_on, "rapid review", self.held_on),
        )
        return [
            f"The {later} of {_words(after)} lies before the {earlier}, {_words(before)}. One of the dates is wrong."
            for later, after, earlier, before in pairs
            if after is not None and before is not None and after < before
        ]


def told_by(update: str, notified: FuzzyDate | None) -> Told:
    """What an update tells of a case that was notified on a day."""
    since = notified.exact if notified else None
    sent = _SENT.search(update)
    sent_on = _day(sent["date"], since) if sent and sent["date"] else _last_before(update, sent, since)
    waits = _WAITS.search(update)
    replied = _REPLIED.search(update)
    return Told(
        held_on=_found(_HELD, update, since),
        sent_on=sent_on,
        replied_on=_found(_REPLIED, update, since),
        learning_on=_found(_LEARNING, update, since),
        agreed=bool(replied and re.search(r"\bagreed\b", update[replied.end() :], re.IGNORECASE)),
        waits_for=waits["what"].capitalize() if waits else "",
    )


def review_told_by(update: str, notified: FuzzyDate | None, *, is_published: bool) -> ReviewTold:
    """Which review an update tells of. A person can change its type afterwards; its history says where it came from."""
    if _LEARNING.search(update):
        return ReviewTold("learning", "finished")
    if _THEMED.search(update):
        return ReviewTold("thematic", "proposed")
    since = notified.earliest if notified else None
    is_old = bool(_SERIOUS.search(update)) or bool(since and since < LAST_OF_THE_OLD)
    if is_published:
        return ReviewTold("scr" if is_old else "lcspr", "published")
    if _DELAYED.search(update):
        return ReviewTold("scr" if is_old else "lcspr", "signed-off")
    return ReviewTold("", "")


def _found(pattern: re.Pattern[str], text: str, since: date | None) -> date | None:
    match = pattern.search(text)
    return _day(match["date"], since) if match else None


def _last_before(text: str, sent: re.Match[str] | None, since: date | None) -> date | None:
    if sent is None:
        return None
    days = [_day(found["date"], since) for found in _ANY_DATE.finditer(text[: sent.start()])]
    known = [day for day in days if day is not None]
    return known[-1] if known else None


def _day(printed: str, since: date | None) -> date | None:
    try:
        return FuzzyDate.parse(printed).exact
    except NotADate:
        pass
    if since is None:
        return None
    for year in (since.year, since.year + 1):
        try:
            day = FuzzyDate.parse(f"{printed} {year}").exact
        except NotADate:
            return None
        if day is not None and day >= since:
            return day
    return None


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
