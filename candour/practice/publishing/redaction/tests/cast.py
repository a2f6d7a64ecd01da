"""A register of an invented family, and texts with what is found in them marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from candour.practice.publishing.redaction import Entity, Register, find

FAMILY = (
    Entity(
        "child",
        "person",
        "index child",
        "Child A",
        {
            "names": ("Thomasina Ayodele Brightwell",),
            "aliases": ("Pim",),
            "born_on": "2018-03-14",
            "died_on": "2024-06-02",
            "sex": "f",
            "nhs_number": "943 476 5919",
        },
    ),
    Entity(
        "brother", "person", "brother", "Child B", {"names": ("Will Brightwell",), "born_on": "2012-09-30", "sex": "m"}
    ),
    Entity(
        "mother",
        "person",
        "mother",
        "",
        {
            "names": ("Chidinma Van der Eze",),
            "born_on": "1991-01-08",
            "sex": "f",
            "phones": ("07700 900118",),
            "emails": ("chidi91@example.com",),
            "handles": ("@chidi.eze",),
            "ni_number": "QQ123456C",
        },
    ),
    Entity(
        "father",
        "person",
        "father",
        "",
        {"names": ("Krzysztof O'Malley-Brightwell",), "born_on": "1989-12-25", "sex": "m", "vehicles": ("LK19 ZZP",)},
    ),
    Entity(
        "grandmother",
        "person",
        "maternal grandmother",
        "",
        {"names": ("Hope Van der Eze",), "born_on": "1960-05-05", "sex": "f"},
    ),
    Entity("home", "place", "home", "", {"addresses": ("Flat 3, 28 St Brannock's Road, Harrowdene, QZ3 9LD",)}),
    Entity("school", "organisation", "school", "", {"names": ("St Brannock's C of E Primary School",)}),
    Entity("surgery", "organisation", "surgery", "", {"names": ("The Old Tannery Medical Practice",)}),
    Entity("ref", "code", "reference", "", {"values": ("LCS/2024-00817",)}),
    Entity("incident", "date", "the incident", "", {"on": "2024-05-31"}),
)
PRACTITIONERS = (
    Entity(
        "doctor",
        "person",
        "practitioner: GP",
        "the GP",
        {"names": ("Farah Siddiqui",), "title": "Dr", "emails": ("farah.siddiqui@nhs.example",)},
    ),
    Entity(
        "worker",
        "person",
        "practitioner: social worker",
        "the social worker",
        {"names": ("Tobias Winterbourne",), "title": "Mr"},
    ),
)
REGISTER = Register((*FAMILY, *PRACTITIONERS), ("Harrowdene Council",), date(2024, 9, 1))
KEPT = Register(
    (*FAMILY, *(replace(one, kept=True) for one in PRACTITIONERS)), ("Harrowdene Council",), date(2024, 9, 1)
)


def marked(text: str, register: Register = REGISTER) -> str:
    """The text with what is found in brackets, each with whose it is; a question mark where a person must look."""
    pieces, last = [], 0
    for span in find(text, register):
        whose = span.entity or (f"stranger {span.stranger}" if span.stranger else "nobody")
        pieces += [text[last : span.start], f"[{text[span.start : span.end]}: {whose}{'?' * span.needs_review}]"]
        last = span.end
    return "".join(pieces) + text[last:]


def entities(text: str, register: Register = REGISTER) -> list[str | None]:
    """Whose each stretch is that is found, in order."""
    return [span.entity for span in find(text, register)]
