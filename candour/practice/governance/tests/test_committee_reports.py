"""Reports to committees: their heads, the block on empty implications, and the papers that come out."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.urls import reverse

from candour.platform.exports.models import Export
from candour.practice.governance.exports.committee_report import roman
from candour.practice.governance.models import CommitteeReport
from candour.practice.governance.tests.test_actions import group
from candour.rulebook import index
from candour.rulebook.language.forms import Form
from tests.cast import Cast

HEAD = {
    "cabinet-member": "Councillor Ash",
    "lead-officer": "Helen Marsh",
    "author": "Priya Anand",
    "policy-context": "The local arrangements.",
    "financial-summary": "No new money is asked for.",
    "key-decision": "no",
    "objectives": "Safer children\nStronger families",
}
IMPLICATIONS = {
    "financial": "Met from the budget that there is.",
    "legal": "The council is one of three partners.",
    "hr": "None, because nobody’s post changes.",
    "equalities": "The service is open to all.",
}


def begin(cast: Cast) -> CommitteeReport:
    cast.client("manager").post(
        reverse("committee_report_begin", args=[group().ref]),
        {"subject": "Yearly report on learning", "to_body": "Cabinet", "meets_on_0": "14", "meets_on_1": "1",
         "meets_on_2": "2027"},
    )  # fmt: skip
    return CommitteeReport.objects.get()


def write(cast: Cast, report: CommitteeReport, section: str, item: int = 0, **fields: Any) -> Any:
    name, args = ("committee_report_item", [report.ref, section, item]) if item else (
        "committee_report_section", [report.ref, section]
    )  # fmt: skip
    return cast.client("manager").post(reverse(name, args=args), {"version": "0", **fields})


def whole(cast: Cast, **implications: str) -> CommitteeReport:
    report = begin(cast)
    write(cast, report, "head", **HEAD)
    write(cast, report, "summary", summary="What was learned in a year.")
    write(cast, report, "recommendations", 1, recommendation="Note the report.")
    write(cast, report, "recommendations", 2, recommendation="Agree the plan.")
    write(cast, report, "detail", detail="Three reviews were held.")
    write(cast, report, "reasons", reasons="The law asks for it.", options="To do nothing, which was rejected.")
    write(cast, report, "implications", **{**IMPLICATIONS, **implications})
    return report


def finish(cast: Cast, report: CommitteeReport) -> str:
    address = reverse("committee_report_finish", args=[report.ref])
    return str(cast.client("manager").post(address, follow=True).content.decode())


def test_the_form_has_every_head_of_a_cabinet_report() -> None:
    # MTG-15
    form = index.rule("havering-cabinet-2019/committee-report", Form)
    asked = {question.key for section in form.sections for question in section.questions}
    assert asked >= {
        "cabinet-member", "lead-officer", "author", "policy-context", "financial-summary", "key-decision", "review-on",
        "scrutiny", "objectives", "recommendation", "reasons", "options", "financial", "legal", "hr", "equalities",
        "background",
    }  # fmt: skip
    assert form.section("recommendations").repeats


@pytest.mark.parametrize("head", ["financial", "legal", "hr", "equalities"])
def test_an_empty_implication_keeps_the_report_from_being_finished(cast: Cast, head: str) -> None:
    # MTG-15
    report = whole(cast, **{head: " "})
    assert f"Write the implications that are still empty: {head}." in finish(cast, report)
    report.refresh_from_db()
    assert report.state == "draft"


def test_a_report_whose_implications_are_written_is_finished_and_fixed(cast: Cast) -> None:
    report = whole(cast)
    assert "The report is finished." in finish(cast, report)
    report.refresh_from_db()
    assert (report.state, report.heads["legal"]) == ("final", IMPLICATIONS["legal"])
    assert report.heads["recommendations"] == ["Note the report.", "Agree the plan."]
    section = reverse("committee_report_section", args=[report.ref, "summary"])
    assert cast.client("manager").get(section).status_code == 404


def test_a_finished_report_is_taken_back_and_finished_again(cast: Cast) -> None:
    report = whole(cast)
    finish(cast, report)
    cast.client("manager").post(reverse("committee_report_redraft", args=[report.ref]))
    page = cast.client("manager").get(reverse("committee_report_section", args=[report.ref, "summary"]))
    assert "What was learned in a year." in page.content.decode()
    assert "The report is finished." in finish(cast, report)


def test_what_is_typed_is_kept_while_it_is_typed(cast: Cast) -> None:
    report = begin(cast)
    write(cast, report, "implications", financial="Half a sen", autosave="1")
    page = cast.client("manager").get(reverse("committee_report_section", args=[report.ref, "implications"]))
    assert "Half a sen" in page.content.decode()


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_report_comes_out_with_its_heads_and_numbered_recommendations(cast: Cast, kind: str) -> None:
    # MTG-15
    report = whole(cast)
    finish(cast, report)
    address = reverse("committee_report_take", args=[report.ref])
    made = cast.client("manager").post(address, {"kind": kind, "reason": "For the clerk"})
    content = made.content
    assert Export.objects.get().what == "a report to a committee"
    if kind == "pdf":
        assert content.startswith(b"%PDF-")
        return
    document = docx.Document(io.BytesIO(content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "(i) Note the report." in text.replace("\xa0", " ")
    assert "(ii) Agree the plan." in text.replace("\xa0", " ")
    assert IMPLICATIONS["hr"] in text
    assert "Stronger families" in text
    assert "Councillor Ash" in "\n".join([*cells, text])
    assert "Draft" not in text


def test_a_draft_says_that_it_is_one(cast: Cast) -> None:
    address = reverse("committee_report_take", args=[begin(cast).ref])
    made = cast.client("manager").post(address, {"kind": "docx", "reason": "To read"})
    document = docx.Document(io.BytesIO(made.content))
    words = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words += [paragraph.text for paragraph in document.paragraphs]
    assert any("Draft. Not to be passed on." in one for one in words)
    assert any("Not written yet." in one for one in words)


def test_a_member_reads_and_does_not_write_and_others_see_nothing(cast: Cast) -> None:
    report = whole(cast)
    page = reverse("committee_report", args=[report.ref])
    shown = cast.client("nelft").get(page)
    assert shown.status_code == 200
    assert "Three reviews were held." in shown.content.decode()
    assert cast.client("nelft").get(reverse("committee_report_section", args=[report.ref, "head"])).status_code == 404
    assert cast.client("redbridge").get(page).status_code == 404
    assert finish_as(cast, "nelft", report) == "draft"


def finish_as(cast: Cast, who: str, report: CommitteeReport) -> str:
    cast.client(who).post(reverse("committee_report_finish", args=[report.ref]))
    report.refresh_from_db()
    return report.state


def test_recommendations_are_numbered_as_the_council_does() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 40)] == ["(i)", "(iv)", "(ix)", "(xiv)", "(xl)"]
