"""What a document is made of, before it becomes Word or PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from candour.platform.exports.drawing import size_of


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


@dataclass(frozen=True)
class Picture:
    """A picture of our own drawing, with the words that say what it shows. Raises ValueError for any other.

    Drawn by `drawing.redrawn`, so that it is small and holds nothing but its pixels.
    """

    content: bytes
    alt: str

    def __post_init__(self) -> None:
        size_of(self.content)
        if not self.alt.strip():
            raise ValueError("A picture says in words what it shows.")

    @property
    def printed(self) -> tuple[float, float]:
        """How wide and how high it is printed, in centimetres."""
        width, height = size_of(self.content)
        scale = min(_WIDE / width, _HIGH / height)
        return round(width * scale, 3), round(height * scale, 3)


@dataclass(frozen=True)
class Pictures:
    """Pictures side by side, such as the logos of partners."""

    items: Sequence[Picture]


Block = Heading | Paragraph | Bullets | Numbered | Pairs | Grid | Notice | PageBreak | SignatureLines | Pictures

LOWEST_LEVEL = 4
_WIDE, _HIGH = 5.0, 1.5
"""How large a picture is printed at most, in centimetres."""


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
