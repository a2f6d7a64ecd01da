"""An old matrix: eleven rows by six bodies, with every cell accounted for, however the table is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.platform.imports.models import ImportRow, ImportRun
from candour.platform.imports.operations import apply_run, bring_in, undo_run
from candour.platform.imports.reading import read_tables
from candour.platform.imports.recipes import recipe_of
from candour.platform.imports.tests.documents import word
from candour.practice.learning.models import Cell, Letter, PlanAction, Recommendation, Report
from candour.practice.learning.operations import letters, plans, reports
from candour.practice.learning.tests.plans import a_report, cell_of, page, post
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.pages import words

SAMPLES = Path(__file__).parent / "samples"
WIDE, CELLS = SAMPLES / "matrix.csv", SAMPLES / "matrix_cells.csv"
COLUMNS = (
    ("Redbridge SCP", {"partnership": "Redbridge SCP"}),
    ("B&D SCP", {"partnership": "B&D SCP"}),
    ("Havering SCP", {"partnership": "Havering SCP"}),
    ("East Area BCU MPS", {"organisation": "Police"}),
    ("BHR CCGs", {"organisation": "BHR CCGs"}),
    ("BHR Safeguarding Partners", {"partnership": "BHR"}),
)


def asked(cast: Cast) -> Report:
    """A report whose six bodies have the heads that the old table prints."""
    report = a_report(cast, bodies=(), texts=(), title="A baby on the move", source="Redbridge SCP")
    for title, body in COLUMNS:
        found: dict[str, Any] = {
            "partnership": cast.partnership(body["partnership"]) if "partnership" in body else None,
            "organisation": cast.organisation(body["organisation"]) if "organisation" in body else None,
        }
        reports.add_body(cast.acting("manager"), ref=report.ref, title=title, **found)
    return report


def bring(cast: Cast, report: Report, key: str = "matrix", text: str = "", upload: Any = None) -> ImportRun:
    return bring_in(
        cast.acting("manager"), recipe=recipe_of(key), owner=report, owner_ref=report.ref, upload=upload, text=text
    )


def brought(cast: Cast) -> tuple[Report, ImportRun]:
    report = asked(cast)
    run = bring(cast, report, upload=SimpleUploadedFile("matrix.csv", WIDE.read_bytes()))
    apply_run(cast.acting("manager"), run=run)
    return report, run


def kinds(report: Report) -> dict[str, int]:
    found = list(Cell.objects.filter(report=report).values_list("kind", flat=True))
    return {kind or "red": found.count(kind) for kind in set(found)}


def test_the_wide_table_comes_to_sixty_six_cells_with_the_housing_row_unowned(cast: Cast) -> None:
    # F05, T7
    report, run = brought(cast)
    assert ImportRow.objects.filter(run=run, outcome="imported").count() == 11
    assert kinds(report) == {"not-applicable": 22, "question": 4, "red": 6, "action": 34}
    assert PlanAction.objects.filter(report=report, owner=None).count() == 34
    assert set(Recommendation.objects.values_list("report_number", flat=True)) == {""}
    shown = words(page(cast, "manager", "matrix", report.ref))
    assert "6 cells that nobody owns" in shown
    assert "22 not applicable without a reason" in shown
    assert "34 actions without an owner" in shown
    assert "10 The partners ask those who provide housing" in shown
    assert "(every body)" in shown


def test_the_check_says_row_by_row_what_would_become_of_it_and_drops_nothing(cast: Cast) -> None:
    report = asked(cast)
    sent = SimpleUploadedFile("matrix.csv", WIDE.read_bytes())
    client = cast.client("manager")
    shown = words(
        client.post(reverse("import_new", args=["matrix", report.ref]), {"file": sent, "text": ""}, follow=True)
    )
    assert "No body owns this recommendation. It is listed as unowned by every body." in shown
    assert "Read as a question and not as an action: B&D SCP, Havering SCP, East Area BCU MPS, BHR CCGs." in shown
    assert "source_lines" in shown
    assert not Recommendation.objects.exists()
    assert bring(cast, report, text="rec_no\trecommendation\n2\tTwo\n2\tTwo again\n\tNo number\n").problem == ""
    notes = [note["text"] for row in ImportRow.objects.filter(run__pasted__gt="") for note in row.notes]
    assert notes.count("The number 2 stands in the table more than once.") == 2
    assert "The row has no number." in notes


def test_word_and_pasted_text_say_the_same_as_the_file(cast: Cast) -> None:
    report = asked(cast)
    table = read_tables(WIDE.read_bytes(), "csv")[0].rows
    pasted = "\n".join("\t".join(row) for row in table)
    runs = [
        bring(cast, report, text=pasted),
        bring(cast, report, upload=SimpleUploadedFile("matrix.docx", word(table))),
        bring(cast, report, upload=SimpleUploadedFile("matrix.csv", WIDE.read_bytes())),
    ]
    read = [
        list(ImportRow.objects.filter(run=run).order_by("number").values_list("reading", flat=True)) for run in runs
    ]
    assert len(read[0]) == 11
    assert read[0] == read[1] == read[2]


def test_a_list_of_cells_fills_a_matrix_that_is_there_and_can_be_undone(cast: Cast) -> None:
    report = asked(cast)
    heads = "\n".join(f"{row[0]}\t{row[1]}" for row in read_tables(WIDE.read_bytes(), "csv")[0].rows)
    office = cast.acting("manager")
    apply_run(office, run=bring(cast, report, text=heads))
    assert kinds(report) == {"red": 66}
    run = bring(cast, report, "matrix-cells", upload=SimpleUploadedFile("cells.csv", CELLS.read_bytes()))
    apply_run(office, run=run)
    assert kinds(report) == {"not-applicable": 22, "question": 4, "red": 6, "action": 34}
    again = bring(cast, report, "matrix-cells", text="rec_no\tcolumn\tcell\n1\tBHR CCGs\tSomething\n1\tNobody\tX\n")
    notes = [
        note["text"] for row in ImportRow.objects.filter(run=again) for note in row.notes if note["level"] == "problem"
    ]
    assert notes == [
        "Something stands in this cell already.",
        "“Nobody” is not asked to answer. Add it, or rename the column of a body that is.",
    ]
    undo_run(office, run=run)
    assert kinds(report) == {"red": 66}
    assert not PlanAction.objects.exists()


def test_an_import_is_undone_until_somebody_has_worked_on_it(cast: Cast) -> None:
    report, run = brought(cast)
    action = PlanAction.objects.filter(report=report).order_by("number").first()
    assert action is not None
    office = cast.acting("manager")
    plans.change_action(
        office,
        ref=action.ref,
        version=action.version,
        text=action.text,
        owner=cast.people["redbridge"],
        due_on=FuzzyDate.parse("May 2027"),
    )
    with pytest.raises(Refused, match="Row 1: Somebody has answered it or worked on its actions since"):
        undo_run(office, run=run)
    assert Recommendation.objects.count() == 11


def test_an_untouched_import_is_undone_whole(cast: Cast) -> None:
    _, run = brought(cast)
    undo_run(cast.acting("manager"), run=run)
    assert not Recommendation.objects.exists()
    assert not Cell.objects.exists()
    assert not PlanAction.objects.exists()


def test_the_four_letters_come_out_of_their_recommendations_as_drafts(cast: Cast) -> None:
    report, _ = brought(cast)
    assert "Draft 4 letters" in words(page(cast, "manager", "report_letters", report.ref))
    post(cast, "manager", "letters_draft", report.ref)
    found = {one.recommendation.number: one for one in Letter.objects.select_related("recommendation")}
    assert {number: one.addressee for number, one in found.items()} == {
        1: "Home Office",
        3: "London Safeguarding Board",
        5: "NHS England",
        6: "Safeguarding Children Partners in Hackney, Croydon and Cardiff",
    }
    assert "no newborn is moved" in found[1].body
    assert "A baby on the move" in found[1].body
    with pytest.raises(Refused, match="No recommendation without a letter"):
        letters.draft_all(cast.acting("manager"), ref=report.ref)


def test_the_matrix_and_the_plan_go_out_in_each_kind_of_file(cast: Cast) -> None:
    report, _ = brought(cast)
    for kind in ("docx", "xlsx", "csv"):
        answer = cast.client("manager").post(
            reverse("matrix_take", args=[report.ref]), {"kind": kind, "reason": "For the joint meeting"}
        )
        tables = read_tables(answer.content, kind)
        table = next(one for one in tables if len(one.rows[0]) > 8)
        assert table.rows[0][-6:] == tuple(title for title, _ in COLUMNS)
        housing = next(row for row in table.rows if row[0] == "10")
        assert housing[-6:] == ("",) * 6
    assert cast.client("nelft").post(reverse("matrix_take", args=[report.ref]), {"kind": "csv"}).status_code == 404
    refused = post(cast, "lay", "matrix_take", report.ref, kind="csv", reason="To look")
    assert "You cannot keep recommendations" in words(refused)
    assert cell_of(report, 10, "BHR CCGs").kind == ""


def test_the_findings_of_an_outside_report_come_in_to_be_answered_here_and_go_no_further(cast: Cast) -> None:
    # LRN-09
    report = a_report(cast, bodies=("NELFT",), texts=(), title="Sixteen cases", kind="outside-report",
                      source="Another county", is_restricted=True)  # fmt: skip
    said = {"kind": "action", "text": "Plan.", "answer": "accepted", "reason": "It is so.", "signatory": "M. Keane"}
    text = "No\tFinding\tParagraph\n1\tNobody asks who else is at home.\t1.4.1\n2\tPlans come late.\t1.4.2\n"
    apply_run(cast.acting("manager"), run=bring(cast, report, text=text))
    shown = words(page(cast, "manager", "matrix", report.ref))
    for wanted in ("Nobody asks who else is at home.", "paragraph 1.4.2", "2 cells that nobody owns", "Restricted"):
        assert wanted in shown, wanted
    cell = cell_of(report, 2, "NELFT")
    answered = post(cast, "nelft", "cell_answer", cell.recommendation.ref, cell.body.ref, version=1, **said)
    assert "Accepted" in words(answered)
    assert page(cast, "lay", "matrix", report.ref).status_code == 404
