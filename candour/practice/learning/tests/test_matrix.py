"""The matrix: every cell owned, asked, excused with a reason, or red; and who may answer it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from candour.platform.access.policy import Refused, seen_by
from candour.practice.learning.models import Cell, Report
from candour.practice.learning.operations import recommendations, reports
from candour.practice.learning.operations.recommendations import Worded
from candour.practice.learning.queries.promises import published_promises
from candour.practice.learning.tests.plans import (
    a_report,
    an_action,
    answered,
    cell_of,
    page,
    post,
    recommendation,
)
from tests.cast import Cast
from tests.pages import markup, problems, words


@pytest.mark.once
def test_the_office_opens_a_report_asks_bodies_and_adds_recommendations(cast: Cast) -> None:
    made = post(
        cast,
        "manager",
        "learning_report_add",
        partnership=cast.partnership().ref,
        kind="outside-report",
        title="Thematic look at sleep",
        source="Another county",
        published_on="June 2019",
        is_restricted="on",
    )
    report = Report.objects.get()
    assert made.redirect_chain[-1][0] == reverse("report_bodies", args=[report.ref])
    asked = post(cast, "manager", "report_body_add", report.ref, body=f"o-{cast.organisation('NELFT').ref}", title="")
    assert "NELFT" in words(asked)
    again = post(cast, "manager", "report_body_add", report.ref, body=f"o-{cast.organisation('NELFT').ref}", title="")
    assert problems(again) == ["NELFT is asked already."]
    added = post(
        cast,
        "manager",
        "recommendation_add",
        report.ref,
        text="Ask where the child sleeps.",
        report_number="4.2",
        page="17",
        paragraph="3.1",
    )
    shown = words(added)
    assert "In the report: recommendation 4.2, page 17, paragraph 3.1" in shown
    assert "Restricted circulation" in shown
    assert "June 2019" in shown
    assert recommendation(report, 1).report_number == "4.2"


@pytest.mark.once
def test_an_empty_cell_is_red_and_listed_with_who_does_not_own_it(cast: Cast) -> None:
    # LRN-02, T7
    report = a_report(cast)
    answered(cast, "nelft", cell_of(report, 1, "NELFT"), text="Name who rings.")
    answered(cast, "manager", cell_of(report, 1, "BHRUT"), kind="question", text="Is this so at your hospital?")
    answered(cast, "redbridge", cell_of(report, 1, "Redbridge SCP"), kind="not-applicable", text="No such service.")
    html = page(cast, "manager", "matrix", report.ref)
    shown = words(html)
    assert "3 cells that nobody owns" in shown
    assert "Ask every family who else lives with them. (every body)" in shown
    assert markup(html).count("matrix__cell--unowned") == 3
    assert "2 without a response" in shown


@pytest.mark.once
def test_a_cell_shows_its_response_and_of_each_action_the_owner_the_day_and_how_it_stands(cast: Cast) -> None:
    # LRN-02
    report = a_report(cast)
    said = {"answer": "accepted", "reason": "It is right.", "signatory": "M. Keane"}
    answered(cast, "nelft", cell_of(report, 1, "NELFT"), text="Name who rings.", **said)
    an_action(cast, cell_of(report, 1, "NELFT"))
    an_action(cast, cell_of(report, 1, "NELFT"), due="2 November 2026")
    shown = words(page(cast, "manager", "matrix", report.ref))
    assert (
        "Name who rings. Action 1 Daniel Osei, due 27 March 2027: planned "
        "Action 2 Daniel Osei, due 2 November 2026: late Accepted"
    ) in shown


@pytest.mark.once
def test_recommendations_of_a_report_that_asks_no_body_are_nobodys(cast: Cast) -> None:
    report = a_report(cast, bodies=(), title="Asked of nobody")
    shown = words(page(cast, "manager", "matrix", report.ref))
    assert "2 recommendations that no body is asked to answer" in shown
    assert "Ask every family who else lives with them. (no body is asked to answer it yet)" in shown
    line = words(page(cast, "manager", "learning")).partition("Asked of nobody")[2]
    assert "2 for 0 bodies 2 None" in line


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        ({"kind": "not-applicable", "text": ""}, ["Say why the recommendation does not apply to this body."]),
        ({"kind": "question", "text": " "}, ["Write what the body is asked to do, or what it is asked."]),
        (
            {"kind": "action", "text": "Do it.", "answer": "refused"},
            ["Give the reason for the answer.", "Say who signs the answer."],
        ),
        (
            {"kind": "action", "text": "Do it.", "answer": "accepted", "signatory": "M. Keane"},
            ["Give the reason for the answer."],
        ),
    ],
)
@pytest.mark.once
def test_no_answer_without_reason_and_signatory(cast: Cast, said: dict[str, str], reasons: list[str]) -> None:
    # LRN-02
    report = a_report(cast)
    cell = cell_of(report, 1, "NELFT")
    answer = post(cast, "nelft", "cell_answer", cell.recommendation.ref, cell.body.ref, version=1, **said)
    assert problems(answer) == reasons
    cell.refresh_from_db()
    assert (cell.kind, cell.version) == ("", 1)


@pytest.mark.once
def test_a_refusal_stands_with_its_reason_and_who_signed_it(cast: Cast) -> None:
    report = a_report(cast)
    cell = cell_of(report, 1, "NELFT")
    said = {"answer": "refused", "reason": "Another trust runs the line.", "signatory": "Moira Keane, director"}
    answer = post(cast, "nelft", "cell_answer", cell.recommendation.ref, cell.body.ref, version=1, **said)
    shown = words(answer)
    assert "Refused" in shown
    assert "Another trust runs the line." in shown
    assert "Moira Keane, director" in shown
    assert "Daniel Osei recorded the response of NELFT to recommendation 1: Refused" in shown
    assert "1 refused" in words(page(cast, "manager", "matrix", report.ref))


def test_the_database_itself_refuses_an_answer_without_a_reason(cast: Cast) -> None:
    cell = cell_of(a_report(cast), 1, "NELFT")
    with pytest.raises(IntegrityError), transaction.atomic():
        Cell.objects.filter(pk=cell.pk).update(answer="refused", signatory="A. Person", signed_on="2026-11-01")


@pytest.mark.once
def test_what_somebody_else_saved_in_the_meantime_is_shown_beside_ones_own_words(cast: Cast) -> None:
    report = a_report(cast)
    cell = cell_of(report, 1, "NELFT")
    answered(cast, "manager", cell, text="Said by the office.")
    late = post(
        cast, "nelft", "cell_answer", cell.recommendation.ref, cell.body.ref, version=1, kind="action", text="Mine."
    )
    assert late.status_code == 422
    assert "Said by the office." in words(late)
    assert "Mine." in late.content.decode()


@pytest.mark.once
def test_a_body_with_open_actions_cannot_say_that_it_does_not_apply(cast: Cast) -> None:
    report = a_report(cast)
    action = an_action(cast, cell_of(report, 1, "NELFT"))
    assert cell_of(report, 1, "NELFT").kind == "action"
    with pytest.raises(Refused, match="1 action stands open for this body"):
        answered(cast, "nelft", cell_of(report, 1, "NELFT"), kind="not-applicable", text="No.")
    assert action.number == 1


def test_rows_and_columns_that_are_added_later_have_all_their_cells(cast: Cast) -> None:
    report = a_report(cast)
    manager = cast.acting("manager")
    reports.add_body(manager, ref=report.ref, organisation=cast.organisation("Police"))
    recommendations.add_recommendation(manager, ref=report.ref, worded=Worded("A third."))
    assert Cell.objects.filter(report=report).count() == 3 * 4
    with pytest.raises(Refused, match="There is a recommendation 2 in this matrix already"):
        recommendations.add_recommendation(manager, ref=report.ref, worded=Worded("Again.", number=2))
    cell = answered(cast, "nelft", cell_of(report, 3, "NELFT"))
    with pytest.raises(Refused, match="has something in its column"):
        reports.remove_body(manager, ref=report.ref, body_ref=cell.body.ref)
    recommendations.remove_recommendation(manager, ref=recommendation(report, 2).ref)
    with pytest.raises(Refused, match="so it stays"):
        recommendations.remove_recommendation(manager, ref=recommendation(report, 3).ref)


@pytest.mark.once
def test_each_body_answers_for_itself_alone_and_everybody_asked_reads_the_whole(cast: Cast) -> None:
    report = a_report(cast)
    mine, theirs = cell_of(report, 1, "NELFT"), cell_of(report, 1, "BHRUT")
    answered(cast, "hospital", theirs, text="Ring back within the hour.")
    assert "Ring back within the hour." in words(page(cast, "nelft", "matrix", report.ref))
    with pytest.raises(Refused, match="Only whoever answers for that body"):
        answered(cast, "nelft", cell_of(report, 2, "BHRUT"))
    with pytest.raises(Refused, match="Only whoever answers for that body"):
        answered(cast, "lay", mine)
    assert page(cast, "redbridge", "matrix", report.ref).status_code == 200
    for outsider in ("probation", "joint", "technical", "newcomer"):
        assert page(cast, outsider, "matrix", report.ref).status_code in (302, 404)


@pytest.mark.once
def test_a_restricted_report_is_read_by_the_office_the_partners_and_those_asked(cast: Cast) -> None:
    report = a_report(cast, is_restricted=True)
    readers = {who for who in cast.people if who != "left" and _sees(cast, who, report)}
    assert {"manager", "administrator", "council", "police", "health", "chair", "scrutineer", "nelft"} <= readers
    assert not readers & {"lay", "author", "head", "probation", "joint", "technical"}


def _sees(cast: Cast, who: str, report: Report) -> bool:
    return seen_by(cast.acting(who), Report).filter(pk=report.pk).exists()


@pytest.mark.once
def test_promises_name_bodies_and_never_people_and_show_silence_as_such(cast: Cast) -> None:
    report = a_report(cast)
    answered(cast, "manager", cell_of(report, 1, "BHRUT"))
    refused = {"answer": "refused", "reason": "Not ours.", "signatory": "M. Keane"}
    answered(cast, "nelft", cell_of(report, 2, "NELFT"), **refused)
    an_action(cast, cell_of(report, 1, "NELFT"))
    found = published_promises(cast.acting("manager"), report)
    assert [(one.who.split()[0], one.state, one.reason) for one in found] == [
        ("NELFT", "planned", ""),
        ("Barking,", "no-response", ""),
        ("NELFT", "refused", "Not ours."),
    ]
    assert len({one.source_ref for one in found}) == 3
    assert "Osei" not in str(found)
