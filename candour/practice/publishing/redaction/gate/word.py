"""A finished Word file: what its pages show, and all that they do not."""

from __future__ import annotations

import re

from lxml import etree

from candour.practice.publishing.redaction.gate.findings import NOBODY_SEES, Findings
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
from candour.practice.publishing.redaction.gate.sight import COPIED
from candour.practice.publishing.redaction.gate.word_looks import Looks

_PLACES = (
    (re.compile(r"word/document\d*\.xml$"), "The text"),
    (re.compile(r"word/header\d*\.xml$"), "A header"),
    (re.compile(r"word/footer\d*\.xml$"), "A footer"),
    (re.compile(r"word/footnotes\.xml$"), "A footnote"),
    (re.compile(r"word/endnotes\.xml$"), "An endnote"),
    (re.compile(r"word/comments\w*\.xml$"), "A comment"),
    (re.compile(r"word/glossary/\w+\.xml$"), "Building blocks kept in the file"),
)
_WORDS = ("t", "delText", "instrText", "delInstrText", "tab", "br", "noBreakHyphen", "softHyphen", "cr", "sym")
_CHANGES = {
    "ins": "words put in",
    "del": "words taken out",
    "moveFrom": "words moved away",
    "moveTo": "words moved here",
    "rPrChange": "a change of lettering",
    "pPrChange": "a change of paragraph",
    "tblPrChange": "a change of table",
    "sectPrChange": "a change of page",
    "cellIns": "a cell put in",
    "cellDel": "a cell taken out",
    "numberingChange": "a change of numbers",
}
_OBJECTS = {
    "object": "an object",
    "OLEObject": "an object",
    "altChunk": "another document",
    "control": "a control",
    "binData": "packed data",
    "fldData": "packed data",
}
_FETCHING = ("INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DDE", "DDEAUTO", "IMPORT", "DATABASE", "RD")
_NO_HEIGHT = 40
"""In twentieths of a point."""


def read(content: bytes, findings: Findings, inside: Inside) -> None:
    """Gather all words of a Word file, and note whatever could hold some that nobody sees."""
    parts = looked_into(content, findings)
    read_already, looks = set(), Looks(parts.get("word/styles.xml", b""))
    for name, part in parts.items():
        place = next((words for pattern, words in _PLACES if pattern.match(name)), None)
        root = parsed(part) if place else None
        if place and root is not None:
            read_already.add(name)
            _read_story(place, root, looks, findings)
    _note_kept(parts, findings)
    read_properties(parts, findings)
    read_relationships(parts, findings)
    note_unconnected(parts, findings)
    read_everything_else(parts, findings, inside, frozenset(read_already))


def _read_story(place: str, root: etree._Element, looks: Looks, findings: Findings) -> None:
    lines: list[tuple[str, str]] = []
    for element in root.iter():
        kind = local(element)
        if kind == "p":
            lines.append((_where(place, len(lines) + 1, element), _text_of(element)))
        elif kind == "r":
            _note_hidden(place, element, looks, findings)
        elif kind in _CHANGES:
            _note_change(place, kind, element, findings)
        elif kind in _OBJECTS:
            findings.leak(f"{place}: {_OBJECTS[kind]}", kind, "What is in it is not seen on the page.")
        else:
            _note_other(place, kind, element, findings)
    findings.read_lines(place, lines)


def _note_other(place: str, kind: str, element: etree._Element, findings: Findings) -> None:
    if kind == "comment":
        _note_comment(element, findings)
    elif kind in ("instrText", "fldSimple"):
        _note_field(place, element, findings)
    elif kind == "trHeight":
        _note_height(place, element, findings)
    elif kind == "txbxContent":
        findings.read(f"{place}: a text box", _paragraphs_of(element))


def _where(place: str, number: int, paragraph: etree._Element) -> str:
    within = {local(one) for one in paragraph.iterancestors()}
    inside = next(
        (
            words
            for kind, words in (
                ("txbxContent", "in a text box"),
                ("tc", "in a table"),
                ("sdtContent", "in a field to fill in"),
            )
            if kind in within
        ),
        "",
    )
    return f"{place}, paragraph {number}{' ' + inside if inside else ''}"


