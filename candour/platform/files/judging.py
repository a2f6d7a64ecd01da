"""Has a file inspected in a process of its own, and says what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from candour.platform.files import confined
from candour.platform.files.confined import Limits, Stopped
from candour.platform.files.inspection.inspecting import inspect

LIMITS = Limits(seconds=30, megabytes=768, answer_megabytes=200)
_NOT_CHECKED = "It could not be checked: {because}. Save it again in the program that made it, and send that."


@dataclass(frozen=True)
class Judgement:
    """What came of the inspection of a file."""

    kind: str
    """Its kind, empty where none was found."""
    why: str
    """Why it is refused, in words for whoever sent it; empty if it is not."""
    content: bytes
    """What to keep: the content as it came, or a picture without its hidden words."""


def judge(content: bytes, name: str) -> Judgement:
    """Inspect a file. One that cannot be inspected is refused."""
    try:
        found, instead = confined.call(inspect, content, limits=LIMITS, name=name.encode("utf-8", "replace").decode())
    except Stopped as stopped:
        return Judgement("", _NOT_CHECKED.format(because=stopped), content)
    return Judgement(found["kind"], found["why"], instead or content)
