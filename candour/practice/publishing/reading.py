"""Reads the text of a file that somebody sends to be redacted. It runs confined."""

from __future__ import annotations

from typing import Any

from candour.platform.exports import converting

_MOST = 1_000_000


def read(content: bytes, *, kind: str) -> tuple[list[list[str]], bytes]:
    """The text of a Word, PDF or text file, in parts: each with its heading, if it has one. Raises ValueError."""
    if kind == "pdf":
        pages = converting.pages_of_pdf(content, _MOST)
        return [[f"Page {page['number']}", page["text"]] for page in pages], b""
    blocks, _ = converting.TO_BLOCKS[kind](content)
    return _parts(blocks), b""


def _parts(blocks: list[dict[str, Any]]) -> list[list[str]]:
    parts: list[list[str]] = [["", ""]]
    for block in blocks:
        if block["block"] == "heading" and block["level"] <= 3:
            parts.append([block["text"], ""])
        else:
            parts[-1][1] += f"{_text(block)}\n\n"
    return [[title, text.strip()] for title, text in parts if text.strip()]


def _text(block: dict[str, Any]) -> str:
    if block["block"] == "bullets":
        return "\n".join(f"- {item}" for item in block["items"])
    if block["block"] == "grid":
        return "\n".join(
            f"| {' | '.join(' '.join(cell.split()) for cell in row)} |" for row in [block["columns"], *block["rows"]]
        )
    return f"## {block['text']}" if block["block"] == "heading" else str(block["text"])
