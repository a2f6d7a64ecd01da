"""Documents as PDF/UA: tagged, with language, title and bookmarks, set in type in a process of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import singledispatch
from pathlib import Path
from typing import Any

from candour.platform.exports.blocks import (
    Block,
    Bullets,
    Document,
    Grid,
    Heading,
    Notice,
    Numbered,
    PageBreak,
    Pairs,
    Paragraph,
    Pictures,
    SignatureLines,
    in_order,
    signature_grid,
)
from candour.platform.exports.lettering import printable, watermark
from candour.platform.exports.typesetting import typeset
from candour.platform.files import confined
from candour.platform.files.confined import Limits

FONTS = Path(__file__).parent / "fonts"
_LIMITS = Limits(seconds=60, megabytes=2048)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([A-Z]{2}))?")


class NoFonts(RuntimeError):
    """The fonts have not been put in place: run `make assets`."""


def write_pdf(document: Document) -> bytes:
    """The document as a PDF. Raises Stopped where it cannot be set in type in the time and memory that it may use."""
    if not any(FONTS.glob("*.ttf")):
        raise NoFonts("Run `make assets`: the fonts for PDF have not been put in place.")
    content = json.dumps(_described(document), ensure_ascii=False).encode()
    _, made = confined.call(
        typeset, content, limits=_LIMITS, fonts=str(FONTS), made_at=int(document.made_at.timestamp())
    )
    return made


def _described(document: Document) -> dict[str, Any]:
    language = _LANGUAGE.fullmatch(document.language)
    if language is None:
        raise ValueError(f"“{document.language}” is not a language such as en-GB.")
    head = " – ".join(part for part in (document.reference, document.classification) if part)
    return {
        "title": printable(document.title or document.reference).replace("\n", " "),
        "language": language[1],
        "region": language[2],
        "landscape": document.landscape,
        "head": printable(head),
        "foot": watermark(document.reference, document.made_for, document.made_at),
        "blocks": described_blocks(document.blocks),
    }


def described_blocks(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Blocks as the typesetting takes them."""
    return [_block(block) for block in in_order(blocks)]


@singledispatch
def _block(block: Any) -> dict[str, Any]:
    raise TypeError(type(block).__name__)


@_block.register
def _(block: Heading) -> dict[str, Any]:
    return {"block": "heading", "level": block.level, "text": printable(block.text)}


@_block.register
def _(block: Paragraph) -> dict[str, Any]:
    return {"block": "paragraph", "lead": printable(block.lead), "text": printable(block.text)}


@_block.register
def _(block: Bullets) -> dict[str, Any]:
    return {"block": "bullets", "items": [printable(item) for item in block.items]}


@_block.register
def _(block: Numbered) -> dict[str, Any]:
    return {"block": "numbered", "items": [printable(item) for item in block.items]}


@_block.register
def _(block: Pairs) -> dict[str, Any]:
    return {"block": "pairs", "rows": [[printable(name), printable(value)] for name, value in block.rows]}


@_block.register
def _(block: Grid) -> dict[str, Any]:
    return {
        "block": "grid",
        "columns": [printable(column) for column in block.columns],
        "rows": [[printable(cell) for cell in row] for row in block.rows],
        "caption": printable(block.caption),
        "tall": False,
    }


@_block.register
def _(block: Notice) -> dict[str, Any]:
    return {"block": "notice", "text": printable(block.text)}


@_block.register
def _(block: PageBreak) -> dict[str, Any]:
    return {"block": "pagebreak"}


@_block.register
def _(block: SignatureLines) -> dict[str, Any]:
    return _block(signature_grid(block)) | {"tall": True}


@_block.register
def _(block: Pictures) -> dict[str, Any]:
    items = [
        {"content": list(one.content), "alt": printable(one.alt), "width": one.printed[0], "height": one.printed[1]}
        for one in block.items
    ]
    return {"block": "pictures", "items": items}
