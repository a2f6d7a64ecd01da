"""Minutes: no lost action, frozen for each reader, sent out in time, agreed with amendments, taken out as a file."""

from __future__ import annotations

import io
from datetime import timedelta

import docx
import pypdfium2
import pytest
from django.urls import reverse

from candour.platform.access.policy import Hidden, Refused
from candour.platform.deadlines.models import Deadline
from candour.platform.messaging.models import OutboxMessage
from candour.practice.governance.models import Action, Minutes, Promise
from candour.practice.governance.operations import conflicts, live, minutes
from candour.practice.governance.queries import minutes as queries
from candour.practice.governance.tests.rooms import Room, room
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast

LOST = "Action: HM to make enquiries with the DCI."


def held(cast: Cast, *notes: str, **more: object) -> Room:
    going = room(cast, **more)  # type: ignore[arg-type]
    going.come("Council", "Police", "Health")
    for number, text in enumerate(notes, start=1):
        going.open(number, number)
        going.note(number, text, number)
    live.close_meeting(going.manager(60), ref=going.ref)
    return going


def open_hits(going: Room) -> list[queries.Hit]:
    return [hit for hit in queries.hits_of(going.manager(90), going.fresh) if not hit.is_settled]


def words_of(cast: Cast, key: str, name: str, *args: object) -> str:
    answer = cast.client(key).get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_minutes_are_not_final_while_an_action_has_no_number_and_are_once_it_has(cast: Cast) -> None:
    # MTG-10, T1, F02
    going = held(cast, f"The figures were noted. {LOST}")
    with pytest.raises(Refused, match="1 thing in the minutes"):
        minutes.finalise(going.manager(90), ref=going.ref)
    (hit,) = open_hits(going)
    assert "Settle before they are final: 1" in words_of(cast, "manager", "minutes", going.ref)
    action = minutes.number_finding(
        going.manager(91),
        ref=going.ref,
        key=hit.key,
        owner_ref=cast.people["council"].ref,
        due_on=FuzzyDate.on(going.at(0).date()),
    )
    assert (action.text, action.owner_id, action.item_id) == (
        "HM to make enquiries with the DCI.",
        cast.people["council"].pk,
        going.item(1).pk,
    )
    assert (action.year, action.number) == (2026, 1)
    minutes.finalise(going.manager(92), ref=going.ref)
    frozen = Minutes.objects.get(meeting=going.meeting).frozen
    assert frozen[0]["notes"] == f"The figures were noted. {LOST} [Action 2026/01]"
    assert [one["name"] for one in frozen[0]["actions"]] == ["2026/01"]


def test_a_finding_is_dismissed_only_with_a_reason_and_settled_once(cast: Cast) -> None:
    going = held(cast, "HM will write to ZQ. ZQ agreed to answer.")
    hits = open_hits(going)
    assert [str(hit.found.kind) for hit in hits] == ["promise", "person", "promise", "person"]
    with pytest.raises(Refused, match="Say why"):
        minutes.dismiss_finding(going.manager(90), ref=going.ref, key=hits[0].key, because=" ")
    for hit in hits:
        minutes.dismiss_finding(going.manager(90), ref=going.ref, key=hit.key, because="Done in the room.")
    with pytest.raises(Refused, match="settled already"):
        minutes.number_finding(going.manager(91), ref=going.ref, key=hits[0].key, owner_ref="x")
    minutes.finalise(going.manager(92), ref=going.ref)
    assert set(Promise.objects.values_list("dismissed_because", "settled_by")) == {("Done in the room.", "Priya Anand")}


def test_words_that_are_written_away_are_forgotten_and_new_ones_are_found(cast: Cast) -> None:
    going = held(cast, LOST)
    with pytest.raises(Refused):
        minutes.finalise(going.manager(90), ref=going.ref)
    going.note(1, "Nothing more. Action 2026/09: KD to look.", 91)
    kinds = [str(hit.found.kind) for hit in open_hits(going)]
    assert kinds == ["number", "action", "person"]
    going.note(1, "Nothing more.", 92)
    minutes.finalise(going.manager(93), ref=going.ref)
    assert not Promise.objects.exists()


def test_a_number_of_the_log_settles_what_is_in_it_already(cast: Cast) -> None:
    going = held(cast, LOST, "")
    (hit,) = open_hits(going)
    first = minutes.number_finding(going.manager(90), ref=going.ref, key=hit.key, owner_ref=cast.people["council"].ref)
    going.note(2, "Action: HM to make them again.", 91)
    (again,) = open_hits(going)
    with pytest.raises(Refused, match="no action 2019/01"):
        minutes.number_finding(going.manager(92), ref=going.ref, key=again.key, existing="2019/01")
    minutes.number_finding(going.manager(92), ref=going.ref, key=again.key, existing=first.name)
    assert Action.objects.filter(group=going.meeting.group).count() == 1
    assert open_hits(going) == []


