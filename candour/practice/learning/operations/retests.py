"""What can be done to find out whether changes last: draw a sample by a recorded seed, and judge what was drawn."""

from __future__ import annotations

import math
import random
import secrets
from typing import TYPE_CHECKING

from django.db.models import F

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, fetch, require, seen_by
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import move
from candour.practice.directory import queries as directory
from candour.practice.learning import audit_events
from candour.practice.learning.models import Draw, PlanAction, Retest
from candour.practice.learning.operations.plans import begin_again, note
from candour.practice.learning.queries.retests import LAST, MONTHS, eligible_for
from candour.practice.learning.vocabulary import NoteKind
from candour.practice.learning.workflow import PLAN_ACTION

if TYPE_CHECKING:
    from candour.rulebook.language.fuzzy_dates import FuzzyDate


@operation
def draw_sample(actor: Actor, *, partnership_ref: str, months: int, share: int, seed: str = "") -> Draw:
    """Draw at random from the actions whose evidence was accepted so many months ago, and that were not drawn since.

    The seed and the list that it was drawn from are kept, so that anybody can draw the same again. Raises Refused
    where there is nothing to draw from.
    """
    partnership = directory.partnership(actor, partnership_ref)
    require(actor, "keep recommendations", partnership)
    if months not in MONTHS or not 1 <= share <= 100:
        raise Refused("Choose after how many months, and between 1 and 100 of a hundred.")
    eligible = eligible_for(actor, partnership.pk, months)
    if not eligible:
        raise Refused(f"No action is waiting to be tested {months} months after its evidence was accepted.")
    refs = [one.ref for one in eligible]
    kept_seed = seed.strip() or secrets.token_hex(8)
    drawn = drawn_by(kept_seed, refs, share)
    draw = Draw.objects.create(
        partnership=partnership,
        months=months,
        seed=kept_seed,
        share=share,
        eligible=refs,
        drawn_on=actor.today,
        drawn_by=actor.label,
    )
    record(audit_events.DRAWN, subject=draw, drawn=len(drawn), eligible=len(refs), months=months)
    for action in (one for one in eligible if one.ref in drawn):
        assert action.evidenced_on is not None, "only what was evidenced is eligible"
        Retest.objects.create(draw=draw, action=action, months=months, counted_from=action.evidenced_on)
        record(audit_events.TEST_CHOSEN, subject=action, action=f"{action.number}", months=months)
    return draw


def drawn_by(seed: str, refs: list[str], share: int) -> set[str]:
    """The references that a seed draws from a list: so many of a hundred, rounded up."""
    count = math.ceil(len(refs) * share / 100)
    return set(random.Random(seed).sample(sorted(refs), count))  # noqa: S311 - repeatable on purpose


@operation
def judge_again(
    actor: Actor, *, ref: str, retest_ref: str, holds: bool, finding: str, due_on: FuzzyDate | None = None
) -> None:
    """Say whether a change that was drawn still holds. One that does not is opened again, with a new day to be done.

    Raises Refused with every reason, and Hidden for one that was not drawn for this action.
    """
    action = fetch(actor, PlanAction, "report", "report__partnership", "body", "cell", ref=ref)
    retest = seen_by(actor, Retest).filter(ref=retest_ref, action=action).first()
    if retest is None:
        raise Hidden
    reasons = [] if finding.strip() else ["Say what you looked at and what you found."]
    if not holds and (due_on is None or due_on.latest is None or due_on.latest < actor.today):
        reasons.append("Say by when it is to be done again: a day, month or year that is not past.")
    if reasons:
        raise Refused(*reasons)
    result = "held" if holds else "failed"
    changed = Retest.objects.filter(pk=retest.pk, result="").update(
        result=result, finding=finding.strip(), judged_at=actor.at, judged_by=actor.label
    )
    if not changed:
        raise Refused("This test has been judged already.")
    key = "fail" if not holds else "sustain" if retest.months == LAST else "hold"
    move(actor, action, PLAN_ACTION, key, action=f"{action.number}")
    if holds:
        note(actor, action, NoteKind.HELD, finding)
        return
    PlanAction.objects.filter(pk=action.pk).update(failed_count=F("failed_count") + 1)
    Retest.objects.filter(action=action, result="").delete()
    begin_again(actor, action, NoteKind.FAILED, finding, due_on)
