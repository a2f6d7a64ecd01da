"""The parts of Word and Excel files: those that a document has, and none that could run or hide something."""

from __future__ import annotations

import re
import zipfile

from candour.platform.files.inspection.archives import parts
from candour.platform.files.inspection.kinds import NOT_WHAT_IT_SAYS, magic_of
from candour.platform.files.inspection.markup import refuse_markup
from candour.platform.files.inspection.refusal import Refusal

_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_TYPES = "[Content_Types].xml"

_RUNS = re.compile(r"vba|activex|macrosheets|dialogsheets|customui|webextensions", re.IGNORECASE)
_HIDES = re.compile(
    r"embeddings/|oleobject|attachedtoolbars|\.(?:docx?|xlsx?|pptx?|docm|xlsm|zip|mht|html?)$", re.IGNORECASE
)
_FETCHES = re.compile(r"externallinks/|connections\.xml|querytables/|/model/|powerpivot", re.IGNORECASE)
_XML = {"xml", "rels", "vml", "svg", "psmdcp"}
_PICTURES = {"png", "jpeg", "jpg", "jpe", "jfif", "gif", "tif", "tiff", "bmp", "emf", "wmf", "wdp", "odttf"}
_PRINTER = re.compile(r"(?:xl|word)/printersettings/[^/]+\.bin$", re.IGNORECASE)

_MACROS = "It holds macros or controls. Save it as .docx or .xlsx, without macros, and send that."
_ANOTHER_FILE = (
    "Another file is embedded in it, such as the sheet behind a chart. "
    "Paste charts as pictures, take other files out, and send that."
)
_UNEXPECTED = "It holds a part that no Word or Excel document needs. Save it again in Word or Excel, and send that."


def refuse_running_parts(content: bytes, archive: zipfile.ZipFile) -> None:
    """Refuse macros, controls, embedded files and links to outside, by the names of the parts."""
    for name in archive.namelist():
        if _RUNS.search(name):
            raise Refusal(_MACROS)
        if _HIDES.search(name):
            raise Refusal(_ANOTHER_FILE)
        if _FETCHES.search(name):
            raise Refusal("It draws on data from outside. Paste the values into the sheet itself, and send that.")
        if not _is_expected(name):
            raise Refusal(_UNEXPECTED)


def refuse_parts(content: bytes, archive: zipfile.ZipFile) -> None:
    """Refuse a part that is not what its name says, and markup that declares, fetches or commands anything."""
    for name, part in parts(archive):
        if _is_xml(name, part):
            refuse_markup(name, part)
        elif magic_of(part) in ("zip", "ole", "pdf", "archive", "rtf"):
            raise Refusal(_ANOTHER_FILE)
        elif magic_of(part) == "program":
            raise Refusal("A program is hidden in it. Save it again in Word or Excel, and send that.")


def refuse_another_kind(content: bytes, archive: zipfile.ZipFile, kind: str) -> None:
    """Refuse an archive that is not a document of the kind its name says."""
    try:
        types = archive.read(_TYPES)
    except KeyError:
        raise Refusal(NOT_WHAT_IT_SAYS) from None
    if _MAIN[kind].encode() not in types:
        raise Refusal(NOT_WHAT_IT_SAYS)


def _is_expected(name: str) -> bool:
    extension = name.rpartition(".")[2].lower()
    return name.endswith("/") or extension in _XML | _PICTURES or bool(_PRINTER.search(name))


def _is_xml(name: str, part: bytes) -> bool:
    return name.rpartition(".")[2].lower() in _XML or part.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
