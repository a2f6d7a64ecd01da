"""What a sample is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    family: str
    name: str
    content: bytes
    refused: str = ""
    """A word of the reason for which it must be refused; empty for a file that must pass."""

    @property
    def id(self) -> str:
        return f"{self.family}: {self.name}"
