"""The life of a challenge: raised, answered or silent, taken higher, and one of three ends."""

from __future__ import annotations

from typing import Any

from candour.platform.workflow.table import Move, State, Workflow
from candour.practice.challenges import audit_events
from candour.rulebook.language.findings import Finding, met, not_met

RAISE = "raise a challenge"
ANSWER = "answer a challenge"
LEAD = "take a challenge forward"
TAKE = "take the ledger of challenges away"


def _is_below_the_top(challenge: Any) -> Finding:
    if challenge.stage < challenge.last_stage:
        return met("There is a higher stage.")
    return not_met(f"Stage {challenge.stage} is the last. Close it unresolved, with what each side says.")


def _is_at_the_top(challenge: Any) -> Finding:
    if challenge.stage >= challenge.last_stage:
        return met("It is at the last stage.")
    return not_met(f"It is at stage {challenge.stage} of {challenge.last_stage}. Take it higher first.")


CHALLENGE = Workflow(
    "challenge",
    states=(
        State("raised", "Raised"),
        State("answered", "Answered"),
        State("resolved", "Resolved", is_end=True),
        State("withdrawn", "Withdrawn", is_end=True),
        State("unresolved", "Unresolved", is_end=True),
    ),
    moves=(
        Move("answer", "Answer it", ("raised",), "answered", ANSWER, audit_events.ANSWERED),
        Move("resolve", "Resolve it", ("answered",), "resolved", LEAD, audit_events.RESOLVED),
        Move(
            "higher",
            "Take it higher",
            ("raised", "answered"),
            "raised",
            LEAD,
            audit_events.TAKEN_HIGHER,
            needs=(_is_below_the_top,),
        ),
        Move("withdraw", "Withdraw it", ("raised", "answered"), "withdrawn", LEAD, audit_events.WITHDRAWN),
        Move(
            "close",
            "Close it unresolved",
            ("raised", "answered"),
            "unresolved",
            LEAD,
            audit_events.UNRESOLVED,
            needs=(_is_at_the_top,),
        ),
    ),
)
