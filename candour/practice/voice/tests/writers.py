"""Somebody who writes for themselves with a link, in a browser of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from candour.platform.messaging.models import OutboxMessage
from candour.practice.voice.models import Member
from candour.practice.voice.tests.rooms import WISHES, Played
from tests.pages import words

MAIL = "odile@example.org"
LAST = date(2026, 12, 10)
SAID = "  He loved the sea.\r\n\r\nNobody EVER asked him – so I say it. "


@dataclass
class Writer:
    """Somebody with a link and a code, in a browser of their own."""

    link: str
    code: str
    client: Client

    def open(self) -> HttpResponse:
        """What comes of the link with its code."""
        return self.client.post(self.link, {"code": self.code}, follow=True)

    def page(self) -> str:
        """What they read on their page."""
        return words(self.client.get(reverse("writing")))

    def send(self, text: str = SAID, **more: object) -> HttpResponse:
        """What comes of sending, as the page stands."""
        said = {"text": text, "quoting": "yes", "version": self.version(), **more}
        return self.client.post(reverse("writing"), said, follow=True)

    def version(self) -> str:
        """The version of the draft that the page shows."""
        page = self.client.get(reverse("writing")).content.decode()
        found = re.search(r'id="version" value="(\d+)"', page)
        assert found is not None
        return found[1]


def relative(here: Played, **said: str) -> Member:
    """Somebody of the family who takes part and has an address."""
    member = here.member(email=MAIL, **said)
    here.send("relative_wishes", member.ref, version=1, **WISHES)
    return member


def handed(here: Played, page: str, ref: str, **said: Any) -> Writer:
    """A link that the office made and handed over, not opened yet."""
    made = here.send(page, ref, **{"ends_on": LAST, "by": "hand", **said})
    text = made.content.decode()
    link = re.search(r"https?://[^/]+(/write/open/[\w-]+/)", text)
    code = re.search(r"\b(\d{4} \d{4})\b", text)
    assert link is not None
    assert code is not None
    return Writer(link[1], code[1], Client())


def mother(here: Played) -> tuple[Member, Writer]:
    """A mother who has opened her link."""
    member = relative(here)
    writer = handed(here, "relative_link", member.ref)
    writer.open()
    return member, writer


def letter(template: str) -> dict[str, str]:
    """What the newest letter of a kind was filled with."""
    return OutboxMessage.objects.filter(template=template).latest("pk").values
