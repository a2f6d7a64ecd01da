"""The register of decisions: everything that is kept of one, filters, and only what the reader may see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from candour.platform.access.policy import Hidden, Refused
from candour.platform.files.operations import keep_made
from candour.practice.governance.models import AgendaItem, GroupDecision, Paper
from candour.practice.governance.operations import conflicts, decisions
from candour.practice.governance.tests.rooms import Room, room
from tests.cast import Cast


@pytest.fixture
def going(cast: Cast) -> Room:
    made = room(cast)
    made.come("Council", "Police")
    made.open(1, 1)
    return made


def decide(going: Room, number: int, minute: int, decision: str, **more: str) -> GroupDecision:
    return decisions.decide(
        going.manager(minute),
        ref=going.ref,
        item_ref=going.item(number).ref,
        question=f"What of {decision.lower()}",
        options=["One way", " ", "Another"],
        decision=decision,
        reason="It is due.",
        **more,
    )


def register(client: Client, going: Room, **filters: str) -> str:
    answer = client.get(reverse("group_decisions", args=[going.meeting.group.ref]), filters)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_decision_keeps_its_briefing_options_reason_who_took_part_and_who_was_told(going: Room) -> None:
    # MTG-14
    stored = keep_made(going.manager(), name="briefing.txt", content=b"The briefing", owner=going.item(1))
    paper = Paper.objects.create(
        item=going.item(1),
        title="The briefing",
        summary="How far the work has come.",
        letter="A",
        file=stored,
        added_at=going.at(0),
        added_by="Somebody",
    )
    made = decide(going, 1, 2, "We publish.", told="The council and the board", paper_ref=paper.ref)
    page = going.cast.client("council").get(reverse("group_decision", args=[made.ref])).content.decode()
    for words in (
        "What of we publish.",
        "One way",
        "Another",
        "We publish.",
        "It is due.",
        "Council: Helen Marsh",
        "Police: Marcus Bell",
        "Not quorate: represented 2 of 3 needed (missing: health).",
        "The council and the board",
        "The briefing",
        stored.ref,
    ):
        assert words in page
    assert made.options == ["One way", "Another"]


def test_the_register_is_filtered_by_quorum_words_and_days(going: Room) -> None:
    # MTG-14
    decide(going, 1, 2, "Apples")
    going.come("Health", minute=3)
    ratifying = decide(going, 1, 4, "Pears")
    client = going.cast.client("manager")
    everything = register(client, going)
    assert "Apples" in everything
    assert "Pears" in everything
    for filters, shown, hidden in (
        ({"quorum": "quorate"}, "Pears", "Apples"),
        ({"quorum": "inquorate"}, "Apples", "Pears"),
        ({"quorum": "to-ratify"}, "Apples", "Pears"),
        ({"words": "APPLE"}, "Apples", "Pears"),
    ):
        page = register(client, going, **filters)
        assert f">{shown}</a>" in page, filters
        assert f">{hidden}</a>" not in page, filters
    old = GroupDecision.objects.get(decision="Apples")
    GroupDecision.objects.filter(pk=old.pk).update(decided_at=going.at(0) - timedelta(days=10))
    until = register(client, going, until_on_day="17", until_on_month="11", until_on_year="2026")
    assert ">Apples</a>" in until
    assert ">Pears</a>" not in until
    decisions.ratify(going.manager(5), ref=old.ref, by_ref=ratifying.ref)
    assert ">Apples</a>" not in register(client, going, quorum="to-ratify")


def test_a_decision_on_an_item_for_named_readers_or_with_a_conflict_is_in_nobody_elses_register(going: Room) -> None:
    made = decide(going, 1, 2, "Marmalade")
    AgendaItem.objects.filter(pk=going.item(1).pk).update(readers="named")
    assert "Marmalade" not in register(going.cast.client("council"), going)
    assert "Marmalade" in register(going.cast.client("administrator"), going)
    conflicts.declare_item_conflict(going.manager(3), ref=going.ref, item_ref=going.item(1).ref, nature="Hers")
    assert "Marmalade" not in register(going.cast.client("manager"), going)
    with pytest.raises(Hidden):
        decisions.ratify(going.manager(4), ref=made.ref, by_ref=made.ref)


def test_every_reason_against_a_decision_is_said_at_once(going: Room) -> None:
    with pytest.raises(Refused) as refused:
        decisions.decide(
            going.manager(2),
            ref=going.ref,
            item_ref=going.item(2).ref,
            question=" ",
            options=[],
            decision="",
            reason="",
        )
    assert refused.value.reasons == (
        "The meeting has not come to this item yet.",
        "Write the question.",
        "Write what was decided.",
        "Give the reason.",
    )
    with pytest.raises(Refused, match="Only the office"):
        decisions.decide(
            going.cast.acting("council", going.at(2)),
            ref=going.ref,
            item_ref=going.item(1).ref,
            question="x",
            options=[],
            decision="x",
            reason="x",
        )
