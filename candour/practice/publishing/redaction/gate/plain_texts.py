"""A finished text or CSV file: its lines, and the letters in it that nobody sees."""

from __future__ import annotations

import re

from candour.practice.publishing.redaction.gate.findings import Findings
from candour.practice.publishing.redaction.gate.packages import Inside
from candour.practice.publishing.redaction.gate.web_pages import decoded

_UNSEEN = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_TAGGED = re.compile("[\U000e0020-\U000e007e]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_FAR = re.compile(r"\S[ \t\u00a0]{120,}(?=\S)|^[ \t\u00a0]{200,}(?=\S)", re.MULTILINE)
_FORMULA = re.compile(r"(?:^|[,;\t])\s*\"?[=+@][A-Za-z(]|HYPERLINK\(", re.MULTILINE)
_EMPTY_LINES = re.compile(r"(?:[ \t]*\r?\n){60,}(?=.*\S)")


def read(content: bytes, findings: Findings, inside: Inside) -> None:
    """Gather the lines of a text, and note letters that nobody sees."""
    text = decoded(content)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    findings.read_lines("The text", [(f"Line {number}", line) for number, line in enumerate(lines, 1)])
    tagged = "".join(chr(ord(letter) - 0xE0000) for found in _TAGGED.finditer(text) for letter in found.group())
    findings.read("Letters of a kind that is never shown", tagged)
    body = text.removeprefix("\ufeff")
    if found := _UNSEEN.search(body):
        findings.leak(
            f"Line {body.count(chr(10), 0, found.start()) + 1}",
            "Letters that take no room",
            "Words can be written in them that nobody sees.",
        )
    if _CONTROL.search(body):
        findings.leak("The text", "Letters that control a machine", "What stands between them may not be shown.")
    if found := _FAR.search(body):
        findings.leak(
            f"Line {body.count(chr(10), 0, found.start()) + 1}",
            "Words far to the right of the others",
            "Nobody who opens the file sees them.",
        )
    if found := _EMPTY_LINES.search(body):
        findings.leak(
            f"Line {body.count(chr(10), 0, found.end()) + 1}",
            "Words far below the others",
            "Nobody who opens the file sees them.",
        )
    if b"," in content and (found := _FORMULA.search(body)):
        findings.leak(
            f"Line {body.count(chr(10), 0, found.start()) + 1}",
            "A formula",
            "A spreadsheet would run it, and may fetch or show something else.",
        )
