"""The lives of reviews of every kind: one table for each type in the rulebook, made from its stages."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from candour.platform.workflow.table import Move, Need, State, Workflow
from candour.practice.cases import audit_events
from candour.rulebook.index import REVIEW_TYPES
from candour.rulebook.language.findings import Finding, met, not_met
from candour.rulebook.language.review_types import ReviewType

STAGES = {
    "proposed": "Proposed",
    "setting-up": "Being set up",
    "under-way": "Under way",
    "with-group": "Draft with the working group",
    "with-partners": "Draft with the partners",
    "signed-off": "Signed off, not yet published",
    "published": "Published",
    "finished": "Finished",
    "unpublished": "Finished; improvements published in place of the report",
    "stopped": "Stopped",
}
"""Every stage that a review of any type can be at."""
ENDS = ("published", "finished", "unpublished", "stopped")
CARRIED_OUT = ("published", "finished", "unpublished")
"""The ends of a review that was carried out, and so may recommend something."""
RUN = "run a review"


def _proposal_is_argued(review: Any) -> Finding:
    if review.sources.strip() and review.options.strip():
        return met("Sources and options are written down.")
    return not_met("Write down the sources and the options first, so that the decision has something to choose from.")


def _terms_are_agreed(review: Any) -> Finding:
    if "terms" not in review.type.needs or review.has_agreed_terms:
        return met("The terms of reference are agreed.")
    return not_met("Agree the terms of reference first.")


def _reviewer_is_checked(review: Any) -> Finding:
    if "reviewer" not in review.type.needs or review.has_checked_reviewer:
        return met("A reviewer is named whose independence was checked.")
    return not_met("Name a reviewer, and record how their independence was checked.")


def _draft_is_there(review: Any) -> Finding:
    return met("There is a draft.") if review.newest_draft else not_met("Put in a draft of the report first.")


def _group_has_seen_it(review: Any) -> Finding:
    draft = review.newest_draft
    if draft is not None and draft.group_on:
        return met("The working group has looked at the newest draft.")
    return not_met("Record the day on which the working group looked at the newest draft.")


def _quality_is_signed(review: Any) -> Finding:
    draft = review.newest_draft
    if "quality" not in review.type.needs or (draft is not None and draft.checked_on):
        return met("The quality check of the newest draft is signed.")
    return not_met("Sign the quality check of the newest draft first.")


def _duties_are_signed_off(review: Any) -> Finding:
    waiting = review.duties_unsigned
    if waiting:
        return not_met(
            f"{'1 duty is' if waiting == 1 else f'{waiting} duties are'} not signed off. Each body signs off its own; "
            "none is closed because another is."
        )
    return met("Every duty is signed off.")


def _fact_sheet_is_full(review: Any) -> Finding:
    blanks = review.blanks
    if blanks:
        return not_met(f"The fact sheet is blank at: {'; '.join(blanks)}.")
    return met("The fact sheet has no blank.")


def _partners_have_the_draft(review: Any) -> Finding:
    draft = review.newest_draft
    if draft is not None and draft.partners_at:
        return met("The partners have the newest draft.")
    return not_met(
        "The partners do not have the newest draft. Send it back, and put it to the group and to them again."
    )


def copy_was_sent(review: Any) -> Finding:
    """Whether the national bodies that must have the report before its publication have it."""
    if "copy" not in review.type.needs or review.copied_on:
        return met("The national bodies have a copy.")
    return not_met("Record the day on which the Panel and the Secretary of State were sent the report.")


def _nothing_holds_it(review: Any) -> Finding:
    if review.is_held:
        return not_met("The case is on hold. Lift the hold first, or go on waiting; learning can go out meanwhile.")
    return met("The case is not on hold.")


def _end_is_reasoned(review: Any) -> Finding:
    if review.ended_because.strip():
        return met("The reason is given.")
    return not_met("Give the reason.")


_DONE = (_duties_are_signed_off, _fact_sheet_is_full)
_STEPS: dict[tuple[str, str], tuple[str, str, tuple[Need, ...]]] = {
    ("proposed", "setting-up"): ("accept", "Accept the proposal", (_proposal_is_argued,)),
    ("setting-up", "under-way"): ("begin", "Begin the review", (_terms_are_agreed, _reviewer_is_checked)),
    ("under-way", "with-group"): ("draft", "Put the draft to the working group", (_draft_is_there,)),
    ("with-group", "with-partners"): (
        "put",
        "Put the draft to the partners",
        (_group_has_seen_it, _quality_is_signed),
    ),
    ("with-partners", "signed-off"): ("sign-off", "Sign the report off", (_partners_have_the_draft, *_DONE)),
    ("signed-off", "published"): (
        "publish",
        "Record the publication",
        (_duties_are_signed_off, copy_was_sent, _nothing_holds_it),
    ),
    ("with-group", "finished"): ("finish", "Finish the review", _DONE),
    ("under-way", "finished"): ("finish", "Finish the review", _DONE),
}
MOVES_WITH_A_FORM = ("publish", "unpublish", "stop")
"""Moves that ask for a day or a reason, so that their button leads to a form."""


def _table_of(kind: ReviewType) -> Workflow:
    """The table of one type: its stages one after the other, back to work from a draft, and a stop with a reason."""
    history = audit_events.FULL_REVIEW_MOVED
    moves = []
    for here, there in pairwise(kind.stages):
        key, title, needs = _STEPS[here, there]
        moves.append(Move(key, title, (here,), there, RUN, history, needs))
    drafts = tuple(stage for stage in kind.stages if stage in ("with-group", "with-partners"))
    if drafts:
        moves.append(Move("rework", "Send the draft back to be worked on", drafts, "under-way", RUN, history))
    if kind.is_published:
        title = "Finish without publishing the report"
        needs = (_duties_are_signed_off, copy_was_sent, _end_is_reasoned)
        moves.append(Move("unpublish", title, ("signed-off",), "unpublished", RUN, history, needs))
    open_stages = tuple(stage for stage in kind.stages if stage not in ENDS)
    moves.append(Move("stop", "Stop the review", open_stages, "stopped", RUN, history, (_end_is_reasoned,)))
    reached = [*kind.stages, *(["unpublished"] if kind.is_published else []), "stopped"]
    states = [State(stage, STAGES[stage], is_end=stage in ENDS) for stage in reached]
    return Workflow(kind.title, states=states, moves=moves)


FULL_REVIEWS: dict[str, Workflow] = {key: _table_of(kind) for key, kind in REVIEW_TYPES.items()}
"""The table of moves of each type of review."""
