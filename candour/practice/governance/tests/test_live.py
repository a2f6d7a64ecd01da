"""A meeting under way: the quorum of each item as people come, leave and withdraw, attendance, notes and decisions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from candour.platform.access.policy import Hidden, Refused, fetch
from candour.platform.workflow.moving import Conflict
from candour.practice.directory.models import StandingDeputy
from candour.practice.governance.models import (
    AgendaItem,
    Apology,
    Attendance,
    GroupDecision,
    ItemConflict,
    Meeting,
    Minutes,
)
from candour.practice.governance.operations import conflicts, decisions, live
from candour.practice.governance.operations.notes import joined, put_together
from candour.practice.governance.queries import live as queries
from candour.practice.governance.queries.quorum import quorum_at
from candour.practice.governance.tests.rooms import QUORATE, Room, room
from tests.cast import Cast
from tests.questions import questions

ALL = ("Council", "Police", "Health")


def decide(going: Room, number: int, minute: int, **more: str) -> GroupDecision:
    words = {"question": "Do we go on?", "decision": "We go on.", "reason": "It is right.", **more}
    return decisions.decide(
        going.manager(minute), ref=going.ref, item_ref=going.item(number).ref, options=["Go on", "Stop"], **words
    )


def quorum_lines(going: Room, minute: int) -> list[tuple[int, bool | None]]:
    shown = queries.live(going.manager(minute), going.fresh)
    return [(one.item.order, one.quorum.is_met if one.quorum else None) for one in shown.items]


def words_of(cast: Cast, key: str, name: str, *args: object) -> str:
    answer = cast.client(key).get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


# Quorum


def test_when_health_leaves_at_item_six_items_seven_to_nine_are_marked_inquorate(cast: Cast) -> None:
    # MTG-07, F25
    going = room(cast, items=9)
    going.come(*ALL)
    for number in range(1, 7):
        going.open(number, 5 * number)
    going.go("Health", 32)
    met = dict(quorum_lines(going, 33))
    assert [met[number] for number in range(1, 6)] == [True] * 5
    assert [met[number] for number in (7, 8, 9)] == [False] * 3
    lines = {one.item.order: one.quorum for one in queries.live(going.manager(33), going.fresh).items}
    assert lines[6] is not None
    assert lines[6].lost_at == going.at(32)
    page = words_of(cast, "manager", "meeting_live", going.ref)
    assert page.count("Not quorate as it stands") == 3


def test_the_quorum_comes_back_when_somebody_arrives_and_the_items_before_stay_as_they_were(cast: Cast) -> None:
    going = room(cast)
    going.come("Council", "Police")
    going.open(1, 5)
    going.come("Health", minute=20)
    going.open(2, 20)
    assert quorum_lines(going, 25) == [(1, False), (2, True), (3, True)]


def test_a_decision_taken_while_its_item_is_inquorate_is_marked_and_can_be_ratified_by_a_quorate_one(
    cast: Cast,
) -> None:
    # MTG-07, MTG-14
    going = room(cast)
    going.come("Council", "Police")
    going.open(1, 5)
    early = decide(going, 1, 6)
    assert early.was_quorate is False
    assert "missing: health" in early.quorum_words
    going.come("Health", minute=10)
    later = decide(going, 1, 11)
    assert later.was_quorate is True
    assert early.decided_by.splitlines() == ["Council: Helen Marsh", "Police: Marcus Bell"]
    with pytest.raises(Refused, match="not taken while the group was inquorate"):
        decisions.ratify(going.manager(12), ref=later.ref, by_ref=early.ref)
    decisions.ratify(going.manager(12), ref=early.ref, by_ref=later.ref)
    with pytest.raises(Refused, match="ratified already"):
        decisions.ratify(going.manager(13), ref=early.ref, by_ref=later.ref)
    register = words_of(cast, "manager", "group_decisions", going.meeting.group.ref)
    assert "Taken while not quorate, ratified since" in register


def test_a_conflict_takes_the_person_out_of_the_quorum_of_that_item_only(cast: Cast) -> None:
    # GOV-12, F25
    going = room(cast)
    going.come(*ALL)
    going.open(1, 5)
    conflicts.declare_item_conflict(
        cast.acting("health", going.at(6)), ref=going.ref, item_ref=going.item(2).ref, nature="Her own service"
    )
    assert quorum_lines(going, 7) == [(1, True), (2, False), (3, True)]
    going.open(2, 8)
    made = decide(going, 2, 9)
    assert made.was_quorate is False
    assert "Grace Adeyemi" not in made.decided_by
    going.open(3, 12)
    assert decide(going, 3, 13).was_quorate is True


def test_who_to_call_is_the_standing_deputy_of_whoever_apologised(cast: Cast) -> None:
    # F25
    going = room(cast)
    seat = going.meeting.group
    post = next(one.post_id for one in queries.room_of(going.manager(), going.fresh).seats if one.title == "Health")
    StandingDeputy.objects.create(
        post_id=post, person=cast.people["nurse"], from_on=cast.now.date() - timedelta(days=30)
    )
    going.come("Council", "Police")
    assert seat.name == "Executive"
    calls = queries.live(going.manager(1), going.fresh).calls
    assert [(call.seat, call.holder, call.deputy) for call in calls] == [("Health", "Grace Adeyemi", "Ruth Ellison")]
    live.apologise(going.manager(2), ref=going.ref, seat_id=going.seat("Health"), sends="Ruth Ellison")
    page = words_of(cast, "manager", "meeting_live", going.ref)
    assert "Health: call Ruth Ellison, the standing deputy." in page
    live.mark_here(going.manager(3), ref=going.ref, seat_id=going.seat("Health"), person_ref=cast.people["nurse"].ref)
    assert queries.live(going.manager(4), going.fresh).calls == []
    assert Attendance.objects.get(person=cast.people["nurse"]).is_standing_deputy


def test_the_working_group_needs_half_of_its_agencies_and_the_named_ones(cast: Cast) -> None:
    # MTG-07
    going = room(cast, group="Case Review Working Group")
    going.come(*QUORATE[:4])
    assert quorum_at(going.manager(1), going.fresh).standing.met is False  # type: ignore[union-attr]
    going.come(QUORATE[4], minute=2)
    assert quorum_at(going.manager(3), going.fresh).standing.met is True  # type: ignore[union-attr]


# Attendance


def test_somebody_who_is_not_the_deputy_is_flagged_and_one_person_may_sit_in_two_seats(cast: Cast) -> None:
    # GOV-06, MTG-06
    going = room(cast, group="Case Review Working Group")
    nelft = cast.people["nelft"]
    going.come("NELFT")
    live.mark_here(going.manager(1), ref=going.ref, seat_id=going.seat("Education"), person_ref=nelft.ref)
    page = words_of(cast, "manager", "meeting_live", going.ref)
    assert "Daniel Osei, not the standing deputy for Leila Hassan" in page
    with pytest.raises(Refused, match="Somebody is in this seat"):
        going.come("NELFT", minute=2)


def test_coming_late_and_leaving_early_are_kept_with_their_times(cast: Cast) -> None:
    # MTG-06
    going = room(cast)
    going.come("Council")
    live.mark_here(
        going.manager(60), ref=going.ref, seat_id=going.seat("Police"), person_ref=cast.people["police"].ref,
        at=going.at(45), by_link=True,
    )  # fmt: skip
    live.mark_left(going.manager(80), ref=going.ref, seat_id=going.seat("Council"), at=going.at(70))
    with pytest.raises(Refused, match="before they arrive"):
        live.mark_left(going.manager(81), ref=going.ref, seat_id=going.seat("Police"), at=going.at(30))
    with pytest.raises(Refused, match="still to come"):
        live.mark_left(going.manager(81), ref=going.ref, seat_id=going.seat("Police"), at=going.at(120))
    with pytest.raises(Refused, match="still in this seat then"):
        live.mark_here(
            going.manager(82), ref=going.ref, seat_id=going.seat("Council"), person_ref=cast.people["head"].ref,
            at=going.at(65),
        )  # fmt: skip
    going.open(1, 83)
    live.close_meeting(going.manager(90), ref=going.ref)
    page = words_of(cast, "manager", "minutes", going.ref)
    assert "Helen Marsh (until" in page
    assert "Marcus Bell (from" in page
    assert "by link" in page


def test_an_apology_is_noted_with_who_comes_and_taken_back(cast: Cast) -> None:
    going = room(cast, begun=False)
    seat = going.seat("Health")
    live.apologise(going.manager(), ref=going.ref, seat_id=seat, sends="Ruth Ellison")
    live.apologise(going.manager(), ref=going.ref, seat_id=seat, sends="Moira Keane")
    assert list(Apology.objects.values_list("sends", flat=True)) == ["Moira Keane"]
    live.take_back_apology(going.manager(), ref=going.ref, seat_id=seat)
    with pytest.raises(Refused, match="no apology"):
        live.take_back_apology(going.manager(), ref=going.ref, seat_id=seat)
    live.apologise(going.manager(), ref=going.ref, seat_id=seat)
    live.begin_meeting(going.manager(), ref=going.ref)
    going.come("Health")
    assert not Apology.objects.exists()


def test_only_the_office_runs_a_meeting_and_only_in_order(cast: Cast) -> None:
    going = room(cast, begun=False)
    with pytest.raises(Refused, match="not under way"):
        going.come("Council")
    with pytest.raises(Refused, match="Only the office"):
        live.begin_meeting(cast.acting("council"), ref=going.ref)
    with pytest.raises(Hidden):
        live.begin_meeting(cast.acting("redbridge"), ref=going.ref)
    live.begin_meeting(going.manager(), ref=going.ref)
    with pytest.raises(Refused, match="has not come to this item"):
        decide(going, 1, 1)
    going.come(*ALL)
    live.close_meeting(going.manager(30), ref=going.ref)
    assert Meeting.objects.get(pk=going.meeting.pk).state == "held"
    assert Minutes.objects.filter(meeting=going.meeting).exists()
    assert not Attendance.objects.filter(meeting=going.meeting, left_at=None).exists()
    with pytest.raises(Refused, match="not under way"):
        going.come("Council")


# Notes


def test_two_note_takers_do_not_overwrite_each_other_and_both_texts_can_be_kept(cast: Cast) -> None:
    going = room(cast)
    item = going.item(1)
    live.save_notes(going.manager(1), ref=going.ref, item_ref=item.ref, text="First.", version=1)
    other = cast.acting("administrator", going.at(1))
    with pytest.raises(Conflict):
        live.save_notes(other, ref=going.ref, item_ref=item.ref, text="Second.", version=1)
    put_together(other, ref=going.ref, item_ref=item.ref, text="First.\nSecond.")
    assert going.item(1).notes == "First.\nSecond."
    assert joined("A\nB", "B\nC\nA") == "A\nB\nC"
    assert joined("", "One") == "One"


def test_notes_are_saved_as_they_are_typed_and_the_page_says_when_somebody_else_was_quicker(cast: Cast) -> None:
    going = room(cast)
    address = reverse("item_notes", args=[going.ref, going.item(1).ref])
    mine, theirs = cast.client("manager"), cast.client("administrator")
    answer = mine.post(address, {"text": "Mine", "version": "1", "autosave": "1"})
    assert "Saved just now" in answer.content.decode()
    assert 'value="2"' in answer.content.decode()
    overtaken = theirs.post(address, {"text": "Theirs", "version": "1", "autosave": "1"}).content.decode()
    assert "Yours are not saved yet" in overtaken
    assert "Mine" in overtaken
    assert 'value="1"' in overtaken
    again = theirs.post(address, {"text": "Theirs and more", "version": "1", "autosave": "1"}).content.decode()
    assert "Yours are not saved yet" in again
    shown = theirs.post(address, {"text": "Theirs", "version": "1"})
    assert shown.status_code == 422
    assert "Mine" in shown.content.decode()
    assert "Theirs" in shown.content.decode()
    theirs.post(address, {"text": "Theirs", "both": "1"})
    assert going.item(1).notes == "Mine\nTheirs"
    nobody = cast.client("council").post(address, {"text": "x", "version": "3", "autosave": "1"}).content.decode()
    assert "You cannot run meetings" in nobody
    assert going.item(1).notes == "Mine\nTheirs"


def test_notes_that_are_too_long_are_refused_whole_and_never_cut(cast: Cast) -> None:
    going = room(cast)
    address = reverse("item_notes", args=[going.ref, going.item(1).ref])
    page = cast.client("manager").post(address, {"text": "x" * 50_001, "version": "1", "autosave": "1"})
    assert "longer than 50,000 characters" in page.content.decode()
    assert going.item(1).notes == ""


# Conflicts


def test_a_conflict_closes_the_item_and_everything_in_it_to_the_person_and_to_nobody_else(cast: Cast) -> None:
    # GOV-12
    going = room(cast)
    going.come(*ALL)
    going.open(2, 5)
    going.note(2, "The planted words are marmalade.", 6)
    made = decide(going, 2, 6, decision="The planted words are marmalade.")
    conflicts.declare_item_conflict(
        cast.acting("health", going.at(7)), ref=going.ref, item_ref=going.item(2).ref, nature="Her own service"
    )
    actor = cast.acting("health")
    for name, args in (
        ("item_notes", (going.ref, going.item(2).ref)),
        ("item_decide", (going.ref, going.item(2).ref)),
        ("group_decision", (made.ref,)),
    ):
        assert cast.client("health").get(reverse(name, args=args)).status_code == 404
    live.close_meeting(going.manager(30), ref=going.ref)
    for page in (
        words_of(cast, "health", "meeting_live", going.ref),
        words_of(cast, "health", "minutes", going.ref),
        words_of(cast, "health", "group_decisions", going.meeting.group.ref),
    ):
        assert "marmalade" not in page
        assert "Matter 2" not in page
    assert "marmalade" in words_of(cast, "manager", "minutes", going.ref)
    with pytest.raises(Hidden):
        fetch(actor, GroupDecision, ref=made.ref)


def test_whoever_presents_an_item_and_has_a_conflict_names_who_presents_instead(cast: Cast) -> None:
    # GOV-12, GOV-10
    going = room(cast)
    item = going.item(1)
    item.presenter, item.presenter_person = "Grace Adeyemi", cast.people["health"]
    item.save()
    health = cast.acting("health", going.at(1))
    with pytest.raises(Refused, match="Name who presents it instead"):
        conflicts.declare_item_conflict(health, ref=going.ref, item_ref=item.ref, nature="Own service")
    conflicts.declare_item_conflict(
        health, ref=going.ref, item_ref=item.ref, nature="Own service", substitute="Helen Marsh"
    )
    assert (going.item(1).presenter, going.item(1).presenter_person_id) == ("Helen Marsh", None)


def test_only_the_office_declares_for_somebody_else_and_nobody_lifts_their_own(cast: Cast) -> None:
    going = room(cast)
    item = going.item(1)
    with pytest.raises(Refused, match="For somebody else, the office does it"):
        conflicts.declare_item_conflict(
            cast.acting("council"), ref=going.ref, item_ref=item.ref, nature="x", person_ref=cast.people["police"].ref
        )
    own = conflicts.declare_item_conflict(going.manager(1), ref=going.ref, item_ref=item.ref, nature="Hers")
    with pytest.raises(Refused, match="a conflict of their own"):
        conflicts.lift_item_conflict(going.manager(2), ref=going.ref, conflict_id=own.pk)
    colleague = cast.acting("administrator", going.at(3))
    conflicts.lift_item_conflict(colleague, ref=going.ref, conflict_id=own.pk)
    assert ItemConflict.objects.get(pk=own.pk).lifted_at is not None


def test_the_scrutineer_finds_the_conflict_on_their_list_without_the_title_of_the_item(cast: Cast) -> None:
    # GOV-12
    going = room(cast)
    conflicts.declare_item_conflict(
        cast.acting("health", going.at(1)), ref=going.ref, item_ref=going.item(2).ref, nature="Own service",
        substitute="Helen Marsh",
    )  # fmt: skip
    page = words_of(cast, "scrutineer", "conflicts")
    assert "Grace Adeyemi" in page
    assert "Own service" in page
    assert "Helen Marsh" in page
    assert "item 2" in page
    assert "Matter 2" not in page


def test_a_conflict_in_an_item_for_adults_is_on_the_list_of_the_boards_chair_instead(cast: Cast) -> None:
    # GOV-12
    going = room(cast, group="Case Review Working Group")
    for number, domain, nature in ((1, "adults", "Own ward"), (2, "children", "Own school"), (3, "both", "Own firm")):
        AgendaItem.objects.filter(pk=going.item(number).pk).update(domain=domain)
        conflicts.declare_item_conflict(
            going.manager(1),
            ref=going.ref,
            item_ref=going.item(number).ref,
            nature=nature,
            person_ref=cast.people["nelft"].ref,
        )
    listed = {
        key: [nature for nature in ("Own ward", "Own school", "Own firm") if nature in words_of(cast, key, "conflicts")]
        for key in ("scrutineer", "board_chair")
    }
    assert listed == {"scrutineer": ["Own school", "Own firm"], "board_chair": ["Own ward"]}


# Pages


def test_the_page_of_a_meeting_makes_few_queries(cast: Cast) -> None:
    going = room(cast, group="Case Review Working Group", items=12)
    going.come(*QUORATE)
    going.open(3, 5)
    asked = questions(cast.client("manager"), reverse("meeting_live", args=[going.ref]))
    assert len(asked) <= 19, asked
