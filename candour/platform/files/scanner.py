"""Asks the virus scanner about a content. Any answer but a plain one leaves the question open."""

from __future__ import annotations

import re
import socket
import struct
import time
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

CONNECTS_WITHIN = 5.0
ANSWERS_WITHIN = 60.0
_CHUNK = 1 << 16
_LONGEST_ANSWER = 4096
_FOUND = re.compile(rb"stream: [^\x00-\x1f]{1,200} FOUND")


class Outcome(Enum):
    """What the scanner said."""

    CLEAN = "clean"
    FOUND = "found"
    OPEN = "open"
    """It said nothing that can be relied on, so the file stays held."""
    AWAY = "away"
    """It could not be reached at all."""


@dataclass(frozen=True)
class Address:
    """Where the scanner listens."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read "clamd://host:port". Raises ValueError for anything else."""
        parts = urlsplit(text)
        if parts.scheme != "clamd" or not parts.hostname or not parts.port:
            raise ValueError("The scanner is given as clamd://host:port.")
        return cls(parts.hostname, parts.port)


def scan(address: Address, content: bytes) -> Outcome:
    """Have the content looked at. Never raises for what the scanner or the network does."""
    ends = time.monotonic() + ANSWERS_WITHIN
    try:
        connection = socket.create_connection((address.host, address.port), timeout=CONNECTS_WITHIN)
    except OSError:
        return Outcome.AWAY
    try:
        with connection:
            _send(connection, content, ends)
            answer = _answer(connection, ends)
    except OSError:
        return Outcome.OPEN
    if answer == b"stream: OK":
        return Outcome.CLEAN
    return Outcome.FOUND if _FOUND.fullmatch(answer) else Outcome.OPEN


def _send(connection: socket.socket, content: bytes, ends: float) -> None:
    connection.settimeout(_left(ends))
    connection.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), _CHUNK):
        chunk = content[start : start + _CHUNK]
        connection.settimeout(_left(ends))
        connection.sendall(struct.pack("!I", len(chunk)) + chunk)
    connection.sendall(struct.pack("!I", 0))


def _answer(connection: socket.socket, ends: float) -> bytes:
    """What it answers up to the end mark. An answer without one was cut off, and is none."""
    answer = b""
    while not answer.endswith(b"\0"):
        connection.settimeout(_left(ends))
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece or len(answer) > _LONGEST_ANSWER:
            return b""
        answer += piece
    return answer[:-1]


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
