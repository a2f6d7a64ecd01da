"""Sign-in: a new session each time, the same answer whoever asks, and only so many tries."""

from __future__ import annotations

import logging
import re
from datetime import datetime
from typing import Any

import pytest

from candour.platform.accounts import operations
from candour.platform.accounts.models import Account
from candour.platform.accounts.tests.conftest import PASSWORD, Browser, Clock, code_of, job
from tests.pages import markup, problems, title

WRONG = "The email address or the password is not right."
TOO_MANY = "There were too many wrong tries."


def fails(visitor: Browser, email: str, times: int, **headers: Any) -> list[str]:
    return [
        markup(visitor.post("/account/sign-in/", {"login": email, "password": f"wrong guess {number}"}, **headers))
        for number in range(times)
    ]


def test_without_a_second_factor_nothing_opens_but_its_set_up(visitor: Browser, ada: Account) -> None:
    visitor.give_password()

    for path in ("/account/", "/account/activity/", "/account/password/", "/account/proof/recovery-codes/"):
        answer = visitor.get(path)
        assert (answer.status_code, answer["Location"]) == (302, "/account/proof/"), path
    assert visitor.get("/account/proof/").status_code == 200


def test_with_a_password_alone_an_account_with_a_second_factor_is_not_signed_in(
    later: Clock, other: Browser, ada: Account
) -> None:
    led_to = other.give_password()

    assert led_to["Location"] == "/account/second-step/"
    for path in ("/test/home/", "/account/", "/account/proof/", "/account/proof/app/", "/account/proof/passkeys/add/"):
        assert other.get(path)["Location"].startswith("/account/sign-in/"), path


def test_the_second_step_completes_it(signed_in: Browser, later: Clock, other: Browser) -> None:
    other.give_password()
    done = other.give_code(code_of(signed_in.secret))

    assert (done.status_code, done["Location"]) == (302, "/")
    assert other.is_in


def test_the_session_gets_a_new_key_at_sign_in_and_at_the_second_factor(visitor: Browser, ada: Account) -> None:
    visitor.get("/account/sign-in/?next=/x/")
    session = visitor.session
    session["before"] = True
    session.save()
    before = session.session_key

    visitor.give_password()
    half = visitor.session.session_key
    visitor.set_up_app()
    whole = visitor.session.session_key

    assert len({before, half, whole}) == 3
    for old in (before, half):
        stale = Browser()
        stale.cookies["session"] = old or ""
        assert stale.get("/account/proof/")["Location"].startswith("/account/sign-in/")


def test_a_session_key_that_was_planted_is_not_taken_over(visitor: Browser, ada: Account) -> None:
    visitor.cookies["session"] = "plantedplantedplantedplantedplan"
    visitor.give_password()

    assert visitor.cookies["session"].value != "plantedplantedplantedplantedplan"
    thief = Browser()
    thief.cookies["session"] = "plantedplantedplantedplantedplan"
    assert thief.get("/account/proof/").status_code == 302


def test_known_unknown_and_stopped_accounts_answer_alike(
    visitor: Browser, ada: Account, bea: Account, now: datetime
) -> None:
    operations.disable(job(now), account=bea)

    answers = [
        visitor.give_password("ada@example.org", "wrong password"),
        visitor.give_password("nobody@example.org", "wrong password"),
        visitor.give_password("bea@example.org", PASSWORD),
    ]

    assert {answer.status_code for answer in answers} == {200}
    bodies = {
        re.sub(r'(csrfmiddlewaretoken" value=")\w+|\w+@example\.org', r"\1", markup(answer)) for answer in answers
    }
    assert len(bodies) == 1
    assert WRONG in bodies.pop()


def test_after_five_wrong_tries_even_the_right_password_waits_fifteen_minutes(
    visitor: Browser, other: Browser, ada: Account, bea: Account, clock: Clock
) -> None:
    assert all(WRONG in answer for answer in fails(visitor, "ada@example.org", 5))

    assert TOO_MANY in markup(visitor.give_password())
    from_elsewhere = other.post(
        "/account/sign-in/", {"login": "ADA@example.org", "password": PASSWORD}, REMOTE_ADDR="198.51.100.7"
    )
    assert TOO_MANY in markup(from_elsewhere), "the limit is the account's, wherever the tries come from"
    assert other.give_password("bea@example.org").status_code == 302, "nobody else is held up"

    clock.on(minutes=14, seconds=59)
    assert TOO_MANY in markup(visitor.give_password())
    clock.on(minutes=15, seconds=1)
    assert visitor.give_password().status_code == 302


def test_an_account_that_does_not_exist_is_limited_alike(visitor: Browser) -> None:
    answers = fails(visitor, "nobody@example.org", 6)

    assert [TOO_MANY in answer for answer in answers] == [False] * 5 + [True]


