"""Who sees reports, recommendations, answers, actions, re-tests and letters."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Exists, Model, OuterRef, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import NOTHING, not_barred, owner, seen_by
from candour.practice.learning.models import (
    ActionNote,
    Cell,
    Draw,
    Letter,
    PlanAction,
    Recommendation,
    Report,
    ReportBody,
    Retest,
)
from candour.practice.learning.permissions.reach import CORE, answered_for, is_bound, of_partnership, policy


@policy.sees(Report, confidential=True)
def _reports(actor: Actor) -> Q:
    """Everybody with a post in its partnership, or its office and partners if it is restricted; whoever answers in it.

    Nobody whom a declared conflict keeps from the record out of which it grew.
    """
    if not is_bound(actor):
        return NOTHING
    own = (Q(is_restricted=False) & of_partnership(actor)) | of_partnership(actor, *CORE)
    asked = Q(pk__in=ReportBody.objects.filter(answered_for(actor)).values("report_id"))
    owned = Q(pk__in=PlanAction.objects.filter(owner_id=actor.person_id).values("report_id"))
    return (own | asked | owned) & not_barred(actor)


def of_seen_report(actor: Actor, path: str = "report") -> Q:
    """Only rows of reports that the actor sees."""
    return Q(**{f"{path}__in": seen_by(actor, Report).values("pk")})


@policy.sees(ReportBody)
def _bodies(actor: Actor) -> Q:
    """Whoever sees the report."""
    return of_seen_report(actor)


@policy.sees(Recommendation)
def _recommendations(actor: Actor) -> Q:
    """Whoever sees the report."""
    return of_seen_report(actor)


@policy.sees(Cell)
def _cells(actor: Actor) -> Q:
    """Whoever sees the report: what each body answers is open to all who are asked."""
    return of_seen_report(actor)


@policy.sees(PlanAction)
def _actions(actor: Actor) -> Q:
    """Whoever sees the report."""
    return of_seen_report(actor)


@policy.sees(ActionNote)
def _notes(actor: Actor) -> Q:
    """Whoever sees the report."""
    return of_seen_report(actor, "action__report")


@policy.sees(Retest)
def _retests(actor: Actor) -> Q:
    """Whoever sees the report."""
    return of_seen_report(actor, "action__report")


@policy.sees(Draw)
def _draws(actor: Actor) -> Q:
    """The office and the partners of the partnership."""
    return of_partnership(actor, *CORE)


@policy.sees(Letter)
def _letters(actor: Actor) -> Q:
    """Whoever sees the report and has a post in its partnership."""
    return of_seen_report(actor) & of_partnership(actor, path="report__partnership_id")


def _as_owner(model: type[Model]) -> Callable[[Actor], Q]:
    """The rule of a model for rows that name it as their owner, as a question about each row and not a list of all."""
    return lambda actor: Q(Exists(seen_by(actor, model).filter(pk=OuterRef("owner_id"))))


for _model in (Report, PlanAction, Letter):
    owner(_model, _as_owner(_model))
