"""The container of Word and Excel files: an archive of bounded size whose parts are where they say, and open."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator

from candour.platform.files.inspection.kinds import TWO_IN_ONE
from candour.platform.files.inspection.refusal import HIGHEST_RATIO, LARGEST_UNPACKED, MOST_ENTRIES, Refusal

_DAMAGED = "The file is damaged. Open it in Word or Excel, save it again, and send that."
_BOMB = "It unpacks to far more than a document would. Open it in Word or Excel, save it again, and send that."
_UNSAFE_NAME = re.compile(r"^[/~]|^[A-Za-z]:|\\|[\x00-\x1f\x7f]|(?:^|/)\.\.?(?:/|$)")
_HEADER = 30
"""The least that stands before the content of each part."""
_ENDING = 22
_SMALL = 1024 * 1024
"""Below this size a part may be packed as tightly as it likes: it cannot fill anything."""
_PIECE = 1 << 20

Entries = list[zipfile.ZipInfo]


def opened(content: bytes) -> zipfile.ZipFile:
    """The archive. Raises Refusal where it cannot be read."""
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise Refusal(_DAMAGED) from None


def refuse_disguise(content: bytes, archive: zipfile.ZipFile) -> None:
    """Refuse anything before or after the parts, where another kind of file could hide, and parts laid over others."""
    ends = 0
    for entry in sorted(archive.infolist(), key=lambda entry: entry.header_offset):
        if entry.header_offset < ends or (not ends and entry.header_offset):
            raise Refusal(TWO_IN_ONE)
        ends = entry.header_offset + _HEADER + entry.compress_size
    if archive.comment or content[-_ENDING : -_ENDING + 4] != b"PK\x05\x06":
        raise Refusal(TWO_IN_ONE)


def refuse_bomb(content: bytes, archive: zipfile.ZipFile) -> None:
    """Refuse too many parts, or parts that say they are too large or too tightly packed."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Refusal(f"It has more than {MOST_ENTRIES} parts. {_BOMB}")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > LARGEST_UNPACKED or unpacked > HIGHEST_RATIO * len(content):
        raise Refusal(_BOMB)
    if any(entry.file_size > max(_SMALL, HIGHEST_RATIO * entry.compress_size) for entry in entries):
        raise Refusal(_BOMB)


def refuse_unsafe_names(content: bytes, archive: zipfile.ZipFile) -> None:
    """Refuse parts that would be unpacked elsewhere, that are links, or of which there are two."""
    names = [entry.orig_filename for entry in archive.infolist()]
    if any(_UNSAFE_NAME.search(name) for name in names) or len({name.casefold() for name in names}) < len(names):
        raise Refusal("The names of its parts are not those of a document. Save it again in Word or Excel.")
    if any(stat.S_ISLNK(entry.external_attr >> 16) for entry in archive.infolist()):
        raise Refusal("It holds a link to something outside. Save it again in Word or Excel.")


def refuse_locked(content: bytes, archive: zipfile.ZipFile) -> None:
    """Refuse parts that are encrypted, or packed in a way that Office does not use."""
    entries = archive.infolist()
    if any(entry.flag_bits & 0x41 for entry in entries):
        raise Refusal("It is locked with a password. Save it without one, and send that.")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Refusal(_DAMAGED)


def parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Each part with its name, unpacked in bounds whatever its header said. Raises Refusal."""
    left = LARGEST_UNPACKED
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        part = _read(archive, entry, left)
        left -= len(part)
        yield entry.filename, part


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(entry) as reader:
            while piece := reader.read(_PIECE):
                size += len(piece)
                if size > most:
                    raise Refusal(_BOMB)
                pieces.append(piece)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError, zlib.error):
        raise Refusal(_DAMAGED) from None
    return b"".join(pieces)
