"""The confined process itself: it gives up the network and other programs, then calls one function and answers.

Started by `confined.call` only. It never prints what it was given, not even in an error.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import platform
import resource
import sys
from typing import Any

_MEGABYTE = 1024 * 1024
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUALS, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | 13
_OTHER_TABLE = 0x40000000
"""From here upwards the x86 kernel counts the calls of another table, which nothing here uses."""

_MACHINES = {
    "x86_64": (0xC000003E, {"socket": 41, "connect": 42, "execve": 59, "ptrace": 101, "execveat": 322, "uring": 425}),
    "aarch64": (
        0xC00000B7,
        {"ptrace": 117, "socket": 198, "connect": 203, "execve": 221, "execveat": 281, "uring": 425},
    ),
}


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("k", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction)))


class CannotConfine(RuntimeError):
    """The machine cannot deny the network to a process, so nothing is read on it."""


def limit(seconds: int, megabytes: int, answer_megabytes: int) -> None:
    """Limit what this process may use. There is no way back."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    for what, most in (
        (resource.RLIMIT_AS, megabytes * _MEGABYTE),
        (resource.RLIMIT_FSIZE, answer_megabytes * _MEGABYTE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def deny_network_and_programs() -> None:
    """Have the kernel refuse sockets and other programs to this process from now on. Raises CannotConfine."""
    sys.addaudithook(_refuse)
    if sys.platform != "linux":
        return
    if platform.machine() not in _MACHINES:
        raise CannotConfine(platform.machine())
    machine, calls = _MACHINES[platform.machine()]
    deny = len(calls) + 1
    program = [
        (_LOAD, 0, 0, 4),
        (_EQUALS, 0, deny + 2, machine),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, deny, 0, _OTHER_TABLE),
        *((_EQUALS, deny - place, 0, number) for place, number in enumerate(calls.values(), start=1)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    ]
    instructions = (_Instruction * len(program))(*(_Instruction(*step) for step in program))
    filter_ = _Program(len(program), instructions)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(_SECCOMP, _FILTER, ctypes.byref(filter_), 0, 0):
        raise CannotConfine(ctypes.get_errno())


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")):
        raise PermissionError(event)


def main() -> None:
    """Read the task, call its function and answer."""
    given, answered = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    task = json.loads(given.readline())
    limit(**task["limits"])
    content = b""
    try:
        module, _, name = task["function"].partition(":")
        function = getattr(importlib.import_module(module), name)
        deny_network_and_programs()
        answer, content = function(given.read(), **task["arguments"])
        head = {"answer": answer}
    except MemoryError:
        head = {"failed": "it needed too much memory"}
    except Exception as error:
        head, content = {"failed": f"it failed with {type(error).__name__}"}, b""
    answered.write(json.dumps(head).encode() + b"\n")
    answered.write(content)
    answered.flush()


if __name__ == "__main__":
    main()
