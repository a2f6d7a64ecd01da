"""Bringing in old forward plans, agendas, attendance lists and notes of meetings."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.platform.imports import operations as imports
from candour.platform.imports.models import ImportRun
from candour.platform.imports.queries import rows_of
from candour.platform.imports.recipes import recipe_of
from candour.practice.governance.models import Action, AgendaItem, Apology, Attendance, Meeting, Minutes, PlannedItem
from candour.practice.governance.tests.test_actions import add, group, meeting
from tests.cast import Cast
from tests.pages import words

SAMPLES = Path(__file__).with_name("samples")
HELD = datetime(2026, 9, 10, 9, tzinfo=UTC)


def bring(cast: Cast, recipe: str, owner: Any, *, name: str = "", text: str = "", content: bytes = b"") -> ImportRun:
    sent = content or ((SAMPLES / name).read_bytes() if name else b"")
    return imports.bring_in(
        cast.acting("manager"),
        recipe=recipe_of(recipe),
        owner=owner,
        owner_ref=owner.ref,
        upload=SimpleUploadedFile(name, sent) if name else None,
        text=text,
    )


def notes(run: ImportRun, number: int) -> list[tuple[str, str]]:
    return [(note["level"], note["text"]) for note in rows_of(run).get(number=number).notes]


def apply(cast: Cast, run: ImportRun, decisions: Any = None) -> None:
    because = "It is printed so in what was signed."
    manager = cast.acting("manager")
    imports.apply_run(manager, run=run, decisions=decisions or {}, version=run.version, kept_because=because)


def plan(cast: Cast) -> ImportRun:
    return bring(cast, "forward-plan", group(), name="forward_plan.csv")


def test_a_row_without_an_item_is_left_out_and_says_why(cast: Cast) -> None:
    assert ("problem", "The row names no item: no meeting held.") in notes(plan(cast), 1)


def test_a_saturday_is_kept_only_with_the_reason_which_stays_with_the_import(cast: Cast) -> None:
    # T5
    run = plan(cast)
    address = reverse("import", args=[run.ref])
    sent = {"version": str(run.version), "then": "import"}
    refused = cast.client("manager").post(address, sent, follow=True)
    assert "Say why what can hardly be right stays as it is printed. Rows: 4" in words(refused)
    assert not PlannedItem.objects.exists()
    done = words(cast.client("manager").post(address, sent | {"kept_because": "A day for families."}, follow=True))
    assert "stayed as it is printed: A day for families." in done
    assert PlannedItem.objects.exists()


def test_a_saturday_and_a_month_of_the_wrong_year_are_questioned(cast: Cast) -> None:
    run = plan(cast)
    assert ("question", "19 September 2026 is a Saturday, on which no meeting is held.") in notes(run, 4)
    assert (
        "correction", "January 2026 is not in the year 2026–27 of this table. January 2027 is probably meant.",
    ) in notes(run, 9)  # fmt: skip
    meeting(datetime(2026, 9, 9, 9, tzinfo=UTC))
    words = "19 September 2026 is a Saturday, on which no meeting is held. There was a meeting on 9 September 2026."
    assert ("correction", words) in notes(plan(cast), 4)


def test_the_plan_keeps_months_standing_items_and_what_was_carried(cast: Cast) -> None:
    run = plan(cast)
    last = [text for _, text in notes(run, 8)].index(
        "It is printed as an item that comes back: at every meeting. Let it come back by itself from here on."
    )
    january = [text for _, text in notes(run, 9)].index(
        "January 2026 is not in the year 2026–27 of this table. January 2027 is probably meant."
    )
    apply(cast, run, {8: [last], 9: [january]})
    planned = list(PlannedItem.objects.order_by("pk"))
    assert len(planned) == 8
    assert [(one.due_on, one.due_as_printed, one.standing) for one in planned[-2:]] == [
        (date(2026, 11, 1), "November 2026 [Date TBC]", "every"),
        (date(2027, 1, 1), "January 2026 [Date TBC]", "once"),
    ]
    carried = PlannedItem.objects.get(carried_count=1)
    assert carried.comment == "TBC – C/F to October agenda."
    assert planned[0].done_at is not None
    assert planned[-1].done_at is None


def test_a_plan_is_taken_out_again(cast: Cast) -> None:
    run = plan(cast)
    apply(cast, run)
    imports.undo_run(cast.acting("manager"), run=run)
    assert not PlannedItem.objects.exists()


def test_an_agenda_says_what_it_adds_to_and_becomes_items(cast: Cast) -> None:
    at = meeting(HELD)
    run = bring(cast, "agenda", at, name="agenda.csv")
    assert ("fine", "The agenda adds to 71 of 120 minutes.") in notes(run, 1)
    apply(cast, run)
    items = list(AgendaItem.objects.filter(meeting=at).order_by("order"))
    assert [(one.order, one.title, one.minutes, one.presenter) for one in items[3:]] == [
        (4, "Young carers", 30, "Daniel Osei"),
        (5, "Request forms", 20, "DO/LH"),
        (6, "Any other business", 5, "All"),
    ]
    assert items[3].presenter_person == cast.people["nelft"]
    again = bring(cast, "agenda", at, name="agenda.csv")
    assert {notes(again, number)[0][0] for number in range(1, 7)} == {"problem"}
    imports.undo_run(cast.acting("manager"), run=run)
    assert not AgendaItem.objects.exists()


def test_an_agenda_that_does_not_fit_is_questioned(cast: Cast) -> None:
    text = "No\tItem\tPresenter\tMinutes\n1\tCases\tChair\t90\n2\tPlans\tChair\t45"
    run = bring(cast, "agenda", meeting(HELD), text=text)
    assert ("question", "The agenda adds to 135 of 120 minutes, which is 15 too many.") in notes(run, 1)
    assert [row.reading["title"] for row in rows_of(run)] == ["Cases", "Plans"]


def test_attendance_fills_the_seats_with_late_comers_deputies_and_apologies(cast: Cast) -> None:
    at = meeting(HELD)
    run = bring(cast, "attendance", at, name="attendance.csv")
    apply(cast, run)
    late = Attendance.objects.get(person=cast.people["nelft"])
    assert late.seat.title == "NELFT"
    assert late.arrived_at == datetime(2026, 9, 10, 9, 20, tzinfo=UTC)  # 10:20 in summer
    instead = Attendance.objects.get(person=cast.people["head"])
    assert (instead.seat.title, instead.deputises_for) == ("Children’s services", cast.people["childrens_care"])
    assert Apology.objects.get().seat.title == "Lay member"
    assert Attendance.objects.count() == 2


def test_whoever_is_not_in_the_directory_or_has_no_seat_is_left_out_and_never_made(cast: Cast) -> None:
    run = bring(cast, "attendance", meeting(HELD), name="attendance.csv")
    people = len(cast.people)
    assert notes(run, 4) == [
        ("problem", "Joyce Underhill is not in the directory. Add them to it first, and send the list again.")
    ]
    assert notes(run, 5)[0] == (
        "problem",
        "Kwame Mensah has no seat in the group, and stands in for nobody who has one. Give them a seat first.",
    )
    apply(cast, run)
    assert type(cast.people["nelft"]).objects.count() == people


def test_attendance_is_taken_out_again(cast: Cast) -> None:
    run = bring(cast, "attendance", meeting(HELD), name="attendance.csv")
    apply(cast, run)
    imports.undo_run(cast.acting("manager"), run=run)
    assert not Attendance.objects.exists()
    assert not Apology.objects.exists()


def in_word(text: str) -> bytes:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def old_notes(cast: Cast, how: str) -> ImportRun:
    record, prose = (SAMPLES / "notes.json").read_text(), (SAMPLES / "notes.txt").read_text()
    if how == "record":
        return bring(cast, "notes", group(), text=record)
    if how == "pasted":
        return bring(cast, "notes", group(), text=prose)
    if how == "text":
        return bring(cast, "notes", group(), name="notes.txt")
    return bring(cast, "notes", group(), name="notes.docx", content=in_word(prose))


@pytest.mark.parametrize("how", ["record", "pasted", "text", "word"])
def test_notes_offer_the_action_that_never_reached_the_log(cast: Cast, how: str) -> None:
    add(cast, "hospital", text="Send the list.")
    run = old_notes(cast, how)
    assert rows_of(run).count() == 3
    offered = [note for note in rows_of(run).get(number=2).notes if note["level"] == "correction"]
    assert [note["proposed"] for note in offered] == ["DO to ask the night staff how often children come with a parent"]
    assert "Daniel Osei answers for it." in offered[0]["text"]
    assert any("“AI” is nobody’s initials." in text for _, text in notes(run, 3))


def test_a_number_that_is_not_in_the_log_is_questioned(cast: Cast) -> None:
    run = old_notes(cast, "record")
    words = "Action 2026/01 is not in the log. Bring the log in first, or check the number."
    assert ("question", words) in notes(run, 2)


def test_notes_become_a_held_meeting_and_the_accepted_action_gets_the_next_number(cast: Cast) -> None:
    add(cast, "hospital", text="Send the list.")
    run = old_notes(cast, "record")
    at = [note["level"] for note in rows_of(run).get(number=2).notes].index("correction")
    apply(cast, run, {2: [at]})
    held = Meeting.objects.get()
    assert (held.state, held.starts_at.date()) == ("held", date(2026, 9, 10))
    assert Minutes.objects.get().meeting == held
    assert [one.title for one in AgendaItem.objects.order_by("order")] == ["Welcome", "Young carers", "Dates"]
    made = Action.objects.get(number=2)
    assert (made.name, made.owner, made.raised_on) == ("2026/02", cast.people["nelft"], date(2026, 9, 10))
    assert made.item is not None
    assert made.item.title == "Young carers"


def test_an_action_that_nobody_accepted_is_not_made(cast: Cast) -> None:
    apply(cast, old_notes(cast, "record"))
    assert not Action.objects.exists()
    assert "Action: DO to ask the night staff" in AgendaItem.objects.get(title="Young carers").notes


def test_undoing_notes_removes_the_meeting_that_they_made_and_nothing_else(cast: Cast) -> None:
    add(cast, "hospital", text="Send the list.")
    run = old_notes(cast, "record")
    at = [note["level"] for note in rows_of(run).get(number=2).notes].index("correction")
    apply(cast, run, {2: [at]})
    imports.undo_run(cast.acting("manager"), run=run)
    assert not Meeting.objects.exists()
    assert [one.name for one in Action.objects.all()] == ["2026/01"]


def test_notes_go_into_the_items_of_a_meeting_that_is_known(cast: Cast) -> None:
    known = meeting(HELD)
    item = AgendaItem.objects.create(meeting=known, order=2, title="Young carers")
    run = old_notes(cast, "pasted")
    apply(cast, run)
    item.refresh_from_db()
    assert "Each agency told what it offers." in item.notes
    assert Meeting.objects.count() == 1
    imports.undo_run(cast.acting("manager"), run=run)
    item.refresh_from_db()
    assert item.notes == ""


def test_a_member_who_is_not_of_the_office_brings_nothing_in(cast: Cast) -> None:
    for recipe, owner in (("notes", group()), ("forward-plan", group()), ("agenda", meeting(HELD))):
        address = reverse("import_new", args=[recipe, owner.ref])
        assert cast.client("nelft").get(address).status_code in (403, 404)
    with pytest.raises(Refused):
        imports.bring_in(
            cast.acting("nelft"), recipe=recipe_of("notes"), owner=group(), owner_ref=group().ref, text="1. Welcome"
        )
