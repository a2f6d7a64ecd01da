"""A finished Excel file: every sheet, shown or not, and all that is kept beside the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from lxml import etree

from candour.practice.publishing.redaction.gate.findings import Findings
from candour.practice.publishing.redaction.gate.packages import (
    Inside,
    local,
    looked_into,
    note_unconnected,
    parsed,
    read_everything_else,
    read_properties,
    read_relationships,
    value_of,
)
from candour.practice.publishing.redaction.gate.sight import BLACK, WHITE, Colour, colour_of, unseen

_KEPT = (
    (re.compile(r"xl/(?:comments|threadedComments/)\S*\.xml$"), "A comment", "Comments belong to the draft."),
    (re.compile(r"xl/persons/\S*\.xml$"), "The people who commented", "It tells who worked on the draft."),
    (
        re.compile(r"xl/pivotCache/\S*\.xml$"),
        "A pivot table's copy of its figures",
        "It holds the rows that the table only counts.",
    ),
    (re.compile(r"xl/pivotTables/\S*\.xml$"), "A pivot table", "It leads to the rows that it only counts."),
    (
        re.compile(r"xl/externalLinks/\S*\.xml$"),
        "A link to another file",
        "It keeps a copy of what the other file holds.",
    ),
    (
        re.compile(r"xl/(?:connections|queryTables/\S*)\.xml$"),
        "A link to a database",
        "It tells where the figures came from.",
    ),
    (re.compile(r"xl/vbaProject\.bin$"), "Macros", "They can hold words, and run when the file is opened."),
    (re.compile(r"xl/(?:embeddings|activeX|ctrlProps|model)/"), "A file inside", "Another file is placed in it."),
    (
        re.compile(r"xl/(?:revisions|userNames)\S*"),
        "The history of a shared file",
        "The draft before each change can be read from it.",
    ),
    (re.compile(r"xl/customProperty\S*"), "Data kept beside a sheet", "Nobody sees it in the cells."),
    (re.compile(r"customXml/item\d+\.xml$"), "Data kept beside the cells", "Nobody sees it in the cells."),
    (re.compile(r"xl/printerSettings/"), "The settings of a printer", "They can tell whose it was."),
    (re.compile(r"xl/slicers?\S*"), "A filter", "It lists values that the cells may not show."),
)
_Value = TypeVar("_Value")
_SHOWS_NOTHING = re.compile(r'(?:;|""|\s){2,}')
_TINY = 4
_NOBODY = "Nobody sees it, and it can be shown again."
_PRINTED = re.compile(r"_xlnm\.(?:Print_Titles|Print_Area)$")


def read(content: bytes, findings: Findings, inside: Inside) -> None:
    """Gather all words of an Excel file, and note whatever could hold some that nobody sees."""
    parts = looked_into(content, findings)
    for name in parts:
        for pattern, what, why in _KEPT:
            if pattern.match(name):
                findings.leak(what, name, why)
    shared, formats = _shared(parts), _Formats(parts)
    used: set[int] = set()
    for name, title in _sheets(parts, findings):
        _read_sheet(name, title, parts[name], shared, formats, used, findings)
    for number in sorted(set(range(len(shared))) - used):
        findings.leak("A text that no cell shows", shared[number], "It was left in the file when its cell was emptied.")
    findings.read_lines("Texts of the cells", [("A text of the cells", text) for text in shared])
    read_properties(parts, findings)
    read_relationships(parts, findings)
    note_unconnected(parts, findings)
    read_everything_else(parts, findings, inside, frozenset({"xl/sharedStrings.xml"}))


def _shared(parts: dict[str, bytes]) -> list[str]:
    root = parsed(parts.get("xl/sharedStrings.xml", b""))
    if root is None:
        return []
    return ["".join(one.text or "" for one in item.iter() if local(one) == "t") for item in root if local(item) == "si"]


class _Formats:
    """How cells are shown, by the numbers that cells carry."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        root = parsed(parts.get("xl/styles.xml", b""))
        codes = {value_of(one, "numFmtId"): value_of(one, "formatCode") for one in self._of(root, "numFmts")}
        fonts = [self._lettering(one) for one in self._of(root, "fonts")]
        fills = [self._ground(one) for one in self._of(root, "fills")]
        self.why: dict[str, str] = {}
        for number, one in enumerate(self._of(root, "cellXfs")):
            code = codes.get(value_of(one, "numFmtId"), "")
            colour, tiny = self._at(fonts, value_of(one, "fontId"), (BLACK, False))
            why = unseen(colour, self._at(fills, value_of(one, "fillId"), WHITE))
            if _SHOWS_NOTHING.fullmatch(code):
                why = "a format that shows nothing"
            elif tiny:
                why = "lettering too small to read"
            if why:
                self.why[str(number)] = why

    @staticmethod
    def _of(root: etree._Element | None, kind: str) -> list[etree._Element]:
        if root is None:
            return []
        return [one for holder in root if local(holder) == kind for one in holder if isinstance(one.tag, str)]

    @staticmethod
    def _at(values: Sequence[_Value], number: str, otherwise: _Value) -> _Value:
        return values[int(number)] if number.isdigit() and int(number) < len(values) else otherwise

    @staticmethod
    def _lettering(font: etree._Element) -> tuple[Colour, bool]:
        colour = next((_colour(one) for one in font if local(one) == "color"), None)
        size = next((value_of(one, "val") for one in font if local(one) == "sz"), "")
        return colour or BLACK, bool(size) and float(size) < _TINY

    @staticmethod
    def _ground(fill: etree._Element) -> Colour:
        pattern = next((value_of(one, "patternType") for one in fill if local(one) == "patternFill"), "")
        colour = next((_colour(one) for one in fill.iter() if local(one) == "fgColor"), None)
        return colour or WHITE if pattern == "solid" else WHITE


