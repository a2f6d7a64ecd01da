"""Business between meetings: each member's answer, key decisions that all partners sign, and delegations in force."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from candour.platform.access.policy import Hidden, Refused
from candour.platform.messaging.models import OutboxMessage
from candour.practice.directory.models import Delegation, Post
from candour.practice.governance.models import GroupDecision, Response, Round
from candour.practice.governance.operations import rounds
from candour.practice.governance.tests.rooms import group_of
from tests.cast import Cast

SIGNERS = {"council": "Council", "police": "Police", "health": "Health"}


def opened(cast: Cast, group: str = "Executive", kind: str = "decision", **more: object) -> Round:
    found = group_of(cast, group)
    return rounds.open_round(
        cast.acting("manager"),
        group_ref=found.ref,
        kind=kind,
        question="Do we publish the marmalade?",
        closes_at=cast.now + timedelta(days=7),
    )


def place(round_: Round, title: str) -> int:
    return Response.objects.get(round=round_, seat__title=title).pk


def answer(cast: Cast, round_: Round, key: str, title: str, what: str = "agree", **more: object) -> None:
    rounds.answer_round(
        cast.acting(key),
        ref=round_.ref,
        response_id=place(round_, title),
        answer=what,
        **more,  # type: ignore[arg-type]
    )


def delegate(cast: Cast, until_days: int) -> None:
    post = Post.objects.get(title="Associate Director for safeguarding", partnership=cast.partnership())
    Delegation.objects.filter(post=post).delete()
    Delegation.objects.create(
        post=post,
        nominee=cast.people["nominee"],
        scope="Everything",
        recorded_at=cast.now - timedelta(days=60),
        from_on=cast.now.date() - timedelta(days=60),
        until_on=cast.now.date() + timedelta(days=until_days),
    )


def test_a_key_decision_is_pending_until_all_three_partners_have_signed(cast: Cast) -> None:
    # GOV-07, MTG-13
    round_ = opened(cast)
    answer(cast, round_, "council", "Council")
    answer(cast, round_, "police", "Police")
    with pytest.raises(Refused, match="has not signed"):
        rounds.close_round(cast.acting("manager"), ref=round_.ref, result="We publish.", reason="All agree.")
    page = cast.client("manager").get(reverse("round", args=[round_.ref])).content.decode()
    assert "Pending" in page
    answer(cast, round_, "health", "Health")
    made = rounds.close_round(cast.acting("manager"), ref=round_.ref, result="We publish.", reason="All agree.")
    assert made is not None
    assert made.was_quorate is True
    assert made.decided_by.splitlines() == [
        "Council: Helen Marsh, agree",
        "Police: Marcus Bell, agree",
        "Health: Grace Adeyemi, agree",
    ]
    register = cast.client("council").get(reverse("group_decisions", args=[round_.group.ref])).content.decode()
    assert "We publish." in register
    assert "In writing, between meetings" in register


def test_a_nominee_signs_and_who_stays_accountable_is_shown(cast: Cast) -> None:
    # GOV-08, F26
    delegate(cast, until_days=10)
    round_ = opened(cast)
    asked = OutboxMessage.objects.filter(template="governance.round_open").values_list("to", flat=True)
    assert "nadia.rahman@example.org" in asked
    client = cast.client("nominee")
    assert client.get(reverse("round", args=[round_.ref])).status_code == 200
    sent = client.post(
        reverse("round_answer", args=[round_.ref, place(round_, "Health")]), {"answer": "agree", "text": ""}
    )
    assert sent.status_code == 302
    page = cast.client("manager").get(reverse("round", args=[round_.ref])).content.decode()
    assert "Nadia Rahman, acting by delegation; Grace Adeyemi stays accountable" in page


def test_an_expired_delegation_blocks(cast: Cast) -> None:
    # F26
    delegate(cast, until_days=-1)
    round_ = opened(cast)
    with pytest.raises(Hidden):
        answer(cast, round_, "nominee", "Health")
    assert Response.objects.get(round=round_, seat__title="Health").answer == ""


def test_nobody_signs_for_another_partner(cast: Cast) -> None:
    round_ = opened(cast)
    with pytest.raises(Refused, match="No delegation in force"):
        answer(cast, round_, "council", "Police")
    with pytest.raises(Refused, match="No delegation in force"):
        answer(cast, round_, "manager", "Police")


def test_comments_are_asked_of_every_seat_read_by_all_once_closed_and_kept_with_the_result(cast: Cast) -> None:
    # MTG-13
    round_ = opened(cast, "Case Review Working Group", "comments")
    with pytest.raises(Refused, match="Write your comment"):
        answer(cast, round_, "nelft", "NELFT", "comment")
    answer(cast, round_, "nelft", "NELFT", "comment", text="Mind the peel.")
    answer(cast, round_, "nelft", "NELFT", "comment", text="Mind the pips.")
    answer(cast, round_, "hospital", "Acute hospital trust", "nothing")
    address = reverse("round", args=[round_.ref])
    assert "pips" in cast.client("nelft").get(address).content.decode()
    assert "pips" not in cast.client("hospital").get(address).content.decode()
    rounds.close_round(cast.acting("manager"), ref=round_.ref, result="Noted.")
    assert "pips" in cast.client("hospital").get(address).content.decode()
    assert not GroupDecision.objects.exists()
    with pytest.raises(Refused, match="closed"):
        answer(cast, round_, "nelft", "NELFT", "nothing")


def test_the_mail_holds_no_word_of_the_question_and_goes_to_each_member_once(cast: Cast) -> None:
    Delegation.objects.all().delete()
    opened(cast)
    sent = OutboxMessage.objects.filter(template="governance.round_open")
    assert sorted(one.to for one in sent) == [
        "grace.adeyemi@example.org",
        "helen.marsh@example.org",
        "marcus.bell@example.org",
    ]


def test_an_answer_after_the_deadline_is_kept_and_marked(cast: Cast) -> None:
    round_ = opened(cast)
    Round.objects.filter(pk=round_.pk).update(closes_at=cast.now - timedelta(minutes=1))
    answer(cast, round_, "council", "Council", "disagree", text="Too early.")
    page = cast.client("manager").get(reverse("round", args=[round_.ref])).content.decode()
    assert "after the deadline" in page
    lines = cast.client("manager").get(reverse("rounds", args=[round_.group.ref])).content.decode()
    assert "Open past its deadline" in lines
    assert "1 of 3" in lines


def test_only_the_office_opens_a_round_and_needs_a_question_and_time(cast: Cast) -> None:
    found = group_of(cast, "Executive")
    with pytest.raises(Refused, match="Only the office"):
        rounds.open_round(
            cast.acting("council"), group_ref=found.ref, kind="comments", question="x", closes_at=cast.now
        )
    with pytest.raises(Refused, match="Write the question") as refused:
        rounds.open_round(cast.acting("manager"), group_ref=found.ref, kind="x", question=" ", closes_at=cast.now)
    assert len(refused.value.reasons) == 3
    assert cast.client("redbridge").get(reverse("rounds", args=[found.ref])).status_code == 404


def test_advisers_are_asked_to_comment_and_not_to_decide(cast: Cast) -> None:
    # GOV-06
    def asked(kind: str) -> set[str]:
        round_ = opened(cast, "Case Review Working Group", kind)
        return set(Response.objects.filter(round=round_).values_list("seat__title", flat=True))

    assert asked("comments") - asked("decision") == {"Legal adviser"}


def test_a_round_waits_on_the_page_of_what_is_due_for_whoever_may_answer_and_nobody_else(cast: Cast) -> None:
    # GOV-08, F26, F27
    delegate(cast, until_days=10)
    round_ = opened(cast)

    def told(key: str, page: str = "meetings", of: Round = round_) -> bool:
        return reverse("round", args=[of.ref]) in cast.client(key).get(reverse(page)).content.decode()

    asked = [key for key in ("council", "police", "health", "nominee", "nelft", "manager") if told(key)]
    assert asked == ["council", "police", "health", "nominee"]
    assert told("nominee", "home")
    answer(cast, round_, "nominee", "Health")
    assert not told("health")
    delegate(cast, until_days=-1)
    later = opened(cast)
    assert told("health", of=later)
    assert not told("nominee", of=later), "a delegation that has run out asks for nothing"
