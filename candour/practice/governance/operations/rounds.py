"""Rounds between meetings: asking every member, answering for a seat, and closing with the result."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db.models import F
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.parts import Task
from candour.platform.files.models import StoredFile
from candour.platform.files.operations import take_in
from candour.platform.workflow.moving import Conflict, move
from candour.practice.directory import roles
from candour.practice.governance import audit_events, messages
from candour.practice.governance.models import Group, GroupDecision, Response, Round
from candour.practice.governance.operations.decisions import decide_in_writing
from candour.practice.governance.queries import rounds as queries
from candour.practice.governance.queries.groups import members_of, seats_of
from candour.practice.governance.queries.quorum import Here, room_between_meetings
from candour.practice.governance.vocabulary import VOTES, Answer, RoundKind, SeatKind
from candour.practice.governance.workflow import ROUND
from candour.rulebook.language.clocks import LONDON, day_of

DUE = "round"
"""The key of the deadline by which a round is closed."""
TO_DECIDE = (Answer.AGREE, Answer.DISAGREE, Answer.ABSTAIN)
TO_COMMENT = (Answer.COMMENT, Answer.NOTHING)


def open_round(
    actor: Actor, *, group_ref: str, kind: str, question: str, closes_at: datetime, upload: UploadedFile | None = None
) -> Round:
    """Ask every member of a group for comments or a written decision until a moment. Raises Refused with reasons."""
    round_ = _open(actor, group_ref=group_ref, kind=kind, question=question, closes_at=closes_at)
    if upload is not None:
        stored = take_in(actor, upload=upload, owner=round_, classification="Paper of a round")
        if stored.state == "refused":
            raise Refused(f"The round is open, without its paper. {stored.why}")
        _attach(actor, round_, stored)
    return round_


@operation
def _attach(actor: Actor, round_: Round, stored: StoredFile) -> None:
    Round.objects.filter(pk=round_.pk).update(file=stored)
    record(audit_events.ROUND_PAPER, subject=round_)


@operation
def _open(actor: Actor, *, group_ref: str, kind: str, question: str, closes_at: datetime) -> Round:
    group = fetch(actor, Group, "partnership", ref=group_ref)
    require(actor, "run meetings", group)
    # Advisers and visitors are asked to comment, and do not decide.
    asked = VOTES if kind == RoundKind.DECISION else tuple(SeatKind)
    seats = [seat for seat in seats_of(actor, group.pk, actor.today) if seat.post_id and seat.kind in asked]
    reasons = []
    if kind not in RoundKind.values:
        reasons.append("Choose what is asked for.")
    if not question.strip():
        reasons.append("Write the question.")
    if closes_at <= actor.at:
        reasons.append("Give a deadline that is still to come.")
    if not seats:
        reasons.append("The group has no seats that anybody could answer for.")
    if reasons:
        raise Refused(*reasons)
    round_ = Round.objects.create(
        group=group,
        kind=kind,
        question=question.strip(),
        opened_at=actor.at,
        opened_by=actor.label,
        closes_at=closes_at,
    )
    Response.objects.bulk_create(Response(round=round_, seat=seat) for seat in seats)
    until = closes_at.astimezone(LONDON)
    record(audit_events.ROUND_OPENED, subject=round_, group=group.name, until=until.isoformat(timespec="minutes"))
    set_due(actor, round_)
    lent = {id_ for partner in queries.partners_to_sign(actor, round_) for id_, _ in partner.nominees}
    messages.round_open(actor, round_, [*members_of(actor, group.pk), *lent])
    return round_


def set_due(actor: Actor, round_: Round) -> None:
    """Put the closing of a round among what is due for the office of its group, inside an operation."""
    task = Task(
        key=DUE,
        title=f"Round of {round_.group.name}",
        do_next="Close the round and record what came of it",
        address=reverse("round", args=[round_.ref]),
        body=("partnership", round_.group.partnership_id),
        role=roles.PARTNERSHIP_MANAGER,
    )
    deadlines.set_day(actor, owner=round_, within=round_, task=task, on=day_of(round_.closes_at))


@operation
def answer_round(actor: Actor, *, ref: str, response_id: int, answer: str, text: str = "") -> None:
    """Answer for a seat; an answer given again replaces the earlier one while the round is open. Raises Refused.

    For a statutory partner in a key decision only the partner or a nominee whose delegation is in force signs, and who
    stays accountable is kept with the signature.
    """
    round_ = fetch(actor, Round, "group", ref=ref)
    response = Response.objects.filter(pk=response_id, round=round_).select_related("seat", "person").first()
    if response is None:
        raise Hidden
    partner = queries.partner_of_seat(response.seat, queries.partners_to_sign(actor, round_))
    _require_answerable(actor, round_, response, partner, answer, text)
    accountable = partner.actual if partner and partner.actual_id != actor.person_id else ""
    is_open = Round.objects.filter(pk=round_.pk, state="open").update(version=F("version") + 1)
    changed = Response.objects.filter(pk=response.pk, answered_at=response.answered_at).update(
        answer=answer,
        text=text.strip(),
        person_id=actor.person_id,
        answered_at=actor.at,
        accountable=accountable,
    )
    if not is_open or not changed:
        raise Conflict
    record(audit_events.ROUND_ANSWERED, subject=response, within=round_, seat=response.seat.title)


@operation
def close_round(actor: Actor, *, ref: str, result: str, reason: str = "") -> GroupDecision | None:
    """Close a round with its result; a written decision goes into the register. Raises Refused with every reason.

    A key decision of the statutory partners stays pending until all of them have signed.
    """
    round_ = queries.round_by_ref(actor, ref)
    reasons = [f"{name} has not signed." for name in queries.missing_signatures(actor, round_)]
    if round_.kind == RoundKind.DECISION and not reason.strip():
        reasons.append("Give the reason for the decision.")
    if reasons:
        require(actor, "run meetings", round_)
        raise Refused(*reasons)
    answered = list(
        Response.objects.filter(round=round_)
        .exclude(answer="")
        .select_related("seat", "person")
        .order_by("seat__order")
    )
    round_.result = result.strip()
    move(actor, round_, ROUND, "close", answers=len(answered))
    Round.objects.filter(pk=round_.pk).update(result=round_.result, closed_at=actor.at)
    deadlines.meet(actor, owner=round_, key=DUE)
    if round_.kind != RoundKind.DECISION:
        return None
    return _decided(actor, round_, answered, reason.strip())


def _decided(actor: Actor, round_: Round, answered: list[Response], reason: str) -> GroupDecision:
    taking_part = [one for one in answered if one.person_id is not None]
    room = room_between_meetings(actor, round_.group)
    here = [
        Here(one.seat_id, one.person_id or 0, bool(one.accountable), one.answered_at or actor.at, None)
        for one in taking_part
    ]
    quorum = room.stands(actor.at, present=here)
    lines = [
        f"{one.seat.title}: {one.person.name if one.person else ''}, {one.get_answer_display().lower()}"
        + (f" (accountable: {one.accountable})" if one.accountable else "")
        for one in taking_part
    ]
    return decide_in_writing(
        actor,
        group=round_.group,
        round_=round_,
        decision=round_.result,
        reason=reason,
        decided_by="\n".join(lines),
        quorate=None if quorum is None else quorum.standing.met,
        quorum_words=quorum.words if quorum else "The group’s terms of reference state no quorum.",
    )


def _require_answerable(
    actor: Actor, round_: Round, response: Response, partner: object, answer: str, text: str
) -> None:
    allowed = TO_DECIDE if round_.kind == RoundKind.DECISION else TO_COMMENT
    reasons = []
    if round_.state != "open":
        reasons.append("This round is closed.")
    if not queries.may_answer(actor, response, partner):  # type: ignore[arg-type]
        reasons.append(
            "No delegation in force today lets you sign for this partner."
            if partner
            else "Only whoever holds the seat, or is its standing deputy, answers for it."
        )
    if answer not in allowed:
        reasons.append("Choose an answer.")
    if answer in (Answer.COMMENT, Answer.DISAGREE) and not text.strip():
        reasons.append("Write your comment." if answer == Answer.COMMENT else "Say why you do not agree.")
    if reasons:
        raise Refused(*reasons)