def _text_of(element: etree._Element) -> str:
    """The words of a paragraph, without those of paragraphs inside it."""
    pieces = []
    for one in element.iter():
        kind = local(one)
        if kind not in _WORDS or _own_paragraph(one) is not (element if local(element) == "p" else _own_paragraph(one)):
            continue
        if kind in ("t", "delText", "instrText", "delInstrText"):
            pieces.append(one.text or "")
        elif kind in ("tab", "br", "cr"):
            pieces.append(" ")
        elif kind == "noBreakHyphen":
            pieces.append("-")
    return "".join(pieces)


def _own_paragraph(element: etree._Element) -> etree._Element | None:
    return next((one for one in element.iterancestors() if local(one) == "p"), None)


def _note_hidden(place: str, run: etree._Element, looks: Looks, findings: Findings) -> None:
    text = "".join(one.text or "" for one in run if local(one) in ("t", "delText"))
    why = looks.why_unseen(run) if text.strip() else ""
    if why:
        findings.leak(f"{place}: {why}", text, COPIED if "bar" in why else NOBODY_SEES)


def _note_height(place: str, height: etree._Element, findings: Findings) -> None:
    """Note a row of a table that is no higher than a line is thick."""
    value = value_of(height, "val")
    if value_of(height, "hRule") == "exact" and value.isdigit() and int(value) <= _NO_HEIGHT:
        row = next((one for one in height.iterancestors() if local(one) == "tr"), None)
        findings.leak(f"{place}: a row without height", _paragraphs_of(row) if row is not None else "", NOBODY_SEES)


def _note_change(place: str, kind: str, element: etree._Element, findings: Findings) -> None:
    text = _text_of(element).strip()
    author = value_of(element, "author")
    what = text or (f"by {author}" if author else _CHANGES[kind])
    findings.leak(
        f"{place}: a tracked change, {_CHANGES[kind]}", what, "The draft before the change can be read from it."
    )


def _note_field(place: str, element: etree._Element, findings: Findings) -> None:
    instruction = (element.text or "") if local(element) == "instrText" else value_of(element, "instr")
    command = instruction.split()[0].upper() if instruction.split() else ""
    if command in _FETCHING:
        findings.leak(f"{place}: a field", instruction, "It fetches words from another file.")


def _note_kept(parts: dict[str, bytes], findings: Findings) -> None:
    """Note what Word keeps beside the text: variables, people, data of forms, macros, a template of somebody's own."""
    for name, part in parts.items():
        if re.match(r"customXml/item\d+\.xml$", name):
            findings.leak("Data kept beside the text", name, NOBODY_SEES)
        if name.endswith(("vbaProject.bin", "vbaData.xml")):
            findings.leak("The file", name, "It holds macros.")
        if name == "word/people.xml":
            root = parsed(part)
            people = [value_of(one, "author") for one in (root if root is not None else ())]
            findings.leak(
                "The people who commented", ", ".join(filter(None, people)), "It tells who worked on the draft."
            )
        if name.startswith("word/glossary/document"):
            findings.leak("Building blocks kept in the file", name, NOBODY_SEES)
        if name == "word/settings.xml":
            _note_settings(part, findings)


def _note_settings(part: bytes, findings: Findings) -> None:
    root = parsed(part)
    for element in root.iter() if root is not None else ():
        kind = local(element)
        if kind == "docVar":
            findings.leak(
                "A variable of the document", f"{value_of(element, 'name')}: {value_of(element, 'val')}", NOBODY_SEES
            )
        elif kind in ("mailMerge", "attachedSchema"):
            findings.leak("The settings of the document", kind, "It tells where the words came from.")
        elif kind == "trackRevisions" and value_of(element, "val") not in ("0", "false", "off"):
            findings.leak(
                "The settings of the document",
                "Changes are being tracked.",
                "The next change would keep what it replaces.",
            )


def _note_comment(comment: etree._Element, findings: Findings) -> None:
    words = _paragraphs_of(comment) or value_of(comment, "author") or "empty"
    findings.leak("A comment", words, "Comments belong to the draft.")


def _paragraphs_of(element: etree._Element) -> str:
    return " ".join(_text_of(one) for one in element.iter() if local(one) == "p")
