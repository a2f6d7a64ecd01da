"""The keeping of a site as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from candour.platform.dates.words import day_words

if TYPE_CHECKING:
    from candour.practice.public.models import Contact, Document, MeetingDate


@dataclass(frozen=True)
class Kept:
    """A document as its office sees it in a list."""

    ref: str
    title: str
    kind: str
    on: str
    stands: str
    stays: str


def kept(one: Document, today: date) -> Kept:
    """A document with how it stands and how long it stays."""
    stands = "On the site"
    if one.withdrawn_on:
        stands = f"Withdrawn on {day_words(one.withdrawn_on)}"
    elif one.corrected_on:
        stands = f"Corrected on {day_words(one.corrected_on)}"
    stays = f"Until {day_words(one.keep_until)} at least" if today <= one.keep_until else "May go"
    if one.withdrawn_on:
        stays = ""
    return Kept(one.ref, one.title, one.get_kind_display(), day_words(one.published_on), stands, stays)


def contact_rows(found: Iterable[Contact]) -> list[tuple[str, str, str, str]]:
    """Contacts with their reference, kind, name and the ways to reach them."""
    return [
        (
            one.ref,
            one.get_kind_display(),
            one.name,
            ", ".join(way for way in (one.phone, one.email, one.web, one.address) if way),
        )
        for one in found
    ]


def meeting_rows(found: Iterable[MeetingDate]) -> list[tuple[str, str, str, str]]:
    """Meeting dates with their reference, day, title and how they stand."""
    return [
        (
            one.ref,
            day_words(one.on),
            one.title,
            "Cancelled" if one.is_cancelled else ("Minutes published" if one.minutes_id else ""),
        )
        for one in found
    ]
