"""The gate: says whatever in the bytes of a finished file names somebody, or could, though nobody sees it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from candour.platform.files import confined
from candour.practice.publishing.redaction.gate.findings import UNREAD, Leak
from candour.practice.publishing.redaction.gate.reading import check, register_as_data
from candour.practice.publishing.redaction.gate.sight import COPIED
from candour.practice.publishing.redaction.register import Register
from candour.practice.publishing.redaction.reidentification import reidentifying
from candour.practice.publishing.redaction.small_counts import TAKEN_OUT, small_counts

__all__ = ["TAKEN_OUT", "Checked", "Leak", "black_boxes", "check_bytes", "check_file", "reidentifying", "small_counts"]

LIMITS = confined.Limits(seconds=90, megabytes=2048, answer_megabytes=16)


@dataclass(frozen=True)
class Checked:
    """What the gate found in a file, and what of it nobody could look at."""

    leaks: list[Leak]
    unseen: list[str]


def check_file(
    content: bytes,
    name: str,
    register: Register,
    *,
    settled: Collection[str] = (),
    pictures: Collection[str] | None = None,
) -> Checked:
    """What a finished file leaks, read in a process of its own.

    Settled are the words that reviewers looked at and left standing, where the engine was not sure of them. Pictures
    are the marks of those that were put in: any other picture is a leak. Where they are None, any may be there.
    """
    try:
        answer, _ = confined.call(
            check,
            content,
            limits=LIMITS,
            name=name,
            register=register_as_data(register),
            settled=sorted(settled),
            pictures=sorted(pictures) if pictures is not None else None,
        )
    except confined.Stopped as stopped:
        return Checked(
            [
                Leak(
                    "The file",
                    f"It could not be read to its end: {stopped}.",
                    UNREAD,
                )
            ],
            [],
        )
    return Checked([Leak(*leak) for leak in answer["leaks"]], answer["unseen"])


def black_boxes(content: bytes, name: str) -> list[Leak]:
    """The words of a file that only a box or bar hides: whoever sends it thinks them gone, and they can be copied."""
    return [leak for leak in check_bytes(content, name, Register(())) if leak.why == COPIED]


def check_bytes(content: bytes, name: str, register: Register, *, settled: Collection[str] = ()) -> list[Leak]:
    """What a finished file leaks: nothing if it may be published."""
    return check_file(content, name, register, settled=settled).leaks
