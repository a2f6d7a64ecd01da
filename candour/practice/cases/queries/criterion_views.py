"""Views of the criteria as the group sees them: only their number until they open, then how they spread and move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.cases.models import Case, CriterionView, RapidReview
from candour.practice.cases.queries.thresholds import LOCAL_REVIEW, MANDATORY_SAR
from candour.rulebook import index
from candour.rulebook.language.criteria import CriteriaTest, Criterion

BEFORE, AFTER = CriterionView.Stage.BEFORE, CriterionView.Stage.AFTER


@dataclass(frozen=True)
class Moved:
    """Somebody whose view of a criterion is another after the discussion."""

    who: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class Spread:
    """How the views of one criterion spread before and after, by answer, and who moved."""

    criterion: Criterion
    before: Counter[str]
    after: Counter[str]
    moved: tuple[Moved, ...]


@dataclass(frozen=True)
class Views:
    """The views of a review. Before they open only their number is known."""

    given_before: int
    given_after: int
    is_open: bool
    mine: dict[str, CriterionView]
    """The reader's own newest views, by criterion."""
    spreads: tuple[Spread, ...]


def test_viewed(case: Case) -> CriteriaTest:
    """The test of which views are taken: the criteria for a review of a child's or an adult's case."""
    return index.rule(LOCAL_REVIEW if case.is_child else MANDATORY_SAR, CriteriaTest)


def views_of(actor: Actor, case: Case, review: RapidReview) -> Views:
    """The views of a review that the actor has fetched as seen."""
    seen = list(seen_by(actor, CriterionView).filter(review=review).select_related("person").order_by("pk"))
    mine = {view.criterion: view for stage in (BEFORE, AFTER) for view in seen if _is_mine(actor, view, stage)}
    everybody = CriterionView.objects.filter(review=review).values_list("stage", "person_id").distinct()
    counts = Counter(stage for stage, _ in everybody)
    is_open = review.views_opened_at is not None
    spreads = tuple(_spread(criterion, seen) for criterion in test_viewed(case).criteria) if is_open else ()
    return Views(counts[BEFORE], counts[AFTER], is_open, mine, spreads)


def _is_mine(actor: Actor, view: CriterionView, stage: str) -> bool:
    return view.person_id == actor.person_id and view.stage == stage


def _spread(criterion: Criterion, seen: list[CriterionView]) -> Spread:
    of_criterion = [view for view in seen if view.criterion == criterion.key]
    before = {view.person_id: view for view in of_criterion if view.stage == BEFORE}
    after = {view.person_id: view for view in of_criterion if view.stage == AFTER}
    moved = tuple(
        Moved(view.person.name, before[person].answer, view.answer, view.reason)
        for person, view in after.items()
        if person in before and before[person].answer != view.answer
    )
    return Spread(criterion, _counted(before.values()), _counted(after.values()), moved)


def _counted(views: Iterable[CriterionView]) -> Counter[str]:
    return Counter(view.answer for view in views)
