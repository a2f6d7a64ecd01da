"""A case with its page for family and practitioners, and what a test sends to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from candour.practice.cases.models import Case
from candour.practice.voice.models import Member, Practitioner, Room
from tests.cast import Cast
from tests.walks import Walk, walk

ADDED = {"relation": "mother", "name": "Odile Ferrant", "phone": "01632 960 117", "also": "Ring after six"}
"""Somebody of the family, whose name must stand on no page."""
WISHES = {
    "involvement": "taking-part",
    "wishes": "That nobody says it was nobody’s fault.",
    "pace": "each-step",
    "channel": "phone",
    "language": "French",
    "needs_interpreter": "on",
    "advocacy": "offered",
}


@dataclass
class Played:
    """A case whose page for family and practitioners is open."""

    cast: Cast
    going: Walk
    room: Room

    @property
    def case(self) -> Case:
        """The case."""
        return self.going.case

    def get(self, name: str, *args: object, key: str = "manager") -> HttpResponse:
        """A page as one of the cast gets it."""
        return self.cast.client(key).get(reverse(name, args=args))

    def send(self, page: str, /, *args: object, key: str = "manager", **said: object) -> HttpResponse:
        """What comes of sending a form, with dates as days."""
        return self.cast.client(key).post(reverse(page, args=args), in_boxes(said), follow=True)

    def member(self, **said: str) -> Member:
        """Somebody of the family, newly listed."""
        self.send("relative_add", self.room.ref, **{**ADDED, **said})
        return Member.objects.filter(room=self.room).latest("pk")

    def practitioner(self, organisation: str = "NELFT", **said: object) -> Practitioner:
        """A practitioner, newly invited."""
        sent = {
            "organisation": self.cast.organisation(organisation).ref,
            "job": "Health visitor",
            "invited_on": date(2026, 11, 2),
            "promised": "on",
            "name": "Perpetua Lyle",
            **said,
        }
        self.send("practitioner_invite", self.room.ref, **sent)
        return Practitioner.objects.filter(room=self.room).latest("pk")


def play(cast: Cast, *, to: str = "received") -> Played:
    """A case that has come as far as a step, with its page opened by the office."""
    going = walk(cast, to=to)
    cast.client("manager").post(reverse("case_voices_open", args=[going.case.ref]))
    return Played(cast, going, Room.objects.get(owner_kind="cases.case", owner_id=going.case.pk))


def in_boxes(said: dict[str, Any]) -> dict[str, object]:
    """Answers as a browser sends them: a day in three boxes."""
    sent: dict[str, object] = {}
    for name, value in said.items():
        if isinstance(value, date):
            sent |= {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}
        else:
            sent[name] = value
    return sent
