"""Giving a case its themes from the vocabulary that all partnerships share, so that cases are counted alike."""

from __future__ import annotations

from collections.abc import Sequence

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, require
from candour.platform.audit_trail.operation import operation
from candour.practice.cases.models import Case
from candour.practice.cases.vocabulary import Kind
from candour.practice.learning.operations import near_misses, themes
from candour.practice.learning.queries.near_misses import not_told
from candour.rulebook.language.clocks import day_of

TOLD = (Kind.NEAR_MISS, Kind.CONCERN)
"""The kinds of case that count as small reports, of which several propose a themed review."""


@operation
def code_case(actor: Actor, *, ref: str, keys: Sequence[str]) -> bool:
    """Give a case these themes and no others. Returns whether that raised a themed review proposal. Raises Refused.

    Of a near miss or a worry, only theme, month and lead area are told on, without the case's key or its words.
    """
    case = fetch(actor, Case, "partnership", ref=ref)
    require(actor, "keep the tracker", case)
    began = case.incident_on.earliest if case.incident_on else None
    opened = day_of(case.opened_at)
    year = (began or opened).year
    themes.code(actor, case, partnership_id=case.partnership_id, year=year, keys=keys)
    owner = (case._meta.label_lower, case.pk)
    new = not_told(owner, keys) if case.kind in TOLD else []
    if not new:
        return False
    raised = near_misses.tell(
        actor,
        partnership_ref=case.partnership.ref,
        theme_keys=new,
        month=opened,
        area=case.lead_area,
        owner=owner,
    )
    return bool(raised)
