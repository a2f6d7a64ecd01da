"""Word and Excel files as what they are: archives of parts, any of which may tell what the page does not show."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

from candour.practice.publishing.redaction.gate.findings import UNREAD, Findings

Inside = Callable[[bytes, str, Findings], None]
"""Looks at a file that is inside another."""

_MOST_PARTS = 2000
_MOST_BYTES = 200 * 1024 * 1024
_DECLARED = "[Content_Types].xml"
_RELATED = ".rels"
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
"""Words declared for others to stand for them, which no reader of ours puts in their place."""
_TEXTUAL = (".xml", ".rels", ".vml")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".webp")
_HARMLESS_PROPERTY = ("cp:revision", "dcterms:created", "dcterms:modified", "cp:lastPrinted")
_MAKERS = {
    "creator": "who wrote it",
    "lastModifiedBy": "who changed it last",
    "Manager": "a manager",
    "Company": "an organisation",
    "HyperlinkBase": "where it was kept",
}
_TEMPLATE = ("normal.dotm", "normal", "normal.dot", "")
_CAPITALISED = re.compile(r"[^\W\d_]{2}")
_BORING = re.compile(
    r"^(?:[0-9a-fA-F]{4,}|\{?[0-9A-Fa-f-]{32,38}\}?|-?[\d.,:%]+|(?:https?://(?:schemas\.|www\.w3\.org|purl\.)[^\s]*)|urn:schemas[^\s]*)$"
)


def looked_into(content: bytes, findings: Findings) -> dict[str, bytes]:
    """The parts of a package by their names. What is wrong with the archive itself is noted."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError):
        findings.leak("The file", "It cannot be opened.", UNREAD)
        return {}
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        findings.leak("The file", "It has too many parts, or parts that are too large.", "It cannot all be read.")
        return {}
    _note_archive(content, archive, findings)
    parts: dict[str, bytes] = {}
    findings.read_lines(
        "The names of the parts", [(f"The name of the part {one.filename}", one.filename) for one in entries]
    )
    for entry in entries:
        if entry.comment or entry.extra[:2] not in (b"", b"\x55\x54", b"\x75\x78", b"\x0a\x00"):
            findings.read(f"A note in the archive on {entry.filename}", entry.comment.decode("utf-8", "replace"))
            if entry.comment:
                findings.leak(
                    f"The archive, at {entry.filename}", entry.comment.decode("utf-8", "replace"), "It carries a note."
                )
        if entry.is_dir():
            continue
        try:
            parts[entry.filename] = archive.read(entry)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
            findings.leak(f"The part {entry.filename}", "It cannot be unpacked.", UNREAD)
    return parts


def _note_archive(content: bytes, archive: zipfile.ZipFile, findings: Findings) -> None:
    if archive.comment:
        findings.leak("The end of the file", archive.comment.decode("utf-8", "replace"), "The archive carries a note.")
        findings.read("The note of the archive", archive.comment.decode("utf-8", "replace"))
    first = min((entry.header_offset for entry in archive.infolist()), default=0)
    if first or content[:2] != b"PK":
        findings.leak("Before the first part", f"{first} bytes", "Something stands before the document.")
    names = [entry.filename for entry in archive.infolist()]
    if len(set(names)) < len(names):
        findings.leak("The archive", "Two parts have one name.", "A reader sees only one of them.")


def note_unconnected(parts: dict[str, bytes], findings: Findings) -> None:
    """Note parts that nothing in the document leads to."""
    led_to = {_DECLARED}
    for name, part in parts.items():
        if name.endswith(_RELATED):
            folder = name.rpartition("_rels/")[0]
            led_to.add(name)
            for target, external in _targets(part):
                if not external:
                    led_to.add(_resolved(folder, target))
    for name in sorted(set(parts) - led_to):
        findings.leak(f"The part {name}", name, "Nothing in the document leads to it, so nobody sees it.")


def _targets(part: bytes) -> Iterator[tuple[str, bool]]:
    root = parsed(part)
    for one in root.iter() if root is not None else ():
        if isinstance(one.tag, str) and one.get("Target") is not None:
            yield one.get("Target", ""), one.get("TargetMode") == "External"


