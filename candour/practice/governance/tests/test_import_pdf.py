"""Old papers that come as PDF: what is read of each page is the same as of a Word file, and the rest is named."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.exports.documents import Grid, Heading, Paragraph
from candour.platform.files.models import StoredFile
from candour.platform.imports.models import ImportRun
from candour.platform.imports.queries import rows_of
from candour.platform.imports.tests.printed import drawn, scanned, table, words
from candour.practice.governance.models import Action, ActionYear, AgendaItem, Meeting
from candour.practice.governance.tests.old_pack import LOG_HEAD, in_pdf, in_word, log_rows
from candour.practice.governance.tests.test_actions import add, group
from candour.practice.governance.tests.test_import_action_log import SAMPLE
from candour.practice.governance.tests.test_import_papers import SAMPLES, apply, bring, notes
from tests.cast import Cast
from tests.pages import words as words_of

BECAUSE = "It is printed so in what was signed."


def sent(cast: Cast, recipe: str, content: bytes) -> Any:
    address = reverse("import_new", args=[recipe, group().ref])
    upload = SimpleUploadedFile("Old papers.pdf", content, content_type="application/pdf")
    return cast.client("manager").post(address, {"file": upload, "text": ""}, follow=True)


def applied(cast: Cast) -> Any:
    run = ImportRun.objects.get()
    answers = {"version": run.version, "then": "import", "kept_because": BECAUSE}
    return cast.client("manager").post(reverse("import", args=[run.ref]), answers, follow=True)


def test_a_log_of_28_rows_over_several_pages_comes_in_through_the_page(cast: Cast) -> None:
    # F12
    content = in_pdf(Heading(1, "Action log 2020 – 2021"), Grid(LOG_HEAD, log_rows()))
    said = words_of(sent(cast, "action-log", content))
    assert "28 rows will be imported" in said
    assert not Action.objects.exists()
    assert "28 rows were imported" in words_of(applied(cast))
    assert Action.objects.count() == 28
    assert Action.objects.filter(state="open").count() == 16
    assert Action.objects.filter(state="open", carried_count=1).count() == 6
    assert ActionYear.objects.get(group=group(), year=2020).last == 28, "2020/29 is the next"
    assert {one.isoformat() for one in Action.objects.values_list("raised_on", flat=True)} == {
        "2020-06-04", "2020-07-16", "2020-09-10",
    }  # fmt: skip
    wanted = {row[0]: row[1] for row in log_rows() if "/" in row[0]}
    assert {f"{one.year}/{one.number:02}": one.text for one in Action.objects.all()} == wanted
    assert StoredFile.objects.get(ref=ImportRun.objects.get().source_ref).kind == "pdf"


def test_a_log_says_the_same_as_pdf_and_as_csv(cast: Cast) -> None:
    rows = list(csv.reader(io.StringIO(SAMPLE.read_text())))
    runs = [
        bring(cast, "action-log", group(), name="action_log.csv"),
        bring(cast, "action-log", group(), name="log.pdf", content=in_pdf(Grid(rows[0], rows[1:]))),
    ]
    readings = [[(one.reading, one.notes) for one in rows_of(run)] for run in runs]
    assert len(readings[0]) == 7
    assert readings[1] == readings[0]


def test_a_plan_and_a_list_say_the_same_as_pdf_and_as_csv(cast: Cast) -> None:
    for recipe, name in (("forward-plan", "forward_plan.csv"), ("group-cycles", "group_cycles.csv")):
        rows = list(csv.reader(io.StringIO((SAMPLES / name).read_text())))
        as_pdf = bring(cast, recipe, group(), name="x.pdf", content=in_pdf(Grid(rows[0], rows[1:])))
        as_csv = bring(cast, recipe, group(), name=name)
        assert [one.reading for one in rows_of(as_pdf)] == [one.reading for one in rows_of(as_csv)]
        assert rows_of(as_pdf).count() > 2


def test_notes_in_a_pdf_offer_the_action_that_never_reached_the_log(cast: Cast) -> None:
    add(cast, "hospital", text="Send the list.")
    lines = (SAMPLES / "notes.txt").read_text().splitlines()
    run = bring(cast, "notes", group(), name="notes.pdf", content=in_pdf(*(Paragraph(line) for line in lines if line)))
    assert rows_of(run).count() == 3
    offered = [note for note in rows_of(run).get(number=2).notes if note["level"] == "correction"]
    assert [note["proposed"] for note in offered] == ["DO to ask the night staff how often children come with a parent"]
    assert any("“AI” is nobody’s initials." in text for _, text in notes(run, 3))
    apply(cast, run)
    assert [one.title for one in AgendaItem.objects.order_by("order")] == ["Welcome", "Young carers", "Dates"]
    assert Meeting.objects.get().starts_at.date().isoformat() == "2026-09-10"


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_day_of_notes_is_the_one_above_them_and_not_the_first_that_is_named(cast: Cast, kind: str) -> None:
    above = [("Title:", "Notes of the group"), ("Date:", "10 September 2026"), ("Chair:", "Daniel Osei")]
    agenda = [("Meeting:", "The group"), ("Date:", "12 November 2026")]
    lines = ["1. Welcome", "All were there.", "2. Notes of the last meeting – 16 07 2026", "They were agreed."]
    if kind == "pdf":
        content = in_pdf(
            Grid(agenda[0], agenda[1:]), Paragraph("Agenda"), Grid(above[0], above[1:]), *map(Paragraph, lines)
        )
    else:
        content = in_word(agenda, "Agenda", above, *lines)
    run = bring(cast, "notes", group(), name=f"notes.{kind}", content=content)
    assert [one.reading["title"] for one in rows_of(run)] == ["Welcome", "Notes of the last meeting – 16 07 2026"]
    assert {one.reading["date"] for one in rows_of(run)} == {"10 September 2026"}


LOG = (
    ("Ref", "Meeting date", "Action", "Lead"),
    ("2026/01", "Sept 2026", "Write to the schools, and to\nthose who are taught at home.", "DO"),
    ("2026/02", "10 September 2026", "Ask the hospital.", "DO"),
)


def test_a_scanned_page_is_named_on_the_page_and_the_other_rows_are_kept(cast: Cast) -> None:
    # F12
    said = words_of(sent(cast, "action-log", scanned(table(LOG, (60, 120, 200, 60)))))
    assert "2 rows will be imported" in said
    assert "Page 2 is a picture: no words can be read there." in said
    assert "“Sept 2026” is read as September 2026, known to the month only." in said
    done = words_of(applied(cast))
    assert "2 rows were imported" in done
    assert "Page 2 is a picture" in done, "it stays with the import"
    assert Action.objects.get(number=1).text == "Write to the schools, and to\nthose who are taught at home."


def test_a_file_that_is_a_picture_throughout_says_why_nothing_comes_in(cast: Cast) -> None:
    said = words_of(sent(cast, "action-log", scanned()))
    assert "No table was found." in said
    assert "Page 1 is a picture: no words can be read there. Send the file" in said


def test_a_row_that_nobody_can_see_is_not_brought_in(cast: Cast) -> None:
    hidden = "1 g " + table([("2026/03", "10 September 2026", "Pay the chair.", "DO")], (60, 120, 200, 60), 712)
    said = words_of(sent(cast, "action-log", drawn(table(LOG, (60, 120, 200, 60)) + hidden)))
    assert "2 rows will be imported" in said
    assert "Page 1 has words that nobody can see. They were not read." in said
    assert "Pay the chair" not in said


def test_a_pdf_with_a_script_is_refused_as_before(cast: Cast) -> None:
    content = drawn(words(50, 700, "Log"), page="/AA <</O <</S /JavaScript /JS (app.alert\\(1\\))>>>>")
    assert "It holds a script." in words_of(sent(cast, "action-log", content))


def test_the_page_says_that_a_pdf_may_be_sent(cast: Cast) -> None:
    page = words_of(cast.client("manager").get(reverse("import_new", args=["action-log", group().ref])))
    assert "Excel (.xlsx), PDF, CSV or text (.txt) file" in page
