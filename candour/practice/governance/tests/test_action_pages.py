"""The pages of the action log, worked through as a browser would."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.exports.models import Export
from candour.platform.imports.reading import read_tables
from candour.practice.governance.models import Action, ActionUpdate
from candour.practice.governance.operations import actions
from candour.practice.governance.tests.test_actions import add, group, item, meeting
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from conftest import NOW
from tests.cast import Cast
from tests.questions import questions


def page(cast: Cast, who: str, address: str, **query: str) -> str:
    response = cast.client(who).get(address, query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def the_log() -> str:
    return reverse("action_log", args=[group().ref])


def post(cast: Cast, who: str, name: str, ref: str, **fields: Any) -> Any:
    return cast.client(who).post(reverse(name, args=[ref]), fields, follow=True)


def order(html: str) -> list[str]:
    return re.findall(r'href="/actions/[^/"]+/">(20\d\d/\d\d)</a>', html)


def test_open_actions_come_first_by_when_they_are_due(cast: Cast) -> None:
    for due in ("15 December 2026", "", "1 November 2026", "December 2026"):
        add(cast, due=due)
    html = page(cast, "manager", the_log())
    assert order(html) == ["2026/03", "2026/01", "2026/04", "2026/02"]
    assert html.count("mark--late") == 1
    assert "<strong>4</strong> open" in html
    assert "<strong>1</strong> late" in html


def test_an_action_carried_three_times_is_pointed_at(cast: Cast) -> None:
    often, once = add(cast), add(cast)
    for week in (1, 2, 3):
        at = meeting(NOW - timedelta(weeks=week))
        actions.carry_forward(cast.acting("manager"), ref=often.ref, meeting=at, text="No answer.")
    actions.carry_forward(cast.acting("manager"), ref=once.ref, meeting=at, text="Nearly.")
    html = page(cast, "manager", the_log())
    assert '<span class="mark mark--soon">3 times</span>' in " ".join(html.split())
    assert order(page(cast, "manager", the_log(), shows="often")) == ["2026/01"]


def test_the_log_is_filtered_by_state_owner_agency_year_meeting_and_words(cast: Cast) -> None:
    held = meeting(NOW - timedelta(days=3))
    add(cast, "nelft", item=item(held), text="Count the wards.")
    add(cast, "hospital", text="Train the night staff.")
    last = meeting(NOW - timedelta(days=300))
    add(cast, "nelft", item=item(last), text="Print the leaflet.")
    actions.close_action(cast.acting("manager"), ref=Action.objects.get(text="Print the leaflet.").ref, evidence="Out.")
    hospital = cast.people["hospital"].ref
    found = {
        name: order(page(cast, "manager", the_log(), **query))
        for name, query in {
            "owner": {"owner": hospital},
            "agency": {"agency": cast.organisation("NELFT").ref},
            "year": {"year": "2025", "shows": "all"},
            "meeting": {"meeting": held.ref},
            "words": {"words": "night"},
            "closed": {"shows": "closed"},
            "all": {"shows": "all"},
        }.items()
    }
    assert found == {
        "owner": ["2026/02"],
        "agency": ["2026/01"],
        "year": ["2025/01"],
        "meeting": ["2026/01"],
        "words": ["2026/02"],
        "closed": ["2025/01"],
        "all": ["2026/02", "2026/01", "2025/01"],
    }


def test_a_page_holds_fifty_and_leads_to_the_next(cast: Cast) -> None:
    made = [add(cast, due="") for _ in range(53)]
    first, second = page(cast, "manager", the_log()), page(cast, "manager", the_log(), page="2")
    assert len(order(first)) == 50
    assert 'rel="next"' in first
    assert order(second) == [one.name for one in made[50:]]


@pytest.mark.parametrize("who", ["nelft", "lay"])
def test_a_member_reads_the_log_and_may_not_keep_it(cast: Cast, who: str) -> None:
    add(cast, "hospital")
    html = page(cast, who, the_log())
    assert order(html) == ["2026/01"]
    assert "Add an action" not in html


@pytest.mark.parametrize("who", ["redbridge", "joint", "author", "technical", "newcomer"])
def test_whoever_does_not_belong_finds_no_log(cast: Cast, who: str) -> None:
    add(cast, "hospital")
    assert cast.client(who).get(the_log()).status_code in (302, 403, 404)


def test_an_action_is_added_with_its_owner_and_those_beside(cast: Cast) -> None:
    said = post(
        cast, "manager", "action_add", group().ref,
        text="Write to every school.", owner=cast.people["teacher"].ref,
        co_leads=[cast.people["nelft"].ref], due_on="March 2027",
    )  # fmt: skip
    html = said.content.decode()
    assert "It is in the log as 2026/01." in html
    for shown in ("Leila Hassan", "Daniel Osei", "March 2027", cast.organisation("Havering Education").name):
        assert shown in html


def test_an_owner_without_a_seat_says_how_it_stands_and_closes_it_with_a_file(cast: Cast) -> None:
    action = add(cast, "author")
    html = post(cast, "author", "action_update", action.ref, text="Half done.").content.decode()
    assert "The update is in the log." in html
    upload = SimpleUploadedFile("proof.txt", b"The leaflet was printed on Monday.", "text/plain")
    html = post(cast, "author", "action_close", action.ref, evidence="", upload=upload).content.decode()
    assert "The action is closed." in html
    assert "proof.txt" in html
    assert ActionUpdate.objects.get(action=action).text == "Half done."


def test_closing_without_evidence_comes_back_with_the_reason(cast: Cast) -> None:
    action = add(cast)
    answer = post(cast, "nelft", "action_close", action.ref, evidence="")
    assert answer.status_code == 422
    assert "Say what shows that it was done." in answer.content.decode()


def test_a_button_that_is_closed_to_the_reader_says_why(cast: Cast) -> None:
    html = page(cast, "nelft", reverse("action", args=[add(cast).ref]))
    assert "Drop: Only the office of the partnership to which the group belongs." in html
    assert reverse("action_close", args=[Action.objects.get().ref]) in html


def test_a_change_over_another_keeps_what_was_typed(cast: Cast) -> None:
    action = add(cast)
    fields = {"owner": cast.people["nelft"].ref, "due_on": "", "version": str(action.version)}
    post(cast, "manager", "action_change", action.ref, text="Send it round.", **fields)
    answer = post(cast, "administrator", "action_change", action.ref, text="Put it on the website.", **fields)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Put it on the website." in html
    assert "Send it round." in html


def test_a_meeting_carries_it_forward_on_the_page(cast: Cast) -> None:
    action, held = add(cast), meeting(NOW - timedelta(days=2))
    html = post(cast, "administrator", "action_carry", action.ref, meeting=held.ref, text="Still waiting.")
    assert "carried forward at the meeting of 16 November 2026" in " ".join(html.content.decode().split())


def test_an_old_action_without_an_owner_is_given_one_name(cast: Cast) -> None:
    action = add(cast, due="")
    Action.objects.filter(pk=action.pk).update(owner=None, is_imported=True, leads_as_printed="All")
    html = page(cast, "manager", the_log())
    assert "Nobody yet" in html
    assert "Printed as “All”" in html
    html = post(cast, "manager", "action_owner", action.ref, owner=cast.people["hospital"].ref).content.decode()
    assert "Farah Siddiqui" in html
    assert "Printed in the old log as" in html


def test_my_actions_and_my_agencys_are_on_one_page_over_all_groups(cast: Cast) -> None:
    add(cast, "nelft")
    add(cast, "nelft_senior")
    adults = type(group()).objects.get(name="Case Review Working Group (adults)")
    actions.add_action(
        cast.acting("manager"), group=adults, item=None, text="Ask the care homes.",
        owner=cast.people["nelft"], due_on=FuzzyDate.parse("2 November 2026"),
    )  # fmt: skip
    mine = page(cast, "nelft", reverse("my_actions"))
    assert len(order(mine)) == 2
    assert "Case Review Working Group (adults)" in mine
    agency = page(cast, "nelft", reverse("my_actions"), **{"for": "agency"})
    assert len(order(agency)) == 3
    assert len(order(page(cast, "nelft", reverse("my_actions"), **{"for": "agency", "shows": "late"}))) == 1
    assert order(page(cast, "hospital", reverse("my_actions"))) == []


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv"])
def test_the_log_is_taken_away_as_the_partnerships_own_table_with_a_reason(cast: Cast, kind: str) -> None:
    action = add(cast)
    actions.update_action(cast.acting("nelft"), ref=action.ref, text="Two wards remain.")
    address = reverse("action_log_take", args=[group().ref])
    assert cast.client("manager").post(address, {"kind": kind, "reason": ""}).status_code == 422
    made = cast.client("manager").post(address, {"kind": kind, "reason": "For the meeting"})
    assert made.status_code == 200
    assert Export.objects.get().reason == "For the meeting"
    content = made.getvalue() if hasattr(made, "getvalue") else made.content
    head, only = next(table.rows for table in read_tables(content, kind) if len(table.rows[0]) == 7)[:2]
    assert head == (
        "Reference", "Meeting date", "Action", "Lead(s)", "Update/comments", "Status C/F or Close", "Completed",
    )  # fmt: skip
    assert only == (
        "2026/01", "18 November 2026", "Circulate the bruising pathway to every ward.", "Daniel Osei",
        "18 November 2026: Two wards remain.", "", "",
    )  # fmt: skip


def test_only_the_office_takes_the_log_away(cast: Cast) -> None:
    add(cast)
    address = reverse("action_log_take", args=[group().ref])
    assert cast.client("nelft").post(address, {"kind": "csv", "reason": "Mine"}).status_code == 422
    assert not Export.objects.exists()


@pytest.mark.parametrize("name", ["action_log", "my_actions", "action"])
def test_a_page_asks_few_questions_of_the_database(cast: Cast, name: str) -> None:
    made = [add(cast) for _ in range(12)]
    address = {
        "action_log": the_log(),
        "my_actions": reverse("my_actions"),
        "action": reverse("action", args=[made[0].ref]),
    }[name]
    asked = questions(cast.client("manager"), address)
    assert len(asked) <= 12, asked


def test_whats_due_names_the_action_and_says_that_its_date_was_agreed(cast: Cast) -> None:
    action = add(cast)
    for who, scope in (("nelft", "mine"), ("nelft_senior", "organisation")):
        html = page(cast, who, reverse("home"), **{"for": scope})
        assert "Action 2026/01 of Case Review Working Group" in html, who
        assert reverse("action", args=[action.ref]) in html
        assert "An agreed date" in html
    assert "Action 2026/01" not in page(cast, "hospital", reverse("home"))
