"""The facts of a version from which its files are made, with the same moment however often they are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from candour.platform.access.actor import Actor
from candour.platform.dates.words import day_words
from candour.platform.exports.documents import Picture
from candour.practice.public.queries import Status
from candour.practice.publishing.exports.rendering import Facts
from candour.practice.publishing.models import Edition
from candour.practice.publishing.queries.documents import logos_of
from candour.practice.publishing.queries.releases import guards_counts
from candour.practice.publishing.sources import Alongside


def promise_lines(alongside: Alongside) -> tuple[tuple[str, str], ...]:
    """What bodies promised, each as its recommendation and all that is said of it, in the words of the public page."""
    return tuple((one["recommendation"], ". ".join(_said_of(one))) for one in alongside.promises)


def _said_of(promise: Mapping[str, Any]) -> Iterator[str]:
    for name in ("who", "what"):
        if promise.get(name):
            yield str(promise[name]).rstrip(".")
    if promise.get("by_when"):
        yield f"By {day_words(date.fromisoformat(promise['by_when']))}"
    yield str(Status(promise["status"]).label)
    for name in ("evidence", "reason"):
        if promise.get(name):
            yield str(promise[name]).rstrip(".")


def facts_of(actor: Actor, edition: Edition, alongside: Alongside | None = None) -> Facts:
    """What a version says, for whoever makes its files, with what goes out beside it on the public page."""
    document = edition.document
    logos = logos_of(actor, document.suite) if document.suite is not None else []
    return Facts(
        title=document.title,
        number=edition.number,
        partnership=document.partnership.name,
        kind=document.get_kind_display(),
        text=edition.text,
        guards_counts=guards_counts(document),
        made_at=edition.made_at,
        source=document.source,
        summary=document.summary,
        about=(document.lead, document.audience),
        logos=tuple(
            Picture(bytes(one.drawn), f"Logo of {one.organisation.name}")
            for one in logos
            if one.drawn and one.file.state == "clean"
        ),
        fact_sheet=alongside.fact_sheet if alongside is not None else (),
        promises=promise_lines(alongside) if alongside is not None else (),
    )
