"""Releases and copies as plain values for the pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from candour.platform.dates.words import day_words, moment_words

if TYPE_CHECKING:
    from candour.practice.publishing.exports.difference import Change
    from candour.practice.publishing.models import Copy, Release


def releases(found: Iterable[Release]) -> list[dict[str, Any]]:
    """The releases of a version."""
    return [
        {
            "ref": one.ref,
            "state": one.get_state_display(),
            "asked": moment_words(one.asked_at),
            "asked_by": one.asked_by.name,
            "publish_on": day_words(one.publish_on),
            "released": moment_words(one.released_at) if one.released_at else "",
            "released_by": one.released_by.name if one.released_by else "",
            "keep_until": day_words(one.keep_until) if one.keep_until else "",
            "ended": moment_words(one.ended_at) if one.ended_at else "",
            "because": one.ended_because,
        }
        for one in found
    ]


def meant(release: Release) -> list[tuple[str, str, str]]:
    """The names that may stand: each with why, and who decided so and when."""
    decided = [(one, day_words(date.fromisoformat(one["on"]))) for one in release.meant or []]
    return [(one["name"], one["why"], f"{one['by']}, {on}") for one, on in decided]


def differences(found: Iterable[Change]) -> list[dict[str, Any]]:
    """What changes on the public page, in order, each as "added", "goes" or how many lines stay between."""
    return [
        {"kind": one.kind, "lines": one.lines if one.kind != "stays" else (), "many": len(one.lines)} for one in found
    ]


def waiting(found: Iterable[Release]) -> list[tuple[str, str, str, str]]:
    """The releases that wait for a second person: reference, title, day and who asked."""
    return [
        (
            one.ref,
            f"{one.edition.document.title}, version {one.edition.number}",
            day_words(one.publish_on),
            one.asked_by.name,
        )
        for one in found
    ]


def copies(found: Iterable[Copy]) -> list[dict[str, Any]]:
    """The copies of a version."""
    return [
        {
            "ref": one.ref,
            "name": one.name,
            "when": "Due before it is published" if one.is_before else "Due after it is published",
            "is_owed": one.recipient != "other",
            "sent": day_words(one.sent_on) if one.sent_on else "",
            "by": one.sent_by,
            "proof": one.proof.ref if one.proof and one.proof.state == "clean" else "",
        }
        for one in found
    ]
