"""What a report's recommendations come to, in plain values for whoever publishes them: bodies, never people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.learning.models import Cell, PlanAction, Report
from candour.practice.learning.queries.reports import UNOWNED
from candour.practice.learning.vocabulary import Answer, CellKind
from candour.practice.learning.workflow import PLAN_ACTION
from candour.practice.public.queries.keeping import on_the_site, site_of_partnership

AS_STATUS = {"accepted": "promised", "part": "promised", "planned": "promised", "retested": "sustained"}
"""What the public site calls a state, where it has another word for it."""
NOTHING_PLANNED = "It accepts this. What it will do is not decided yet."
BY_A_FILE = "The partnership has seen a record that shows it."


@dataclass(frozen=True)
class Promise:
    """What one body promised about one recommendation, as it stands."""

    source_ref: str
    """By which the same promise is found again."""
    recommendation: str
    who: str
    what: str
    by_when: date | None
    state: str
    """ "no-response", "refused", "accepted", "part", "planned", "done", "evidenced", "retested" or "sustained"."""
    evidence: str
    reason: str
    """Why it was refused, or accepted in part only."""


def published_promises(actor: Actor, report: Report) -> list[Promise]:
    """Every promise of a report, and every silence, by recommendation and body. Three questions to the database.

    The words are those of the office and the bodies: whoever publishes them checks them for names first. What does not
    apply to a body, or is nobody's, is no promise of that body.
    """
    cells = seen_by(actor, Cell).filter(report=report).exclude(UNOWNED).exclude(kind=CellKind.NOT_APPLICABLE)
    planned: dict[int, list[PlanAction]] = {}
    for action in seen_by(actor, PlanAction).filter(report=report).exclude(state="dropped").order_by("number"):
        planned.setdefault(action.cell_id, []).append(action)
    related = ("recommendation", "body", "body__organisation", "body__partnership")
    found: list[Promise] = []
    for cell in cells.select_related(*related).order_by("recommendation__number", "body__order"):
        actions = planned.get(cell.pk, [])
        if not actions or cell.answer == Answer.REFUSED:
            found.append(_of_cell(cell))
        if cell.answer != Answer.REFUSED:
            found += [_of_action(cell, action, is_first=action is actions[0]) for action in actions]
    return found


def as_the_site_takes_it(one: Promise) -> dict[str, Any]:
    """A promise in the words of the public site, but for the report beside which it stands."""
    is_proved = one.state in ("evidenced", "retested", "sustained")
    return {
        "source_ref": one.source_ref,
        "recommendation": one.recommendation,
        "who": one.who[:150],
        "what": one.what or ("" if one.state in ("no-response", "refused") else NOTHING_PLANNED),
        "by_when": one.by_when,
        "status": AS_STATUS.get(one.state, one.state),
        "evidence": one.evidence or (BY_A_FILE if is_proved else ""),
        "reason": one.reason,
    }


def promises_of_report(actor: Actor, id_: int) -> list[dict[str, Any]]:
    """Every promise of a set of recommendations as the public site takes it, as far as the actor sees them."""
    report = seen_by(actor, Report).filter(pk=id_).first()
    return [as_the_site_takes_it(one) for one in published_promises(actor, report)] if report is not None else []


def documents_to_promise_beside(actor: Actor, report: Report) -> list[tuple[str, str]]:
    """The reviews that stand on the public site of a report's partnership, as references and titles, the newest first.

    None for a report that is not published.
    """
    site = site_of_partnership(actor, report.partnership_id)
    if site is None or report.is_restricted or report.published_on is None:
        return []
    standing = [one for one in on_the_site(actor, site) if one.withdrawn_on is None and one.corrected_on is None]
    return [(one.ref, one.title) for one in standing if one.kind == "review"]


def _of_cell(cell: Cell) -> Promise:
    return Promise(
        source_ref=f"{cell.recommendation.ref}-{cell.body.ref}",
        recommendation=cell.recommendation.text,
        who=_who(cell),
        what=cell.text,
        by_when=None,
        state=cell.answer or "no-response",
        evidence="",
        reason=cell.reason,
    )


def _of_action(cell: Cell, action: PlanAction, *, is_first: bool) -> Promise:
    """What an action promises. The first of a body takes over from its answer, or its silence, under one reference."""
    return Promise(
        source_ref=f"{cell.recommendation.ref}-{cell.body.ref}" if is_first else action.ref,
        recommendation=cell.recommendation.text,
        who=_who(cell),
        what=action.text,
        by_when=action.due_sort,
        state=action.state,
        evidence="" if action.state in (PLAN_ACTION.start, "done") else action.evidence,
        reason=cell.reason if cell.answer == Answer.PART else "",
    )


def _who(cell: Cell) -> str:
    body = cell.body.organisation or cell.body.partnership
    return body.name if body else cell.body.title
