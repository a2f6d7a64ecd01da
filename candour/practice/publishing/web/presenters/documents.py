"""Documents and their versions as plain values for the pages."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from candour.platform.dates.words import day_words, moment_words
from candour.platform.exports.documents import Block, Bullets, Grid, Heading, Notice, Numbered, Paragraph, Pictures

if TYPE_CHECKING:
    from datetime import date

    from candour.practice.publishing.models import Approval, Document, Edition, Place

MARKS = {"published": "met", "approved": "met", "approval": "soon", "draft": "open"}


@dataclass(frozen=True)
class Row:
    """A line of the register of documents."""

    ref: str
    title: str
    kind: str
    lead: str
    source: str
    number: str
    state: str
    mark: str
    review: str
    is_late: bool


@dataclass
class Shown:
    """A block of a text as a page shows it."""

    kind: str
    text: str = ""
    lead: str = ""
    level: int = 3
    items: Sequence[str] = field(default_factory=list)
    columns: Sequence[str] = field(default_factory=list)
    rows: Sequence[Sequence[str]] = field(default_factory=list)
    pictures: Sequence[tuple[str, str]] = field(default_factory=list)
    """Each as it stands in a page, and what it shows in words."""


def rows(documents: Iterable[Document], standing: dict[int, Edition], today: date) -> list[tuple[str, list[Row]]]:
    """The register, by partnership."""
    grouped: dict[str, list[Row]] = {}
    for one in documents:
        held = standing.get(one.pk)
        grouped.setdefault(one.partnership.name, []).append(
            Row(
                ref=one.ref,
                title=one.title,
                kind=one.get_kind_display(),
                lead=one.lead,
                source=one.source,
                number=held.number if held else "",
                state=held.get_state_display() if held else "No version yet",
                mark=MARKS.get(held.state, "open") if held else "open",
                review=day_words(held.review_on) if held and held.review_on else "",
                is_late=bool(held and held.review_on and held.review_on < today),
            )
        )
    return list(grouped.items())


def facts(document: Document, today: date) -> list[tuple[str, str]]:
    """The details of a document, without what nobody has said."""
    pairs = [
        ("Kind", document.get_kind_display()),
        ("Partnership", document.partnership.name),
        ("Lead officer", document.lead),
        ("Where it comes from", document.source),
        ("For whom", document.audience),
        ("How it reaches them", document.distribution),
        ("Suite", document.suite.title if document.suite else ""),
        ("Reviewed", f"Every {document.review_months} months" if document.review_months else "Never"),
        ("New issue", f"Every {document.issue_months} months" if document.issue_months else ""),
        ("To be published by", _counted(document.publish_by, today)),
        ("To be in place by", _counted(document.implement_by, today)),
    ]
    return [(name, value) for name, value in pairs if value]


def editions(found: Iterable[Edition]) -> list[dict[str, Any]]:
    """The versions of a document."""
    return [
        {
            "ref": one.ref,
            "number": one.number,
            "state": one.get_state_display(),
            "mark": MARKS.get(one.state, "overtaken"),
            "author": one.author,
            "made": day_words(one.made_at),
            "approved": day_words(one.approved_on) if one.approved_on else "",
            "review": day_words(one.review_on) if one.review_on else "",
        }
        for one in found
    ]


def approvals(found: Iterable[Approval], mine: set[int]) -> list[dict[str, Any]]:
    """Who approves, and when they did."""
    return [
        {
            "ref": one.ref,
            "number": one.edition.number,
            "post": one.post.title,
            "of": one.post.organisation.name if one.post.organisation else "",
            "statutory": one.is_statutory,
            "by": one.signed_by.name if one.signed_by else "",
            "at": moment_words(one.signed_at) if one.signed_at else "",
            "accountable": one.accountable,
            "may_sign": one.pk in mine and one.signed_at is None,
        }
        for one in found
    ]


def places(found: Iterable[Place]) -> list[dict[str, Any]]:
    """Where a version is due, and whether it was seen there."""
    return [
        {
            "ref": one.ref,
            "name": one.name,
            "kind": one.get_kind_display(),
            "confirmed": day_words(one.confirmed_on) if one.confirmed_on else "",
            "by": one.confirmed_by,
            "address": one.address,
        }
        for one in found
    ]


def blocks(found: Iterable[Block]) -> list[Shown]:
    """Blocks of a document for a page, whose own headings begin at the third level."""
    return [_shown(block) for block in found]


def in_page(picture: bytes) -> str:
    """A picture of ours as it stands in a page itself."""
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def _shown(block: Block) -> Shown:
    match block:
        case Heading():
            return Shown("heading", block.text, level=min(block.level + 2, 6))
        case Bullets():
            return Shown("bullets", items=block.items)
        case Numbered():
            return Shown("numbered", items=block.items)
        case Grid():
            return Shown("grid", columns=block.columns, rows=block.rows)
        case Pictures():
            return Shown("pictures", pictures=[(in_page(one.content), one.alt) for one in block.items])
        case Notice():
            return Shown("notice", block.text)
        case Paragraph():
            return Shown("paragraph", block.text, block.lead)
    raise TypeError(type(block).__name__)


def _counted(day: date | None, today: date) -> str:
    if day is None:
        return ""
    left = (day - today).days
    count = f"{left} days left" if left > 0 else "today" if left == 0 else f"{-left} days ago"
    return f"{day_words(day)} ({count})"
