"""Rounds between meetings: what is asked, who has answered, and who must sign before a decision stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, may, seen_by
from candour.practice.directory import queries as directory
from candour.practice.directory.queries.people import ActingPartner
from candour.practice.governance.models import GroupDecision, GroupSeat, Response, Round
from candour.practice.governance.vocabulary import Answer, GroupKind, RoundKind


@dataclass(frozen=True)
class ResponseShown:
    """The place of one member in a round."""

    response_id: int
    seat: str
    holder: str
    answered: bool
    answer: str
    """In words; empty while the reader may not see it."""
    text: str
    person: str
    accountable: str
    answered_at: object
    is_late: bool
    may_answer: bool
    must_sign: bool


def round_by_ref(actor: Actor, ref: str) -> Round:
    """One round by its reference. Raises Hidden."""
    return fetch(actor, Round, "group", "group__partnership", "file", ref=ref)


def rounds_of(actor: Actor, group_id: int) -> QuerySet[Round]:
    """The rounds of a group, those still open first, with how many were asked and have answered."""
    return (
        seen_by(actor, Round)
        .filter(group_id=group_id)
        .annotate(asked=_count(Response.objects.all()), answered=_count(Response.objects.exclude(answer="")))
        .order_by("-state", "-opened_at")
    )


def to_answer(actor: Actor) -> list[Response]:
    """The places in open rounds that wait for the actor's answer, what is due first.

    One query, and two more for each partnership whose executive decides in writing at the moment.
    """
    key = Q(round__kind=RoundKind.DECISION, round__group__kind=GroupKind.EXECUTIVE)
    waiting = Response.objects.filter(round__in=seen_by(actor, Round).filter(state="open").values("pk"), answer="")
    found = list(
        waiting.filter(key | Q(seat__post_id__in=directory.posts_held(actor)))
        .select_related("round__group", "seat")
        .order_by("round__closes_at", "pk")
    )
    partnerships = {one.round.group.partnership_id for one in found if is_key_decision(one.round)}
    signs = {
        one.post_id
        for partnership_id in partnerships
        for one in directory.acting_partners(actor, partnership_id, actor.today)
        if one.acts(actor.person_id)
    }
    return [one for one in found if not is_key_decision(one.round) or one.seat.post_id in signs]


def responses_of(actor: Actor, round_: Round) -> list[ResponseShown]:
    """Every member's place in a round; what they said as far as the reader may see it."""
    rows = list(Response.objects.filter(round=round_).select_related("seat", "person").order_by("seat__order", "pk"))
    readable = set(seen_by(actor, Response).filter(round=round_).values_list("pk", flat=True))
    posts = [row.seat.post_id for row in rows if row.seat.post_id]
    holders = {held.post_id: held.person.name for held in directory.holders_of(actor, posts)}
    partners = partners_to_sign(actor, round_)
    shown = []
    for row in rows:
        partner = partner_of_seat(row.seat, partners)
        is_readable = row.pk in readable
        shown.append(
            ResponseShown(
                response_id=row.pk,
                seat=row.seat.title,
                holder=holders.get(row.seat.post_id or 0, ""),
                answered=bool(row.answer),
                answer=row.get_answer_display() if is_readable else "",
                text=row.text if is_readable else "",
                person=row.person.name if row.person and is_readable else "",
                accountable=row.accountable if is_readable else "",
                answered_at=row.answered_at,
                is_late=row.answered_at is not None and row.answered_at > round_.closes_at,
                may_answer=round_.state == "open" and may_answer(actor, row, partner),
                must_sign=partner is not None,
            )
        )
    return shown


def is_key_decision(round_: Round) -> bool:
    """Whether it is a decision that the statutory partners sign together."""
    return round_.kind == RoundKind.DECISION and round_.group.kind == GroupKind.EXECUTIVE


def partners_to_sign(actor: Actor, round_: Round) -> list[ActingPartner]:
    """The statutory partners who must all sign, as they act today; none for any other round."""
    if not is_key_decision(round_):
        return []
    return directory.acting_partners(actor, round_.group.partnership_id, actor.today)


def partner_of_seat(seat: GroupSeat, partners: list[ActingPartner]) -> ActingPartner | None:
    """The statutory partner who sits in a seat."""
    return next((partner for partner in partners if partner.post_id == seat.post_id), None)


def may_answer(actor: Actor, response: Response, partner: ActingPartner | None) -> bool:
    """Whether the actor may answer: for a statutory partner only the partner or a nominee in force today."""
    if partner is not None:
        return partner.acts(actor.person_id)
    return actor.kind == "person" and may(actor, "answer a round", response)


def missing_signatures(actor: Actor, round_: Round) -> list[str]:
    """The seats of statutory partners who have neither agreed nor disagreed yet."""
    partners = partners_to_sign(actor, round_)
    if not partners:
        return []
    rows = Response.objects.filter(round=round_).select_related("seat")
    signed = {row.seat.post_id for row in rows if row.answer in (Answer.AGREE, Answer.DISAGREE)}
    return [partner.organisation for partner in partners if partner.post_id not in signed]


def decision_of_round(actor: Actor, round_: Round) -> GroupDecision | None:
    """The decision that came of a round, if one did."""
    return seen_by(actor, GroupDecision).filter(round=round_).first()


def _count(responses: QuerySet[Response]) -> Coalesce:
    counted = responses.filter(round=OuterRef("pk")).order_by().values("round").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