def _resolved(folder: str, target: str) -> str:
    pieces = [] if target.startswith("/") else [piece for piece in folder.split("/") if piece]
    for piece in target.lstrip("/").split("/"):
        if piece == "..":
            pieces = pieces[:-1]
        elif piece != ".":
            pieces.append(piece)
    return "/".join(pieces)


def parsed(part: bytes) -> etree._Element | None:
    """An XML part, read without fetching or expanding anything; none if it cannot be."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=False)
    try:
        return etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def value_of(element: etree._Element, name: str) -> str:
    """An attribute by its name without namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def read_properties(parts: dict[str, bytes], findings: Findings) -> None:
    """Read what the file says about itself: who made it, where, with what words of their own."""
    for name, part in parts.items():
        if not name.startswith("docProps/"):
            continue
        root = parsed(part)
        if root is None:
            if not name.lower().endswith(_PICTURES):
                findings.leak(f"The part {name}", "It cannot be read.", UNREAD)
            else:
                findings.leak(
                    "The small picture of the first page", name, "It shows the document as it was when it was drawn."
                )
            continue
        for element in root.iter():
            text, kind = (element.text or "").strip(), local(element)
            if kind in _MAKERS and text:
                findings.leak(f"The properties of the file, {kind}", text, f"It tells {_MAKERS[kind]}.")
            if kind == "Template" and text.lower() not in _TEMPLATE:
                findings.leak("The properties of the file, Template", text, "It tells which template it was made from.")
        if name == "docProps/custom.xml":
            names = [value_of(one, "name") for one in root.iter() if local(one) == "property"]
            findings.leak(
                "The file's own properties",
                ", ".join(names) or name,
                "They are seen only in the properties of the file.",
            )


def read_relationships(parts: dict[str, bytes], findings: Findings, allowed: tuple[str, ...] = ("hyperlink",)) -> None:
    """Read what the parts point at outside, which is fetched or told to whoever opens the file."""
    for name, part in parts.items():
        if not name.endswith(_RELATED):
            continue
        root = parsed(part)
        for one in root.iter() if root is not None else ():
            if value_of(one, "TargetMode") != "External":
                continue
            target, kind = value_of(one, "Target"), value_of(one, "Type").rpartition("/")[2]
            findings.read(f"The address of a link in {name}", target)
            if kind not in allowed:
                findings.leak(
                    f"A link to something outside ({kind})",
                    target,
                    "It fetches from a place outside, which tells who reads it.",
                )


def read_everything_else(parts: dict[str, bytes], findings: Findings, inside: Inside, read: frozenset[str]) -> None:
    """Read each part for words that stand in no place of their own: attributes, notes, and files inside files."""
    for name, part in parts.items():
        if name.lower().endswith(_TEXTUAL):
            _read_markup(name, part, findings, with_text=name not in read)
        elif name.lower().endswith(_PICTURES):
            inside(part, name, findings)
        elif name.lower().endswith((".odttf", ".fntdata")):
            findings.read(f"The part {name}", "")
        else:
            findings.leak(f"The part {name}", name, "A file is embedded in it.")
            inside(part, name, findings)


def _read_markup(name: str, part: bytes, findings: Findings, *, with_text: bool) -> None:
    root = parsed(part)
    if root is None or _DECLARES.search(part):
        findings.leak(f"The part {name}", "It cannot be read as it stands.", UNREAD)
        findings.read(f"The part {name}", part.decode("utf-8", "replace"))
    if root is None:
        return
    words: dict[str, str] = {}
    texts: list[tuple[str, str]] = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            findings.leak(f"A note in the markup of {name}", str(element.text), "Nobody sees it on the page.")
            findings.read(f"A note in the markup of {name}", str(element.text))
            continue
        for key, value in element.attrib.items():
            if _tells(value):
                words.setdefault(value, f"{name}: {local(element)} {key.rpartition('}')[2]}")
        if with_text and (element.text or "").strip():
            texts.append((f"{name}: {local(element)}", str(element.text)))
    findings.read_lines(f"The attributes of {name}", [(where, value) for value, where in words.items()])
    findings.read_lines(f"The part {name}", texts)


def _tells(value: str) -> bool:
    return len(value) > 2 and bool(_CAPITALISED.search(value)) and not _BORING.match(value)
