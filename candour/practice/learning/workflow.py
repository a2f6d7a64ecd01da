"""The lives of an action of a plan and of a letter."""

from __future__ import annotations

from typing import Any

from candour.platform.workflow.table import Move, Need, State, Workflow
from candour.practice.learning import audit_events
from candour.rulebook.language.findings import Finding, met, not_met


def _is_owned_and_due(action: Any) -> Finding:
    if action.owner_id is None or action.due_on is None:
        return not_met("Say first who answers for it and by when it is due.")
    return met("Somebody answers for it.")


def _says_what_was_done(action: Any) -> Finding:
    return met("It says what was done.") if action.done_note.strip() else not_met("Say what was done.")


def _has_evidence(action: Any) -> Finding:
    if action.evidence.strip() or action.evidence_file_id:
        return met("There is evidence.")
    return not_met("There is no evidence yet of what changed. Ask whoever answers for it to add it.")


def _dropping_is_reasoned(action: Any) -> Finding:
    return met("The reason is given.") if action.dropped_because.strip() else not_met("Say why it is dropped.")


def _is_addressed(letter: Any) -> Finding:
    if letter.addressee.strip() and letter.body.strip():
        return met("It is addressed and written.")
    return not_met("Say to whom the letter goes, and write it.")


PLAN_ACTION = Workflow(
    "action of a plan",
    states=(
        State("planned", "Planned"),
        State("done", "Done, not yet evidenced"),
        State("evidenced", "Evidenced"),
        State("retested", "Re-tested"),
        State("sustained", "Sustained", is_end=True),
        State("dropped", "Dropped", is_end=True),
    ),
    moves=(
        Move(
            "finish",
            "Say that it is done",
            ("planned",),
            "done",
            "answer for an action",
            audit_events.ACTION_DONE,
            needs=(_is_owned_and_due, _says_what_was_done),
        ),
        Move(
            "accept",
            "Accept the evidence",
            ("done",),
            "evidenced",
            "judge evidence",
            audit_events.ACTION_EVIDENCED,
            needs=(_has_evidence,),
        ),
        Move("return", "Do not accept it", ("done",), "planned", "judge evidence", audit_events.ACTION_RETURNED),
        Move(
            "hold", "Test: it holds", ("evidenced", "retested"), "retested", "judge evidence", audit_events.ACTION_HELD
        ),
        Move(
            "sustain",
            "Last test: it holds",
            ("evidenced", "retested"),
            "sustained",
            "judge evidence",
            audit_events.ACTION_SUSTAINED,
        ),
        Move(
            "fail",
            "Test: it does not hold",
            ("evidenced", "retested"),
            "planned",
            "judge evidence",
            audit_events.ACTION_FAILED,
        ),
        Move(
            "drop",
            "Drop",
            ("planned",),
            "dropped",
            "keep recommendations",
            audit_events.ACTION_DROPPED,
            needs=(_dropping_is_reasoned,),
        ),
        Move(
            "reopen",
            "Open again",
            ("dropped", "sustained", "done"),
            "planned",
            "keep recommendations",
            audit_events.ACTION_REOPENED,
        ),
    ),
)

LETTER = Workflow(
    "letter",
    states=(
        State("draft", "Draft"),
        State("signed", "Signed"),
        State("sent", "Sent, no reply"),
        State("answered", "Answered", is_end=True),
    ),
    moves=(
        Move("sign", "Sign", ("draft",), "signed", "sign a letter", audit_events.LETTER_SIGNED, needs=(_is_addressed,)),
        Move(
            "unsign",
            "Take back to change it",
            ("signed",),
            "draft",
            "keep recommendations",
            audit_events.LETTER_UNSIGNED,
        ),
        Move("send", "Send", ("signed",), "sent", "keep recommendations", audit_events.LETTER_SENT),
        Move("answer", "Record the reply", ("sent",), "answered", "keep recommendations", audit_events.LETTER_ANSWERED),
    ),
)


def _has(field: str, words: str) -> Need:
    """What a move asks for: that a field of the lesson was filled, or else these words."""

    def need(lesson: Any) -> Finding:
        return met("It is there.") if getattr(lesson, field) else not_met(words)

    need.__name__ = f"_has_{field}"
    return need


