"""A part of recording a bank holiday: the dates that cases keep beside their deadlines move in the same act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from candour.platform.access.actor import Actor
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.holidays import Move
from candour.practice.cases.models import AgencyRequest, Notification, RapidReview, TrackerLine
from candour.practice.cases.operations.duties import due_of
from candour.practice.cases.operations.tracking import refresh
from candour.rulebook import index
from candour.rulebook.language.clocks import day_of
from candour.rulebook.language.duties import Duty


def move_copies(actor: Actor, on: date, moves: Sequence[Move]) -> None:
    """Bring up to date what agencies owe, when comments close, what is to be notified, and the tracker's lines."""
    for move in moves:
        old = move.deadline
        if old.owner_kind == "cases.agencyrequest":
            request = AgencyRequest.objects.filter(pk=old.owner_id, returned_at=None, due_at=old.due_at)
            request.update(due_at=move.due_at)
        elif old.owner_kind == "cases.case" and old.key == "comments":
            review = RapidReview.objects.filter(case_id=old.owner_id, state="circulated", comments_close_at=old.due_at)
            review.update(comments_close_at=move.due_at)
    _move_comments_that_close_on(on)
    for owed in Notification.objects.filter(state="open", due_at__gte=actor.at).select_related("case"):
        aware = owed.case.aware_on.exact if owed.case.aware_on else None
        due = due_of(index.rule(owed.duty_name, Duty).clock, aware)
        if due is not None and due.at != owed.due_at and due.at >= actor.at:
            Notification.objects.filter(pk=owed.pk).update(due_at=due.at)
    for line in TrackerLine.objects.filter(true_until=None, due_at__gte=actor.at, sent_on=None).select_related("case"):
        refresh(actor, line.case)


def _move_comments_that_close_on(on: date) -> None:
    for review in RapidReview.objects.filter(state="circulated").exclude(comments_close_at=None):
        closes = review.comments_close_at
        if closes is not None and day_of(closes) == on:
            later = deadlines.next_working_day_at(closes)
            RapidReview.objects.filter(pk=review.pk).update(comments_close_at=later)
