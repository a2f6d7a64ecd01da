"""What the public page of a version says line by line, and how that differs from what stands on the site today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import chain
from typing import TYPE_CHECKING, Any

from candour.platform.access.actor import Actor
from candour.platform.dates.words import day_words
from candour.practice.public.operations import marked
from candour.practice.public.queries import lines_of, promises_beside
from candour.practice.publishing.exports.facts import promise_lines
from candour.practice.publishing.exports.rendering import Facts, public_blocks
from candour.practice.publishing.models import Edition
from candour.practice.publishing.sources import Alongside

if TYPE_CHECKING:
    from candour.practice.public.models import Document as PublicDocument


@dataclass(frozen=True)
class Change:
    """Lines of the page that follow each other and fare alike: "stays", "added" or "goes"."""

    kind: str
    lines: Sequence[str]


def changes(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """How the lines of one page become those of another, in order; what goes stands before what takes its place."""
    found: list[Change] = []
    for tag, old, old_end, new, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("stays", before[old:old_end]))
            continue
        found += [Change("goes", before[old:old_end])] if old < old_end else []
        found += [Change("added", after[new:new_end])] if new < new_end else []
    return found


def lines_to_come(edition: Edition, facts: Facts, alongside: Alongside) -> list[str]:
    """What the public page will say of a version, line by line."""
    document = edition.document
    return _page(
        (document.title, document.summary, document.lead, document.source, document.audience[:150]),
        edition.number,
        edition.review_on,
        [one.alt for one in facts.logos],
        marked(public_blocks(facts)),
        dict(alongside.fact_sheet),
        alongside,
    )


def lines_that_stand(actor: Actor, standing: PublicDocument, alongside: Alongside) -> list[str]:
    """What stands on the public site, line by line.

    Of its promises only those that a release with this `alongside` puts anew: the others stay beside it as they are.
    """
    promises = promises_beside(actor, standing, [one["source_ref"] for one in alongside.promises])
    told = {
        one.came_from: {
            "recommendation": one.recommended,
            "who": one.who,
            "what": one.what,
            "by_when": one.by_when.isoformat() if one.by_when else "",
            "status": one.status,
            "evidence": one.evidence,
            "reason": one.reason,
        }
        for one in promises
    }
    in_order = [told[one["source_ref"]] for one in alongside.promises if one["source_ref"] in told]
    return _page(
        (standing.title, standing.summary, standing.owner, standing.source, standing.audience),
        standing.number,
        standing.review_on,
        [one["alt"] for one in standing.pictures],
        standing.body,
        standing.fact_sheet,
        Alongside(promises=tuple(in_order)),
    )


def _page(
    head: tuple[str, str, str, str, str],
    number: str,
    review_on: date | None,
    pictures: Sequence[str],
    body: str,
    fact_sheet: Mapping[str, Any],
    alongside: Alongside,
) -> list[str]:
    title, summary, lead, source, audience = head
    named = (
        ("Version", number),
        ("Who leads it", lead),
        ("Source", source),
        ("For whom", audience),
        ("To be reviewed by", day_words(review_on) if review_on else ""),
        *(("Picture", one) for one in pictures),
    )
    beside = (*fact_sheet.items(), *promise_lines(alongside))
    parts = chain(
        (title, *summary.splitlines()),
        (f"{name}: {value}" for name, value in named if value),
        lines_of(body),
        (f"{name}: {value}" for name, value in beside),
    )
    return [line for part in parts if (line := " ".join(part.split()))]
