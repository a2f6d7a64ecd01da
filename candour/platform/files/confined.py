"""Runs a function in a process of its own, with limits on time, memory and output, and without the network.

Whatever reads a document that somebody sent, or sets a document in type, goes through here: a parser that runs wild or
is taken over then costs one short-lived process that can reach nothing.
"""

from __future__ import annotations

import json
import logging
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
CHILD = "candour.platform.files.confined_child"

Confinable = Callable[..., tuple[Any, bytes]]
"""Takes the content and named arguments, all JSON-able, and gives a JSON-able answer with a content of its own."""

log = logging.getLogger(__name__)


class Stopped(Exception):
    """The function did not finish: it failed, took too long, or needed too much memory. The message says which."""


@dataclass(frozen=True)
class Limits:
    """What the process may use."""

    seconds: int = 20
    megabytes: int = 1024
    """Of address space, which is always more than what is really used."""
    answer_megabytes: int = 256


def call(
    function: Confinable, content: bytes = b"", *, limits: Limits | None = None, **arguments: Any
) -> tuple[Any, bytes]:
    """What the function answers to the content, from within its confines. Raises Stopped if it does not finish."""
    within = limits or Limits()
    name = f"{function.__module__}:{function.__qualname__}"
    task = {"function": name, "arguments": arguments, "limits": asdict(within)}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answered:
        given.write(json.dumps(task).encode() + b"\n" + content)
        given.seek(0)
        code = _run(given.fileno(), answered.fileno(), within.seconds)
        answered.seek(0)
        head = answered.readline()
        answer = _read(head) if code == 0 else {"failed": _words(code)}
        if "failed" in answer:
            log.warning("%s did not finish: %s", name, answer["failed"])
            raise Stopped(answer["failed"])
        return answer["answer"], answered.read()


def _run(given: int, answered: int, seconds: int) -> int | None:
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", "-s", "-m", CHILD],
        stdin=given,
        stdout=answered,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "LANG": "C.UTF-8", "RAYON_NUM_THREADS": "2"},
        start_new_session=True,
    )
    try:
        return process.wait() if _has_ended(process, seconds) else None
    finally:
        _end(process)


def _has_ended(process: subprocess.Popen[bytes], seconds: int) -> bool:
    # `wait` with a time limit looks now and then, up to 50 ms late, which is longer than setting a page in type takes.
    watched = os.pidfd_open(process.pid)
    try:
        return bool(select.select([watched], [], [], seconds)[0])
    finally:
        os.close(watched)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _read(head: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(head)
    except ValueError:
        return {"failed": "it gave no answer"}
    return answer if isinstance(answer, dict) else {"failed": "it gave no answer"}


def _words(code: int | None) -> str:
    if code is None or code == -signal.SIGXCPU:
        return "it took too long"
    return "it was ended by the system" if code < 0 else "it failed"