def _colour(element: etree._Element) -> Colour | None:
    themed = {"0": WHITE, "1": BLACK}.get(value_of(element, "theme"))
    return themed or colour_of(value_of(element, "rgb"))


def _sheets(parts: dict[str, bytes], findings: Findings) -> list[tuple[str, str]]:
    """The parts of the sheets with their titles; whatever the workbook hides is noted."""
    root = parsed(parts.get("xl/workbook.xml", b""))
    related = parsed(parts.get("xl/_rels/workbook.xml.rels", b""))
    paths = {value_of(one, "Id"): value_of(one, "Target") for one in (related if related is not None else ())}
    found = []
    for element in root.iter() if root is not None else ():
        if local(element) == "sheet":
            title, state = value_of(element, "name"), value_of(element, "state")
            findings.read("The title of a sheet", title)
            if state in ("hidden", "veryHidden"):
                findings.leak(f"The sheet “{title}”", "It is hidden.", _NOBODY)
            target = paths.get(value_of(element, "id"), "")
            found.append((target.lstrip("/") if target.startswith("/") else f"xl/{target}", title))
        elif local(element) == "definedName":
            name, words = value_of(element, "name"), element.text or ""
            findings.read(f"The defined name {name}", f"{name} {words}")
            if value_of(element, "hidden") == "1" or not (_PRINTED.match(name) or re.search(r"![$A-Z0-9:]+$", words)):
                findings.leak(
                    f"The defined name {name}", words, "It holds words or points at places that no cell shows."
                )
        elif local(element) == "fileSharing" and value_of(element, "userName"):
            findings.leak("The workbook", value_of(element, "userName"), "It tells who wrote it.")
    return [(name, title) for name, title in found if name in parts]


def _read_sheet(
    name: str, title: str, part: bytes, shared: list[str], formats: _Formats, used: set[int], findings: Findings
) -> None:
    root = parsed(part)
    hidden = _hidden_columns(root)
    lines: list[tuple[str, str]] = []
    for row in root.iter() if root is not None else ():
        if local(row) in ("oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter"):
            findings.read(f"The header or footer of “{title}”", row.text or "")
        if local(row) != "row":
            continue
        unseen = value_of(row, "hidden") == "1" or value_of(row, "ht") in ("0", "0.0")
        for cell in row:
            text = _text_of(cell, shared, used)
            place = f"Sheet “{title}”, cell {value_of(cell, 'r')}"
            if not text.strip():
                continue
            lines.append((place, text))
            column = re.sub(r"\d", "", value_of(cell, "r"))
            if unseen or column in hidden:
                findings.leak(place, text, f"Its {'row' if unseen else 'column'} is hidden.")
            elif value_of(cell, "s") in formats.why:
                findings.leak(place, text, f"Nobody sees it: {formats.why[value_of(cell, 's')]}.")
    findings.read_lines(f"Sheet “{title}”", lines)


def _hidden_columns(root: etree._Element | None) -> frozenset[str]:
    found = set[str]()
    for one in root.iter() if root is not None else ():
        if local(one) == "col" and (value_of(one, "hidden") == "1" or value_of(one, "width") in ("0", "0.0")):
            first, last = int(value_of(one, "min")), min(int(value_of(one, "max")), 1000)
            found.update(_letters(number) for number in range(first, last + 1))
    return frozenset(found)


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _text_of(cell: etree._Element, shared: list[str], used: set[int]) -> str:
    held = "".join(one.text or "" for one in cell.iter() if local(one) in ("v", "t"))
    formula = "".join(one.text or "" for one in cell.iter() if local(one) == "f")
    if value_of(cell, "t") == "s" and held.isdigit() and int(held) < len(shared):
        used.add(int(held))
        return shared[int(held)]
    return f"{held} {formula}".strip()
