"""The second step: codes work once, the last factor stays, and whoever only knows a password gets no further."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from candour.platform.accounts import operations
from candour.platform.accounts.models import Account
from candour.platform.accounts.operations import LastFactor
from candour.platform.accounts.tests.conftest import PASSWORD, Browser, Clock, add_passkey, code_of, job
from candour.platform.accounts.web.forms import PASSKEY_REFUSED
from candour.platform.audit_trail.queries import history_of
from tests.databases import race
from tests.pages import title

ONLY_ONE = "This is your only second step"


@pytest.mark.parametrize("minutes", [0, 0.5, 1])
def test_a_code_works_once_even_while_the_app_still_shows_it(
    later: Clock, signed_in: Browser, other: Browser, minutes: float
) -> None:
    code = code_of(signed_in.secret, drift=1)
    other.give_password()
    assert other.give_code(code).status_code == 302
    other.send("/account/sign-out/")

    later.on(minutes=minutes)
    other.give_password()
    again = other.give_code(code)

    assert again.status_code == 200
    assert b"was used before" in again.content


def test_the_code_that_set_the_app_up_is_used_up_too(signed_in: Browser, other: Browser) -> None:
    other.give_password()

    assert other.give_code(code_of(signed_in.secret)).status_code == 200


@pytest.mark.parametrize(("drift", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(
    later: Clock, signed_in: Browser, other: Browser, drift: int, taken: bool
) -> None:
    other.give_password()

    assert (other.give_code(code_of(signed_in.secret, drift)).status_code == 302) is taken


def test_a_recovery_code_works_once(later: Clock, signed_in: Browser, other: Browser) -> None:
    other.give_password()
    assert other.give_code(signed_in.codes[3]).status_code == 302
    assert other.is_in

    other.send("/account/sign-out/")
    later.on(hours=1)
    other.give_password()
    assert other.give_code(signed_in.codes[3]).status_code == 200
    assert other.give_code(signed_in.codes[4]).status_code == 302


def test_new_recovery_codes_end_the_old_ones(later: Clock, signed_in: Browser, other: Browser) -> None:
    signed_in.send("/account/proof/recovery-codes/new/")
    page = signed_in.get("/account/proof/recovery-codes/").content.decode()
    assert not any(code in page for code in signed_in.codes)

    other.give_password()
    assert other.give_code(signed_in.codes[0]).status_code == 200


@pytest.mark.parametrize("code", ["", "000000", "123456789012", "abcdef", "\x00", "٠" * 6, "9" * 5000])
def test_wrong_codes_are_refused_in_words(later: Clock, signed_in: Browser, other: Browser, code: str) -> None:
    other.give_password()
    answer = other.give_code(code)

    assert answer.status_code == 200
    assert title(answer).startswith("Error: Second step")
    assert not other.is_in


def test_five_wrong_codes_and_the_second_step_waits_fifteen_minutes(
    later: Clock, signed_in: Browser, other: Browser
) -> None:
    other.give_password()
    for _ in range(5):
        other.give_code("000000")

    refused = other.give_code(code_of(signed_in.secret))
    assert b"too many wrong tries" in refused.content

    later.on(minutes=15, seconds=1)
    other.give_password()
    assert other.give_code(code_of(signed_in.secret)).status_code == 302


def test_the_second_step_can_be_left(later: Clock, signed_in: Browser, other: Browser) -> None:
    other.give_password()
    assert other.get("/account/sign-in/")["Location"] == "/account/second-step/"

    left = other.send("/account/sign-out/", next="/account/sign-in/")

    assert left["Location"] == "/account/sign-in/"
    assert other.get("/account/sign-in/").status_code == 200


def test_a_session_from_before_the_second_factor_cannot_add_its_own(
    visitor: Browser, other: Browser, ada: Account, clock: Clock
) -> None:
    other.give_password()
    assert other.get("/account/proof/").status_code == 200
    visitor.give_password()
    visitor.set_up_app()

    for path in ("/account/proof/", "/account/proof/app/", "/account/proof/passkeys/add/"):
        for answer in (other.get(path), other.send(path, credential="{}", code="123456")):
            assert answer["Location"].startswith("/account/sign-in/"), path
    assert not other.is_in
    assert Authenticator.objects.filter(type="webauthn").count() == 0


def test_even_a_half_session_that_was_kept_alive_must_give_the_second_factor(
    visitor: Browser, ada: Account, clock: Clock
) -> None:
    visitor.give_password()
    add_passkey(ada)

    for path in ("/account/proof/", "/account/proof/app/", "/account/proof/passkeys/add/"):
        assert visitor.get(path)["Location"].startswith("/account/proof/confirm/passkey/?next="), path
    for path in ("/account/proof/app/", "/account/proof/passkeys/add/"):
        sent = visitor.send(path, credential="{}", code="123456")
        assert sent["Location"].startswith("/account/proof/confirm/passkey/?next="), path
    by_password = visitor.send("/account/confirm/?next=/account/proof/app/", password=PASSWORD)
    assert by_password["Location"].startswith("/account/proof/confirm/passkey/"), "a password is no second factor"
    assert not visitor.is_in


def test_the_only_second_factor_cannot_be_removed(signed_in: Browser, ada: Account) -> None:
    asked = signed_in.get("/account/proof/app/remove/")
    sent = signed_in.send("/account/proof/app/remove/")

    assert (asked.status_code, sent.status_code) == (200, 409)
    assert ONLY_ONE in asked.content.decode()
    assert ONLY_ONE in sent.content.decode()
    assert "<button" not in asked.content.decode().split("<main")[1].split("</main")[0]
    assert Authenticator.objects.filter(user=ada, type="totp").count() == 1


def test_the_only_passkey_cannot_be_removed_either(signed_in: Browser, ada: Account) -> None:
    passkey = add_passkey(ada)
    assert signed_in.send("/account/proof/app/remove/").status_code == 302

    assert signed_in.send(f"/account/proof/passkeys/{passkey.pk}/remove/").status_code == 409
    assert Authenticator.objects.filter(user=ada, type="webauthn").count() == 1
    assert signed_in.is_in


def test_removing_a_factor_is_told_and_ends_other_sessions(
    later: Clock, signed_in: Browser, other: Browser, ada: Account
) -> None:
    passkey = add_passkey(ada)
    other.give_password()
    other.give_code(code_of(signed_in.secret))
    assert other.is_in

    done = signed_in.send(f"/account/proof/passkeys/{passkey.pk}/remove/")

    assert (done.status_code, done["Location"]) == (302, "/account/")
    assert signed_in.is_in
    assert not other.is_in
    assert history_of(ada)[0].what == "changed how they prove who they are: removed a passkey"
    assert history_of(ada)[0].who == f"Person {ada.pk}"


@pytest.mark.parametrize("times", range(3))
def test_two_removals_at_once_leave_one_factor(real_database: object, ada: Account, now: datetime, times: int) -> None:
    factors = [add_passkey(ada, f"Passkey {number}").pk for number in range(2)]

    outcomes = race(
        2, lambda number: operations.remove_factor(job(now), account=ada, factor=factors[number], what="removed it")
    )

    assert [type(outcome) for outcome in outcomes].count(LastFactor) == 1
    assert Authenticator.objects.filter(user=ada).count() == 1


def test_nobody_sees_or_removes_the_passkey_of_another(signed_in: Browser, bea: Account) -> None:
    theirs = add_passkey(bea)
    add_passkey(bea, "Another")

    for number in (theirs.pk, 999_999, 2**63, 2**70):
        for page in ("remove", "name"):
            path = f"/account/proof/passkeys/{number}/{page}/"
            assert signed_in.get(path).status_code == 404
            assert signed_in.send(path, name="mine").status_code == 404
    assert Authenticator.objects.filter(user=bea).count() == 2


def test_who_lost_everything_sets_up_anew_and_old_sessions_end(
    later: Clock, signed_in: Browser, other: Browser, ada: Account
) -> None:
    operations.forget_factors(job(later.now), account=ada)

    assert not signed_in.is_in
    assert other.give_password()["Location"] == "/"
    assert other.get("/test/home/")["Location"] == "/account/proof/"
    assert b"set up a second step" in other.get("/account/proof/").content


def test_the_secrets_of_second_factors_are_kept_encrypted(signed_in: Browser) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept = json.dumps([str(row) for row in cursor.fetchall()])

    assert signed_in.secret not in kept
    assert not any(code in kept for code in signed_in.codes)
    assert "gAAAAA" in kept


NONSENSE = [
    "",
    "null",
    "[]",
    "{}",
    "1",
    '"text"',
    "not json",
    "{" * 3000,
    '{"id":"AA","rawId":"AA","type":"public-key","response":{}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":null}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AA",'
    '"signature":"AA","userHandle":"/w"}}',
    '{"id":1,"rawId":[],"response":{"clientDataJSON":7}}',
]


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_instead_of_a_passkey_is_refused_in_words(
    signed_in: Browser, other: Browser, later: Clock, credential: str
) -> None:
    added = signed_in.send("/account/proof/passkeys/add/", name="x", credential=credential)
    assert added.status_code == 200
    other.get("/account/second-step/passkey/", HTTP_ACCEPT="application/json")
    alone = other.send("/account/second-step/passkey/", credential=credential)
    assert (alone.status_code, alone["Location"]) == (302, "/account/sign-in/")
    other.give_password()
    second = other.send("/account/second-step/", credential=credential)
    assert second.status_code == 200

    assert Authenticator.objects.filter(type="webauthn").count() == 0
    assert not other.is_in
    if credential.startswith('{"id"'):
        assert PASSKEY_REFUSED in second.content.decode()
