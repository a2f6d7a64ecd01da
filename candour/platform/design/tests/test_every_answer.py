"""What every answer carries, errors included: its headers, its words, and nothing of what went on inside."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client

from candour.platform.design.web import views
from tests.cast import Cast
from tests.pages import headings, title, words

SAME_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
INSIDE = "the inside of the machine"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """The page of the accessibility statement fails."""

    def fail(*args: Any) -> None:
        raise RuntimeError(INSIDE)

    monkeypatch.setattr(views, "render", fail)


def visit(path: str, **more: Any) -> Any:
    return Client(raise_request_exception=False, **more).get(path)


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/rules/", 200),
        ("/brand.css", 200),
        ("/account/sign-in/", 200),
        ("/", 302),
        ("/returns/x/", 403),
        ("/nothing/", 404),
        ("/about/accessibility/", 500),
    ],
)
def test_every_answer_carries_the_same_headers(cast: Cast, path: str, status: int) -> None:
    answer = visit(path)

    assert answer.status_code == status
    assert {name: answer.get(name) for name in SAME_EVERYWHERE} == SAME_EVERYWHERE
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    assert {name: policy.get(name) for name in POLICY} == POLICY
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "http" not in answer["Content-Security-Policy"]
    expected = "public, max-age=3600" if path == "/brand.css" else "no-store"
    assert expected in answer["Cache-Control"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_that_only_show_take_nothing(cast: Cast, method: str) -> None:
    for path in ("/about/accessibility/", "/about/privacy/", "/brand.css"):
        assert getattr(Client(), method)(path).status_code == 405


def test_a_page_that_is_not_there_says_no_more_than_that(cast: Cast) -> None:
    for answer in (visit("/nothing/"), cast.client("manager").get("/nothing/")):
        assert answer.status_code == 404
        assert headings(answer)[0] == "Page not found"
        assert "Nobody can tell which from this page." in words(answer)


@pytest.mark.usefixtures("broken")
def test_an_error_says_that_what_was_saved_is_safe_and_nothing_of_the_inside(cast: Cast) -> None:
    answer = visit("/about/accessibility/")

    assert answer.status_code == 500
    assert title(answer) == "Sorry, there is a problem with the service"
    page = answer.content.decode()
    assert "What you saved is safe." in page
    for word in (INSIDE, "RuntimeError", "Traceback", "candour", "Django"):
        assert word not in page


def test_what_cannot_be_read_is_answered_in_words(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def suspect(*args: Any) -> None:
        raise SuspiciousOperation(INSIDE)

    monkeypatch.setattr(views, "render", suspect)
    answer = visit("/about/accessibility/")

    assert answer.status_code == 400
    assert title(answer) == "Something in this address or form cannot be read"
    assert INSIDE not in answer.content.decode()
    assert visit("/rules/", headers={"host": "evil.example"}).status_code == 400


def test_a_form_from_another_site_is_not_taken_and_the_words_are_not_lost(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/refer/", {"partnership": cast.partnership().ref})

    assert answer.status_code == 403
    assert headings(answer)[0] == "Please try again"
    assert "Nothing was changed." in words(answer)


def test_an_act_that_is_refused_gives_every_reason(cast: Cast) -> None:
    answer = cast.client("nelft").get("/conflicts/")

    assert answer.status_code == 403
    assert headings(answer)[0] == "You cannot do this"
    assert words(answer).startswith("You cannot do this You cannot see the list of conflicts. ")


@pytest.mark.parametrize("colour", ["red;}body{display:none", "#12345", "#GGGGGG", "", "#1d4f6e\n"])
def test_a_brand_colour_that_is_none_is_not_written_into_the_style(cast: Cast, settings: Any, colour: str) -> None:
    settings.CANDOUR_BRAND_COLOUR = colour
    assert visit("/brand.css").content == b":root{--govuk-brand-colour:#1d4f6e}"
    settings.CANDOUR_BRAND_COLOUR = "#A1b2C3"
    assert visit("/brand.css").content == b":root{--govuk-brand-colour:#A1b2C3}"


def test_nobody_is_shown_a_place_that_is_closed_to_them(cast: Cast) -> None:
    def menu(client: Client) -> str:
        return words(client.get("/rules/"), "nav")

    assert "Directory" in menu(cast.client("manager"))
    assert "Directory" not in menu(Client())
    assert "Directory" not in menu(cast.client("newcomer"))
