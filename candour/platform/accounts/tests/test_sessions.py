"""Sessions end: when idle, after ten hours, at sign-out, and everywhere at once when something changes."""

from __future__ import annotations

from datetime import datetime

import pytest

from candour.platform.accounts import operations
from candour.platform.accounts.models import Account
from candour.platform.accounts.tests.conftest import PASSWORD, Browser, Clock, code_of, job
from candour.platform.audit_trail.queries import history_of
from tests.pages import markup

ENDED = "You were signed out, because nothing was done for 20 minutes"


@pytest.fixture
def elsewhere(later: Clock, signed_in: Browser, other: Browser) -> Browser:
    """Ada, signed in on a second computer."""
    other.give_password()
    other.give_code(code_of(signed_in.secret))
    assert other.is_in
    return other


@pytest.mark.parametrize(("minutes", "seconds", "alive"), [(20, 0, True), (20, 1, False)])
def test_an_idle_session_ends_after_twenty_minutes(
    signed_in: Browser, clock: Clock, minutes: int, seconds: int, alive: bool
) -> None:
    clock.on(minutes=minutes, seconds=seconds)

    assert signed_in.is_in is alive


def test_what_is_done_keeps_a_session_alive_for_ten_hours_and_no_longer(signed_in: Browser, clock: Clock) -> None:
    for _ in range(40):
        clock.on(minutes=15)
        alive = signed_in.is_in
    assert alive, "ten hours to the second"

    clock.on(seconds=1)
    assert not signed_in.is_in


def test_sign_in_says_why_and_keeps_the_page(signed_in: Browser, clock: Clock) -> None:
    clock.on(minutes=21)
    sent = signed_in.get("/test/note/?page=2")

    assert sent["Location"] == "/account/sign-in/?next=%2Ftest%2Fnote%2F%3Fpage%3D2&ended=1"
    page = signed_in.get(sent["Location"]).content.decode()
    assert ENDED in page
    assert "forms that save as you type kept what you typed" in page
    assert 'name="next" value="/test/note/?page=2"' in page
    assert ENDED not in signed_in.get("/account/sign-in/").content.decode()


def test_a_form_that_was_sent_too_late_is_kept_until_its_sender_is_back(signed_in: Browser, clock: Clock) -> None:
    clock.on(minutes=21)
    sent = signed_in.send("/test/note/", words="Æ “what I wrote” <b>", csrfmiddlewaretoken="old")
    assert sent["Location"].startswith("/account/sign-in/?next=%2Ftest%2Fnote%2F&ended=1")

    signed_in.give_password(next="/test/note/")
    assert signed_in.give_code(code_of(signed_in.secret))["Location"] == "/test/note/"
    offered = signed_in.get("/test/note/").content.decode()
    assert 'name="words" value="Æ “what I wrote” &lt;b&gt;"' in offered
    assert 'value="old"' not in offered
    assert signed_in.get("/test/note/").content == b"the form", "it is offered once"


def test_what_somebody_else_sent_is_not_offered(signed_in: Browser, bea: Account, clock: Clock) -> None:
    clock.on(minutes=21)
    signed_in.send("/test/note/", words="secret of Ada")

    signed_in.give_password("bea@example.org")
    signed_in.set_up_app()
    assert signed_in.get("/test/note/").content == b"the form"


def test_what_was_kept_is_encrypted_and_never_a_password(signed_in: Browser, clock: Clock) -> None:
    clock.on(minutes=21)
    signed_in.send("/test/note/", words="what I wrote")
    assert "what I wrote" not in str(dict(signed_in.session.items()))
    assert signed_in.session["held_form"]["account"]

    clock.on(minutes=1)
    signed_in.give_password()
    signed_in.give_code(code_of(signed_in.secret))
    clock.on(minutes=21)
    signed_in.send("/account/password/", oldpassword=PASSWORD, password1="x")
    assert "held_form" not in signed_in.session


def test_a_part_of_a_page_is_told_by_a_status_that_the_session_ended(signed_in: Browser, clock: Clock) -> None:
    clock.on(minutes=21)

    answer = signed_in.post("/test/note/", {"words": "x"}, HTTP_HX_REQUEST="true")

    assert (answer.status_code, answer.content) == (401, b"")


