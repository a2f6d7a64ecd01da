"""Keeping the words by which recommendations are compared, and what people say of those that resemble each other."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import Conflict, save_edit
from candour.practice.learning import audit_events
from candour.practice.learning.lesson_kinds import Likeness
from candour.practice.learning.models import Recommendation, Repeat, Word
from candour.practice.learning.queries.said_before import weighed


def put_words(actor: Actor, recommendations: Iterable[Recommendation]) -> None:
    """Let recommendations be found by their words, inside the operation that added them or changed their text."""
    found = list(recommendations)
    Word.objects.filter(recommendation__in=found).delete()
    Word.objects.bulk_create(
        (
            Word(recommendation=one, root=root[:40], weight=round(weight, 4))
            for one in found
            for root, weight in weighed(one.text).items()
        ),
        batch_size=500,
    )


@operation
def say_likeness(actor: Actor, *, ref: str, earlier_ref: str, version: int, likeness: str, why: str = "") -> None:
    """Say how a recommendation stands to an earlier one and, where it says the same, why that did not hold.

    Raises Hidden unless both are seen, Refused, or Conflict if somebody else said it in the meantime.
    """
    found = fetch(actor, Recommendation, "report", ref=ref)
    earlier = fetch(actor, Recommendation, "report", ref=earlier_ref)
    require(actor, "keep recommendations", found)
    if found.report_id == earlier.report_id:
        raise Refused("Both stand in the same report. Compare it with an earlier one.")
    if likeness == Likeness.AGAIN and not why.strip():
        raise Refused("Say why what was done the last time did not hold.")
    facts = {"likeness": likeness, "why": why.strip(), "said_at": actor.at, "said_by": actor.label[:200]}
    said = Repeat.objects.filter(recommendation=found, earlier=earlier).first()
    if said is not None:
        save_edit(said, version, **facts)
    else:
        try:
            with transaction.atomic():
                Repeat.objects.create(recommendation=found, earlier=earlier, **facts)
        except IntegrityError as error:
            raise Conflict from error
    record(audit_events.LIKENESS_SAID, subject=found, within=found.report, answer=Likeness(likeness).label)
