"""What a document is made of, before it becomes Word or PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True)
class Heading:
    """A heading, from level 1 down to 4."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, which may begin with a few words in bold."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list of points."""

    items: Sequence[str]


@dataclass(frozen=True)
class Numbered:
    """A list with numbers from 1."""

    items: Sequence[str]


@dataclass(frozen=True)
class Pairs:
    """Names and values, one beneath the other."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Grid:
    """A table with its head on every page. Raises ValueError unless each row has a cell for each column."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("Each row of a grid has a cell for each column, and there is at least one column.")


@dataclass(frozen=True)
class Notice:
    """A few sentences that nobody should miss."""

    text: str


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class SignatureLines:
    """A place to sign for each who signs."""

    who: Sequence[str]


Block = Heading | Paragraph | Bullets | Numbered | Pairs | Grid | Notice | PageBreak | SignatureLines

LOWEST_LEVEL = 4


@dataclass(frozen=True)
class Document:
    """A document: what it says, and what its every page must say about it."""

    title: str
    reference: str
    classification: str
    made_at: datetime
    made_for: str
    blocks: Sequence[Block]
    language: str = "en-GB"
    landscape: bool = False


def in_order(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without empty headings, and with no level of heading skipped, which misleads a screen reader."""
    level, ordered = 0, list[Block]()
    for block in blocks:
        if isinstance(block, Heading):
            if not block.text.strip():
                continue
            level = max(1, min(block.level, level + 1, LOWEST_LEVEL))
            ordered.append(replace(block, level=level))
        else:
            ordered.append(block)
    return ordered


def signature_grid(block: SignatureLines) -> Grid:
    """The places to sign, as a table to be filled in by hand."""
    return Grid(("For", "Name", "Signature", "Date"), [(who, "", "", "") for who in block.who])
