"""Whether a meeting to come can be quorate: before it is called at short notice, and as apologies come in."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from candour.practice.directory.models import Appointment
from candour.practice.governance.models import Apology, GroupSeat, ItemConflict, Meeting, QuorumRule
from candour.practice.governance.operations import live
from candour.practice.governance.tests.rooms import SITS, Room, group_of, room
from tests.cast import Cast
from tests.pages import words

WORKING = "Case Review Working Group"
SOON = {"on_day": "20", "on_month": "11", "on_year": "2026", "at": "14:00", "minutes": "60"}


def call(cast: Cast, who: str = "manager", **answers: str) -> Any:
    address = reverse("meeting_call", args=[group_of(cast, WORKING).ref])
    return cast.client(who).post(address, {**SOON, "waived_because": "A child died on Monday.", **answers}, follow=True)


def to_come(cast: Cast, group: str = WORKING) -> Room:
    return room(cast, group=group, begun=False, days=-3)


def page(held: Room, who: str = "manager") -> str:
    return words(held.cast.client(who).get(reverse("meeting", args=[held.ref])))


def sorry(held: Room, title: str, sends: str = "") -> None:
    live.apologise(held.cast.acting("manager"), ref=held.ref, seat_id=held.seat(title), sends=sends)


def rule(held: Room, own: dict[str, Any], domain: str = "both") -> None:
    QuorumRule.objects.filter(group_id=held.meeting.group_id, domain=domain).delete()
    QuorumRule.objects.create(
        group_id=held.meeting.group_id, own_rule=own, domain=domain, from_on=held.meeting.group.from_on
    )


def test_a_meeting_at_short_notice_shows_who_can_come_before_anybody_is_told(cast: Cast) -> None:
    # MTG-12
    first = call(cast)
    said = words(first)
    assert "Nothing is sent yet" in said
    assert "Can be quorate" in said
    assert not Meeting.objects.exists()
    assert 'name="looked_at" value="2026-11-20"' in first.content.decode()
    assert "A child died on Monday." in first.content.decode(), "what was typed stays"
    call(cast, looked_at="2026-11-20")
    assert Meeting.objects.get().is_short_notice


def test_another_day_is_looked_at_again(cast: Cast) -> None:
    assert "Nothing is sent yet" in words(call(cast, looked_at="2026-11-20", on_day="23"))
    assert not Meeting.objects.exists()


def test_it_says_that_it_cannot_be_quorate_and_lets_it_be_called_all_the_same(cast: Cast) -> None:
    seats = GroupSeat.objects.filter(group=group_of(cast, WORKING))
    Appointment.objects.filter(post_id__in=seats.values("post_id")).exclude(
        person__in=[cast.people["manager"], cast.people["administrator"]]
    ).delete()
    said = words(call(cast))
    assert "Cannot be quorate" in said
    assert "Metropolitan Police" in said.split("Seats that nobody can fill")[1]
    assert "The deadline for papers is waived." in words(call(cast, looked_at="2026-11-20"))


def test_a_post_that_ends_before_the_day_brings_nobody(cast: Cast) -> None:
    seat = GroupSeat.objects.get(group=group_of(cast, WORKING), title="Lay member")
    Appointment.objects.filter(post_id=seat.post_id).update(until_on="2026-11-19")
    said = words(call(cast))
    assert "Lay member" in said.split("Seats that nobody can fill")[1]
    early = words(call(cast, on_day="19"))
    assert "Seats that nobody can fill" not in early or "Lay member" not in early.split("Seats that nobody")[1]


def test_a_meeting_in_time_is_called_at_once(cast: Cast) -> None:
    call(cast, on_day="14", on_month="1", on_year="2027", waived_because="")
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("who", ["nelft", "lay"])
def test_whoever_may_not_call_is_refused_and_told_nothing(cast: Cast, who: str) -> None:
    answer = call(cast, who)
    assert "Will it be quorate?" not in words(answer)
    assert not Meeting.objects.exists()


def test_apologies_lessen_it_and_whoever_is_sent_counts(cast: Cast) -> None:
    held = to_come(cast, "Executive")
    rule(held, {"number": 3, "of": "seats"})
    GroupSeat.objects.filter(group_id=held.meeting.group_id).exclude(title__in=["Council", "Police", "Health"]).delete()
    assert "Seats filled: 3 needed, 3 can come" in page(held)
    assert "It hangs on each of these: Council, Police, Health." in page(held)
    sorry(held, "Health")
    said = page(held)
    assert "Can be quorate" not in said
    assert "Seats filled: 3 needed, 2 can come. Nobody can come for Health" in said
    assert "Health: nobody comes instead" in said
    sorry(held, "Health", "Dr Okafor")
    assert "Can be quorate" in page(held)
    assert "Health: Dr Okafor comes instead" in page(held)


def test_a_deputy_who_may_not_count_does_not(cast: Cast) -> None:
    held = to_come(cast, "Executive")
    rule(held, {"number": 3, "of": "seats"})
    GroupSeat.objects.filter(group_id=held.meeting.group_id).exclude(title__in=["Council", "Police", "Health"]).delete()
    QuorumRule.objects.filter(group_id=held.meeting.group_id).update(deputies_count=False)
    sorry(held, "Health", "Dr Okafor")
    assert "Cannot be quorate" in page(held)


def test_an_item_from_which_somebody_has_withdrawn_has_its_own(cast: Cast) -> None:
    held = to_come(cast, "Executive")
    rule(held, {"number": 3, "of": "seats"})
    GroupSeat.objects.filter(group_id=held.meeting.group_id).exclude(title__in=["Council", "Police", "Health"]).delete()
    police = cast.people[SITS["Police"]]
    ItemConflict.objects.create(item=held.item(2), person=police, nature="Kin", declared_at=cast.now, declared_by="x")
    said = page(held)
    assert "Item 2, without those who have a conflict: Cannot be quorate" in said
    assert "Item 1, without" not in said
    assert "Item 2, without" not in page(held, SITS["Police"]), "who has withdrawn does not see the item"


def test_members_read_it_too_and_it_goes_when_the_meeting_begins(cast: Cast) -> None:
    held = to_come(cast)
    assert "Will it be quorate?" in page(held, "nelft")
    assert "Note an apology" not in page(held, "nelft")
    assert "Note an apology" in page(held)
    live.begin_meeting(held.manager(), ref=held.ref)
    assert "Will it be quorate?" not in page(held)


def test_a_group_without_a_rule_has_none(cast: Cast) -> None:
    held = to_come(cast)
    QuorumRule.objects.filter(group_id=held.meeting.group_id).delete()
    held.meeting.group.quorum_name = ""
    held.meeting.group.save()
    assert "Will it be quorate?" not in page(held)
    assert Apology.objects.count() == 0


def test_a_member_sends_an_apology_for_their_own_seat_and_takes_it_back(cast: Cast) -> None:
    # MTG-11, MTG-12
    held = to_come(cast, "Executive")
    rule(held, {"number": 3, "of": "seats"})
    GroupSeat.objects.filter(group_id=held.meeting.group_id).exclude(title__in=["Council", "Police", "Health"]).delete()
    client, address = cast.client("health"), reverse("live_apology", args=[held.ref, held.seat("Health")])
    assert "Health: counted as coming. Send an apology" in page(held, "health")
    answer = client.post(address, {"sends": "Dr Okafor"}, follow=True)
    assert answer.redirect_chain == [(reverse("meeting", args=[held.ref]), 302)]
    assert "Health: an apology is noted; Dr Okafor comes instead." in words(answer)
    assert Apology.objects.get().person == cast.people["health"]
    client.post(address, {"sends": ""})
    assert "Seats filled: 3 needed, 2 can come. Nobody can come for Health" in page(held)
    back = client.post(reverse("live_no_apology", args=[held.ref, held.seat("Health")]), follow=True)
    assert back.redirect_chain == [(reverse("meeting", args=[held.ref]), 302)]
    assert "Health: counted as coming." in words(back)
    assert not Apology.objects.exists()


def test_nobody_but_the_office_apologises_for_somebody_elses_seat(cast: Cast) -> None:
    held = to_come(cast, "Executive")
    address = reverse("live_apology", args=[held.ref, held.seat("Health")])
    assert "Health:" not in page(held, "police")
    assert "Are you coming?" not in page(held)
    assert cast.client("police").post(address, {"sends": "Myself"}).status_code == 403
    assert not Apology.objects.exists()
    cast.client("manager").post(address, {"sends": ""})
    cast.client("police").post(reverse("live_no_apology", args=[held.ref, held.seat("Health")]))
    assert Apology.objects.get().sends == ""


def test_no_apology_is_taken_for_a_seat_elsewhere_a_cancelled_meeting_or_one_that_was_sat_in(cast: Cast) -> None:
    held = to_come(cast)
    nelft, seat = cast.client("nelft"), held.seat("NELFT")
    elsewhere = room(cast, group="Executive", begun=False, days=-4).seat("Health")
    for number in (0, elsewhere, 2**70):
        assert nelft.get(reverse("live_apology", args=[held.ref, number])).status_code == 404
    begun = room(cast, group=WORKING)
    begun.come("NELFT")
    begun.go("NELFT", 5)
    sat = nelft.post(reverse("live_apology", args=[begun.ref, seat]), {"sends": ""})
    assert "Whoever holds the seat is there, or was." in words(sat)
    assert (
        cast.client("manager").post(reverse("live_left", args=[begun.ref, 2**70]), {"at": "10:00"}).status_code == 404
    )
    Meeting.objects.filter(pk=held.meeting.pk).update(state="cancelled")
    assert nelft.post(reverse("live_apology", args=[held.ref, seat]), {"sends": ""}).status_code == 422
    assert not Apology.objects.exists()


def test_nobody_is_asked_whether_they_come_once_the_meeting_began(cast: Cast) -> None:
    held = to_come(cast)
    assert "Are you coming?" in page(held, "nelft")
    live.begin_meeting(held.manager(), ref=held.ref)
    assert "Are you coming?" not in page(held, "nelft")
