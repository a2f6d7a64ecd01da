"""The lives of terms of reference, a meeting, its minutes, an action, a round and a committee report."""

from __future__ import annotations

from typing import Any

from candour.platform.workflow.table import Move, State, Workflow
from candour.practice.governance import audit_events
from candour.rulebook.language.findings import Finding, met, not_met


def _everybody_has_signed(terms: Any) -> Finding:
    if not terms.signatories:
        return not_met("Name who has to sign first.")
    missing = terms.signatures_missing
    return not_met(f"{missing} of the named signatories have not signed.") if missing else met("Everybody has signed.")


def _says_something(terms: Any) -> Finding:
    return met("There is a text.") if terms.text.strip() else not_met("Write the text first.")


def _cancelling_is_reasoned(meeting: Any) -> Finding:
    return met("The reason is given.") if meeting.cancelled_because.strip() else not_met("Say why it is cancelled.")


def _nothing_is_unnumbered(minutes: Any) -> Finding:
    waiting = minutes.open_promises
    if waiting:
        things = "1 thing in the minutes is" if waiting == 1 else f"{waiting} things in the minutes are"
        return not_met(f"{things} neither numbered as an action nor dismissed with a reason.")
    return met("Nothing in the minutes is left without a number.")


def _evidence_is_given(action: Any) -> Finding:
    if action.evidence.strip() or action.evidence_file_id:
        return met("There is evidence.")
    return not_met("Say what shows that it was done.")


def _dropping_is_reasoned(action: Any) -> Finding:
    return met("The reason is given.") if action.dropped_because.strip() else not_met("Say why it is dropped.")


def _result_is_recorded(round_: Any) -> Finding:
    return met("The result is recorded.") if round_.result.strip() else not_met("Record what came of it.")


def _implications_are_written(report: Any) -> Finding:
    empty = report.empty_implications
    if empty:
        return not_met(f"Write the implications that are still empty: {', '.join(empty)}.")
    return met("Every implication is written.")


TERMS = Workflow(
    "terms of reference",
    states=(
        State("draft", "Draft"),
        State("signing", "Waiting for signatures"),
        State("current", "Current"),
        State("superseded", "Superseded", is_end=True),
    ),
    moves=(
        Move(
            "send",
            "Send for signature",
            ("draft",),
            "signing",
            "keep groups",
            audit_events.TERMS_SENT,
            needs=(_says_something,),
        ),
        Move("withdraw", "Take back to change it", ("signing",), "draft", "keep groups", audit_events.TERMS_TAKEN_BACK),
        Move(
            "bring-in",
            "Bring into force",
            ("signing",),
            "current",
            "keep groups",
            audit_events.TERMS_CURRENT,
            needs=(_everybody_has_signed,),
        ),
        Move(
            "supersede",
            "Replace by a later version",
            ("current",),
            "superseded",
            "keep groups",
            audit_events.TERMS_SUPERSEDED,
        ),
    ),
)

MEETING = Workflow(
    "meeting",
    states=(
        State("planned", "Planned"),
        State("under-way", "Under way"),
        State("held", "Held", is_end=True),
        State("cancelled", "Cancelled", is_end=True),
    ),
    moves=(
        Move("begin", "Begin", ("planned",), "under-way", "run meetings", audit_events.MEETING_BEGAN),
        Move("end", "End", ("under-way",), "held", "run meetings", audit_events.MEETING_CLOSED),
        Move(
            "cancel",
            "Cancel",
            ("planned",),
            "cancelled",
            "run meetings",
            audit_events.MEETING_CANCELLED,
            needs=(_cancelling_is_reasoned,),
        ),
    ),
)

MINUTES = Workflow(
    "minutes",
    states=(
        State("draft", "Draft"),
        State("final", "Final, to be agreed"),
        State("agreed", "Agreed", is_end=True),
    ),
    moves=(
        Move(
            "finalise",
            "Finalise and send out",
            ("draft",),
            "final",
            "run meetings",
            audit_events.MINUTES_FINAL,
            needs=(_nothing_is_unnumbered,),
        ),
        Move(
            "redraft", "Take back to change them", ("final",), "draft", "run meetings", audit_events.MINUTES_TAKEN_BACK
        ),
        Move("agree", "Agree", ("final",), "agreed", "run meetings", audit_events.MINUTES_AGREED),
    ),
)

ACTION = Workflow(
    "action",
    states=(
        State("open", "Open"),
        State("closed", "Closed", is_end=True),
        State("dropped", "Dropped", is_end=True),
    ),
    moves=(
        Move(
            "close",
            "Close",
            ("open",),
            "closed",
            "close an action",
            audit_events.ACTION_CLOSED,
            needs=(_evidence_is_given,),
        ),
        Move(
            "drop",
            "Drop",
            ("open",),
            "dropped",
            "keep the action log",
            audit_events.ACTION_DROPPED,
            needs=(_dropping_is_reasoned,),
        ),
        Move(
            "reopen", "Open again", ("closed", "dropped"), "open", "keep the action log", audit_events.ACTION_REOPENED
        ),
    ),
)

ROUND = Workflow(
    "round between meetings",
    states=(State("open", "Open"), State("closed", "Closed", is_end=True)),
    moves=(
        Move(
            "close",
            "Close and record the result",
            ("open",),
            "closed",
            "run meetings",
            audit_events.ROUND_CLOSED,
            needs=(_result_is_recorded,),
        ),
    ),
)

COMMITTEE_REPORT = Workflow(
    "committee report",
    states=(State("draft", "Draft"), State("final", "Final", is_end=True)),
    moves=(
        Move(
            "finish",
            "Finish",
            ("draft",),
            "final",
            "run meetings",
            audit_events.REPORT_FINISHED,
            needs=(_implications_are_written,),
        ),
        Move("redraft", "Change it again", ("final",), "draft", "run meetings", audit_events.REPORT_TAKEN_BACK),
    ),
)
