"""Views of the criteria before and after the group discusses them: kept apart, opened together, each change kept."""

from __future__ import annotations

from django.db.models import F

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.practice.cases import audit_events
from candour.practice.cases.models import Case, CriterionView, RapidReview
from candour.practice.cases.queries.criterion_views import test_viewed
from candour.rulebook.language.criteria import Answer

BEFORE, AFTER = CriterionView.Stage.BEFORE, CriterionView.Stage.AFTER


@operation
def give_view(actor: Actor, *, ref: str, answers: dict[str, tuple[str, str]]) -> None:
    """Give one's own view of every criterion: before the discussion until the views open, and after it from then on.

    It can be given again until the views open or the meeting's recommendation is agreed. Raises Refused with all
    reasons; nothing is then saved.
    """
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", case=case)
    require(actor, "give a view of the criteria", case)
    test = test_viewed(case)
    reasons = [
        f"Give your view of: {criterion.text}"
        for criterion in test.criteria
        if answers.get(criterion.key, ("", ""))[0] not in {one.value for one in Answer}
    ]
    if review.state not in ("gathering", "released", "met"):
        reasons.append("The group has finished with the criteria.")
    if reasons or actor.person_id is None:
        raise Refused(*reasons)
    # Takes the row, so that a view given while the views open is told to be one from after it.
    is_before = RapidReview.objects.filter(pk=review.pk, views_opened_at=None).update(state=F("state"))
    stage = BEFORE if is_before else AFTER
    for criterion in test.criteria:
        answer, reason = answers[criterion.key]
        CriterionView.objects.update_or_create(
            review=review,
            person_id=actor.person_id,
            stage=stage,
            criterion=criterion.key,
            defaults={"answer": answer, "reason": reason.strip(), "given_at": actor.at},
        )
    record(audit_events.VIEW_GIVEN, subject=review, within=case, stage=stage.label.lower())


@operation
def open_views(actor: Actor, *, ref: str) -> None:
    """Open the views that were given before the discussion, all at once. Raises Refused where there are none."""
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", case=case)
    require(actor, "run a review", review)
    count = CriterionView.objects.filter(review=review, stage=BEFORE).values("person_id").distinct().count()
    if not count:
        raise Refused("Nobody has given a view yet.")
    if not RapidReview.objects.filter(pk=review.pk, views_opened_at=None).update(views_opened_at=actor.at):
        raise Refused("The views are open already.")
    record(audit_events.VIEWS_OPENED, subject=review, within=case, count=count)
