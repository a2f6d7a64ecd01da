"""What passes to a successor with a post that has a seat: papers, duties, and what there is to read and to sign."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.deadlines.queries import undated_for
from candour.platform.files.models import StoredFile
from candour.practice.directory.models import Appointment, Person, StandingDeputy, Undertaking
from candour.practice.governance.models import GroupSeat, ItemConflict, Minutes, Paper
from candour.practice.governance.operations import actions, agendas
from candour.practice.governance.tests.rooms import Room, room
from candour.practice.governance.tests.test_actions import add, group
from tests.cast import Cast
from tests.pages import words

WORKING = "Case Review Working Group"
SUMMARY = "It says who does what when a baby is born early. Members are asked to agree it."
LINE = "What passed to you with your post or seat"
HEIR = "nominee"


@pytest.fixture
def heir(cast: Cast) -> Person:
    """Somebody who sat in no group follows NELFT's member of the working group three days ago."""
    post = GroupSeat.objects.get(group=group(), title="NELFT").post
    assert post is not None
    today = cast.now.date()
    Appointment.objects.filter(post=post).update(until_on=today - timedelta(days=4))
    StandingDeputy.objects.filter(post=post).delete()
    GroupSeat.objects.filter(post=post).exclude(group=group()).delete()
    Appointment.objects.create(post=post, person=cast.people[HEIR], from_on=today - timedelta(days=3))
    return cast.people[HEIR]


def page(cast: Cast, who: str = HEIR) -> str:
    return words(cast.client(who).get(reverse("taking_over")))


def waits(cast: Cast, who: str = HEIR) -> list[str]:
    return [one.do_next for one in undated_for(cast.acting(who)) if one.title == LINE]


def ahead(cast: Cast) -> Room:
    return room(cast, group=WORKING, begun=False, days=-20)


def paper(held: Room, number: int = 1, title: str = "The pathway") -> Paper:
    made = agendas.add_paper(
        held.cast.acting("manager"),
        item_ref=held.item(number).ref,
        title=title,
        author="NELFT",
        summary=SUMMARY,
        upload=SimpleUploadedFile("pathway.txt", title.encode()),
    )
    StoredFile.objects.filter(pk=made.file_id).update(state="clean")
    return made


def read_the_rest(cast: Cast) -> None:
    cast.client(HEIR).get(reverse("action_log", args=[group().ref]))


def test_the_post_and_whom_they_follow_are_named(cast: Cast, heir: Person) -> None:
    # F16
    said = page(cast)
    assert "since 15 November 2026" in said
    assert f"after {cast.people['nelft'].name}" in said


def test_papers_of_coming_meetings_are_unread_until_they_are_opened(cast: Cast, heir: Person) -> None:
    # F16
    one = paper(ahead(cast))
    read_the_rest(cast)
    assert "Paper A of item 1: The pathway" in page(cast)
    assert "Not opened yet" in page(cast).split("Paper A of item 1")[1].split("To read")[0]
    assert waits(cast) == ["Read what is new to you (1)"]
    assert cast.client(HEIR).get(reverse("file", args=[one.file.ref])).status_code == 200
    assert "Opened" in page(cast).split("Paper A of item 1")[1].split("To read")[0]
    assert waits(cast) == []


def test_a_later_version_is_unread_again_and_the_old_one_is_gone(cast: Cast, heir: Person) -> None:
    held = ahead(cast)
    one = paper(held)
    cast.client(HEIR).get(reverse("file", args=[one.file.ref]))
    later = agendas.add_paper(
        cast.acting("manager"), item_ref=held.item(1).ref, title="The pathway, mended", author="NELFT", summary=SUMMARY,
        upload=SimpleUploadedFile("pathway.txt", b"Mended."), replaces_ref=one.ref,
    )  # fmt: skip
    StoredFile.objects.filter(pk=later.file_id).update(state="clean")
    said = page(cast)
    assert "The pathway, mended" in said
    assert "Not opened yet" in said.split("The pathway, mended")[1].split("To read")[0]


def test_what_somebody_else_opened_is_still_unread(cast: Cast, heir: Person) -> None:
    one = paper(ahead(cast))
    read_the_rest(cast)
    cast.client("manager").get(reverse("file", args=[one.file.ref]))
    assert waits(cast) == ["Read what is new to you (1)"]


