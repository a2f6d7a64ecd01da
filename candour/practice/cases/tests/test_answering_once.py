"""Asking once: an earlier answer of the agency's own, and its own chronology, become the draft of its answer."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from candour.platform.guided_forms import queries as form_queries
from candour.platform.imports.tests.printed import scanned, table
from candour.practice.cases.models import AgencyRequest, Case, ChronologyEvent
from candour.practice.cases.operations import duties, returns, reviews
from candour.practice.cases.queries.chronology import chronology
from candour.project.demonstration.stage import answer, ask, refer, request_to, sign
from tests.cast import Cast
from tests.pages import words
from tests.walks import NAMES, SAID, SUMMARY, Walk, moment, named_in, settle_notifiable, walk


def asked_again(cast: Cast, said: dict[str, Any]) -> AgencyRequest:
    """Another partnership asks NELFT about a child, some days later."""
    case = refer(cast.acting("redbridge", moment(2, "09:00", 11)), "Redbridge SCP", said)
    manager = cast.acting("redbridge", moment(2, "10:00", 11))
    duties.share_with_partners(manager, ref=case.ref, legal_reason="A duty.")
    settle_notifiable(manager, case)
    reviews.open_review(manager, ref=case.ref)
    ask(manager, case, ["NELFT"])
    return request_to(case, "NELFT")


def page(client: Client, request: AgencyRequest) -> str:
    return client.get(reverse("agency_return", args=[request.ref])).content.decode()


@pytest.fixture
def going(cast: Cast) -> Walk:
    return walk(cast, to="answered", agencies=("NELFT",))


def test_what_one_board_was_told_is_the_draft_for_another_and_neither_board_hears_of_it(going: Walk) -> None:
    # F03
    cast = going.cast
    first = request_to(going.case, "NELFT")
    again = asked_again(cast, SAID)
    lead = cast.client("nelft")
    shown = page(lead, again)
    assert "You have answered about them before" in shown
    assert f"Havering Safeguarding Children Partnership, case {going.case.key}" in shown
    assert "You have answered about them before" not in page(cast.client("redbridge"), again)

    address = reverse("return_begin_from", args=[again.ref, first.ref])
    assert cast.client("redbridge").post(address).status_code == 404
    assert "Read each part again" in lead.post(address, follow=True).content.decode()
    again.refresh_from_db()
    values = form_queries.values_of(again.answers)
    assert values["involvement"] == SUMMARY["involvement"]
    assert (again.state, again.is_nil) == ("started", False)
    first.refresh_from_db()
    assert first.state == "signed-off"
    # In words: a reference in an address may hold the two letters of a case by chance.
    shown = words(cast.client("redbridge").get(reverse("agency_return", args=[again.ref])))
    assert going.case.key not in shown.split()


def test_an_answer_about_somebody_else_or_of_another_agency_is_not_offered(going: Walk) -> None:
    # F03
    cast = going.cast
    other = SAID | {"people": [{"forenames": "Tamsin", "surname": "Orchard", "born-on": "2 May 2015"}], "family": []}
    again = asked_again(cast, other)
    assert "You have answered about them before" not in page(cast.client("nelft"), again)
    address = reverse("return_begin_from", args=[again.ref, request_to(going.case, "NELFT").ref])
    assert cast.client("nelft").post(address).status_code == 404
    again.refresh_from_db()
    assert again.state == "asked"


def put_back(client: Client, request: AgencyRequest, name: str, content: bytes, kind: str) -> str:
    sent = {"file": SimpleUploadedFile(name, content, kind)}
    return client.post(reverse("return_put_back", args=[request.ref]), sent, follow=True).content.decode()


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_the_chronologies_of_several_agencies_merge_with_their_gap_and_their_contradiction(cast: Cast) -> None:
    # F45, RR-14
    case: Case = walk(cast, to="asked", agencies=("NELFT", "Police")).case
    sheet = workbook(
        [
            ["Chronology of the service"],
            ["Date", "Source", "Significant event", "Action taken"],
            ["4 March 2026", "Clinic notes", "Seen with a bruise.", "None"],
            ["about June 2026", "Letter", "A home visit was missed.", ""],
        ]
    )
    table = "When,What happened\n7 March 2026,Called to the home.\n"
    nelft, police = request_to(case, "NELFT"), request_to(case, "Police")
    assert "2 events were read into the summary" in put_back(cast.client("nelft"), nelft, "c.xlsx", sheet, XLSX)
    done = put_back(cast.client("police_lead"), police, "c.csv", table.encode(), "text/csv")
    assert "1 event was read into the summary" in done
    refused = put_back(cast.client("police_lead"), police, "d.csv", b"Who,What\nHe,That\n", "text/csv")
    assert "Neither answers nor a table of events" in refused
    for key, organisation in (("nelft", "NELFT"), ("police_lead", "Police")):
        lead = cast.acting(key, moment(23, "14:00"))
        sign(lead, answer(lead, case, organisation, SUMMARY), "Anne Fielding", "Director")
    merged = list(ChronologyEvent.objects.filter(case=case).order_by("happened_on"))
    for event in merged[:2]:
        ChronologyEvent.objects.filter(pk=event.pk).update(subject_key="bruise")
    found = chronology(cast.acting("manager"), case)
    assert [(e.happened_on.words, e.source, e.event) for e in found.events if e.happened_on] == [
        ("4 March 2026", "Clinic notes", "Seen with a bruise."),
        ("7 March 2026", "The agency’s own chronology", "Called to the home."),
        ("about June 2026", "Letter", "A home visit was missed."),
    ]
    assert [one.what for one in found.contradictions] == ["bruise"]
    assert named_in(put_back(cast.client("nelft"), nelft, "c.xlsx", sheet, XLSX), NAMES) == []
    assert returns.is_text_unchanged(AgencyRequest.objects.select_related("answers").get(pk=nelft.pk))


def test_a_chronology_in_a_pdf_is_read_and_a_scanned_page_of_it_is_named(cast: Cast) -> None:
    police = request_to(walk(cast, to="asked", agencies=("Police",)).case, "Police")
    rows = [("When", "What happened"), ("7 March 2026", "Called to the home.")]
    printed = scanned(table(rows, (100, 300)))
    done = put_back(cast.client("police_lead"), police, "c.pdf", printed, "application/pdf")
    assert "1 event was read into the summary" in done
    assert "Page 2 is a picture: no words can be read there." in done
    refused = put_back(cast.client("police_lead"), police, "d.pdf", scanned(), "application/pdf")
    assert "Neither answers nor a table of events" in refused
    assert "Page 1 is a picture: no words can be read there." in refused
