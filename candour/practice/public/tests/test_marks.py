"""The marks of a text are read into parts, and an export's blocks are written so that they read as they were."""

from __future__ import annotations

import pytest

from candour.platform.exports.documents import Bullets, Grid, Heading, Notice, Numbered, PageBreak, Pairs, Paragraph
from candour.practice.public.contrast import against_white
from candour.practice.public.marks import Part, marked, parts_of


def test_each_mark_is_read() -> None:
    text = "# One\n### Three\nA line\nand more.\n\n- a\n- b\n1. c\n2) d\n> Mind.\n\n|A|B|\n|---|:-:|\n|1|\n|2|3|4|"

    assert parts_of(text) == [
        Part("heading", "One", level=1),
        Part("heading", "Three", level=2),
        Part("paragraph", "A line and more."),
        Part("list", items=("a", "b")),
        Part("steps", items=("c", "d")),
        Part("notice", "Mind."),
        Part("table", head=("A", "B"), rows=(("1", ""), ("2", "3"))),
    ]


def test_the_blocks_of_an_export_read_as_they_were() -> None:
    blocks = [
        Heading(1, "One"),
        Paragraph("and\nmore", lead="First"),
        Paragraph("- no list"),
        PageBreak(),
        Bullets(("a", "b\nc")),
        Numbered(("d",)),
        Notice("Mind."),
        Pairs((("Age", "3|4"),)),
        Grid(("A", "B"), (("1", "2"),)),
    ]

    assert parts_of(marked(blocks)) == [
        Part("heading", "One", level=1),
        Part("paragraph", "First and more"),
        Part("paragraph", "\u2060- no list"),
        Part("list", items=("a", "b c")),
        Part("steps", items=("d",)),
        Part("notice", "Mind."),
        Part("table", head=("Name", "Value"), rows=(("Age", "3/4"),)),
        Part("table", head=("A", "B"), rows=(("1", "2"),)),
    ]


@pytest.mark.parametrize(
    ("colour", "contrast"),
    [("#ffffff", 1.0), ("#000000", 21.0), ("#767676", 4.54), ("#777777", 4.48), ("red", 0.0), ("#12345g", 0.0)],
)
def test_contrast_with_white_is_that_of_wcag(colour: str, contrast: float) -> None:
    assert against_white(colour) == pytest.approx(contrast, abs=0.005)
