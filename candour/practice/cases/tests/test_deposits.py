"""LRN-08: a published review is owed to the national repository until the receipt or a reason is recorded."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.access.policy import Refused, seen_by
from candour.platform.audit_trail.models import Entry
from candour.platform.deadlines.models import Deadline
from candour.platform.design.pages import BY_ANOTHER
from candour.platform.files.models import StoredFile
from candour.platform.workflow.moving import Conflict
from candour.practice.cases.models import Case, Deposit
from candour.practice.cases.operations import deposits, teams
from candour.practice.cases.queries.deposits import repository_of
from candour.practice.cases.tests.office import Office, on
from tests.cast import Cast

TODAY = date(2026, 11, 18)
ADDRESS = "https://havering.example/reviews/2026-03"
SENT = {"by": "Ada Quill, manager", "receipt": "R-2291", "link": ADDRESS, "version": "0", **on("on", TODAY)}


@pytest.fixture
def office(told: Cast) -> Office:
    return Office(told)


def published(office: Office, where: str = ADDRESS) -> Office:
    office.signed_off()
    office.does("copy_record", on("on", TODAY))
    office.does("full_review_step", {"where": where, **on("on", TODAY)}, "publish")
    return office


def owed(office: Office) -> Deadline:
    return Deadline.objects.get(owner_kind="cases.fullreview", owner_id=office.review.pk, key="review-deposit")


def test_until_it_is_recorded_it_is_due_and_its_page_says_so(office: Office) -> None:
    published(office)
    page = office.page()
    assert "National case review repository at the NSPCC Owed: not recorded yet" in page
    assert "No law that was seen asks for this." in page
    assert owed(office).due_on == date(2026, 11, 25), "five working days after Wednesday 18 November"
    title = f"Send the review to the national case review repository at the NSPCC – case {office.case.key}"
    assert title in office.client.get(reverse("home")).content.decode()
    form = office.client.get(reverse("deposit_record", args=[office.case.ref, office.review.ref])).content.decode()
    assert f'value="{ADDRESS}"' in form, "where it was published is filled in"


def test_the_receipt_and_the_permanent_address_meet_what_is_due(office: Office) -> None:
    published(office)
    receipt = SimpleUploadedFile("receipt.txt", b"We have your report.", "text/plain")
    office.does("deposit_record", SENT | {"receipt_file": receipt, **on("stays_until", date(2036, 11, 18))})
    deposit = Deposit.objects.get(review=office.review)
    assert (deposit.repository, deposit.sent_on, deposit.recorded_by) == (
        "case-reviews", TODAY, office.told.acting("manager").label,
    )  # fmt: skip
    assert deposit.receipt_file is not None
    assert owed(office).met_at is not None
    StoredFile.objects.filter(pk=deposit.receipt_file_id).update(state="clean")
    page = office.page()
    for shown in ("Sent on 18 November 2026", "Receipt: R-2291", ADDRESS, "Stays there until 18 November 2036"):
        assert shown in page
    assert "The receipt" in page
    (told,) = office.is_told("deposit_record", SENT)
    assert told.startswith(BY_ANOTHER), "the form was opened before it was recorded"
    office.does("deposit_record", SENT | {"receipt": "R-2292", "version": "1"})
    deposit.refresh_from_db()
    assert (deposit.receipt, deposit.stays_until) == ("R-2292", None)
    assert deposit.receipt_file is not None, "a correction without a file keeps the file"
    told = office.is_told("deposit_not_sent", {"because": "No.", "link": ADDRESS, "version": "2"})
    assert told == ["It is recorded as sent. Correct that instead."]
    lines = Entry.objects.filter(verb="cases.deposited")
    assert lines.count() == 2
    assert not any("R-229" in str(one.facts) for one in lines)


def test_a_reason_ends_it_and_it_can_be_sent_later_all_the_same(office: Office) -> None:
    published(office, where="The annual volume")
    told = office.is_told("deposit_not_sent", {"because": "", "link": "", "version": "0"})
    assert len(told) == 2
    office.does("deposit_not_sent", {"because": "A living child could be found.", "link": ADDRESS, "version": "0"})
    assert owed(office).cancelled_at is not None
    page = office.page()
    assert "Not sent A living child could be found." in page
    assert "Stays there; no end is set" in page
    office.does("deposit_record", SENT | {"version": "1"})
    assert "Sent on 18 November 2026" in office.page()
    assert Deposit.objects.get(review=office.review).not_sent_because == ""


def test_what_cannot_be_so_is_refused_with_every_reason(office: Office) -> None:
    office.signed_off()
    manager, ref = office.told.acting("manager"), office.review.ref
    with pytest.raises(Refused) as refused:
        deposits.record_deposit(
            manager, review_ref=ref, version=0, on=date(2026, 12, 1), by=" ", receipt="", link="javascript:alert(1)",
            stays_until=TODAY,
        )  # fmt: skip
    assert len(refused.value.reasons) == 6
    published_first = "Only a review that is published is sent to the repository. Record the publication first."
    assert published_first in refused.value.reasons
    assert not Deposit.objects.exists()
    assert "Owed" not in office.page()


def test_only_the_office_records_it_and_nobody_walled_off_sees_it(office: Office) -> None:
    published(office)
    ref, council = office.review.ref, office.told.client("council")
    address = reverse("deposit_record", args=[office.case.ref, ref])
    upload = SimpleUploadedFile("receipt.txt", b"We have your report.", "text/plain")
    files = StoredFile.objects.count()
    answered = council.post(address, SENT | {"receipt_file": upload})
    assert "Only the partnership office" in answered.content.decode()
    assert StoredFile.objects.count() == files
    assert (
        "Record that it was sent"
        not in council.get(reverse("full_review", args=[office.case.ref, ref])).content.decode()
    )
    office.does("deposit_record", SENT)
    person = office.told.people["council"]
    assert seen_by(office.told.acting("council"), Deposit).exists()
    teams.declare_conflict(office.told.acting("manager"), ref=office.case.ref, person_ref=person.ref, nature="family")
    assert not seen_by(office.told.acting("council"), Deposit).exists()
    assert council.get(address).status_code == 404


def test_two_who_record_it_at_once_leave_one_record(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    published(office)
    manager = office.told.acting("manager")
    facts = {"review_ref": office.review.ref, "because": "First.", "link": ADDRESS, "version": 0}
    deposits.refuse_deposit(manager, **facts)
    monkeypatch.setattr(Deposit.objects, "filter", lambda **_: Deposit.objects.none())
    with pytest.raises(Conflict):
        deposits.refuse_deposit(manager, **facts | {"because": "Second."})
    monkeypatch.undo()
    assert Deposit.objects.get().not_sent_because == "First."


def test_the_review_of_an_adult_goes_to_the_library_for_adults(told: Cast) -> None:
    found = next(one for one in Case.objects.order_by("pk") if not one.is_child)
    assert repository_of(found).label == "National library of safeguarding adults reviews"
