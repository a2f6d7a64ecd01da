"""The lives of a case, a notification, a review, an agency's request and a decision, as tables of moves."""

from __future__ import annotations

from typing import Any

from candour.platform.workflow.table import Move, State, Workflow
from candour.practice.cases import audit_events
from candour.rulebook.england.panel.edition_2026.expectations import NO_REVIEW_WITHOUT_NOTIFICATION
from candour.rulebook.language.findings import Finding, met, not_met


def _outcome_is_given(case: Any) -> Finding:
    if case.outcome and case.outcome_reason:
        return met("The outcome and its reason are given.")
    return not_met("Choose an outcome and give the reason for it.")


def _nothing_is_owed(case: Any) -> Finding:
    if case.owes_notification:
        return not_met("A notification in the register has no outcome yet. Send it, or record why it is not owed.")
    return met("Every notification has an outcome.")


def _review_is_over(case: Any) -> Finding:
    if case.has_running_review:
        return not_met("The review is still running. Finish it or withdraw it first.")
    if case.has_running_full_review:
        return not_met("A review that followed the decision is still running. Finish it or stop it first.")
    return met("No review is running.")


def _returns_are_in(review: Any) -> Finding:
    missing = review.agencies_missing
    if missing:
        return met(f"{missing} agencies have not answered; the review goes on and names them.")
    return met("Every agency has answered.")


def _meeting_recommended(review: Any) -> Finding:
    if review.recommendation and review.recommendation_reason:
        return met("The meeting made a recommendation.")
    return not_met("Record the meeting's recommendation and the reason for it.")


def _analysis_is_written(review: Any) -> Finding:
    if review.analysis.strip() and review.facts_summary.strip():
        return met("The summary and the analysis are written.")
    return not_met("Write the summary of facts and the analysis first.")


def _comments_are_answered(review: Any) -> Finding:
    waiting = review.comments_unanswered
    if waiting:
        comments = "1 comment is" if waiting == 1 else f"{waiting} comments are"
        return not_met(f"{comments} neither accepted nor refused.")
    return met("Every comment is answered.")


def _is_notified(review: Any) -> Finding:
    if review.is_for_adult:
        return not_met("An adult's case is not sent to the national Panel.")
    if review.is_notified:
        return met("The incident was notified.", NO_REVIEW_WITHOUT_NOTIFICATION)
    return not_met(
        "The incident has not been notified to the Panel, and the Panel accepts no rapid review without a "
        "notification. Record the notification first.",
        NO_REVIEW_WITHOUT_NOTIFICATION,
    )


def _withdrawal_is_reasoned(review: Any) -> Finding:
    if review.withdrawn_because.strip():
        return met("The reason is given.")
    return not_met("Say which criterion was not met after all, and who determined it.")


def _is_signed(request: Any) -> Finding:
    if request.signed_off_by and request.signed_off_post:
        return met("A senior manager is named.")
    return not_met("Name the senior manager who signs off, and their post.")


CASE = Workflow(
    "case",
    states=(
        State("received", "Received"),
        State("in-review", "In review"),
        State("closed", "Closed", is_end=True),
        State("merged", "Joined to another case", is_end=True),
    ),
    moves=(
        Move(
            "open-review",
            "Open the review",
            ("received",),
            "in-review",
            "open a review",
            audit_events.REVIEW_OPENED,
        ),
        Move(
            "close",
            "Close the case",
            ("received", "in-review"),
            "closed",
            "close a case",
            audit_events.CLOSED,
            needs=(_outcome_is_given, _nothing_is_owed, _review_is_over),
        ),
        Move("reopen", "Open the case again", ("closed",), "received", "close a case", audit_events.REOPENED),
        Move(
            "reopen-review",
            "Open the case again with its review",
            ("closed",),
            "in-review",
            "close a case",
            audit_events.REOPENED,
        ),
        Move(
            "put-back",
            "Go back to before the review",
            ("in-review",),
            "received",
            "run a review",
            audit_events.REVIEW_TAKEN_AWAY,
            needs=(_review_is_over,),
        ),
        Move("merge", "Join to another case", ("received",), "merged", "close a case", audit_events.MERGED),
    ),
)

NOTIFICATION = Workflow(
    "notification",
    states=(
        State("open", "Owed"),
        State("notified", "Notified", is_end=True),
        State("not-owed", "Not owed", is_end=True),
        State("withdrawn", "Withdrawn", is_end=True),
    ),
    moves=(
        Move(
            "notify", "Record the notification", ("open",), "notified", "record a notification", audit_events.NOTIFIED
        ),
        Move(
            "not-owed",
            "Record that it is not owed",
            ("open",),
            "not-owed",
            "record a notification",
            audit_events.NOT_OWED,
        ),
        Move(
            "withdraw",
            "Withdraw the notification",
            ("notified",),
            "withdrawn",
            "record a notification",
            audit_events.NOTIFICATION_WITHDRAWN,
        ),
    ),
)

