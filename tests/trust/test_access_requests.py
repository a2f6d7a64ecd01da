"""Somebody asks what is kept about them: found, judged, listed with nothing of anybody else, answered in a month."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.urls import reverse

from candour.platform.deadlines.models import Deadline
from candour.platform.retention import ledger
from candour.platform.retention import operations as retention
from candour.platform.retention.models import Erasure
from candour.platform.subject_access.models import AccessRequest, Judgement
from candour.platform.vault import operations as vault
from candour.platform.vault.models import Identity
from candour.practice.cases.models import Case, TeamMember
from tests.cast import Cast
from tests.pages import words

PERSON = {"forenames": "Ottilie", "surname": "Vexley", "born_on": "2012-05-04"}
SIBLING = {"forenames": "Barnabus", "surname": "Vexley", "born_on": "2015-01-09"}
STRANGER = {"forenames": "Quill", "surname": "Ombersley", "born_on": "1980-02-02"}


@pytest.fixture
def case(told: Cast) -> Case:
    """A case of the office with the person, a sibling and a stranger in its vault."""
    office = TeamMember.objects.filter(person=told.people["manager"], purpose="office", left_at=None)
    case = Case.objects.filter(pk__in=office.values("case_id")).order_by("pk").first()
    assert case is not None
    for facts in (PERSON, SIBLING, STRANGER):
        vault.keep(told.acting("manager"), owner=case, kind="relative", facts=facts)
    return case


def asked(told: Cast, key: str = "manager", **changed: str) -> Any:
    received = {"received_on_day": "16", "received_on_month": "11", "received_on_year": "2026"}
    born = {"born_on_day": "4", "born_on_month": "5", "born_on_year": "2012"}
    sent = {"forenames": "Ottilie", "surname": "Vexley", "asked": "Everything. Passport seen.", **received, **born}
    return told.client(key).post(
        reverse("access_request_add", args=[told.partnership().ref]), sent | changed, follow=True
    )


def listed(answer: Any) -> str:
    word = docx.Document(BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)


def test_from_the_request_to_a_list_that_holds_the_person_and_nobody_else(told: Cast, case: Case) -> None:
    # C19
    page = words(asked(told))
    assert "16 December 2026" in page
    request = AccessRequest.objects.get()
    assert Deadline.objects.get(title="Answer a request for access").due_on == date(2026, 12, 16)
    assert "Vexley" not in page

    person = next(
        one for one in Identity.objects.filter(owner_kind="cases.case", owner_id=case.pk)
        if vault.open_for(told.acting("manager"), identity=one, purpose="cases.contact").get("forenames") == "Ottilie"
    )  # fmt: skip
    client = told.client("manager")
    early = client.post(reverse("access_request_bundle", args=[request.ref]), {"reason": "To answer."})
    assert "No match was judged to be the person" in words(early)
    client.post(
        reverse("access_request_judge", args=[request.ref, person.ref]),
        {"is_person": "yes", "because": "The same address."},
    )
    assert Judgement.objects.get().is_person

    made = listed(client.post(reverse("access_request_bundle", args=[request.ref]), {"reason": "To answer."}))
    assert "Ottilie" in made
    assert "Vexley" in made
    for other in ("Barnabus", "2015", "Quill", "Ombersley"):
        assert other not in made
    assert "Read every document that is named here" in made

    client.post(
        reverse("access_request_answer", args=[request.ref]),
        {"step": "answer", "outcome": "They were given the list.", "version": request.version},
    )
    request.refresh_from_db()
    assert (request.state, request.ended_on) == ("answered", date(2026, 11, 18))
    assert Deadline.objects.get(title="Answer a request for access").met_at is not None


def test_a_match_in_a_record_that_one_does_not_see_is_not_found(told: Cast, case: Case) -> None:
    TeamMember.objects.filter(case=case, person=told.people["manager"]).update(left_at=told.now)
    asked(told)
    page = words(told.client("manager").get(reverse("access_request", args=[AccessRequest.objects.get().ref])))
    assert "None was found." in page
    assert case.key not in page.split()


def ended_three_years_ago(told: Cast, settings: Any, tmp_path: Any, days: int = 0) -> AccessRequest:
    """A request that was answered three years before the day of the tests, or so many days later."""
    settings.CANDOUR_ERASURES = tmp_path / "erasures.jsonl"
    asked(told)
    request = AccessRequest.objects.get()
    sent = {"step": "answer", "outcome": "Vexley had the list.", "version": "1"}
    told.client("manager").post(reverse("access_request_answer", args=[request.ref]), sent)
    AccessRequest.objects.update(ended_on=date(2023, 11, 18) + timedelta(days=days))
    return request


def test_a_request_that_ended_has_a_time_of_its_own_and_goes_with_whoever_asked(
    told: Cast, case: Case, settings: Any, tmp_path: Any
) -> None:
    request = ended_three_years_ago(told, settings, tmp_path)
    of_request = Identity.objects.filter(owner_kind="subject_access.accessrequest", owner_id=request.pk)
    others = Identity.objects.exclude(pk__in=of_request)
    Judgement.objects.create(
        request=request, identity=others.latest("pk"), is_person=False, because="Quill.", judged_at=told.now
    )
    assert of_request.count() == 1
    kept = set(others.values_list("pk", flat=True))
    schedule = words(told.client("manager").get(reverse("retention")))
    assert "Local practice: no period was found in law, guidance or the papers of a partnership." in schedule
    ended = reverse("retention_ended", args=[told.partnership().ref, "access-request"])
    dry = words(told.client("police").get(ended))
    assert request.ref[:6] in dry
    assert "18 November 2026" in dry
    assert "Vexley" not in dry
    assert AccessRequest.objects.exists()

    told.client("manager").post(ended)
    alone = told.client("manager").post(reverse("erasure", args=[Erasure.objects.get().ref]), {"sure": "on"})
    assert alone.status_code == 422
    told.client("administrator").post(reverse("erasure", args=[Erasure.objects.get().ref]), {"sure": "on"})

    assert not AccessRequest.objects.exists()
    assert not Judgement.objects.exists()
    assert not of_request.exists()
    assert not Deadline.objects.filter(owner_kind="subject_access.accessrequest").exists()
    assert set(Identity.objects.values_list("pk", flat=True)) == kept
    assert [one.kind for one in ledger.read()] == ["subject_access.accessrequest"]

    fields = {field.attname: getattr(request, field.attname) for field in AccessRequest._meta.fields}
    AccessRequest.objects.create(**fields)
    assert retention.erase_again(told.acting("technical").system("restoring", told.now), ledger.read()) == 1
    assert not AccessRequest.objects.exists()


def test_a_request_stays_while_it_is_open_its_time_runs_or_a_hold_is_on_it(
    told: Cast, settings: Any, tmp_path: Any
) -> None:
    request = ended_three_years_ago(told, settings, tmp_path, days=1)
    client = told.client("manager")
    ended = reverse("retention_ended", args=[told.partnership().ref, "access-request"])
    assert request.ref[:6] not in words(client.get(ended))
    AccessRequest.objects.update(state="open", ended_on=None)
    assert request.ref[:6] not in words(client.get(ended))

    AccessRequest.objects.update(state="answered", ended_on=date(2023, 11, 18))
    hold = reverse("legal_hold", args=["access-request", request.ref])
    assert f'href="{hold}"' in client.get(reverse("access_request", args=[request.ref])).content.decode()
    day = {"next_check_on_day": "1", "next_check_on_month": "2", "next_check_on_year": "2027"}
    client.post(hold, {"reason": "A complaint.", "ask": "The Commissioner", **day})
    assert "There is a legal hold on it." in words(client.get(ended))
    client.post(ended)
    assert not Erasure.objects.exists()


def test_only_the_office_of_the_body_that_was_asked_comes_here(told: Cast) -> None:
    asked(told)
    address = reverse("access_request", args=[AccessRequest.objects.get().ref])
    assert told.client("administrator").get(address).status_code == 200
    for key in ("redbridge", "police", "nelft"):
        assert told.client(key).get(address).status_code == 404
        assert told.client(key).get(reverse("access_request_add", args=[told.partnership().ref])).status_code == 404


def test_a_form_that_does_not_hold_comes_back_filled(told: Cast) -> None:
    answer = asked(told, received_on_day="20")
    assert "It cannot have been received on a day that is to come." in words(answer)
    assert "Ottilie" in answer.content.decode()
    assert not AccessRequest.objects.exists()
