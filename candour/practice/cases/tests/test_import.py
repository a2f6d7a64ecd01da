"""Bringing in an old tracker: CSV, pasted text and Word, with every doubt named, nothing dropped, and undone again."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.platform.deadlines.models import Deadline, Hold
from candour.platform.imports.models import ImportRow, ImportRun
from candour.platform.search.models import Entry
from candour.practice.cases.models import Case, FullReview, PanelReply, RapidReview, TeamMember, TrackerLine
from candour.practice.cases.operations import tracker
from candour.practice.cases.operations.bringing_in import take_out_case
from candour.practice.cases.queries import tracker as queries
from candour.practice.cases.queries.tracker import Filters, Row
from candour.practice.cases.tests.papers import rows_of_excel, text_of
from tests.cast import Cast
from tests.pages import words
from tests.walks import walk

SAMPLES = Path(__file__).parent / "samples"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEAD = (
    "Initials", "Notification Date to NP", "Case Summary/Themes", "Lead Authority", "Update",
    "Presentation to Local SCP", "Published Y/N",
)  # fmt: skip
KEYS = ("Family K", "Baby R", "Child J", "OQ", "UW")


def printed() -> list[list[str]]:
    """The cells of the sample as they were printed, without its head."""
    return list(csv.reader(io.StringIO((SAMPLES / "tracker.csv").read_text())))[1:]


def in_word() -> bytes:
    """The same rows as a document with two tables, as an agenda pack has them."""
    document = docx.Document()
    document.add_paragraph("Case Review Tracker of the three boroughs")
    for rows in (printed()[:4], printed()[4:]):
        table = document.add_table(rows=1 + len(rows), cols=len(HEAD))
        for line, cells in zip(table.rows, [HEAD, *(row[:7] for row in rows)], strict=True):
            for cell, text in zip(line.cells, cells, strict=True):
                cell.text = text
        document.add_paragraph("A plan for the year follows.")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def sent(kind: str) -> dict[str, Any]:
    if kind == "pasted":
        return {"text": (SAMPLES / "tracker.txt").read_text()}
    content, mime = {
        "csv": ((SAMPLES / "tracker.csv").read_bytes(), "text/csv"),
        "txt": ((SAMPLES / "tracker.txt").read_bytes(), "text/plain"),
        "docx": (in_word(), DOCX),
    }[kind]
    return {"file": SimpleUploadedFile(f"tracker.{kind}", content, content_type=mime), "text": ""}


def begun(cast: Cast, kind: str = "csv") -> ImportRun:
    address = reverse("import_new", args=["case-tracker", cast.partnership().ref])
    answered = cast.client("manager").post(address, sent(kind))
    assert answered.status_code == 302, answered.content.decode()[:2000]
    return ImportRun.objects.get()


def notes(run: ImportRun, level: str) -> list[tuple[int, str]]:
    rows = ImportRow.objects.filter(run=run).order_by("number")
    return [(row.number, note["text"]) for row in rows for note in row.notes if note["level"] == level]


def applied(cast: Cast, kind: str = "csv", *, correct: bool = True) -> ImportRun:
    run = begun(cast, kind)
    accept = [
        f"{row.number}-{number}"
        for row in ImportRow.objects.filter(run=run)
        for number, note in enumerate(row.notes)
        if note["level"] == "correction" and correct
    ]
    answered = cast.client("manager").post(
        reverse("import", args=[run.ref]), {"version": run.version, "accept": accept, "then": "import"}, follow=True
    )
    assert "The rows are imported." in answered.content.decode()
    run.refresh_from_db()
    return run


def lines(cast: Cast) -> dict[str, Row]:
    return {row.key: row for row in queries.tracker(cast.acting("manager"), Filters("all")).rows}


@pytest.mark.parametrize("kind", ["csv", "txt", "pasted", "docx"])
def test_five_rows_are_found_in_whatever_the_tracker_comes_and_nothing_is_changed_yet(kind: str, cast: Cast) -> None:
    run = begun(cast, kind)
    assert run.problem == ""
    rows = ImportRow.objects.filter(run=run).order_by("number")
    assert [row.reading["key"] for row in rows] == list(KEYS)
    assert not Case.objects.exists()
    page = text_of(cast.client("manager"), reverse("import", args=[run.ref]))
    assert "Check what will be imported" in page


@pytest.mark.parametrize("kind", ["csv", "txt", "pasted", "docx"])
def test_every_cell_that_was_printed_can_be_found_in_the_import(kind: str, cast: Cast) -> None:
    run = begun(cast, kind)
    kept = [[cell["text"] for cell in row.cells] for row in ImportRow.objects.filter(run=run).order_by("number")]
    for row, cells in zip(printed(), kept, strict=True):
        wanted = row if kind == "csv" else row[:7]
        assert cells[: len(wanted)] == wanted
    if kind == "csv":
        page = text_of(cast.client("manager"), reverse("import", args=[run.ref]))
        assert "source_line" in page, "columns that nobody knows are named"


def test_every_cell_of_the_seven_columns_is_in_the_tracker_that_is_taken_away(cast: Cast) -> None:
    applied(cast)
    answered = cast.client("manager").post(
        reverse("tracker_export") + "?shows=all", {"kind": "xlsx", "reason": "To compare."}
    )
    rows = {row[0]: row for row in rows_of_excel(answered.content)}
    for row in printed():
        key, notified, themes, lead, update, presented, published = row[:7]
        lead = {"LBBB": "LBBD"}.get(lead, lead)
        assert rows[key][:7] == [key, notified, themes, lead, update, presented, published]


def test_the_precision_of_a_printed_date_is_said_and_kept(cast: Cast) -> None:
    # T6
    run = begun(cast)
    fine = notes(run, "fine")
    assert (1, "“April 2017” is read as April 2017, known to the month only.") in fine
    assert (3, "“Nov 2018” is read as November 2018, known to the month only.") in fine
    applied_ = ImportRow.objects.filter(run=run).order_by("number")
    assert [row.reading["notified"] for row in applied_] == [
        "2017-04", "2018-02-09", "2018-11", "2020-06-22", "2020-06-16",
    ]  # fmt: skip


def test_question_marks_to_be_confirmed_not_applicable_and_no_are_four_different_values(cast: Cast) -> None:
    # T6
    applied(cast)
    told = {
        line.key: (line.presented_on.precision.value if line.presented_on else "", line.published_on.precision.value)
        for line in TrackerLine.objects.filter(true_until=None)
        if line.published_on
    }
    unknown, unconfirmed = told["Child J"][0], told["OQ"][0]
    no, not_applicable = told["Child J"][1], told["OQ"][1]
    assert len({unknown, unconfirmed, no, not_applicable}) == 4
    shown = lines(cast)
    assert [shown["Child J"].presented, shown["OQ"].presented, shown["OQ"].published, shown["Child J"].published] == [
        "???", "TBC", "N/A", "N",
    ]  # fmt: skip


def test_a_misprinted_borough_is_proposed_as_a_correction_and_taken_only_if_accepted(cast: Cast) -> None:
    run = begun(cast)
    proposed = notes(run, "correction")
    assert proposed == [
        (1, "No area is called LBBB. LBBD is probably meant."),
        (3, "No area is called LBBB. LBBD is probably meant."),
    ]
    run.delete()
    applied(cast, correct=False)
    assert lines(cast)["Family K"].lead_authority == "LBBB"


def test_a_correction_that_is_accepted_stands_in_the_tracker(cast: Cast) -> None:
    applied(cast)
    assert {key: row.lead_authority for key, row in lines(cast).items()} == {
        "Family K": "LBBD", "Baby R": "LBR", "Child J": "LBBD", "OQ": "LBR", "UW": "LBH",
    }  # fmt: skip


def test_a_learning_review_before_its_own_rapid_review_is_questioned(cast: Cast) -> None:
    asked = [text for number, text in notes(begun(cast), "question") if number == 5]
    assert asked == [
        "The learning review of 29 June 2020 lies before the rapid review on which it builds, 1 July 2020. "
        "One of the dates is wrong."
    ]


def test_a_case_of_2020_shows_what_each_edition_and_the_easing_make_of_it(cast: Cast) -> None:
    # F01
    # OQ: notified on Monday 22 June 2020. 4 working days to the 26th, 5 to 3 July, 5 to the 10th, then Monday the 13th.
    applied(cast)
    page = words(cast.client("manager").get(reverse("case", args=[Case.objects.get(key="OQ").ref])))
    listed = page.partition("The same case by each edition of the guidance")[2]
    told = "Working Together to Safeguard Children"
    places = [
        listed.index(line)
        for line in (
            f"{told} 2018: Mon 13 Jul 2020. This edition governs.",
            f"{told} 2018, chapter 4",
            f"{told} 2018, as eased: No day given",
            "When this ended was not found.",
            "national message of March 2020",
            f"{told} 2023: Mon 13 Jul 2020",
            f"{told} 2023, chapter 5",
            f"{told} 2026: Mon 13 Jul 2020",
        )
    ]
    assert places == sorted(places)


def test_the_days_used_are_worked_out_from_what_the_update_tells(cast: Cast) -> None:
    # T2
    # OQ: 22 June 2020, then 6 working days to the 30th, 15 more to Tuesday 21 July: 21.
    # UW: 16 June 2020, then 10 to the 30th, 23 in July, and Monday 3 August: 34.
    applied(cast)
    shown = lines(cast)
    assert [(shown[key].used, shown[key].allowed, shown[key].is_late) for key in ("OQ", "UW")] == [
        (21, 15, True), (34, 15, True),
    ]  # fmt: skip
    page = text_of(cast.client("manager"), reverse("tracker") + "?shows=all")
    assert "21 of 15" in page
    assert "34 of 15" in page
    reply = PanelReply.objects.get()
    assert (reply.received_on.isoformat(), reply.agrees) == ("2020-08-05", True)


def test_where_days_cannot_be_computed_it_says_why(cast: Cast) -> None:
    # T2
    applied(cast)
    assert {key: row.cannot_count for key, row in lines(cast).items() if row.used is None} == {
        "Family K": "It is known only as April 2017 when it was notified.",
        "Baby R": "It was notified before rapid reviews began in June 2018, so no limit of fifteen days applied.",
        "Child J": "It is known only as November 2018 when it was notified.",
    }


def test_what_publication_waits_for_becomes_a_hold_without_a_next_check_which_shows_as_a_fault(cast: Cast) -> None:
    # F04, T14
    run = applied(cast)
    asked = [number for number, text in notes(run, "question") if "Nobody is named to ask" in text]
    assert asked == [1, 3]
    shown = lines(cast)
    assert [(shown[key].waits_for, shown[key].check_is_overdue) for key in ("Family K", "Child J")] == [
        ("Police investigation", True), ("Police investigation", True),
    ]  # fmt: skip
    assert "No next check is set" in text_of(cast.client("manager"), reverse("tracker") + "?shows=held")


def test_a_published_review_comes_in_closed_and_the_others_open(cast: Cast) -> None:
    applied(cast)
    assert {key: row.is_open for key, row in lines(cast).items()} == {key: key != "Baby R" for key in KEYS}


def test_undoing_the_import_leaves_nothing_of_it(cast: Cast) -> None:
    models = (Case, TrackerLine, TeamMember, RapidReview, PanelReply, Hold, Deadline, Entry)
    before = [model.objects.count() for model in models]
    run = applied(cast)
    assert [model.objects.count() for model in models] != before
    answered = cast.client("manager").post(reverse("import_undo", args=[run.ref]), follow=True)
    assert "The import is undone. What it had made is removed." in answered.content.decode()
    assert [model.objects.count() for model in models] == before
    assert ImportRow.objects.filter(run=run).count() == 5, "what was sent is still to be read"


def test_an_import_is_not_undone_over_somebodys_work(cast: Cast) -> None:
    run = applied(cast)
    case = Case.objects.get(key="OQ")
    tracker.write_update(cast.acting("manager"), ref=case.ref, update="Looked at with two others.")
    answered = cast.client("manager").post(reverse("import_undo", args=[run.ref]), follow=True)
    assert "OQ" in answered.content.decode()
    assert Case.objects.count() == 5


def test_a_key_that_is_taken_and_a_row_without_one_are_left_out_and_named(cast: Cast) -> None:
    applied(cast)
    again = ImportRun.objects.get()
    address = reverse("import_new", args=["case-tracker", cast.partnership().ref])
    rows = [HEAD, ("oq", "22 06 2020", "A", "LBR", "Again.", "", ""), ("", "23 06 2020", "B", "LBR", "Nobody.", "", "")]
    text = "\n".join("\t".join(row) for row in rows)
    cast.client("manager").post(address, {"text": text})
    run = ImportRun.objects.exclude(pk=again.pk).get()
    assert notes(run, "problem") == [
        (1, "There is a case called oq already."),
        (2, "There is no pseudonym by which to call the case."),
    ]


@pytest.mark.parametrize("key", ["administrator", "council", "redbridge", "nelft", "joint"])
def test_nobody_but_the_partnerships_manager_brings_a_tracker_in(key: str, cast: Cast) -> None:
    address = reverse("import_new", args=["case-tracker", cast.partnership().ref])
    assert cast.client(key).get(address).status_code in (403, 404)
    assert cast.client(key).post(address, sent("pasted")).status_code in (403, 404)
    assert not ImportRun.objects.exists()


def test_a_case_that_was_not_imported_is_not_taken_out(cast: Cast) -> None:
    case = walk(cast, to="received").case
    with pytest.raises(Refused, match="Only a case that was imported can be removed"):
        take_out_case(cast.acting("manager"), case_id=case.pk)


def test_each_row_that_tells_of_a_review_becomes_one_as_far_as_it_had_come_with_its_hold(cast: Cast) -> None:
    run = applied(cast)
    found = {one.case.key: (one.kind, one.state) for one in FullReview.objects.select_related("case")}
    assert found == {
        "Family K": ("scr", "signed-off"), "Baby R": ("scr", "published"), "Child J": ("scr", "signed-off"),
        "OQ": ("thematic", "proposed"), "UW": ("learning", "finished"),
    }  # fmt: skip
    review = FullReview.objects.select_related("case").get(case__key="Family K")
    page = text_of(cast.client("manager"), reverse("full_review", args=[review.case.ref, review.ref]))
    assert "On hold: Police investigation" in page
    assert "No next check is set." in page
    assert "The case is on hold. Lift the hold first" in page
    assert "As the old tracker tells it." in page
    cast.client("manager").post(reverse("import_undo", args=[run.ref]), {"version": run.version})
    assert not FullReview.objects.exists()
