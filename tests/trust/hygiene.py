"""Where nothing about anybody may stand: addresses, titles of pages, names of files, redirects."""

from __future__ import annotations

import re
from typing import Any

from candour.platform.files.models import StoredFile
from candour.practice.cases.models import Case, Tabling, TrackerLine
from candour.practice.governance.models import Group, GroupSeat, Terms
from candour.practice.publishing.models import Edition, Suite
from candour.practice.voice.models import Room
from candour.project.demonstration.cast import CAST
from tests.trust.planting import Planted, words_in

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
ADDRESSES = re.compile(r'\b(?:href|action|hx-get|hx-post|src)="([^"]*)"')
NAMES = [part for member in CAST for part in (member.name, member.email)]
CALLED = {(model, "key") for model in (Case, Tabling, TrackerLine)} | {
    (Group, "name"),
    (GroupSeat, "title"),
    (Terms, "number"),
    (Room, "title"),
    (Edition, "number"),
    (Suite, "number"),
}
"""The word by which everybody speaks of a case, and names of bodies: they say nothing about anybody."""


def unclean(response: Any, planted: Planted) -> list[str]:
    """Everything about an answer that tells of somebody in a place that others see: in words."""
    page = response.content.decode("utf-8", "replace") if "text/html" in response.get("Content-Type", "") else ""
    places = {
        "the title": " ".join(TITLE.findall(page)),
        "an address": "\n".join([*ADDRESSES.findall(page), response.get("Location", "")]),
        "the name of a file": response.get("Content-Disposition", ""),
    }
    wrong = []
    for place, text in places.items():
        words = {word for word in words_in(text) & planted.words.keys() if not _may_stand(planted, word, place)}
        names = [name for name in NAMES if name.casefold() in text.casefold() and f"mailto:{name}" not in text]
        if words or names:
            wrong.append(f"{place} holds {[*planted.told(words), *names]}")
    return wrong


def _may_stand(planted: Planted, word: str, place: str) -> bool:
    where = planted.words[word]
    if where.model._meta.app_label == "public":
        return True  # what was released to everybody may stand anywhere
    if place == "the name of a file" and (where.model, where.name) == (StoredFile, "name"):
        return True
    return place != "an address" and (where.model, where.name) in CALLED
