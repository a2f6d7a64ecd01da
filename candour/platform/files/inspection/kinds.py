"""Which kind of file it is: the extension and the content must both say so."""

from __future__ import annotations

import io
import re
import zipfile

from candour.platform.files.inspection.refusal import Refusal
from candour.platform.files.names import extension_of

KINDS = {
    "docx": "docx",
    "xlsx": "xlsx",
    "pdf": "pdf",
    "csv": "csv",
    "txt": "txt",
    "png": "png",
    "jpg": "jpg",
    "jpeg": "jpg",
}
"""Every extension that is taken, and the kind it stands for."""

MAY_BE_SENT = "Send a Word (.docx), Excel (.xlsx), PDF, CSV, text (.txt), PNG or JPEG file."
NOT_WHAT_IT_SAYS = "Its content is not what its name says. Open it, save it again as the kind you mean, and send that."
TWO_IN_ONE = "It is two kinds of file in one. Open it in the program that made it, save it again, and send that."
LOCKED_OR_OLD = (
    "It is locked with a password or in an old format of Office. Save it as .docx or .xlsx without a password."
)

_OLD_OFFICE = {"doc", "dot", "xls", "xlt", "rtf", "odt", "ods"}
_WITH_MACROS = {"docm", "dotm", "xlsm", "xltm", "xlam", "xlsb"}

_MAGIC = {
    b"PK\x03\x04": "zip",
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",
    b"\x7fELF": "program",
    b"\xca\xfe\xba\xbe": "program",
    b"\xcf\xfa\xed\xfe": "program",
    b"#!": "program",
    b"{\\rtf": "rtf",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"BZh": "archive",
    b"\xfd7zXZ": "archive",
    b"GIF8": "other",
    b"RIFF": "other",
    b"II*\x00": "other",
    b"MM\x00*": "other",
}
_HOLDS = {"docx": "zip", "xlsx": "zip", "pdf": "pdf", "png": "png", "jpg": "jpg", "csv": "", "txt": ""}
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|svg|iframe|\?php)", re.IGNORECASE)
_EDGE = 4096


def kind_of(content: bytes, name: str) -> str:
    """The kind of the file. Raises Refusal where name and content do not agree on one that is taken."""
    kind = _kind_by_name(name)
    if not content.strip(b"\0"):
        raise Refusal("It is empty.")
    found = magic_of(content)
    if found == "ole":
        raise Refusal(LOCKED_OR_OLD)
    if found != _HOLDS[kind]:
        raise Refusal(NOT_WHAT_IT_SAYS)
    return kind


def magic_of(content: bytes) -> str:
    """What the first bytes say it is; empty if they say nothing."""
    if content.startswith(b"MZ") and b"\0" in content[:64]:
        return "program"
    return next((kind for start, kind in _MAGIC.items() if content.startswith(start)), "")


def refuse_second_kind(content: bytes, kind: str) -> None:
    """Refuse a file that another program would read as something else: an archive, a PDF or a web page."""
    edges = content[:_EDGE] + content[-_EDGE:]
    if _HOLDS[kind] != "zip" and zipfile.is_zipfile(io.BytesIO(content)):
        raise Refusal(TWO_IN_ONE)
    if kind != "pdf" and b"%PDF-" in content[:1024]:
        raise Refusal(TWO_IN_ONE)
    if _MARKUP.search(edges):
        raise Refusal("It holds a web page or a script. Send the text itself, or a PDF printed from the page.")


def _kind_by_name(name: str) -> str:
    extension = extension_of(name)
    if extension in _WITH_MACROS:
        raise Refusal("It may hold macros. Save it as .docx or .xlsx, without macros, and send that.")
    if extension in _OLD_OFFICE:
        raise Refusal(f"Files of this kind (.{extension}) are not taken. Save it as .docx or .xlsx, and send that.")
    if extension not in KINDS:
        raise Refusal(f"Files of this kind are not taken. {MAY_BE_SENT}")
    return KINDS[extension]
