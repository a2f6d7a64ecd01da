"""Breaking the glass: with a reason, for four hours, three times at most, told at once and reviewed afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.emergency import open_in_emergency
from candour.platform.access.models import EmergencyAccess
from candour.platform.access.policy import Hidden, Refused, fetch
from candour.platform.audit_trail.queries import history_of
from candour.platform.messaging.models import OutboxMessage
from tests.cast import Cast
from tests.databases import RealDatabase, race
from tests.folders import person
from tests.pages import problems, words

WHY = "A mother is at the ward now; the doctor asks what we know."


CLOSED_TO_PARTNERS = ("concern", "near-miss", "good-practice")


def open_it(client: Client, told: Cast, key: str = "", *, kind: str = "concern", reason: str = WHY) -> Any:
    sent = {"partnership": told.partnership().ref, "key": key or told.case(kind=kind).key, "reason": reason}
    return client.post("/emergency/", sent)


def page_of(told: Cast, page: str = "case", kind: str = "concern") -> str:
    return reverse(page, args=[told.case(kind=kind).ref])


def received(told: Cast) -> str:
    return str(told.case(state="received", kind="serious-incident").key)


def test_a_reason_opens_the_case_and_everybody_concerned_is_told(told: Cast) -> None:
    client = told.client("council")
    assert client.get(page_of(told)).status_code == 404
    before = set(OutboxMessage.objects.values_list("pk", flat=True))

    opened = open_it(client, told, f" {told.case(kind='concern').key.lower()} ")

    assert (opened.status_code, opened["Location"]) == (302, page_of(told))
    assert client.get(page_of(told)).status_code == 200
    grant = EmergencyAccess.objects.get()
    assert (grant.who, grant.reason, grant.ends_at) == ("Helen Marsh", WHY, told.now + timedelta(hours=4))
    assert "opened the record in an emergency until 18 November 2026, 14:00" in [
        line.what for line in history_of(told.case(kind="concern"))
    ]
    letters = OutboxMessage.objects.exclude(pk__in=before)
    addresses = {letter.to for letter in letters}
    assert {"priya.anand@example.org", "tom.okafor@example.org"} <= addresses
    said = " ".join(str(letter.values) for letter in letters)
    assert WHY not in said
    assert "Helen" not in said


def test_it_is_open_for_four_hours_and_not_a_second_more(told: Cast) -> None:
    open_it(told.client("council"), told)
    case = told.case(kind="concern")

    last = told.now + timedelta(hours=4)
    assert fetch(told.acting("council", last - timedelta(seconds=1)), type(case), pk=case.pk) == case
    with pytest.raises(Hidden):
        fetch(told.acting("council", last), type(case), pk=case.pk)
    with pytest.raises(Hidden):
        fetch(told.acting("police"), type(case), pk=case.pk)


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_it_stays_closed(told: Cast, reason: str) -> None:
    client = told.client("council")

    refused = open_it(client, told, reason=reason)

    assert refused.status_code == 422
    assert problems(refused) == ["Enter an answer to “Why must you see it now”."]
    assert not EmergencyAccess.objects.exists()
    assert client.get(page_of(told)).status_code == 404


def test_nobody_learns_which_cases_there_are(told: Cast) -> None:
    client = told.client("council")
    elsewhere, adult = told.case(partnership__short_name="Redbridge SCP"), told.case(about="adult")

    answers = [open_it(client, told, key) for key in ("NO SUCH", elsewhere.key, adult.key)]

    assert {tuple(problems(answer)) for answer in answers} == {("There is no case with that key that you can open.",)}
    assert not EmergencyAccess.objects.exists()


@pytest.mark.parametrize("key", ["teacher", "nelft", "author", "lay", "technical", "redbridge"])
def test_only_those_who_decide_or_manage_there_can(told: Cast, key: str) -> None:
    answer = open_it(told.client(key), told)

    assert answer.status_code == 422
    assert not EmergencyAccess.objects.exists()


def test_after_three_somebody_has_to_look_first(told: Cast) -> None:
    client = told.client("council")
    for kind in CLOSED_TO_PARTNERS:
        assert open_it(client, told, kind=kind).status_code == 302

    refused = open_it(client, told, received(told))

    assert refused.status_code == 422
    assert problems(refused) == ["Three of your emergency openings wait to be reviewed. Ask the partnership manager."]
    assert open_it(told.client("police"), told, received(told)).status_code == 302, "it is each person's own number"
    review = reverse("opening_review", args=[told.case(kind="concern").ref, 1])
    own = client.post(review, {"review": "It was all right."})
    assert own.status_code == 422
    assert EmergencyAccess.objects.filter(reviewed_at=None).count() == 4, "nobody reviews their own"
    assert told.client("manager").post(review, {"review": "The ward did call."}).status_code == 302
    assert open_it(client, told, received(told)).status_code == 302


def test_an_opening_is_reviewed_once_and_in_words(told: Cast) -> None:
    open_it(told.client("council"), told)
    grant = EmergencyAccess.objects.get()
    office = told.client("manager")
    address = reverse("opening_review", args=[told.case(kind="concern").ref, 1])

    assert office.post(address, {"review": " "}).status_code == 422
    assert office.post(address, {"review": "The ward did call."}).status_code == 302
    again = office.post(address, {"review": "I say otherwise."})

    assert problems(again) == ["This opening has been reviewed already."]
    grant.refresh_from_db()
    assert (grant.reviewed_by, grant.review) == ("Priya Anand", "The ward did call.")
    assert "The ward did call." in words(office.get(page_of(told, "case_team")))


@pytest.mark.parametrize("kind", ["visitor", "link", "system"])
def test_only_a_person_who_signed_in_breaks_the_glass(told: Cast, kind: str) -> None:
    actors = {
        "visitor": Actor.visitor(told.now),
        "link": Actor.link("a link", ("case", 1), told.now),
        "system": Actor.system("a job", told.now),
    }
    with pytest.raises(Refused, match="Only a person who is signed in"):
        open_in_emergency(actors[kind], told.case(kind="concern"), reason=WHY)


def test_an_opening_forgotten_for_thirty_days_counts_no_longer(told: Cast) -> None:
    case, early = told.case(kind="concern"), told.now - timedelta(days=30)
    for _ in range(3):
        open_in_emergency(person(1, early), case, reason=WHY)

    with pytest.raises(Refused, match="wait to be reviewed"):
        open_in_emergency(person(1, told.now - timedelta(seconds=1)), case, reason=WHY)
    open_in_emergency(person(1, told.now), case, reason=WHY)


def test_many_at_once_are_not_more_than_three(demonstration: RealDatabase, demonstration_cast: Cast) -> None:
    actor, case = demonstration_cast.acting("council"), demonstration_cast.case(kind="concern")

    outcomes = race(8, lambda number: open_in_emergency(actor, case, reason=WHY))

    assert len([one for one in outcomes if isinstance(one, EmergencyAccess)]) == 3
    assert len([one for one in outcomes if isinstance(one, Refused)]) == 5
    assert EmergencyAccess.objects.count() == 3
