"""Stand-ins for a virus scanner: one that works, and ones that misbehave in every way a network allows."""

from __future__ import annotations

import io
import socket
import struct
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from candour.platform.files.tests.corpus.hidden import EICAR

Behaviour = Callable[[socket.socket], None]


@contextmanager
def scanner(behave: Behaviour) -> Iterator[str]:
    """A scanner that behaves so to everybody who connects; gives its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.1)
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            with suppress(OSError):
                connection, _ = listening.accept()
                with connection:
                    connection.settimeout(5)
                    behave(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"clamd://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        over.set()
        thread.join(timeout=10)
        listening.close()


def works(connection: socket.socket) -> None:
    content = received(connection)
    answer = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in unpacked(content) else b"stream: OK\0"
    connection.sendall(answer)


def says(answer: bytes) -> Behaviour:
    def behave(connection: socket.socket) -> None:
        received(connection)
        connection.sendall(answer)

    return behave


def hangs_up(connection: socket.socket) -> None:
    connection.recv(20)


def says_nothing(connection: socket.socket) -> None:
    received(connection)
    time.sleep(2)


def drips(connection: socket.socket) -> None:
    received(connection)
    for _ in range(30):
        connection.sendall(b"s")
        time.sleep(0.1)


def never_listens(connection: socket.socket) -> None:
    time.sleep(2)


def received(connection: socket.socket) -> bytes:
    """The content, read as the protocol lays down."""
    assert exactly(connection, 10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack("!I", exactly(connection, 4))[0]:
        content += exactly(connection, length)
    return content


def exactly(connection: socket.socket, length: int) -> bytes:
    content = b""
    while len(content) < length:
        piece = connection.recv(length - len(content))
        if not piece:
            raise ConnectionError
        content += piece
    return content


def unpacked(content: bytes) -> bytes:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return content + b"".join(archive.read(name) for name in archive.namelist())