def test_one_address_cannot_try_account_after_account(visitor: Browser, other: Browser, ada: Account) -> None:
    for number in range(10):
        fails(visitor, f"somebody{number}@example.org", 1)

    assert TOO_MANY in markup(visitor.give_password())
    elsewhere = other.post("/account/sign-in/", {"login": ada.email, "password": PASSWORD}, REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 302, "the limit is the address's and not everybody's"


def test_behind_a_proxy_each_visitor_has_limits_of_their_own(settings: object, visitor: Browser, ada: Account) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    for number in range(10):
        forged = f"203.0.113.{number}, 192.0.2.1"
        fails(visitor, f"somebody{number}@example.org", 1, HTTP_X_FORWARDED_FOR=forged)

    def right(address: str) -> object:
        return visitor.post(
            "/account/sign-in/", {"login": ada.email, "password": PASSWORD}, HTTP_X_FORWARDED_FOR=address
        )

    assert TOO_MANY in markup(right("192.0.2.1"))
    assert right("192.0.2.2").status_code == 302  # type: ignore[attr-defined]


def test_a_flood_of_tries_does_not_wash_the_counts_away(visitor: Browser, ada: Account, settings: object) -> None:
    limits = settings.ACCOUNT_RATE_LIMITS | {"login": None, "login_failed": "100000/m/ip,5/15m/key"}  # type: ignore[attr-defined]
    settings.ACCOUNT_RATE_LIMITS = limits  # type: ignore[attr-defined]
    fails(visitor, ada.email, 5)
    for number in range(400):
        fails(visitor, f"somebody{number}@example.org", 1)

    assert TOO_MANY in markup(visitor.give_password())


def test_a_failed_sign_in_is_logged_by_number_and_not_by_address(
    visitor: Browser, ada: Account, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        visitor.give_password(password="wrong password")
        visitor.give_password("nobody@example.org", "wrong password")

    said = [record.getMessage() for record in caplog.records if record.name.startswith("candour")]
    assert said == [f"A sign-in failed, for account {ada.pk}.", "A sign-in failed, for account unknown."]
    assert "example.org" not in caplog.text
    assert "wrong password" not in caplog.text


@pytest.mark.parametrize("wanted", ["/test/note/?a=1&b=2", "/account/"])
def test_the_page_that_was_asked_for_opens_after_sign_in(
    signed_in: Browser, later: Clock, other: Browser, wanted: str
) -> None:
    sign_in = other.get(wanted)["Location"]
    page = other.get(sign_in)
    assert page.status_code == 200

    other.post(sign_in, {"login": "ada@example.org", "password": PASSWORD, "next": wanted})
    assert other.give_code(code_of(signed_in.secret))["Location"] == wanted


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "https:///evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://testserver@evil.example/",
        "https://testserver.evil.example/",
        " https://evil.example",
        "/%09/evil.example",
        "\x00//evil.example",
    ],
)
def test_sign_in_leads_nowhere_else(signed_in: Browser, later: Clock, other: Browser, elsewhere: str) -> None:
    other.give_password(next=elsewhere)
    landed = other.give_code(code_of(signed_in.secret))["Location"]

    assert landed.startswith("/")
    assert not landed.startswith(("//", "/\\"))

    out = signed_in.send("/account/sign-out/", next=elsewhere)["Location"]
    assert out.startswith("/")
    assert not out.startswith(("//", "/\\"))


def test_confirming_leads_nowhere_else(signed_in: Browser, later: Clock) -> None:
    landed = signed_in.confirm(code_of(signed_in.secret), back="https://evil.example/")

    assert landed["Location"] == "/"


@pytest.mark.parametrize(
    ("login", "password", "why"),
    [
        ("", "", "Enter your email address."),
        ("ada@example.org", "", "Enter your password."),
        ("not an address", PASSWORD, "Enter an email address in the right form"),
        ("ada@example.org\x00", PASSWORD, "Null characters"),
        ("a" * 5000 + "@example.org", PASSWORD, "at most 320 characters"),
        ("<script>alert(1)</script>@example.org", PASSWORD, "Enter an email address in the right form"),
    ],
)
def test_what_is_wrong_is_said_beside_the_box_and_at_the_top(
    visitor: Browser, ada: Account, login: str, password: str, why: str
) -> None:
    answer = visitor.give_password(login, password)
    page = markup(answer)

    assert page.count(why) == 2
    assert any(why in problem for problem in problems(answer))
    assert title(answer).startswith("Error: Sign in")
    assert "<script>alert(1)" not in page


def test_browsers_are_told_what_to_fill_in(visitor: Browser, ada: Account) -> None:
    page = markup(visitor.get("/account/sign-in/"))

    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "placeholder" not in page
    assert PASSWORD not in markup(visitor.give_password("nobody@example.org")), "a password is never sent back"


def test_nobody_can_sign_up(visitor: Browser) -> None:
    for path in ("/account/signup/", "/account/sign-up/", "/accounts/signup/"):
        assert visitor.get(path).status_code == 404
