"""Requests that somebody else made up: without a token, by another method, leading elsewhere, to no known address."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from django.core.checks import run_checks
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client, override_settings
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from candour.platform.access.exposure import Exposure
from candour.project.exposures import EXPOSURES
from tests.cast import Cast
from tests.trust.addresses import Address, every_address, methods_of, unclassified
from tests.trust.crawling import HALF, VISITOR, browser_of, same_cookies, watched
from tests.trust.matrix import methods_taken

ELSEWHERE = ("https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example/", "javascript:alert(1)")
OTHER_METHODS = ("delete", "options")


def test_every_address_is_classified() -> None:
    assert unclassified() == []


def test_every_address_takes_reading_and_forms_and_nothing_else(told: Cast) -> None:
    assert wrong_methods(told) == []


def test_a_head_is_answered_like_a_get_without_its_body(told: Cast) -> None:
    manager, asker = told.client("manager"), told.client("manager")
    for address in every_address():
        if not address.parameters and "GET" in methods_taken(asker, address):
            with watched():
                got = manager.get(address.anywhere())
            with watched():
                head = manager.head(address.anywhere())
            assert (head.status_code, head.content) == (got.status_code, b""), address.name


def test_no_form_is_taken_without_its_token(told: Cast) -> None:
    assert taken_without_token(told) == []


def test_nothing_leads_to_another_host(told: Cast) -> None:
    assert leading_elsewhere(told) == []


def test_planted_an_address_in_no_class_is_caught() -> None:
    with override_settings(ROOT_URLCONF=with_view("stray", HttpResponse)):
        assert unclassified() == ["stray"]
        assert any("stray" in str(found) for found in run_checks()), "and the start-up check says so"


def test_an_address_in_no_class_does_not_open(told: Cast) -> None:
    with override_settings(ROOT_URLCONF=with_view("stray", lambda request: HttpResponse("open"))):
        assert told.client("manager").get("/stray/").status_code == 404


def test_planted_a_page_that_takes_any_method_is_caught(told: Cast) -> None:
    with planted_page(lambda request: HttpResponse("anything")):
        assert wrong_methods(told, ("stray",))


def test_planted_a_form_that_needs_no_token_is_caught(told: Cast) -> None:
    with planted_page(csrf_exempt(lambda request: HttpResponse("taken"))):
        assert taken_without_token(told, ("stray",)) == ["stray"]


def test_planted_a_redirect_to_wherever_is_caught(told: Cast) -> None:
    def anywhere(request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(request.GET.get("next", "/"))

    with planted_page(anywhere):
        assert leading_elsewhere(told, ("stray",))


def addresses(only: Collection[str]) -> list[Address]:
    """The addresses of those names, or all that exist outside the demonstration."""
    every = [address for address in every_address() if address.exposure is not Exposure.DEMONSTRATION]
    return [address for address in every if not only or address.name in only]


def wrong_methods(cast: Cast, only: Collection[str] = ()) -> list[str]:
    """Addresses that take a method besides GET, HEAD and POST, or that do not say which they take."""
    manager = cast.client("manager")
    wrong = []
    for address in addresses(only):
        taken = set(methods_of(address, manager))
        if not taken or not taken <= {"GET", "HEAD", "POST"}:
            wrong.append(f"{address.name} takes {sorted(taken) or 'anything'}")
        for method in OTHER_METHODS:
            with watched() as changes:
                status = getattr(manager, method)(address.anywhere()).status_code
            if status not in (404, 405) or not changes.is_nothing:
                wrong.append(f"{address.name} answers {method} with {status}")
    return wrong


def taken_without_token(cast: Cast, only: Collection[str] = ()) -> list[str]:
    """Addresses at which a form is looked at although it came without its token."""
    strict = same_cookies(cast.client("manager"), Client(enforce_csrf_checks=True))
    asker = cast.client("manager")
    posted = [address for address in addresses(only) if "POST" in methods_taken(asker, address)]
    taken = []
    for address in posted:
        with watched() as changes:
            answer = strict.post(address.anywhere())
        if answer.status_code != 403 or not changes.is_nothing:
            taken.append(address.name)
    assert len(posted) >= 1
    return taken


def leading_elsewhere(cast: Cast, only: Collection[str] = ()) -> list[str]:
    """Addresses that can be made to lead to another host by a word in the request."""
    led, asker = [], cast.client("manager")
    for actor in (VISITOR, HALF, "manager"):
        browser = browser_of(cast, actor)
        browser.raise_request_exception = False
        for address in addresses(only):
            for method in methods_taken(asker, address):
                led += _led(browser, address, method, ELSEWHERE[0])
            for elsewhere in ELSEWHERE[1:] if actor != "manager" else ():
                led += _led(browser, address, "GET", elsewhere)
    return led


def _led(browser: Client, address: Address, method: str, elsewhere: str) -> list[str]:
    asked = {"next": elsewhere, "to": elsewhere, "return": elsewhere, "url": elsewhere}
    kept = {name: morsel.value for name, morsel in browser.cookies.items()}
    with watched():
        answer = browser.get(address.anywhere(), asked) if method == "GET" else browser.post(address.anywhere(), asked)
    browser.cookies.clear()
    browser.cookies.load(kept)
    location = answer.get("Location", "")
    host = urlsplit(location.replace("\\", "/")).netloc
    is_away = host not in ("", "testserver") or location.startswith("javascript")
    return [f"{address.name} leads to {location}"] if is_away else []


def with_view(name: str, view: Any) -> Any:
    """The URLconf with one more address."""
    from candour.project import urls

    more = [path(f"{name}/", view, name=name), path("", include(urls.urlpatterns))]
    return type("planted", (), {"urlpatterns": more})


def planted_page(view: Any) -> Any:
    """One more address, for everybody."""
    return override_settings(
        ROOT_URLCONF=with_view("stray", view), CANDOUR_EXPOSURES={**EXPOSURES, "stray": Exposure.PUBLIC}
    )