def _asks_something(lesson: Any) -> Finding:
    return met("It asks something.") if lesson.questions else not_met("Write the questions first.")


GOOD_PRACTICE = Workflow(
    "good practice",
    states=(
        State("referred", "Referred"),
        State("accepted", "Accepted as good practice"),
        State("shared", "Shared"),
        State("upheld", "Shared, and still in use when looked at again"),
        State("lapsed", "No longer in use", is_end=True),
        State("declined", "Not taken further", is_end=True),
    ),
    moves=(
        Move(
            "accept",
            "Accept it",
            ("referred",),
            "accepted",
            "keep lessons",
            audit_events.LESSON_ACCEPTED,
            needs=(_has("reason", "Say what makes it good practice."),),
        ),
        Move(
            "decline",
            "Do not take it further",
            ("referred",),
            "declined",
            "keep lessons",
            audit_events.LESSON_DECLINED,
            needs=(_has("reason", "Say why it is not taken further."),),
        ),
        Move(
            "share",
            "Share it",
            ("accepted",),
            "shared",
            "keep lessons",
            audit_events.LESSON_SHARED,
            needs=(_has("audience", "Say with whom it is shared."),),
        ),
        Move(
            "uphold",
            "It is still in use",
            ("shared", "upheld"),
            "upheld",
            "keep lessons",
            audit_events.LESSON_UPHELD,
            needs=(_has("decision", "Say what shows that it is still in use."),),
        ),
        Move(
            "lapse",
            "It is no longer in use",
            ("shared", "upheld"),
            "lapsed",
            "keep lessons",
            audit_events.LESSON_LAPSED,
            needs=(_has("decision", "Say what was found."),),
        ),
    ),
)

SOURCE = Workflow(
    "research or national learning",
    states=(State("noted", "Noted"), State("considered", "Decided what it means here", is_end=True)),
    moves=(
        Move(
            "consider",
            "Say what it means here",
            ("noted", "considered"),
            "considered",
            "keep lessons",
            audit_events.LESSON_CONSIDERED,
            needs=(_has("decision", "Say what was decided."),),
        ),
    ),
)

PRODUCT = Workflow(
    "learning product",
    states=(State("planned", "Planned"), State("issued", "Issued"), State("withdrawn", "Withdrawn", is_end=True)),
    moves=(
        Move(
            "issue",
            "Issue it",
            ("planned",),
            "issued",
            "keep lessons",
            audit_events.LESSON_ISSUED,
            needs=(
                _has("audience", "Say for whom it is."),
                _has("issued_on", "Say when it was issued."),
                _has("review_on", "Say when it is to be looked at again."),
            ),
        ),
        Move("withdraw", "Withdraw it", ("issued",), "withdrawn", "keep lessons", audit_events.LESSON_WITHDRAWN),
    ),
)

PROPOSAL = Workflow(
    "themed review proposal",
    states=(State("draft", "Draft"), State("tabled", "On a forward plan"), State("decided", "Decided", is_end=True)),
    moves=(
        Move(
            "table",
            "Put it before a group",
            ("draft",),
            "tabled",
            "keep lessons",
            audit_events.LESSON_TABLED,
            needs=(_has("options", "Write the options first."), _has("data", "Write first what it rests on.")),
        ),
        Move(
            "decide",
            "Record the decision",
            ("draft", "tabled"),
            "decided",
            "decide a themed proposal",
            audit_events.LESSON_DECIDED,
            needs=(_has("decision", "Say what was decided."), _has("reason", "Say why it was decided so.")),
        ),
    ),
)

STOCKTAKE = Workflow(
    "stocktake",
    states=(State("draft", "Draft"), State("asked", "Asked"), State("closed", "Closed", is_end=True)),
    moves=(
        Move(
            "send",
            "Send it",
            ("draft",),
            "asked",
            "keep lessons",
            audit_events.LESSON_ASKED,
            needs=(_asks_something,),
        ),
        Move(
            "close",
            "Close it",
            ("asked",),
            "closed",
            "keep lessons",
            audit_events.LESSON_CLOSED,
            needs=(_has("decision", "Say what came of it."),),
        ),
    ),
)
