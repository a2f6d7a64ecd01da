"""The register of information sharing agreements: kept by the office, seen by colleagues, reviewed in time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from candour.platform.audit_trail.queries import history_of
from candour.platform.dates.words import day_words
from candour.platform.deadlines.models import Deadline
from candour.platform.files.models import StoredFile
from candour.practice.directory.models import Agreement, AgreementParty
from candour.practice.directory.queries import agreements_in_force
from candour.practice.directory.tests.test_posts import day
from tests.cast import Cast
from tests.pages import markup, problems, value_of, words

TODAY = date(2026, 11, 18)


def sent(cast: Cast, **changed: Any) -> dict[str, Any]:
    """An agreement as its form is sent."""
    whole: dict[str, Any] = {
        "title": "Serious incidents",
        "parties": [cast.organisation("Police").ref, cast.organisation("NEL ICB").ref],
        "other_parties": "The school trust\n",
        "purpose": "What each knows of a family.",
        "legal_basis": "As its second part says.",
        **day("from_on", date(2026, 1, 1)),
        **day("review_on", date(2027, 1, 1)),
    }
    return whole | changed


def entered(cast: Cast, **changed: Any) -> Agreement:
    """One that the office of Havering's children's partnership has entered."""
    address = reverse("agreement_add", args=[cast.partnership().ref])
    answer = cast.client("manager").post(address, sent(cast, **changed))
    assert answer.status_code == 302, problems(answer)
    return Agreement.objects.latest("pk")


def review_of(one: Agreement) -> Deadline:
    return Deadline.objects.get(
        owner_kind="directory.agreement", owner_id=one.pk, met_at=None, cancelled_at=None, key="agreement-review"
    )


def test_an_agreement_is_entered_by_the_office_and_read_by_colleagues(cast: Cast) -> None:
    one = entered(cast)

    page = words(cast.client("nelft").get(reverse("agreements")))
    assert "Serious incidents" in page
    assert cast.organisation("Police").name in page
    assert "The school trust" in page
    assert "Enter an agreement" not in page
    shown = cast.client("nelft").get(reverse("agreement", args=[one.ref]))
    assert "As its second part says." in words(shown)
    assert "None is kept here" in words(shown)
    assert "End it" not in words(shown)
    assert (review_of(one).due_on, review_of(one).title) == (
        date(2027, 1, 1),
        "Review an information sharing agreement",
    )
    assert history_of(one)[-1].what.startswith("entered an information sharing agreement with 2 parties")


@pytest.mark.parametrize("key", ["nelft", "police", "redbridge", "council"])
def test_only_the_office_of_the_partnership_keeps_it(cast: Cast, key: str) -> None:
    one = entered(cast)
    client = cast.client(key)
    for name in ("agreement_change", "agreement_review", "agreement_end"):
        assert client.get(reverse(name, args=[one.ref])).status_code == 403, name
        assert client.post(reverse(name, args=[one.ref]), {"version": "1"}).status_code == 403, name
    assert client.post(reverse("agreement_add", args=[cast.partnership().ref]), sent(cast)).status_code == 403
    assert Agreement.objects.count() == 1
    assert cast.client("administrator").get(reverse("agreement_change", args=[one.ref])).status_code == 200


def test_who_holds_no_post_or_has_signed_nothing_sees_no_agreement(cast: Cast) -> None:
    one = entered(cast)
    for name in (reverse("agreement", args=[one.ref]), reverse("agreements")):
        assert b"Serious incidents" not in cast.client("newcomer").get(name, follow=True).content


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"parties": [], "other_parties": "One alone"}, "Name at least two parties."),
        (day("review_on", date(2026, 1, 1)), "The day of its review comes after its first day."),
        ({"parties": ["nothing-is-here"]}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_an_agreement_comes_back_filled(cast: Cast, changed: dict[str, Any], reason: str) -> None:
    address = reverse("agreement_add", args=[cast.partnership().ref])
    answer = cast.client("manager").post(address, sent(cast, **changed))
    assert answer.status_code == 422
    assert any(one.startswith(reason) for one in problems(answer))
    assert "What each knows of a family." in answer.content.decode()
    assert not Agreement.objects.exists()


def test_a_double_click_enters_one(cast: Cast) -> None:
    client = cast.client("manager")
    address = reverse("agreement_add", args=[cast.partnership().ref])
    for _ in range(2):
        client.post(address, sent(cast, submission_key="one-key-for-both-clicks"))
    assert Agreement.objects.count() == 1


def test_it_is_changed_and_its_document_is_kept_for_whoever_sees_it(cast: Cast) -> None:
    one = entered(cast)
    client = cast.client("manager")
    address = reverse("agreement_change", args=[one.ref])
    new = sent(cast, parties=[cast.organisation("NELFT").ref], purpose="Only what a review asks for.", version="1")
    bad = client.post(address, new | {"document": SimpleUploadedFile("agreement.exe", b"MZ\x90\x00" * 50)})
    assert problems(bad)[0].startswith("The document was not taken")
    text = SimpleUploadedFile("agreement.txt", b"We share what a review asks for.\n")
    assert client.post(address, new | {"document": text}).status_code == 302
    one.refresh_from_db()
    assert one.purpose == "Only what a review asks for."
    assert [party.organisation for party in AgreementParty.objects.filter(agreement=one)] == [
        cast.organisation("NELFT")
    ]
    stored = StoredFile.objects.get(pk=one.document_id)
    assert (stored.owner_kind, stored.owner_id) == ("directory.agreement", one.pk)

    late = client.post(address, new)
    assert late.status_code == 422
    assert "Only what a review asks for." in late.content.decode()

    StoredFile.objects.filter(pk=stored.pk).update(state="clean")
    page = markup(cast.client("nelft").get(reverse("agreement", args=[one.ref])))
    assert f'href="{reverse("file", args=[stored.ref])}"' in page
    assert cast.client("nelft").get(reverse("file", args=[stored.ref])).status_code == 200
    unbound = cast.client("newcomer").get(reverse("file", args=[stored.ref]))
    assert (unbound.status_code, unbound["Location"]) == (302, "/undertakings/")


def test_whoever_was_overtaken_sees_every_fact_that_is_stored_and_saves_again(cast: Cast) -> None:
    one = entered(cast)
    client = cast.client("manager")
    stored = {"title": "Deaths in care", "parties": [cast.organisation("NELFT").ref], "legal_basis": "Its first part."}
    client.post(reverse("agreement_change", args=[one.ref]), sent(cast, version="1", **stored))
    for name, mine in (
        ("agreement_change", sent(cast, title="Mine")),
        ("agreement_review", {"note": "It holds.", **day("review_on", date(2027, 11, 2))}),
        ("agreement_end", {"because": "It is over.", **day("until_on", TODAY)}),
    ):
        address = reverse(name, args=[one.ref])
        late = client.post(address, mine | {"version": "1"})
        assert "what is saved now is shown above it" in problems(late)[0], name
        one.refresh_from_db()
        days = (day_words(one.from_on), day_words(one.review_on))
        shown = (one.title, one.legal_basis, one.purpose, "The school trust", *days)
        assert [fact for fact in shown if fact not in words(late)] == [], name
        again = client.post(address, mine | {"version": value_of(late, "version")})
        assert again.status_code == 302, problems(again)


def test_a_review_meets_what_was_due_and_sets_the_next(cast: Cast) -> None:
    one = entered(cast, **day("review_on", date(2026, 11, 2)))
    client = cast.client("manager")
    assert "Due for review" in words(client.get(reverse("agreements")))
    first = review_of(one)
    address = reverse("agreement_review", args=[one.ref])
    past = client.post(address, {"note": "It holds.", "version": "1", **day("review_on", TODAY)})
    assert problems(past) == ["The day of its next review must be to come."]

    client.post(
        address, {"note": "Its parties say that it holds.", "version": "1", **day("review_on", date(2027, 11, 2))}
    )

    first.refresh_from_db()
    assert first.met_at == cast.now
    assert review_of(one).due_on == date(2027, 11, 2)
    page = words(client.get(reverse("agreement", args=[one.ref])))
    assert "18 November 2026: Its parties say that it holds." in page
    assert "Due for review" not in page


def test_one_that_is_ended_stays_in_the_register_and_nothing_is_shared_under_it_any_more(cast: Cast) -> None:
    one = entered(cast)
    manager, partnership = cast.acting("manager"), cast.partnership()
    assert agreements_in_force(manager, partnership.pk) == [one]
    client = cast.client("manager")
    address = reverse("agreement_end", args=[one.ref])
    early = {"because": "It was never signed.", "version": "1", **day("until_on", date(2025, 12, 31))}
    assert problems(client.post(address, early)) == ["It cannot end before it began."]
    assert client.post(address, early | day("until_on", date(2199, 12, 31))).status_code == 422

    client.post(address, early | day("until_on", date(2026, 11, 17)))

    assert agreements_in_force(manager, partnership.pk) == []
    assert not Deadline.objects.filter(owner_kind="directory.agreement", cancelled_at=None).exists()
    page = words(client.get(reverse("agreement", args=[one.ref])))
    assert "Its last day: 17 November 2026. It was never signed." in page
    assert "Ended 17 November 2026" in words(client.get(reverse("agreements")))
    again = client.post(reverse("agreement_change", args=[one.ref]), sent(cast, version="2"))
    assert problems(again) == ["This agreement was ended. Enter the one that took its place."]
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=one.pk).update(ended_because="")


def test_an_end_to_come_can_be_corrected(cast: Cast) -> None:
    one = entered(cast)
    address = reverse("agreement_end", args=[one.ref])
    answers = {"because": "Its project ends.", "version": "1"}
    cast.client("manager").post(address, answers | day("until_on", date(2027, 11, 17)))
    cast.client("manager").post(address, answers | day("until_on", date(2026, 11, 17)) | {"version": "2"})
    one.refresh_from_db()
    assert one.until_on == date(2026, 11, 17)


def test_one_to_come_and_one_of_another_partnership_are_not_in_force_here(cast: Cast) -> None:
    entered(cast, **day("from_on", date(2026, 11, 19)))
    manager = cast.acting("manager")
    assert agreements_in_force(manager, cast.partnership().pk) == []
    entered(cast)
    assert agreements_in_force(manager, cast.partnership("Redbridge SCP").pk) == []
