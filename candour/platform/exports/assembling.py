"""Assembles a pack with Typst from papers of every kind. It runs confined, and knows nothing of Django."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from candour.platform.exports import converting
from candour.platform.exports.labelling import with_labels

TEMPLATES = Path(__file__).parent / "typst"
_ALT = 2000
"""How many characters of a page's text its description holds for a screen reader."""


def assemble(content: bytes, fonts: str, made_at: int, plan_size: int) -> tuple[Any, bytes]:
    """The pack of a plan, which stands first in the content, and of the papers that follow it.

    A paper that cannot be converted has a page that says so. The answer holds how many pages there are and which papers
    those are. Raises TypstError.
    """
    plan = json.loads(content[:plan_size])
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for template in ("pack.typ", "blocks.typ"):
            shutil.copy(TEMPLATES / template, root)
        not_shown = _prepare(plan, content, plan_size, root)
        try:
            made, labels = _compiled(plan, root, fonts, made_at)
        except typst.TypstError:
            # A PDF that is sound for a reader and not for embedding: its pages go in as pictures, with their text.
            _draw(plan, root)
            made, labels = _compiled(plan, root, fonts, made_at)
    return {"pages": len(pypdfium2.PdfDocument(made)), "not_shown": not_shown}, with_labels(made, labels)


def _prepare(plan: dict[str, Any], content: bytes, start: int, root: Path) -> list[str]:
    """Turn each paper into pages or blocks; return the titles of those for which that fails."""
    not_shown = []
    for number, part in enumerate(plan["parts"]):
        part["is_first"] = number == 0
        if part["kind"] == "blocks":
            continue
        paper, start = content[start : start + part["size"]], start + part["size"]
        try:
            part |= _converted(part["kind"], paper, root, number)
        except MemoryError:
            raise
        except Exception as error:
            not_shown.append(part["title"])
            part |= _said(
                f"This paper could not be shown here ({type(error).__name__}). It is on the agenda as it came."
            )
    return not_shown


def _converted(kind: str, paper: bytes, root: Path, number: int) -> dict[str, Any]:
    if kind == "pdf":
        (root / f"{number}.pdf").write_bytes(paper)
        return {"kind": "pages", "file": f"{number}.pdf", "pages": converting.pages_of_pdf(paper, _ALT)}
    if kind in ("png", "jpg"):
        name, flipped = converting.picture(paper, kind, root, number)
        page = {"number": 0, "flipped": flipped, "text": "A picture. What it shows is not described."}
        return {"kind": "pages", "file": name, "pages": [page]}
    blocks, landscape = converting.TO_BLOCKS[kind](paper)
    return {"kind": "blocks", "blocks": blocks, "landscape": landscape}


def _said(words: str) -> dict[str, Any]:
    return {"kind": "blocks", "landscape": False, "blocks": [{"block": "notice", "text": words}]}


def _draw(plan: dict[str, Any], root: Path) -> None:
    drawn = []
    for number, part in enumerate(plan["parts"]):
        if part["kind"] != "pages" or not part["file"].endswith(".pdf"):
            drawn.append(part)
            continue
        for place, page in enumerate(part["pages"]):
            name = f"{number}-{place}.jpg"
            converting.draw_page(root / part["file"], place, root / name)
            drawn.append(part | {"file": name, "pages": [page | {"number": 0}], "follows": place > 0})
    plan["parts"] = drawn


def _compiled(plan: dict[str, Any], root: Path, fonts: str, made_at: int) -> tuple[bytes, list[tuple[int, str]]]:
    """The pack, and from which page on, counted from nothing, each part's label holds."""
    compiler = typst.Compiler(  # type: ignore[misc]
        root / "pack.typ",
        root=root,
        font_paths=[fonts],
        sys_inputs={"document": json.dumps(plan, ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf", timestamp=made_at)
    assert isinstance(made, bytes)
    starts = json.loads(compiler.query("<part>", field="value"))
    return made, [(int(page) - 1, str(label)) for label, page in starts]
