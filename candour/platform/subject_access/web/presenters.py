"""What the pages of requests for access show, as plain values."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from candour.platform.design.rules import shown as shown_rule
from candour.platform.subject_access.queries import AccessRequest, Match, due_of

VERDICTS = {None: "Not judged yet", True: "It is the person", False: "It is somebody else"}


def bodies_of(bodies: list[Any]) -> list[tuple[str, str]]:
    """Bodies for which a request can be recorded: name and address."""
    return [(str(body), reverse("access_request_add", args=[body.ref])) for body in bodies]


def line_of(request: AccessRequest, today: date) -> dict[str, Any]:
    """A request in the list."""
    due = due_of(request.received_on)
    return {
        "address": reverse("access_request", args=[request.ref]),
        "received_on": request.received_on,
        "due_on": due.on,
        "state": request.get_state_display(),
        "is_open": request.state == "open",
        "is_late": request.state == "open" and due.on < today,
    }


def request_of(request: AccessRequest, today: date) -> dict[str, Any]:
    """A request with what it asks."""
    return line_of(request, today) | {
        "ref": request.ref,
        "asked": request.asked,
        "ended_on": request.ended_on,
        "outcome": request.outcome,
        "rule": shown_rule(due_of(request.received_on)),
        "bundle": reverse("access_request_bundle", args=[request.ref]),
        "end": reverse("access_request_answer", args=[request.ref]),
    }


def matches_of(ref: str, matches: list[Match]) -> list[dict[str, Any]]:
    """The matches, each with the way to judge it."""
    return [
        {
            "record": match.record,
            "why": ", ".join(match.why),
            "verdict": VERDICTS[match.is_person],
            "because": match.because,
            "judge": reverse("access_request_judge", args=[ref, match.ref]),
        }
        for match in matches
    ]