def test_a_paper_that_they_may_not_see_is_not_named(cast: Cast, heir: Person) -> None:
    held = ahead(cast)
    paper(held, 1, "Kept from them")
    paper(held, 2, "For all")
    ItemConflict.objects.create(item=held.item(1), person=heir, nature="Kin", declared_at=cast.now, declared_by="x")
    said = page(cast)
    assert "Kept from them" not in said
    assert "For all" in said


def test_where_the_group_stands_is_a_list_to_read(cast: Cast, heir: Person) -> None:
    # F16
    last = room(cast, group=WORKING, days=30)
    Minutes.objects.create(meeting=last.meeting, state="final", made_at=cast.now)
    said = page(cast)
    for what in ("The last minutes, of 19 October 2026", "The action log", "The forward plan"):
        assert what in said, what
    assert waits(cast) == ["Read what is new to you (2)"]
    read_the_rest(cast)
    assert waits(cast) == ["Read what is new to you (1)"]
    cast.client(HEIR).get(reverse("minutes", args=[last.ref]))
    assert waits(cast) == []
    assert "Executive" not in page(cast), "it is a group in which they do not sit"


def test_what_passed_on_is_theirs_and_what_did_not_is_named_under_who_held_it(cast: Cast, heir: Person) -> None:
    # F16
    passed, stuck = add(cast, "nelft"), add(cast, "nelft", text="Still nobody's.")
    actions.change_action(
        cast.acting("manager"), ref=passed.ref, version=passed.version, text=passed.text, owner=heir, due_on=None
    )
    mine, theirs = page(cast).split("What you answer for now")[1].split("Still in the name of")
    assert passed.name in mine
    assert stuck.name not in mine
    assert cast.people["nelft"].name in theirs
    assert stuck.name in theirs


def test_whoever_held_it_before_and_holds_another_post_is_left_alone(cast: Cast, heir: Person) -> None:
    add(cast, "nelft")
    post = Appointment.objects.filter(person=cast.people["lay"]).get().post
    Appointment.objects.filter(person=cast.people["lay"]).update(until_on=date(2026, 11, 1))
    Appointment.objects.create(post=post, person=cast.people["nelft"], from_on=date(2026, 11, 2))
    assert "Still in the name of" not in page(cast)


def test_an_undertaking_that_ends_soon_is_to_be_signed(cast: Cast, heir: Person) -> None:
    # F16
    assert "To sign" not in page(cast)
    Undertaking.objects.filter(person=heir, kind="confidentiality").update(ends_on=date(2026, 12, 1))
    assert "Confidentiality agreement Ends on 1 December 2026" in page(cast)


def test_a_standing_deputy_and_a_new_seat_count_too(cast: Cast) -> None:
    assert waits(cast, "lay") == []
    seat = GroupSeat.objects.get(group=group(), title="Lay member")
    GroupSeat.objects.filter(pk=seat.pk).update(from_on=date(2026, 11, 10))
    assert len(waits(cast, "lay")) == 1
    police = GroupSeat.objects.get(group=group(), title="Metropolitan Police").post
    assert police is not None
    StandingDeputy.objects.filter(post=police).delete()
    StandingDeputy.objects.create(post=police, person=cast.people[HEIR], from_on=date(2026, 11, 10))
    assert len(waits(cast)) == 1


def test_after_ninety_days_it_is_no_news(cast: Cast, heir: Person) -> None:
    Appointment.objects.filter(person=heir, from_on=date(2026, 11, 15)).update(from_on=date(2026, 8, 19))
    assert len(waits(cast)) == 0
    Appointment.objects.filter(person=heir, from_on=date(2026, 8, 19)).update(from_on=date(2026, 8, 20))
    assert len(waits(cast)) == 1


def test_it_stands_on_whats_due_and_leads_there(cast: Cast, heir: Person) -> None:
    home = cast.client(HEIR).get(reverse("home"))
    assert LINE in words(home)
    assert f'href="{reverse("taking_over")}"' in home.content.decode()


def test_whoever_took_over_nothing_finds_an_empty_page(cast: Cast) -> None:
    assert "No post has passed to you in the last 90 days." in page(cast, "police_lead")
    assert waits(cast, "police_lead") == []
    assert cast.client("newcomer").get(reverse("taking_over")).status_code == 302, "they sign first"
