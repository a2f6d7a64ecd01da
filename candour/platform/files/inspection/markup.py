"""The XML parts of Word and Excel files: well formed, without declarations of their own, and fetching nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from xml.parsers import expat

from candour.platform.files.inspection.refusal import Refusal

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_SHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_FETCHES = (
    "It fetches something from outside: a template, a picture or another file. "
    "Put it into the document itself or take it out, and send that."
)
_COMMAND = "It holds a field or formula that fetches something or starts a program. Take it out, and send that."
_MACROS = "It holds macros. Save it as .docx or .xlsx, without macros, and send that."

_LINKS = re.compile(r"(?:https?|mailto|tel):|#|(?![a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_OWN_DISK = re.compile(r"file:///[a-z]:[\\/]|[a-z]:\\|[\w .-]+$", re.IGNORECASE)
"""Where Word notes the template of its user's own computer. Nobody else has it, so nothing is fetched."""
_FETCHING_FIELDS = {"DDE", "DDEAUTO", "LINK", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "INCLUDE"}
_QUOTED = re.compile(r'"[^"]*"')
_FORMULA = re.compile(r"\|[^!]*!|\b(?:WEBSERVICE|RTD|CALL|REGISTER(?:\.ID)?|EXEC|FOPEN|IMAGE)\s*\(", re.IGNORECASE)
_RUNNABLE = re.compile(r"macroEnabled|vbaProject|vbaData|activeX|oleObject|externalLink|ms-office\.vba", re.IGNORECASE)
_LOOSE = re.compile(rb"<!(?!--|\[)|<\s*script|\x00", re.IGNORECASE)
"""What drawings of old Excel, which are often not well formed, must still not hold."""
_MOST_DEPTH = 256


def refuse_markup(name: str, part: bytes) -> None:
    """Refuse an XML part that declares anything, fetches anything or commands anything."""
    try:
        _Reader().read(part)
    except expat.ExpatError:
        if not name.lower().endswith(".vml") or _LOOSE.search(part):
            raise Refusal("Part of it is damaged. Save it again in Word or Excel, and send that.") from None


class _Reader:
    """Goes through one part once, element by element, and keeps nothing but the text of fields and formulas."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._declaration
        self.parser.EntityDeclHandler = self._declaration
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.fields: list[list[str]] = []
        self.text: list[str] | None = None
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {
            f"{_RELATIONSHIPS} Relationship": self._relationship,
            f"{_TYPES} Override": self._content_type,
            f"{_TYPES} Default": self._content_type,
        }
        self.ends: dict[str, Callable[[str], None]] = {}
        for space in _WORD:
            self.starts |= {
                f"{space} fldChar": partial(self._field_mark, f"{space} fldCharType"),
                f"{space} fldSimple": partial(self._simple_field, f"{space} instr"),
            }
            self.ends[f"{space} instrText"] = self._instruction
        for space in _SHEET:
            for formula in ("f", "definedName", "formula", "formula1", "formula2"):
                self.ends[f"{space} {formula}"] = self._formula

    def read(self, part: bytes) -> None:
        """Read it whole. Raises Refusal, and ExpatError where it is not well formed."""
        self.parser.Parse(part, True)
        for field in self.fields:
            self._field("".join(field))

    def _declaration(self, *declared: object) -> None:
        raise Refusal("It declares entities, which no document needs. Save it again in Word or Excel, and send that.")

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        if element in self.starts:
            self.starts[element](attributes)
        elif element in self.ends:
            self.text = []
            self.parser.CharacterDataHandler = self.text.append
        elif element.rpartition(" ")[2].lower() == "script":
            raise Refusal("It holds a script. Take it out, and send that.")

    def _end(self, element: str) -> None:
        if self.text is not None and element in self.ends:
            self.parser.CharacterDataHandler = None
            text, self.text = "".join(self.text), None
            self.ends[element](text)

    def _relationship(self, attributes: dict[str, str]) -> None:
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        outside = attributes.get("TargetMode", "").lower() == "external"
        if kind.endswith("/hyperlink") and outside:
            if not _LINKS.match(target.strip()):
                raise Refusal("It links to a file on another computer. Take the link out, and send that.")
        elif kind.endswith("/attachedTemplate") and _OWN_DISK.match(target):
            return
        elif outside or _ADDRESS.match(target):
            raise Refusal(_FETCHES)
        elif _RUNNABLE.search(kind):
            raise Refusal(_MACROS)

    def _content_type(self, attributes: dict[str, str]) -> None:
        if _RUNNABLE.search(attributes.get("ContentType", "")):
            raise Refusal(_MACROS)

    def _simple_field(self, name: str, attributes: dict[str, str]) -> None:
        self._field(attributes.get(name, ""))

    def _field_mark(self, name: str, attributes: dict[str, str]) -> None:
        mark = attributes.get(name, "")
        if mark == "begin":
            self.fields.append([])
            if len(self.fields) > _MOST_DEPTH:
                raise Refusal(_COMMAND)
        elif self.fields:
            self._field("".join(self.fields[-1]))
            if mark == "end":
                self.fields.pop()

    def _instruction(self, text: str) -> None:
        if self.fields:
            self.fields[-1].append(text)
        else:
            self._field(text)

    def _field(self, instruction: str) -> None:
        words = instruction.replace('"', " ").split(maxsplit=1)
        if words and words[0].upper() in _FETCHING_FIELDS:
            raise Refusal(_COMMAND)

    def _formula(self, text: str) -> None:
        if _FORMULA.search(_QUOTED.sub("", text)):
            raise Refusal(_COMMAND)
