"""Asking once, by link: an address begins with what it sent itself, and with nothing of anybody else in its agency."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden
from candour.platform.guided_forms import queries as form_queries
from candour.platform.messaging.models import OutboxMessage
from candour.practice.cases.models import AgencyRequest, RequestLink
from candour.practice.cases.operations import duties, requests, returns, reviews
from candour.practice.cases.operations.earlier_answers import begin_from, earlier_answers
from candour.practice.cases.vocabulary import LinkPurpose
from candour.practice.directory.models import Organisation
from candour.project.demonstration.stage import answer, ask, refer, request_to, sign
from tests.cast import Cast
from tests.pages import words
from tests.walks import SAID, SUMMARY, Walk, moment, settle_notifiable, walk

BEFORE = "You have answered about them before"
WORDS = SUMMARY["involvement"]


@pytest.fixture
def going(cast: Cast) -> Walk:
    """Havering has asked NELFT about a child."""
    return walk(cast, to="asked", agencies=("NELFT",))


def newest(template: str) -> dict[str, str]:
    return OutboxMessage.objects.filter(template=template).order_by("-pk")[0].values


def opened(template: str = "cases.request") -> Client:
    """A browser that has opened the newest link with the code that was sent to its address."""
    cache.clear()
    token, client = newest(template)["link"].rstrip("/").rpartition("/")[2], Client()
    client.post(reverse("answer", args=[token]), {"send": "1"})
    assert client.post(reverse("answer", args=[token]), {"code": newest("cases.code")["code"]}).status_code == 302
    return client


def holder(request: AgencyRequest, at: datetime, **peculiar: Any) -> Actor:
    """The holder of the newest link to a request, as its browser acts."""
    link = RequestLink.objects.filter(request=request, **peculiar).latest("pk")
    return Actor.link("the holder of a link sent to NELFT", ("request", request.pk), at, link.pk)


def sent_by_link(going: Walk) -> AgencyRequest:
    """The first request, answered by its link and signed off."""
    request = request_to(going.case, "NELFT")
    actor = holder(request, moment(23, "10:00"))
    sign(actor, answer(actor, going.case, "NELFT", SUMMARY), "Anne Fielding", "Director")
    request.refresh_from_db()
    return request


def asked_again(cast: Cast, said: dict[str, Any] = SAID, agency: str = "NELFT", email: str = "") -> AgencyRequest:
    """Redbridge asks an agency about a child, some days later, at its usual address or another."""
    case = refer(cast.acting("redbridge", moment(2, "09:00", 11)), "Redbridge SCP", said)
    manager = cast.acting("redbridge", moment(2, "10:00", 11))
    duties.share_with_partners(manager, ref=case.ref, legal_reason="A duty.")
    settle_notifiable(manager, case)
    reviews.open_review(manager, ref=case.ref)
    if email:
        organisation = Organisation.objects.get(short_name=agency)
        requests.ask_agencies(manager, ref=case.ref, asks=[requests.Ask(organisation.ref, "Somebody", email)])
    else:
        ask(manager, case, [agency])
    return request_to(case, agency)


def offered(actor: Actor, request: AgencyRequest) -> list[AgencyRequest]:
    who = returns.who_it_is_about(actor, ref=request.ref)
    return [one.request for one in earlier_answers(actor, request, who)]


def test_the_same_address_begins_with_what_it_sent_and_sees_no_more_of_the_other_case(going: Walk) -> None:
    # F03
    first = sent_by_link(going)
    assert first.answered_from == first.to_email
    again = asked_again(going.cast)
    client = opened()
    shown = client.get(reverse("agency_return", args=[again.ref])).content.decode()
    assert BEFORE in shown
    assert "it was sent with a link to your own" in " ".join(shown.split())
    assert "Havering Safeguarding Children Partnership" in shown
    assert going.case.key not in shown
    assert reverse("agency_return", args=[first.ref]) not in shown
    assert client.get(reverse("agency_return", args=[first.ref])).status_code == 404

    done = client.post(reverse("return_begin_from", args=[again.ref, first.ref]), follow=True)

    assert "Read each part again" in done.content.decode()
    again.refresh_from_db()
    values = form_queries.values_of(again.answers)
    assert values["involvement"] == WORDS
    assert "immediate" not in values
    assert (again.state, again.answered_from) == ("started", "")
    first.refresh_from_db()
    assert first.state == "signed-off"
    assert client.get(reverse("agency_return", args=[first.ref])).status_code == 404


def test_the_board_that_asks_hears_nothing_of_the_other(going: Walk) -> None:
    first = sent_by_link(going)
    again = asked_again(going.cast)
    office = going.cast.client("redbridge")
    assert BEFORE not in office.get(reverse("agency_return", args=[again.ref])).content.decode()
    assert office.post(reverse("return_begin_from", args=[again.ref, first.ref])).status_code == 404


def test_another_address_of_the_agency_is_offered_nothing_and_learns_nothing(going: Walk) -> None:
    first = sent_by_link(going)
    again = asked_again(going.cast, email="somebody.else@nelft.example")
    client = opened()
    assert BEFORE not in client.get(reverse("agency_return", args=[again.ref])).content.decode()
    refused = client.post(reverse("return_begin_from", args=[again.ref, first.ref]))
    never = client.post(reverse("return_begin_from", args=[again.ref, "never-was-there"]))
    assert (refused.status_code, never.status_code) == (404, 404)
    assert words(refused) == words(never)
    again.refresh_from_db()
    assert again.state == "asked"


def test_a_lead_who_is_sent_a_link_of_their_own_begins_with_nothing_of_whoever_named_them(going: Walk) -> None:
    sent_by_link(going)
    again = asked_again(going.cast)
    named = holder(again, going.cast.now)
    assert offered(named, again) != []
    requests.name_lead(named, ref=again.ref, name="Lea Marsh", email="lea@nelft.example")
    requests.chase(going.cast.acting("redbridge"), ref=again.ref)
    lead = holder(again, going.cast.now, email="lea@nelft.example")
    assert offered(lead, again) == []


def test_a_link_to_sign_off_begins_with_nothing_though_it_went_to_the_same_address(going: Walk) -> None:
    first = sent_by_link(going)
    again = asked_again(going.cast)
    for purpose, found in ((LinkPurpose.ANSWER, [first]), (LinkPurpose.SIGN_OFF, [])):
        RequestLink.objects.filter(request=again).update(purpose=purpose)
        assert offered(holder(again, going.cast.now), again) == found, purpose


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"answered_from": ""}, "somebody who had signed in sent it"),
        ({"answered_from": "another@nelft.example"}, "another address sent it"),
        ({"state": "returned"}, "nobody has signed it off"),
        ({"state": "withdrawn"}, "it was withdrawn"),
        (
            {"returned_at": datetime(2025, 11, 17, 23, 59, tzinfo=UTC)},
            "the address may have passed on",
        ),
    ],
)
def test_what_the_address_did_not_send_itself_or_lately_is_not_offered(
    going: Walk, changed: dict[str, Any], why: str
) -> None:
    first = sent_by_link(going)
    again = asked_again(going.cast)
    actor = holder(again, going.cast.now)
    assert offered(actor, again) == [first]
    AgencyRequest.objects.filter(pk=first.pk).update(**changed)
    assert offered(actor, again) == [], why
    with pytest.raises(Hidden):
        begin_from(actor, ref=again.ref, earlier_ref=first.ref)


def test_an_answer_that_somebody_signed_in_changed_after_it_is_theirs(going: Walk) -> None:
    cast = going.cast
    first = sent_by_link(going)
    lead = cast.acting("nelft", moment(24, "09:00"))
    returns.reopen_return(lead, ref=first.ref)
    returns.send_return(lead, ref=first.ref)
    sign(lead, first, "Anne Fielding", "Director")
    first.refresh_from_db()
    assert (first.state, first.answered_from) == ("signed-off", "")
    again = asked_again(cast)
    assert offered(holder(again, cast.now), again) == []
    assert offered(cast.acting("nelft"), again) == [first], "their own agency's people begin with all that it said"


def test_an_address_that_answers_for_two_agencies_keeps_them_apart(going: Walk) -> None:
    first = sent_by_link(going)
    again = asked_again(going.cast, agency="BHRUT", email=first.to_email)
    assert offered(holder(again, going.cast.now), again) == []


def test_an_answer_about_another_child_is_not_offered(going: Walk) -> None:
    sent_by_link(going)
    other = SAID | {"people": [{"forenames": "Tamsin", "surname": "Orchard", "born-on": "2 May 2015"}], "family": []}
    again = asked_again(going.cast, other)
    assert offered(holder(again, going.cast.now), again) == []


def test_a_link_that_has_ended_was_replaced_or_opens_another_request_proves_no_address(going: Walk) -> None:
    first = sent_by_link(going)
    again = asked_again(going.cast)
    actor = holder(again, going.cast.now)
    link = RequestLink.objects.get(pk=actor.through)
    of_first = RequestLink.objects.filter(request=first).latest("pk").pk
    key = ("request", again.pk)
    for through in (None, of_first, link.pk + 1000):
        assert offered(Actor.link(actor.label, key, actor.at, through), again) == [], through
    RequestLink.objects.filter(pk=link.pk).update(ends_at=actor.at - timedelta(seconds=1))
    assert offered(actor, again) == []


def test_the_demonstrations_holders_of_links_without_an_address_leave_none(going: Walk) -> None:
    request = request_to(going.case, "NELFT")
    actor = Actor.link("a link", ("request", request.pk), moment(23, "10:00"))
    answer(actor, going.case, "NELFT", SUMMARY)
    request.refresh_from_db()
    assert (request.state, request.answered_from) == ("returned", "")
