"""A pack: many papers and pages of our own in one PDF, tagged, with bookmarks and page labels that stay as they are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from candour.platform.exports.assembling import assemble
from candour.platform.exports.blocks import Block
from candour.platform.exports.lettering import printable, watermark
from candour.platform.exports.pdf import FONTS, NoFonts, described_blocks
from candour.platform.files import confined
from candour.platform.files.confined import Limits

_LIMITS = Limits(seconds=60, megabytes=2048)
_A_LABEL = 12


@dataclass(frozen=True)
class Section:
    """Pages of our own."""

    label: str
    """What their pages are cited by, such as "Agenda": its pages are Agenda-1, Agenda-2 and so on."""
    title: str
    blocks: Sequence[Block]
    level: int = 1
    landscape: bool = False


@dataclass(frozen=True)
class Enclosure:
    """A paper as it was uploaded, of any kind that is taken in."""

    label: str
    title: str
    kind: str
    content: bytes
    level: int = 2


@dataclass(frozen=True)
class Pack:
    """What goes into a pack, and what each of its pages says about it."""

    title: str
    reference: str
    classification: str
    made_at: datetime
    made_for: str
    parts: Sequence[Section | Enclosure]


@dataclass(frozen=True)
class Assembled:
    """A pack, and what came of its papers."""

    content: bytes
    pages: int
    not_shown: tuple[str, ...]
    """The titles of papers that could not be converted; the pack says so in their place."""


def assemble_pack(pack: Pack) -> Assembled:
    """Assemble a pack in a process of its own. Raises Stopped where it needs more time or memory than it may use."""
    if not any(FONTS.glob("*.ttf")):
        raise NoFonts("Run `make assets`: the fonts for PDF have not been put in place.")
    contents: list[bytes] = []
    described: list[dict[str, Any]] = []
    for part in pack.parts:
        if isinstance(part, Enclosure):
            described.append(_head(part) | {"kind": part.kind, "size": len(part.content)})
            contents.append(part.content)
        else:
            blocks = {"blocks": described_blocks(part.blocks), "landscape": part.landscape}
            described.append(_head(part) | {"kind": "blocks", "size": 0} | blocks)
    plan = {
        "title": printable(pack.title).replace("\n", " "),
        "language": "en",
        "region": "GB",
        "head": printable(" – ".join(part for part in (pack.reference, pack.classification) if part)),
        "foot": watermark(pack.reference, pack.made_for, pack.made_at),
        "parts": described,
    }
    head = json.dumps(plan, ensure_ascii=False).encode()
    answer, content = confined.call(
        assemble,
        head + b"".join(contents),
        limits=_LIMITS,
        fonts=str(FONTS),
        made_at=int(pack.made_at.timestamp()),
        plan_size=len(head),
    )
    return Assembled(content, answer["pages"], tuple(answer["not_shown"]))


def _head(part: Section | Enclosure) -> dict[str, Any]:
    return {"label": printable(part.label)[:_A_LABEL], "title": printable(part.title), "level": part.level}
