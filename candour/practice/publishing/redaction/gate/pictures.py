"""A picture: what its file says besides what it shows, and what it shows where it can be read."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Callable
from functools import cache
from importlib import import_module

from PIL import ExifTags, Image

from candour.practice.publishing.redaction.gate.findings import UNREAD, Findings

Eyes = Callable[[Image.Image], str]
"""Reads the words in a picture."""

_HARMLESS = frozenset(
    [
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "dpi",
        "gamma",
        "srgb",
        "icc_profile",
        "transparency",
        "interlace",
        "aspect",
        "background",
        "version",
        "duration",
        "loop",
        "compression",
        "adobe",
        "adobe_transform",
        "progressive",
        "progression",
        "chromaticity",
        "resolution",
        "photoshop_resolution",
    ]
)
_HARMLESS_TAGS = (
    0x0112,
    0x011A,
    0x011B,
    0x0128,
    0x0213,
    0x0100,
    0x0101,
    0x0102,
    0x0103,
    0x0106,
    0x0115,
    0x8769,
    0xA001,
    0xA002,
    0xA003,
    0x9000,
    0x9101,
    0xA000,
)
_ENDS = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9"}
_VECTOR = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<svg", re.DOTALL | re.IGNORECASE)
_KINDS = {
    b"\x89PNG": "png",
    b"\xff\xd8": "jpg",
    b"GIF8": "gif",
    b"RIFF": "webp",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
}
_MOST_PIXELS = 80_000_000
_SMALL = 32 * 32
"""A picture smaller than this has no room for words."""


def is_picture(content: bytes) -> bool:
    """Whether it begins as a picture does."""
    return any(content.startswith(start) for start in _KINDS)


def read(content: bytes, name: str, findings: Findings) -> None:
    """Gather the words a picture's file holds, and note that it holds any."""
    where = f"The picture {name}"
    findings.meet_picture(where, hashlib.sha256(content).hexdigest())
    if _VECTOR.match(content[:2000]):
        findings.leak(where, "It is drawn as text.", "Words in it are not seen as words on the page.")
        findings.read(where, re.sub(r"<[^>]*>", " ", content.decode("utf-8", "replace")))
        findings.read(f"{where}, its markup", content.decode("utf-8", "replace"))
        return
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content)) as image:
                image.load()
                _read_file(image, content, where, findings)
                _read_shown(image, where, findings)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        findings.leak(where, "It cannot be opened.", UNREAD)
        findings.read(where, printable_of(content))


def _read_file(image: Image.Image, content: bytes, where: str, findings: Findings) -> None:
    for key, value in image.info.items():
        if str(key).lower() in _HARMLESS:
            continue
        words = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        if str(key).lower() != "exif":
            findings.leak(
                f"{where}, its data", f"{key}: {words}", "It is kept in the file of the picture and not shown."
            )
        findings.read(f"{where}, its data ({key})", words)
        findings.read(f"{where}, its data ({key})", printable_of(value) if isinstance(value, bytes) else "")
    for tag, value in image.getexif().items():
        if tag not in _HARMLESS_TAGS:
            words = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
            label = ExifTags.TAGS.get(tag, str(tag))
            findings.leak(
                f"{where}, its data", f"{label}: {words}", "It is kept in the file of the picture and not shown."
            )
            findings.read(f"{where}, its data ({label})", words)
    frames = getattr(image, "n_frames", 1)
    if frames > 1:
        findings.leak(where, f"{frames} pictures in one", "Only the first is seen at a glance.")
    end = _ENDS.get(image.format or "")
    last = content.rfind(end) if end else -1
    if end and last >= 0 and content[last + len(end) :].strip(b"\0"):
        rest = content[last + len(end) :]
        findings.leak(where, f"{len(rest)} bytes after its end", "Something is hidden behind the picture.")
        findings.read(f"{where}, after its end", printable_of(rest))


def _read_shown(image: Image.Image, where: str, findings: Findings) -> None:
    if image.width * image.height < _SMALL:
        return
    look = eyes()
    if look is None:
        findings.unseen.append(f"{where}: the words in it were not read, because nothing here can read pictures.")
    else:
        findings.read(f"{where}, what it shows", look(image))


@cache
def eyes() -> Eyes | None:
    """What reads words in pictures, where whoever runs Candour has put it: tesserocr, which starts no program."""
    try:
        return import_module("tesserocr").image_to_text
    except (ImportError, OSError, RuntimeError):
        return None


def printable_of(content: bytes) -> str:
    """The stretches of letters in bytes, in each of the ways in which letters are stored."""
    found = []
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
        text = content.decode(encoding, "ignore")
        found += re.findall(r"[A-Za-zÀ-ž0-9][A-Za-zÀ-ž0-9 '@.,_/-]{4,}", text)
    return "\n".join(dict.fromkeys(found))
