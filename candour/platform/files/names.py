"""File names made safe to show and to save under, whatever somebody called the file."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100
_LONGEST_EXTENSION = 10
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)


def safe_name(name: str, *, extension: str = "") -> str:
    """The last part of the name without anything that misleads a reader or a computer; never empty.

    With an extension given, the name ends in that one.
    """
    composed = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    visible = "".join(" " if character.isspace() else character for character in composed if _is_shown(character))
    last = re.split(r"[/\\]", visible.rstrip("/\\ "))[-1]
    whole = re.sub(r"\s+", " ", _FORBIDDEN.sub("_", last)).rstrip(" .")
    stem, dot, ending = whole.rpartition(".")
    if not dot or not ending.isalnum() or len(ending) > _LONGEST_EXTENSION:
        stem, ending = whole, ""
    ending = extension or ending.lower()
    stem = stem.strip(" .") or "file"
    if _DEVICES.fullmatch(stem.split(".")[0].strip()):
        stem = f"_{stem}"
    stem = stem[: LONGEST - len(ending) - 1].rstrip(" .")
    return f"{stem}.{ending}" if ending else stem


def extension_of(name: str) -> str:
    """The extension as somebody wrote it, in small letters; empty if there is none."""
    stem, dot, ending = name.strip().rpartition(".")
    return ending.lower() if dot and stem else ""


def _is_shown(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