def test_what_hides_in_an_item_that_the_office_does_not_see_still_blocks(cast: Cast) -> None:
    going = held(cast, LOST)
    colleague = cast.acting("administrator", going.at(80))
    conflicts.declare_item_conflict(going.manager(80), ref=going.ref, item_ref=going.item(1).ref, nature="Hers")
    assert open_hits(going) == []
    with pytest.raises(Refused, match="1 thing in the minutes"):
        minutes.finalise(going.manager(90), ref=going.ref)
    key = next(hit.key for hit in queries.hits_of(colleague, going.fresh))
    with pytest.raises(Hidden):
        minutes.dismiss_finding(going.manager(90), ref=going.ref, key=key, because="x")
    minutes.dismiss_finding(colleague, ref=going.ref, key=key, because="Settled by letter.")
    minutes.finalise(going.manager(91), ref=going.ref)
    page = words_of(cast, "manager", "minutes", going.ref)
    assert "DCI" not in page
    assert "DCI" in words_of(cast, "administrator", "minutes", going.ref)


def test_final_minutes_show_each_reader_only_their_items_on_the_page_and_in_the_files(cast: Cast) -> None:
    going = held(cast, "About apples.", "About marmalade.")
    conflicts.declare_item_conflict(
        cast.acting("health", going.at(70)), ref=going.ref, item_ref=going.item(2).ref, nature="Own"
    )
    assert "being written" in words_of(cast, "health", "minutes", going.ref)
    assert cast.client("health").get(reverse("minutes_as_pdf", args=[going.ref])).status_code == 404
    minutes.finalise(going.manager(90), ref=going.ref)
    page = words_of(cast, "health", "minutes", going.ref)
    assert "apples" in page
    assert "marmalade" not in page
    for key, reads in (("health", False), ("council", True)):
        client = cast.client(key)
        word = client.get(reverse("minutes_as_word", args=[going.ref]))
        text = "\n".join(one.text for one in docx.Document(io.BytesIO(word.content)).paragraphs)
        assert ("apples" in text, "marmalade" in text) == (True, reads)
        pdf = client.get(reverse("minutes_as_pdf", args=[going.ref])).content
        pages = pypdfium2.PdfDocument(pdf)
        printed = "\n".join(one.get_textpage().get_text_bounded() for one in pages)
        assert ("apples" in printed, "marmalade" in printed) == (True, reads)
    assert cast.client("redbridge").get(reverse("minutes", args=[going.ref])).status_code == 404


def test_they_go_out_by_mail_without_a_word_of_them_and_meet_their_deadline(cast: Cast) -> None:
    # MTG-05
    going = held(cast, "About marmalade.")
    due = Deadline.objects.get(owner_kind="governance.meeting", owner_id=going.meeting.pk, key="minutes")
    assert due.due_on == going.meeting.starts_at.date() + timedelta(days=21)
    assert due.met_at is None
    minutes.finalise(going.manager(90), ref=going.ref)
    due.refresh_from_db()
    assert due.met_at == going.at(90)
    sent = OutboxMessage.objects.filter(template="governance.minutes_out")
    assert {one.to for one in sent} == {
        f"{name}@example.org" for name in ("helen.marsh", "marcus.bell", "grace.adeyemi")
    }
    minutes.take_back(going.manager(91), ref=going.ref)
    due.refresh_from_db()
    assert due.met_at is None
    assert Minutes.objects.get(meeting=going.meeting).frozen == []


def test_late_minutes_are_marked_and_stand_with_what_is_due(cast: Cast) -> None:
    # MTG-05
    going = held(cast, "About apples.", days=30)
    assert "Late: they were due on 9 November 2026" in words_of(cast, "manager", "minutes", going.ref)
    assert "Minutes of Executive" in words_of(cast, "manager", "home")


def test_a_later_meeting_agrees_them_with_its_amendments(cast: Cast) -> None:
    # MTG-08
    going = held(cast, "About apples.", days=30)
    later = room(cast)
    with pytest.raises(Refused, match="draft"):
        minutes.agree(later.manager(), ref=going.ref, item_ref=later.item(1).ref)
    minutes.finalise(going.manager(90), ref=going.ref)
    with pytest.raises(Refused, match="a later meeting"):
        minutes.agree(later.manager(), ref=going.ref, item_ref=going.item(1).ref)
    answer = cast.client("manager").post(
        reverse("minutes_agree", args=[going.ref]),
        {"item": later.item(1).ref, "amendments": "RS was there (Robert South).\nApples, not pears\n"},
    )
    assert answer.status_code == 302
    page = words_of(cast, "council", "minutes", going.ref)
    assert "RS was there (Robert South)" in page
    assert "Apples, not pears" in page
    assert "Agreed at the meeting of 18 November 2026" in page


def test_notes_of_final_minutes_are_not_changed_and_only_the_office_settles(cast: Cast) -> None:
    going = held(cast, LOST)
    (hit,) = open_hits(going)
    with pytest.raises(Refused, match="Only the office"):
        minutes.finalise(cast.acting("council"), ref=going.ref)
    for name in ("finding_number", "finding_dismiss"):
        assert cast.client("council").get(reverse(name, args=[going.ref, hit.key])).status_code == 404
    cast.client("manager").post(reverse("finding_dismiss", args=[going.ref, hit.key]), {"because": "Done in the room."})
    minutes.finalise(going.manager(91), ref=going.ref)
    with pytest.raises(Refused, match="The minutes are final"):
        going.note(1, "Other words.", 92)
