"""The gate in front of every page: each class of address opens to those it names, and an unlisted one to nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.core.checks import run_checks
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from candour.platform.access.exposure import Exposure
from candour.platform.access.identity import LINK_SESSION_LASTS, open_link_session
from candour.platform.accounts.models import Account
from candour.platform.audit_trail.models import Entry
from tests.cast import Cast
from tests.pages import words


def half(told: Cast) -> Client:
    """Somebody who gave a password and no second factor."""
    client = Client()
    client.force_login(Account.objects.get(email="helen.marsh@example.org"))
    return client


def holder(told: Cast, kind: str = "cases.case", id_: int = 0) -> Client:
    """Somebody who opened a link and proved that it was sent to them."""
    client = Client()
    client.get("/rules/")

    class Request:
        session = SessionStore()

    open_link_session(Request, label="a link", key=(kind, id_), at=told.now)  # type: ignore[arg-type]
    Request.session.save()
    client.cookies["session"] = str(Request.session.session_key)
    return client


def visitor(told: Cast) -> Client:
    return Client()


def whole(told: Cast) -> Client:
    return told.client("council")


def sign_in(path: str) -> str:
    return f"/account/sign-in/?{urlencode({'next': path})}"


@pytest.mark.parametrize(
    ("path", "who", "status", "leads_to"),
    [
        ("/rules/", visitor, 200, ""),
        ("/rules/", half, 200, ""),
        ("/rules/", whole, 200, ""),
        ("/account/proof/", visitor, 302, sign_in("/account/proof/")),
        ("/account/proof/", holder, 302, sign_in("/account/proof/")),
        ("/account/proof/", half, 200, ""),
        ("/directory/?a=1", visitor, 302, sign_in("/directory/?a=1")),
        ("/directory/", holder, 302, sign_in("/directory/")),
        ("/directory/", half, 302, "/account/proof/"),
        ("/directory/", whole, 200, ""),
        ("/returns/anything/", visitor, 403, ""),
        ("/returns/anything/", half, 403, ""),
        ("/returns/anything/", holder, 404, ""),
        ("/returns/anything/", whole, 404, ""),
        ("/demonstration/", visitor, 404, ""),
        ("/demonstration/", whole, 404, ""),
    ],
)
def test_each_class_opens_to_those_it_names(
    told: Cast, path: str, who: Callable[[Cast], Client], status: int, leads_to: str
) -> None:
    answer = who(told).get(path)

    assert (answer.status_code, answer.get("Location", "")) == (status, leads_to)


def test_a_link_that_is_needed_is_asked_for_in_words(told: Cast) -> None:
    assert "link" in words(Client().get("/returns/anything/"))


def test_the_demonstration_opens_only_where_it_is_switched_on(told: Cast, settings: Any) -> None:
    assert Client().post("/demonstration/sign-in/manager/").status_code == 404
    settings.CANDOUR_DEMONSTRATION = True
    assert Client().get("/demonstration/").status_code == 200


@pytest.mark.parametrize("who", [visitor, half, holder, whole])
def test_an_address_without_a_class_opens_to_nobody(told: Cast, settings: Any, who: Callable[[Cast], Client]) -> None:
    settings.CANDOUR_EXPOSURES = {name: one for name, one in settings.CANDOUR_EXPOSURES.items() if name != "rules"}

    assert who(told).get("/rules/").status_code == 404
    assert [problem.id for problem in run_checks(tags=["urls"])] == ["candour.E001"]


def test_a_class_without_an_address_stops_the_start(settings: Any) -> None:
    settings.CANDOUR_EXPOSURES = settings.CANDOUR_EXPOSURES | {"gone": Exposure.PUBLIC}

    assert [problem.id for problem in run_checks(tags=["urls"])] == ["candour.E002"]


def test_a_link_is_forgotten_after_two_hours(told: Cast) -> None:
    client = holder(told)

    with time_machine.travel(told.now + LINK_SESSION_LASTS, tick=False):
        assert client.get("/returns/anything/").status_code == 404
    with time_machine.travel(told.now + LINK_SESSION_LASTS + timedelta(seconds=1), tick=False):
        assert client.get("/returns/anything/").status_code == 403


def paths(exposures: dict[str, Exposure], exposure: Exposure) -> list[str]:
    found = []
    for name in (name for name, one in exposures.items() if one is exposure):
        for args in ([], ["x"], ["x", "y"], ["x", 1], ["x", "y", "z"], ["x", "y", 1], ["x", 1, "y"], [1]):
            try:
                found.append(reverse(name, args=args))
                break
            except NoReverseMatch:
                continue
        else:
            raise AssertionError(f"{name} takes parameters that are not tried here")
    return found


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_no_page_for_people_signed_in_answers_a_visitor(told: Cast, settings: Any, method: str) -> None:
    every = paths(settings.CANDOUR_EXPOSURES, Exposure.SIGNED_IN)
    assert len(every) > 100

    for path in every:
        answer = getattr(Client(), method)(path)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/sign-in/"), path
    assert not Entry.objects.filter(at__gte=told.now).exists()


def test_every_refusal_of_somebody_signed_in_is_written_and_says_no_more_than_the_page(told: Cast) -> None:
    client, before = told.client("redbridge"), Entry.objects.count()

    client.get(reverse("case", args=[told.case(about="adult").ref]))
    client.get(reverse("case", args=["no-such-case"]))

    first, second = Entry.objects.order_by("number")[before:]
    assert first.kind == second.kind == "refusal"
    assert (first.facts, first.subject_id) == (second.facts, second.subject_id), "not even history tells which is there"
    assert first.facts == {"page": "case"}


def test_the_clock_is_read_once_for_a_request(told: Cast, now: datetime) -> None:
    answer = told.client("council").get("/directory/")

    assert answer.wsgi_request.at == answer.wsgi_request.actor.at == now
