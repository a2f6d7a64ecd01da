"""What a hostile file is, whom it must not name, and how a sound file is made unsound."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from candour.platform.exports.documents import Document, Grid, Heading, Paragraph
from candour.practice.publishing.redaction import Entity, Register

NAME = "Isolde Ravensbourne"
ASIDE = "an aside that was never meant to be read"
"""Hidden words that name nobody: only that they are hidden can give them away."""

MADE_AT = datetime(2025, 3, 4, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Hostile:
    """A file that must not pass, why, and the one check without which it would."""

    name: str
    file: str
    content: bytes
    says: str
    """Words that the gate's answer must hold, so that whoever reads it can mend the file."""
    caught_by: str = ""
    """The check, as module:name, that alone catches it; empty where several do."""


def register() -> Register:
    """A child, her mother, her home, her school, a number and a day."""
    return Register(
        (
            Entity(
                "C",
                "person",
                "child",
                "Child A",
                {
                    "names": (NAME,),
                    "aliases": ("Izzy",),
                    "born_on": "2016-08-23",
                    "nhs_number": "4857773456",
                    "initials": "IR",
                },
            ),
            Entity(
                "M", "person", "mother", "the mother", {"names": ("Genoveva Tarrant",), "phones": ("07700 900471",)}
            ),
            Entity("H", "place", "home", "", {"addresses": ("17 Sallowfield Crescent, Dunsworth, QX4 7RT",)}),
            Entity("S", "organisation", "school", "", {"names": ("Fernhollow Primary School",)}),
            Entity("R", "code", "reference", "", {"values": ("LCS-4471902",)}),
            Entity("D", "date", "incident", "", {"on": "2024-11-19"}),
        ),
        anchor_on=date(2025, 3, 4),
    )


def document() -> Document:
    """A document as the system writes it from reviewed text."""
    return Document(
        "Review of Child A",
        "CAN-2025-1",
        "OFFICIAL",
        MADE_AT,
        "the public",
        [
            Heading(1, "What happened"),
            Paragraph("Child A was taken to a hospital in the autumn. Nobody had asked the mother about the bruises."),
            Grid(["Who", "What"], [["Health visitor", "Three visits"], ["School", "One referral"]], "Contacts"),
        ],
    )


Change = bytes | Callable[[bytes], bytes]


def repacked(content: bytes, changes: Mapping[str, Change], *, comment: bytes = b"", before: bytes = b"") -> bytes:
    """An archive with some of its parts changed or added."""
    out = io.BytesIO()
    out.write(before)
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "a" if before else "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in dict.fromkeys([*old.namelist(), *changes]):
            was = old.read(name) if name in old.namelist() else b""
            change = changes.get(name, was)
            new.writestr(name, change(was) if callable(change) else change)
        new.comment = comment
    return out.getvalue()


def related(kind: str, target: str, *, external: bool = False) -> Callable[[bytes], bytes]:
    """Adds a relationship, so that a part belongs to the document."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    mode = ' TargetMode="External"' if external else ""
    entry = f'<Relationship Id="rIdX{abs(hash((kind, target))) % 9999}" Type="{base}/{kind}" Target="{target}"{mode}/>'
    return lambda part: (part or b"<Relationships/>").replace(b"</Relationships>", entry.encode() + b"</Relationships>")


def declared(extension: str, kind: str = "application/octet-stream") -> Callable[[bytes], bytes]:
    """Adds a kind of part to those that the archive declares."""
    entry = f'<Default Extension="{extension}" ContentType="{kind}"/>'
    return lambda part: part.replace(b"</Types>", entry.encode() + b"</Types>")
