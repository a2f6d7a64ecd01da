"""Before what cannot be undone the second factor is asked for again, and nothing that was typed is lost."""

from __future__ import annotations

import pytest

from candour.platform.accounts.models import Account
from candour.platform.accounts.tests.conftest import PASSWORD, Browser, Clock, code_of
from candour.platform.audit_trail.queries import history_of
from tests.pages import markup

CONFIRM = "/account/proof/confirm/?next=%2Ftest%2Frelease%2F"


@pytest.mark.parametrize(("minutes", "seconds", "opens"), [(15, 0, True), (15, 1, False)])
def test_a_proof_is_fresh_for_fifteen_minutes(
    signed_in: Browser, clock: Clock, minutes: int, seconds: int, opens: bool
) -> None:
    clock.on(minutes=minutes, seconds=seconds)

    assert (signed_in.get("/test/release/").content == b"the form") is opens


def test_giving_a_code_makes_it_fresh_and_leads_back(signed_in: Browser, clock: Clock, ada: Account) -> None:
    clock.on(minutes=16)
    asked = signed_in.get("/test/release/?to=panel")
    assert asked["Location"] == "/account/proof/confirm/?next=%2Ftest%2Frelease%2F%3Fto%3Dpanel"
    page = signed_in.get(asked["Location"])
    assert page.status_code == 200
    assert b"Confirm that it is you" in page.content

    before = signed_in.session.session_key
    done = signed_in.post(asked["Location"], {"code": code_of(signed_in.secret), "next": "/test/release/?to=panel"})

    assert done["Location"] == "/test/release/?to=panel"
    assert signed_in.get("/test/release/?to=panel").content == b"the form"
    assert signed_in.session.session_key != before
    assert history_of(ada)[0].what == "proved again who they are"


def test_a_form_sent_too_late_is_offered_again_after_the_proof(signed_in: Browser, clock: Clock) -> None:
    clock.on(minutes=16)
    sent = signed_in.send("/test/release/", words="ready")
    assert sent["Location"] == CONFIRM

    signed_in.confirm(code_of(signed_in.secret), back="/test/release/")
    offered = markup(signed_in.get("/test/release/"))
    assert "nothing has been done with it yet" in offered
    assert '<input type="hidden" name="words" value="ready">' in offered
    assert signed_in.send("/test/release/", words="ready").content == b"released: ready"


def test_a_wrong_code_makes_nothing_fresh(signed_in: Browser, clock: Clock) -> None:
    clock.on(minutes=16)
    refused = signed_in.confirm("000000", back="/test/release/")

    assert refused.status_code == 200
    assert signed_in.get("/test/release/")["Location"] == CONFIRM


def test_a_password_does_not_stand_in_for_the_second_factor(signed_in: Browser, clock: Clock) -> None:
    clock.on(minutes=16)
    answer = signed_in.send("/account/confirm/?next=/test/release/", password=PASSWORD, next="/test/release/")

    assert answer["Location"].startswith("/account/proof/confirm/")
    assert signed_in.get("/test/release/")["Location"] == CONFIRM


def test_a_password_confirmed_before_there_was_a_second_factor_counts_for_nothing_later(
    visitor: Browser, ada: Account, clock: Clock
) -> None:
    visitor.give_password()
    clock.on(minutes=16)
    asked = visitor.get("/account/proof/app/")
    assert asked["Location"].startswith("/account/confirm/?next=")
    done = visitor.send(asked["Location"], password=PASSWORD, next="/account/proof/app/")
    assert done["Location"] == "/account/proof/app/"
    assert visitor.get("/test/release/")["Location"] == "/account/proof/"

    visitor.set_up_app()
    clock.on(minutes=16)
    assert visitor.get("/test/release/")["Location"] == CONFIRM


@pytest.mark.parametrize(
    "path",
    [
        "/account/password/",
        "/account/proof/passkeys/add/",
        "/account/proof/app/remove/",
        "/account/proof/recovery-codes/",
        "/account/proof/recovery-codes/new/",
        "/account/proof/recovery-codes/file/",
    ],
)
def test_changing_how_one_signs_in_wants_a_fresh_proof(signed_in: Browser, clock: Clock, path: str) -> None:
    assert signed_in.get(path).status_code == 200

    clock.on(minutes=16)
    for answer in (signed_in.get(path), signed_in.send(path)):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/proof/confirm/?next=%2Faccount")


def test_a_part_of_a_page_sends_the_whole_page_to_confirm(signed_in: Browser, clock: Clock) -> None:
    clock.on(minutes=16)
    answer = signed_in.post(
        "/test/release/",
        {"words": "x"},
        HTTP_HX_REQUEST="true",
        HTTP_HX_CURRENT_URL="http://testserver/test/note/?a=1",
    )

    assert answer["HX-Redirect"] == "/account/proof/confirm/?next=%2Ftest%2Fnote%2F%3Fa%3D1"


def test_confirming_is_limited_too(signed_in: Browser, clock: Clock) -> None:
    clock.on(minutes=16)
    for _ in range(5):
        signed_in.confirm("000000")

    assert b"too many wrong tries" in signed_in.confirm(code_of(signed_in.secret)).content
    for _ in range(5):
        last = signed_in.confirm("000000")
    assert last.status_code == 429
    assert b"Too many tries" in last.content


def test_who_is_not_signed_in_is_sent_to_sign_in(other: Browser) -> None:
    assert other.get("/test/release/")["Location"].startswith("/account/sign-in/?next=")
    assert other.send("/test/release/", words="x")["Location"].startswith("/account/sign-in/?next=")
