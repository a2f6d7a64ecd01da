"""Where published reviews go, and what is recorded of it, as somebody sees it."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.cases.models import Case, Deposit, FullReview
from candour.practice.cases.vocabulary import Repository


def repository_of(case: Case) -> Repository:
    """The repository to which the published review of a case goes."""
    return Repository.CHILDREN if case.subject_law == "children" else Repository.ADULTS


def deposit_of(actor: Actor, review: FullReview) -> Deposit | None:
    """What is recorded of the sending of a review to the repository, if the reader sees it."""
    return seen_by(actor, Deposit).filter(review=review).select_related("receipt_file").first()
