"""Functions that do what a parser that was taken over might do, for the tests of confinement."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import time
from typing import Any


def echo(content: bytes, **arguments: Any) -> tuple[Any, bytes]:
    return arguments, content[::-1]


def open_socket(content: bytes) -> tuple[Any, bytes]:
    socket.socket()
    return "opened", b""


def open_socket_under_python(content: bytes) -> tuple[Any, bytes]:
    return ctypes.CDLL(None, use_errno=True).socket(2, 1, 0), b""


def run_program(content: bytes) -> tuple[Any, bytes]:
    subprocess.run(["/bin/true"], check=True)
    return "ran", b""


def run_program_under_python(content: bytes) -> tuple[Any, bytes]:
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = (ctypes.c_char_p * 2)(b"/bin/true", None)
    return libc.execv(b"/bin/true", arguments), b""


def sleep(content: bytes) -> tuple[Any, bytes]:
    time.sleep(60)
    return "slept", b""


def leave_a_child(content: bytes) -> tuple[Any, bytes]:
    libc = ctypes.CDLL(None)
    if libc.fork() == 0:
        time.sleep(60)
    return os.getpid(), b""


def loop(content: bytes) -> tuple[Any, bytes]:
    while True:
        pass


def hoard(content: bytes) -> tuple[Any, bytes]:
    return len(bytearray(10_000_000_000)), b""


def crash(content: bytes) -> tuple[Any, bytes]:
    ctypes.string_at(0)
    return "survived", b""


def flood(content: bytes) -> tuple[Any, bytes]:
    return "", b"x" * 50_000_000


def fail(content: bytes) -> tuple[Any, bytes]:
    raise ValueError(content.decode())


def babble(content: bytes) -> tuple[Any, bytes]:
    print("not an answer")  # noqa: T201
    sys.stderr.write(content.decode())
    return "quiet", b""


def look_around(content: bytes) -> tuple[Any, bytes]:
    return sorted(os.environ), b""
