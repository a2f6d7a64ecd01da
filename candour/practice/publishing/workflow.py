"""The lives of a version of a governed document and of its release."""

from __future__ import annotations

from typing import Any

from candour.platform.workflow.table import Move, State, Workflow
from candour.practice.publishing import audit_events
from candour.rulebook.language.findings import Finding, met, not_met


def _nothing_is_left_open(edition: Any) -> Finding:
    count = len(edition.lint)
    if count:
        return not_met(f"{count} places look unfinished. They are listed on the page of the version.")
    return met("Nothing looks unfinished.")


def _everybody_has_approved(edition: Any) -> Finding:
    missing = edition.approvals_missing
    return not_met(f"{missing} of those named have not approved it.") if missing else met("Everybody has approved it.")


def _says_why(release: Any) -> Finding:
    return met("The reason is given.") if release.ended_because.strip() else not_met("Say why.")


EDITION = Workflow(
    "version of a document",
    states=(
        State("draft", "Draft"),
        State("approval", "In approval"),
        State("approved", "Approved"),
        State("published", "Published"),
        State("superseded", "Superseded", is_end=True),
        State("withdrawn", "Withdrawn", is_end=True),
    ),
    moves=(
        Move(
            "send",
            "Send for approval",
            ("draft",),
            "approval",
            "keep documents",
            audit_events.EDITION_SENT,
            needs=(_nothing_is_left_open,),
        ),
        Move(
            "take-back",
            "Take back to change it",
            ("approval",),
            "draft",
            "keep documents",
            audit_events.EDITION_TAKEN_BACK,
        ),
        Move(
            "approve",
            "Approve",
            ("approval",),
            "approved",
            "approve a document",
            audit_events.EDITION_APPROVED,
            needs=(_everybody_has_approved,),
        ),
        Move("publish", "Publish", ("approved",), "published", "release to the public", audit_events.EDITION_PUBLISHED),
        Move(
            "supersede",
            "Replace by a later version",
            ("approved", "published"),
            "superseded",
            "replace a version",
            audit_events.EDITION_SUPERSEDED,
        ),
        Move(
            "withdraw",
            "Withdraw",
            ("published",),
            "withdrawn",
            "release to the public",
            audit_events.EDITION_WITHDRAWN,
        ),
    ),
)

RELEASE = Workflow(
    "release",
    states=(
        State("asked", "Waits for a second person"),
        State("released", "Published"),
        State("refused", "Sent back", is_end=True),
        State("ended", "No longer published", is_end=True),
    ),
    moves=(
        Move(
            "release",
            "Release to the public",
            ("asked",),
            "released",
            "release to the public",
            audit_events.RELEASED,
        ),
        Move(
            "refuse",
            "Send it back",
            ("asked",),
            "refused",
            "send back a release",
            audit_events.RELEASE_REFUSED,
            needs=(_says_why,),
        ),
        Move(
            "end",
            "Withdraw it",
            ("released",),
            "ended",
            "release to the public",
            audit_events.RELEASE_WITHDRAWN,
            needs=(_says_why,),
        ),
    ),
)
