"""The decision room: cards that stay closed until all have answered, then positions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, may, seen_by
from candour.practice.cases.models import Case, Comment, Decision, Position, RapidReview, ReportVersion, Wall
from candour.practice.cases.workflow import outcomes_for
from candour.practice.directory import queries as directory
from candour.practice.directory.queries.people import ActingPartner


@dataclass(frozen=True)
class Card:
    """One partner in the room."""

    partner: str
    sector: str
    accountable: str
    has_answered: bool
    """Whether an answer was given in this round; what it says is hidden until all have answered."""
    is_open: bool
    view: str
    prefers: str
    reason: str
    given_by: str
    is_nominee: bool
    given_at: datetime | None
    is_mine: bool


@dataclass(frozen=True)
class Room:
    """The decision room as one person sees it."""

    decision: Decision
    proposal: str
    outcome: str
    cards: list[Card]
    earlier: list[tuple[int, list[Position]]]
    may_answer: bool
    may_decide: bool
    missing: int


def partners_of(actor: Actor, case: Case) -> list[ActingPartner]:
    """The statutory partners of a case's partnership today, with their nominees; those walled off do not act."""
    system = Actor.system(actor.label, actor.at)
    walled = set(Wall.objects.filter(case=case, lifted_at=None).values_list("person_id", flat=True))
    return [partner.without(walled) for partner in directory.acting_partners(system, case.partnership_id, actor.today)]


def decision_of(actor: Actor, case: Case) -> Decision | None:
    """The decision on a case, if its room was opened."""
    return (
        seen_by(actor, Decision).filter(case=case).exclude(state="withdrawn").select_related("case", "review").first()
    )


def decision(actor: Actor, ref: str) -> Decision:
    """One decision by its reference. Raises Hidden."""
    return fetch(actor, Decision, "case", "review", ref=ref)


def room(actor: Actor, decision: Decision) -> Room:
    """The room with a card for each partner. What is not open to the actor is not fetched at all."""
    partners = partners_of(actor, decision.case)
    visible = {
        (position.round, position.post_id): position
        for position in seen_by(actor, Position).filter(decision=decision).select_related("person")
    }
    answered = set(Position.objects.filter(decision=decision, round=decision.round).values_list("post_id", flat=True))
    outcomes = outcomes_for(decision.case)
    cards = []
    for partner in partners:
        position = visible.get((decision.round, partner.post_id))
        cards.append(
            Card(
                partner=partner.organisation,
                sector=partner.sector,
                accountable=partner.actual,
                has_answered=partner.post_id in answered,
                is_open=position is not None,
                view=position.get_view_display() if position else "",
                prefers=outcomes.get(position.prefers, "") if position else "",
                reason=position.reason if position else "",
                given_by=position.person.name if position else "",
                is_nominee=position.is_nominee if position else False,
                given_at=position.given_at if position else None,
                is_mine=partner.acts(actor.person_id),
            )
        )
    earlier: dict[int, list[Position]] = {}
    for (round_, _), position in sorted(visible.items()):
        if round_ < decision.round:
            earlier.setdefault(round_, []).append(position)
    mine_open = any(card.is_mine and not card.has_answered for card in cards)
    return Room(
        decision=decision,
        proposal=outcomes.get(decision.proposal, ""),
        outcome=outcomes.get(decision.outcome, ""),
        cards=cards,
        earlier=list(earlier.items()),
        may_answer=decision.state == "open" and mine_open and may(actor, "give a position", decision),
        may_decide=decision.state == "with-chair" and may(actor, "decide as chair", decision),
        missing=sum(1 for card in cards if not card.has_answered),
    )


def versions_of(actor: Actor, review: RapidReview) -> list[ReportVersion]:
    """The versions of a report that the actor sees, the newest first."""
    seen = seen_by(actor, ReportVersion).filter(review=review).select_related("docx", "pdf")
    return list(seen.order_by("-number"))


def comments_on(actor: Actor, review: RapidReview) -> list[Comment]:
    """The comments on a draft that the actor sees, in order."""
    seen = seen_by(actor, Comment).filter(review=review).select_related("person")
    return list(seen.order_by("made_at", "pk"))