def test_a_public_page_goes_on_without_a_session_that_ended(signed_in: Browser, clock: Clock) -> None:
    clock.on(minutes=21)
    assert signed_in.get("/rules/").status_code == 200
    assert not signed_in.is_in

    signed_in.give_password()
    signed_in.give_code(code_of(signed_in.secret))
    clock.on(minutes=21)
    left = signed_in.send("/account/sign-out/")
    assert left["Location"] == "/account/sign-in/", "nobody is asked to sign in to sign out"


def test_signing_out_ends_the_session_on_the_server(signed_in: Browser, ada: Account) -> None:
    key = signed_in.session.session_key
    left = signed_in.send("/account/sign-out/")

    assert (left.status_code, left["Location"]) == (302, "/account/sign-in/")
    assert left["Clear-Site-Data"] == '"cache", "storage"'
    assert b"You are signed out." in signed_in.get("/account/sign-in/").content
    thief = Browser()
    thief.cookies["session"] = key or ""
    assert not thief.is_in
    assert history_of(ada)[0].what == "signed out"


def test_opening_the_sign_out_page_signs_nobody_out(signed_in: Browser) -> None:
    assert signed_in.get("/account/sign-out/").status_code == 200
    assert signed_in.is_in


def test_signing_out_everywhere_ends_every_session(elsewhere: Browser, signed_in: Browser, ada: Account) -> None:
    left = signed_in.send("/account/sign-out-everywhere/")

    assert left["Location"] == "/account/sign-in/"
    assert not signed_in.is_in
    assert not elsewhere.is_in
    assert "signed out everywhere" in [line.what for line in history_of(ada)]


def test_a_stopped_account_is_out_with_the_next_request_and_for_good(
    elsewhere: Browser, signed_in: Browser, ada: Account, now: datetime
) -> None:
    operations.disable(job(now), account=ada)
    assert not signed_in.is_in
    assert elsewhere.send("/test/note/", words="x").status_code == 302

    operations.enable(job(now), account=ada)
    assert not signed_in.is_in
    assert not elsewhere.is_in, "a session that was ended does not come back with the account"


def test_a_new_password_ends_every_other_session(elsewhere: Browser, signed_in: Browser, ada: Account) -> None:
    done = signed_in.send("/account/password/", oldpassword=PASSWORD, password1="a much newer phrase")

    assert (done.status_code, done["Location"]) == (302, "/account/")
    assert signed_in.is_in
    assert not elsewhere.is_in
    assert history_of(ada)[0].what == "chose a new password"


def test_a_new_second_factor_ends_every_other_session(elsewhere: Browser, signed_in: Browser) -> None:
    signed_in.send("/account/proof/recovery-codes/new/")

    assert signed_in.is_in
    assert not elsewhere.is_in


def test_staying_signed_in_says_how_long(signed_in: Browser, clock: Clock) -> None:
    clock.on(minutes=18)
    answer = signed_in.post("/account/stay/")

    assert answer.json() == {"idle": 20 * 60, "atMost": 10 * 3600 - 18 * 60}
    clock.on(minutes=18)
    assert signed_in.is_in


def test_staying_signed_in_cannot_outlast_ten_hours(signed_in: Browser, clock: Clock) -> None:
    for _ in range(39):
        clock.on(minutes=15)
        assert signed_in.is_in

    assert signed_in.post("/account/stay/").json() == {"idle": 15 * 60, "atMost": 15 * 60}


def test_who_is_out_cannot_stay(visitor: Browser, signed_in: Browser, other: Browser, clock: Clock) -> None:
    assert other.post("/account/stay/").status_code == 302
    clock.on(minutes=21)
    assert signed_in.post("/account/stay/").status_code == 302
    assert not signed_in.is_in


def test_pages_carry_the_warning_only_for_those_signed_in(signed_in: Browser, other: Browser, clock: Clock) -> None:
    clock.on(seconds=30)
    page = markup(signed_in.get("/account/"))

    assert 'data-idle="1170" data-at-most="35970"' in page
    assert "time-out" not in other.get("/account/sign-in/").content.decode()


def test_nothing_of_a_signed_in_page_is_kept_by_the_browser(signed_in: Browser) -> None:
    assert signed_in.get("/account/")["Cache-Control"] == "no-store"
    assert "no-store" in signed_in.get("/account/proof/recovery-codes/")["Cache-Control"]