REVIEW = Workflow(
    "review",
    states=(
        State("gathering", "Waiting for agencies"),
        State("released", "Returns released"),
        State("met", "Meeting held"),
        State("circulated", "Draft out for comments"),
        State("finished", "With the partners"),
        State("agreed", "Agreed"),
        State("submitted", "Sent to the Panel"),
        State("replied", "Panel has replied", is_end=True),
        State("withdrawn", "Withdrawn", is_end=True),
    ),
    moves=(
        Move(
            "release",
            "Release the returns to those involved",
            ("gathering",),
            "released",
            "run a review",
            audit_events.RETURNS_RELEASED,
            needs=(_returns_are_in,),
        ),
        Move(
            "meet",
            "End the meeting",
            ("released",),
            "met",
            "run a review",
            audit_events.MEETING_HELD,
            needs=(_meeting_recommended,),
        ),
        Move(
            "send-draft",
            "Send the draft for comments",
            ("met",),
            "circulated",
            "run a review",
            audit_events.DRAFT_SENT,
            needs=(_analysis_is_written,),
        ),
        Move(
            "finish",
            "Finish the report and put it to the partners",
            ("circulated",),
            "finished",
            "run a review",
            audit_events.FINISHED,
            needs=(_comments_are_answered,),
        ),
        Move(
            "agree",
            "Agree the report",
            ("finished",),
            "agreed",
            "see that a decision takes effect",
            audit_events.AGREED,
        ),
        Move(
            "submit",
            "Record that it was sent to the Panel",
            ("agreed",),
            "submitted",
            "run a review",
            audit_events.SUBMITTED,
            needs=(_is_notified,),
        ),
        Move("reply", "Record the Panel’s reply", ("submitted",), "replied", "run a review", audit_events.REPLIED),
        Move(
            "withdraw",
            "Withdraw the review",
            ("gathering", "released", "met", "circulated", "finished"),
            "withdrawn",
            "run a review",
            audit_events.REVIEW_WITHDRAWN,
            needs=(_withdrawal_is_reasoned,),
        ),
    ),
)

REQUEST = Workflow(
    "request",
    states=(
        State("asked", "Asked"),
        State("started", "Started"),
        State("returned", "Waiting for sign-off"),
        State("signed-off", "Returned and signed off", is_end=True),
        State("nil", "No contact", is_end=True),
        State("withdrawn", "Withdrawn", is_end=True),
    ),
    moves=(
        Move("start", "Begin the summary", ("asked",), "started", "answer for an agency", audit_events.STARTED_RETURN),
        Move(
            "return",
            "Send the summary for sign-off",
            ("asked", "started"),
            "returned",
            "answer for an agency",
            audit_events.RETURNED,
        ),
        Move(
            "sign-off",
            "Sign off the summary",
            ("returned",),
            "signed-off",
            "sign off for an agency",
            audit_events.SIGNED_OFF,
            needs=(_is_signed,),
        ),
        Move("nil", "Answer: no contact", ("asked", "started"), "nil", "answer for an agency", audit_events.NIL_RETURN),
        Move(
            "reopen",
            "Open the summary again",
            ("returned", "signed-off", "nil"),
            "started",
            "answer for an agency",
            audit_events.RETURN_REOPENED,
        ),
        Move(
            "withdraw",
            "Withdraw the request",
            ("asked", "started", "returned"),
            "withdrawn",
            "run a review",
            audit_events.REQUEST_WITHDRAWN,
        ),
    ),
)

DECISION = Workflow(
    "decision",
    states=(
        State("open", "Waiting for the partners"),
        State("information", "Waiting for information"),
        State("with-chair", "With the chair"),
        State("decided", "Decided", is_end=True),
        State("withdrawn", "Withdrawn", is_end=True),
    ),
    moves=(
        Move(
            "ask",
            "Ask for more information",
            ("open",),
            "information",
            "see that a decision takes effect",
            audit_events.REVEALED,
        ),
        Move(
            "answer",
            "Give the information",
            ("information",),
            "open",
            "run a review",
            audit_events.INFORMATION_GIVEN,
        ),
        Move(
            "pass",
            "Pass to the chair",
            ("open", "information"),
            "with-chair",
            "see that a decision takes effect",
            audit_events.PASSED_TO_CHAIR,
        ),
        Move(
            "decide",
            "Decide",
            ("open", "with-chair"),
            "decided",
            "see that a decision takes effect",
            audit_events.DECIDED,
        ),
        Move(
            "withdraw",
            "Close the room without a decision",
            ("open", "information", "with-chair"),
            "withdrawn",
            "run a review",
            audit_events.DECISION_WITHDRAWN,
        ),
    ),
)

OUTCOMES = {
    "local-review": "Carry out a local child safeguarding practice review",
    "local-learning": "No review; learn locally",
    "national-review": "Ask the Panel to consider a national review",
    "thematic-review": "Combine with others in a thematic review",
    "none": "No further action",
}
ADULT_OUTCOMES = {
    "mandatory-sar": "Arrange a mandatory safeguarding adults review",
    "discretionary-sar": "Arrange a discretionary safeguarding adults review",
    "local-learning": "No review; learn locally",
    "none": "No further action",
}
CLOSING_OUTCOMES = {
    "reviewed": "The review is finished",
    "learning-review": "Learning review with an independent reviewer",
    "grouped": "Grouped with others into a thematic review or an audit",
    "practitioner-review": "Practitioner review, workshop or summit",
    "training": "Made anonymous for use in training",
    "taken-wider": "Taken to the wider partnership for learning",
    "linked": "Passed to another process, such as LeDeR",
    "no-action": "No further action",
}


def outcomes_for(case: Any) -> dict[str, str]:
    """The outcomes between which the partners, or the chair for an adult, choose."""
    return OUTCOMES if case.is_child else ADULT_OUTCOMES
