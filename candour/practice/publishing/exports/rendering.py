"""A version as each of its readers gets it: a Word file, a tagged PDF and a web page, built from permitted parts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from candour.platform.exports.documents import (
    Block,
    Bullets,
    Document,
    Grid,
    Heading,
    Notice,
    Numbered,
    Paragraph,
    Picture,
    Pictures,
    write_docx,
    write_pdf,
)
from candour.platform.exports.drawing import marks_of
from candour.practice.publishing.exports.writing import Part, blocks_of, counts_taken_out, parts_of

PUBLIC = "the public"


@dataclass(frozen=True)
class Facts:
    """What the head of a version says, and its text."""

    title: str
    number: str
    partnership: str
    kind: str
    text: str
    guards_counts: bool
    made_at: datetime
    source: str = ""
    """Where its parts come from, unless they say otherwise."""
    summary: str = ""
    about: tuple[str, ...] = ()
    """What else the public page says of it: who leads it and whom it is for."""
    logos: tuple[Picture, ...] = ()
    """The logos of partners that it carries."""
    fact_sheet: tuple[tuple[str, str], ...] = ()
    """What the public page shows beside the text: facts by name."""
    promises: tuple[tuple[str, str], ...] = ()
    """What it shows of promises: each recommendation, and all that is said of it."""


@dataclass(frozen=True)
class Files:
    """What is made for one reader."""

    word: bytes
    pdf: bytes
    page: bytes

    @property
    def page_digest(self) -> str:
        """The digest of the web page."""
        return hashlib.sha256(self.page).hexdigest()


def for_public(facts: Facts) -> Files:
    """The files that everybody gets."""
    return _files(facts, public_blocks(facts), PUBLIC)


def page_digest(facts: Facts) -> str:
    """The digest of the web page that everybody gets, without setting anything in type."""
    return hashlib.sha256(_page(facts, public_blocks(facts), PUBLIC)).hexdigest()


def for_recipient(facts: Facts, who: str) -> Files:
    """The files for a body that gets the whole, with its name on every page."""
    return _files(facts, whole_blocks(facts), who)


def public_blocks(facts: Facts) -> list[Block]:
    """The blocks that everybody may read."""
    return _blocks(facts, [part for part in parts_of(facts.text) if part.is_public])


def whole_blocks(facts: Facts) -> list[Block]:
    """All the blocks, for those who get the whole."""
    return _blocks(facts, parts_of(facts.text))


def left_out(facts: Facts) -> int:
    """How many parts the public does not get."""
    return sum(not part.is_public for part in parts_of(facts.text))


def counts_out(facts: Facts) -> int:
    """How many small counts, and counts that guard them, are taken out of the tables."""
    return sum(counts_taken_out(part.text) for part in parts_of(facts.text)) if facts.guards_counts else 0


def words_of(facts: Facts) -> str:
    """The words that everybody may read, as text."""
    head = [one for one in (facts.summary, *facts.about) if one]
    parts = [part for part in parts_of(facts.text) if part.is_public]
    beside = [f"{name}: {said}" for name, said in (*facts.fact_sheet, *facts.promises)]
    return "\n\n".join([*head, *(f"{part.title}\n{part.text}" for part in parts), *beside])


def _files(facts: Facts, blocks: list[Block], who: str) -> Files:
    document = Document(
        title=facts.title,
        reference=f"Version {facts.number}",
        classification=facts.partnership,
        made_at=facts.made_at,
        made_for=who,
        blocks=blocks,
    )
    return Files(write_docx(document), write_pdf(document), _page(facts, blocks, who))


def picture_marks(facts: Facts) -> list[str]:
    """By what the pictures of a version are known in its finished files. No other picture may be in them."""
    return [mark for one in facts.logos for mark in marks_of(one.content)]


def _blocks(facts: Facts, parts: Iterable[Part]) -> list[Block]:
    blocks: list[Block] = [Pictures(facts.logos)] if facts.logos else []
    for part in parts:
        if part.title:
            blocks.append(Heading(1, part.title))
        if not part.is_public:
            blocks.append(Notice("This part is not for the public."))
        blocks += blocks_of(part.text, guard_counts=facts.guards_counts)
        source = part.source or facts.source
        if source:
            blocks.append(Paragraph(f"{source}.".replace("..", "."), lead="Source:"))
    return blocks


def _page(facts: Facts, blocks: Sequence[Block], who: str) -> bytes:
    head = f"{escape(facts.partnership)} – version {escape(facts.number)} – made for {escape(who)}"
    told = "".join(f"<p>{escape(one)}</p>\n" for one in (facts.summary, facts.source, *facts.about) if one)
    return (
        '<!doctype html>\n<html lang="en-GB">\n'
        f'<head><meta charset="utf-8"><title>{escape(facts.title)}</title></head>\n'
        f"<body>\n<h1>{escape(facts.title)}</h1>\n<p>{head}</p>\n{told}{page_body(blocks)}\n{_beside(facts)}"
        "</body>\n</html>\n"
    ).encode()


def _beside(facts: Facts) -> str:
    """The fact sheet and the promises, which only the page has."""
    lines = (f"<p>{escape(name)}: {escape(said)}</p>\n" for name, said in (*facts.fact_sheet, *facts.promises))
    return "".join(lines)


def page_body(blocks: Sequence[Block]) -> str:
    """Blocks as HTML. Every word of a writer is escaped."""
    return "\n".join(_html(block) for block in blocks)


def _img(picture: Picture) -> str:
    content = base64.b64encode(picture.content).decode()
    return f'<img src="data:image/png;base64,{content}" alt="{escape(picture.alt)}">'


def _html(block: Block) -> str:
    if isinstance(block, Heading):
        level = min(block.level + 1, 6)
        return f"<h{level}>{escape(block.text)}</h{level}>"
    if isinstance(block, Bullets | Numbered):
        tag = "ul" if isinstance(block, Bullets) else "ol"
        return f"<{tag}>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</{tag}>"
    if isinstance(block, Grid):
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in block.columns)
        rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in block.rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    if isinstance(block, Pictures):
        return f"<p>{' '.join(_img(one) for one in block.items)}</p>"
    if isinstance(block, Notice):
        return f"<p><strong>{escape(block.text)}</strong></p>"
    if isinstance(block, Paragraph):
        lead = f"<strong>{escape(block.lead)}</strong> " if block.lead else ""
        return f"<p>{lead}{escape(block.text)}</p>"
    raise TypeError(type(block).__name__)
