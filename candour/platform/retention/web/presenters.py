"""What the pages of keeping and erasing show, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.retention.kinds import Kept, kind_of
from candour.platform.retention.queries import End, Erasure, LegalHold, Line


@dataclass(frozen=True)
class Shown:
    """A line of the schedule."""

    title: str
    begins: str
    years: int
    because: str
    over: int
    ended: str
    change: str
    waiting: str


def body_of(body: Any, lines: list[Line]) -> dict[str, Any]:
    """A body with its schedule."""
    return {
        "name": str(body),
        "lines": [
            Shown(
                line.kept.title.capitalize(),
                line.kept.begins,
                line.years,
                line.because,
                line.over,
                reverse("retention_ended", args=[body.ref, line.kept.key]),
                reverse("retention_years", args=[body.ref, line.kept.key]),
                reverse("erasure", args=[line.waiting]) if line.waiting else "",
            )
            for line in lines
        ],
    }


def erasures_of(body: Any, erasures: list[Erasure]) -> list[dict[str, Any]]:
    """The erasures of a body, to go to."""
    return [{"body": str(body), **erasure_of(erasure)} for erasure in erasures]


def erasure_of(erasure: Erasure) -> dict[str, Any]:
    """An erasure, without its records."""
    return {
        "address": reverse("erasure", args=[erasure.ref]),
        "withdraw": reverse("erasure_withdraw", args=[erasure.ref]),
        "title": kind_of(erasure.kind).title,
        "state": erasure.get_state_display(),
        "is_open": erasure.state == "proposed",
        "is_done": erasure.state == "done",
        "proposed_at": erasure.proposed_at,
        "proposed_by": erasure.proposed_by,
        "ended_at": erasure.ended_at,
        "ended_by": erasure.ended_by,
    }


def ends_of(ends: list[End]) -> dict[str, list[dict[str, Any]]]:
    """The dry run in its two halves."""
    rows = [
        {
            "ref": end.record.ref,  # type: ignore[attr-defined]
            "began_on": end.began_on,
            "due_on": end.due_on,
            "because": end.kept_because,
            "stays": " ".join(end.stays),
        }
        for end in ends
    ]
    return {"go": [row for row in rows if not row["because"]], "stay": [row for row in rows if row["because"]]}


def record_of(kept: Kept, ref: str, end: End | None) -> dict[str, Any]:
    """One record and its end."""
    began_on: date | None = end.began_on if end else None
    return {
        "title": kept.title,
        "begins": kept.begins,
        "began_on": began_on,
        "due_on": end.due_on if end else None,
        "look": reverse("legal_hold_check", args=[kept.key, ref]),
        "lift": reverse("legal_hold_lift", args=[kept.key, ref]),
    }


def holds_of(actor: Actor, holds: list[tuple[Kept, str, LegalHold]]) -> list[dict[str, Any]]:
    """Legal holds, each with the way to its record."""
    return [
        {
            "address": reverse("legal_hold", args=[kept.key, ref]),
            "title": kept.title.capitalize(),
            "next_check_on": hold.next_check_on,
            "is_late": hold.next_check_on < actor.today,
            "ask": hold.ask,
            "reason": hold.reason,
        }
        for kept, ref, hold in holds
    ]
