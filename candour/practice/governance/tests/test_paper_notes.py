"""Private notes on a paper: read by their writer alone, carried to the next version, deleted by nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.access.policy import Hidden, seen_by
from candour.platform.audit_trail.models import Entry
from candour.practice.governance.models import ItemConflict, Paper, PaperNote
from candour.practice.governance.operations import agendas, paper_notes
from candour.practice.governance.tests.rooms import Room, room
from tests.cast import Cast
from tests.pages import problems, value_of, words
from tests.planted import whole_database

OWN = "Ask why ward nine was left out."
WORKING = "Case Review Working Group"


@pytest.fixture
def held(cast: Cast) -> Room:
    return room(cast, group=WORKING, begun=False, days=-20)


def paper(held: Room, replaces: str = "") -> Paper:
    return agendas.add_paper(
        held.cast.acting("manager"),
        item_ref=held.item(1).ref,
        title="The pathway",
        author="NELFT",
        summary="It says who does what when a baby is born early. Members are asked to agree it.",
        upload=SimpleUploadedFile("pathway.txt", b"The pathway."),
        replaces_ref=replaces,
    )


def keep(cast: Cast, who: str, one: Paper, text: str = OWN, version: int = 0) -> Any:
    address = reverse("paper_notes", args=[one.ref])
    return cast.client(who).post(address, {"text": text, "version": version}, follow=True)


def page(cast: Cast, who: str, one: Paper) -> str:
    return words(cast.client(who).get(reverse("paper", args=[one.ref])))


def test_what_is_written_is_shown_beside_the_paper_to_its_writer_alone(cast: Cast, held: Room) -> None:
    # F13
    one = paper(held)
    assert OWN in words(keep(cast, "nelft", one))
    assert OWN in page(cast, "nelft", one)
    for who in ("manager", "administrator", "police_lead", "chair"):
        if seen_by(cast.acting(who), Paper).filter(pk=one.pk).exists():
            assert OWN not in page(cast, who, one), who
        assert not seen_by(cast.acting(who), PaperNote).exists(), who
    meeting = cast.client("nelft").get(reverse("meeting", args=[held.ref]))
    assert "My notes on paper A" in words(meeting)
    assert "My notes on paper A" not in words(cast.client("manager").get(reverse("meeting", args=[held.ref])))


def test_they_stay_beside_the_next_version(cast: Cast, held: Room) -> None:
    # F13
    one = paper(held)
    keep(cast, "nelft", one)
    later = paper(held, one.ref)
    assert later.number == 2
    assert OWN in page(cast, "nelft", later)
    assert "beside version 1" in page(cast, "nelft", later)
    keep(cast, "nelft", later, "Ward nine is in now.", version=1)
    assert "Ward nine is in now." in page(cast, "nelft", later)
    assert "beside version 2" in page(cast, "nelft", later)
    assert PaperNote.objects.count() == 1


def test_another_paper_of_the_item_has_notes_of_its_own(cast: Cast, held: Room) -> None:
    one, other = paper(held), paper(held)
    keep(cast, "nelft", one)
    assert OWN not in page(cast, "nelft", other)


def test_each_reader_keeps_their_own(cast: Cast, held: Room) -> None:
    one = paper(held)
    keep(cast, "nelft", one)
    keep(cast, "manager", one, "Print it.")
    assert "Print it." not in page(cast, "nelft", one)
    assert "Print it." in page(cast, "manager", one)


def test_only_their_writer_deletes_them(cast: Cast, held: Room) -> None:
    # F13
    one = paper(held)
    keep(cast, "nelft", one)
    address = reverse("paper_notes_delete", args=[one.ref])
    assert "You keep no notes on this paper." in words(cast.client("manager").post(address, follow=True))
    assert PaperNote.objects.count() == 1
    assert "Your notes are deleted." in words(cast.client("nelft").post(address, follow=True))
    assert not PaperNote.objects.exists()
    assert "You keep no notes" in page(cast, "nelft", one)


def test_they_are_sealed_and_history_holds_no_word_of_them(cast: Cast, held: Room) -> None:
    keep(cast, "nelft", paper(held))
    assert OWN not in whole_database()
    told = Entry.objects.filter(verb__startswith="governance.own_notes")
    assert [(one.facts, one.subject_kind, one.within_kind) for one in told] == [
        ({}, "governance.papernote", "governance.papernote")
    ]


def test_whoever_does_not_see_the_paper_keeps_no_notes_on_it(cast: Cast, held: Room) -> None:
    one = paper(held)
    for who in ("redbridge", "technical", "joint"):
        assert keep(cast, who, one).status_code == 404, who
    with pytest.raises(Hidden):
        paper_notes.keep_note(cast.acting("redbridge"), paper_ref=one.ref, text=OWN, version=0)
    assert not PaperNote.objects.exists()


def test_whoever_withdraws_from_the_item_loses_sight_of_their_notes_too(cast: Cast, held: Room) -> None:
    one = paper(held)
    keep(cast, "nelft", one)
    ItemConflict.objects.create(
        item=held.item(1), person=cast.people["nelft"], nature="Kin", declared_at=cast.now, declared_by="x"
    )
    assert not seen_by(cast.acting("nelft"), PaperNote).exists()
    assert cast.client("nelft").get(reverse("paper_notes", args=[one.ref])).status_code == 404


def test_a_change_in_another_window_is_not_lost(cast: Cast, held: Room) -> None:
    one = paper(held)
    keep(cast, "nelft", one)
    keep(cast, "nelft", one, "In the other window.", version=1)
    answer = keep(cast, "nelft", one, "In this window.", version=1)
    assert answer.status_code == 422
    assert "In the other window." in words(answer)
    assert "In this window." in answer.content.decode()
    assert PaperNote.objects.get().text == "In the other window."
    first = keep(cast, "nelft", one, "As if for the first time.", version=0)
    assert first.status_code == 422
    assert problems(answer) == [
        "You changed this in another window. What you wrote is below, and what is saved now is shown above it. "
        "Check both, then save again."
    ]


def test_whoever_changed_them_in_another_window_checks_both_and_saves_again(cast: Cast, held: Room) -> None:
    one = paper(held)
    keep(cast, "nelft", one)
    first = keep(cast, "nelft", one, "As if for the first time.", version=0)
    assert (first.status_code, OWN in words(first)) == (422, True)
    kept = keep(cast, "nelft", one, "Both together.", version=int(value_of(first, "version")))
    assert kept.status_code == 200
    late = keep(cast, "nelft", one, "In this window.", version=1)
    assert keep(cast, "nelft", one, "In this window.", version=int(value_of(late, "version"))).status_code == 200
    assert PaperNote.objects.get().text == "In this window."


def test_notes_that_were_deleted_in_another_window_can_be_kept_after_all(cast: Cast, held: Room) -> None:
    one = paper(held)
    keep(cast, "nelft", one)
    cast.client("nelft").post(reverse("paper_notes_delete", args=[one.ref]))
    late = keep(cast, "nelft", one, "In this window.", version=1)
    assert (late.status_code, "You deleted them." in words(late)) == (422, True)
    assert keep(cast, "nelft", one, "In this window.", version=int(value_of(late, "version"))).status_code == 200
    assert PaperNote.objects.get().text == "In this window."


def test_nothing_is_not_kept_and_hostile_text_is_only_text(cast: Cast, held: Room) -> None:
    one = paper(held)
    assert keep(cast, "nelft", one, "  ").status_code == 422
    assert keep(cast, "nelft", one, "x" * 100_001).status_code == 422
    keep(cast, "nelft", one, "<script>alert(1)</script> =HYPERLINK(1)")
    html = cast.client("nelft").get(reverse("paper", args=[one.ref])).content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html


def test_the_same_form_sent_twice_keeps_them_once(cast: Cast, held: Room) -> None:
    one = paper(held)
    client, address = cast.client("nelft"), reverse("paper_notes", args=[one.ref])
    for _ in range(2):
        sent = client.post(address, {"text": OWN, "version": 0, "submission_key": "k" * 20}, follow=True)
        assert sent.status_code == 200
    assert Entry.objects.filter(verb="governance.own_notes_kept").count() == 1


def test_a_removed_paper_takes_no_notes(cast: Cast, held: Room) -> None:
    one = paper(held)
    agendas.remove_paper(cast.acting("manager"), ref=one.ref)
    with pytest.raises(Hidden):
        paper_notes.keep_note(cast.acting("nelft"), paper_ref=one.ref, text=OWN, version=0)
