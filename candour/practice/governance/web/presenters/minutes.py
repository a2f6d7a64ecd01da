"""Minutes as their page shows them: what they say, and what was found in them that still has to be settled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from candour.platform.dates.words import day_words, moment_words
from candour.practice.governance.vocabulary import PromiseKind

if TYPE_CHECKING:
    from candour.practice.governance.models import AgendaItem
    from candour.practice.governance.queries.minutes import Hit, MinutesShown

_ASKED_BY = re.compile(r"^(.*?)\s*\(([^()]{1,150})\)\s*\.?$")
KINDS = dict(PromiseKind.choices)


@dataclass(frozen=True)
class HitLine:
    """Something found, with what to do about it."""

    key: str
    item: int
    kind: str
    words: str
    who: str
    is_settled: bool
    settled: str
    can_be_numbered: bool


@dataclass(frozen=True)
class Page:
    """The minutes."""

    state: str
    state_words: str
    is_late: bool
    due: str
    finalised: str
    agreed: str
    attended: list[tuple[str, str, str]]
    apologies: list[tuple[str, str, str]]
    items: list[object]
    left_out: int
    amendments: list[tuple[str, str]]


def page(shown: MinutesShown) -> Page:
    """The minutes for their page."""
    minutes = shown.minutes
    agreed = ""
    if minutes.agreed_on_item is not None:
        agreed = day_words(minutes.agreed_on_item.meeting.starts_at)
    return Page(
        state=minutes.state,
        state_words=minutes.get_state_display(),
        is_late=shown.is_late,
        due=day_words(shown.due_on),
        finalised=moment_words(minutes.finalised_at),
        agreed=agreed,
        attended=shown.attended,
        apologies=shown.apologies,
        items=list(shown.items),
        left_out=shown.left_out,
        amendments=[(one.text, one.asked_by) for one in shown.amendments],
    )


def hits(found: list[Hit]) -> list[HitLine]:
    """What was found, what is open first."""
    lines = [
        HitLine(
            key=hit.key,
            item=hit.item_number,
            kind=KINDS[hit.found.kind],
            words=hit.found.words,
            who=hit.found.who,
            is_settled=hit.is_settled,
            settled=f"Action {hit.action}" if hit.action else hit.dismissed_because,
            can_be_numbered=hit.found.kind in (PromiseKind.ACTION, PromiseKind.PROMISE),
        )
        for hit in found
    ]
    return sorted(lines, key=lambda line: line.is_settled)


def items_to_agree(items: list[AgendaItem]) -> list[tuple[str, str]]:
    """The items of later meetings to choose from."""
    return [(item.ref, f"{day_words(item.meeting.starts_at)}, item {item.order}: {item.title}") for item in items]


def amendments_of(text: str) -> list[tuple[str, str]]:
    """Amendments as somebody typed them, one on a line, each with who asked for it."""
    amendments = []
    for line in text.splitlines():
        match = _ASKED_BY.match(line.strip())
        if match:
            amendments.append((match[1], match[2]))
        elif line.strip():
            amendments.append((line.strip(), ""))
    return amendments
