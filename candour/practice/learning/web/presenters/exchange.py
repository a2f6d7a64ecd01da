"""Files between areas as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from candour.platform.dates.words import day_words
from candour.practice.learning import exchange
from candour.practice.learning.queries.exchange import Glimpse, has_outcome

if TYPE_CHECKING:
    from candour.practice.learning.models import Received, Share


@dataclass(frozen=True)
class GlimpseShown:
    """The little that is told of a file: from whom, what kind, its title and its day."""

    sender: str
    kind: str
    title: str
    made: str
    answers: str
    sealed: str


@dataclass(frozen=True)
class ShareShown:
    """A file that was made of a lesson, and what came of it."""

    ref: str
    recipient: str
    made: str
    mark: str
    state: str
    outcome: str
    outcome_from: str


@dataclass(frozen=True)
class SourceShown:
    """From which file of another area a lesson came, and whether its outcome can go back."""

    ref: str
    sender: str
    made: str
    accepted: str
    has_outcome: bool
    told: str


def glimpse_shown(found: Glimpse) -> GlimpseShown:
    """What little is told of a file."""
    shared = found.shared
    return GlimpseShown(
        sender=shared.sender,
        kind=exchange.KINDS[shared.kind],
        title=shared.title,
        made=day_words(shared.made_on),
        answers=f"{found.answers.lesson.title}, made for {found.answers.recipient}" if found.answers else "",
        sealed=found.sealed,
    )


def shares_shown(found: Iterable[Share]) -> list[ShareShown]:
    """The files that were made of a lesson."""
    return [
        ShareShown(
            ref=one.ref,
            recipient=one.recipient,
            made=f"{one.made_by}, {day_words(one.made_at)}",
            mark={exchange.DECLINED: "unknown", "": "open"}.get(one.result, "met"),
            state=exchange.RESULTS.get(one.result, "Nothing has come back"),
            outcome=one.outcome,
            outcome_from=f"{one.outcome_from}, {day_words(one.outcome_on)}" if one.outcome_on else "",
        )
        for one in found
    ]


def source_shown(found: Received | None) -> SourceShown | None:
    """From which file a lesson came; nothing for one that began here."""
    if found is None:
        return None
    return SourceShown(
        ref=found.ref,
        sender=found.sender,
        made=day_words(found.made_on),
        accepted=f"{found.accepted_by}, {day_words(found.accepted_at)}",
        has_outcome=has_outcome(found),
        told=day_words(found.outcome_made_at) if found.outcome_made_at else "",
    )
