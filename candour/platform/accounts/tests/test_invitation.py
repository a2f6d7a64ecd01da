"""An invitation works once, for seven days, and every link that does not work answers alike."""

from __future__ import annotations

from datetime import datetime

import pytest

from candour.platform.accounts import operations
from candour.platform.accounts.models import Account, Invitation
from candour.platform.accounts.tests.conftest import PASSWORD, Browser, Clock, invited, job
from candour.platform.audit_trail.queries import history_of
from tests.pages import problems, title


def address(token: str) -> str:
    return f"/account/invitation/{token}/"


def test_the_invited_choose_a_password_and_must_set_up_a_second_step(visitor: Browser, now: datetime) -> None:
    token = invited(now)

    page = visitor.get(address(token))
    assert page.status_code == 200
    assert b"cai@example.org" in page.content

    answer = visitor.send(address(token), password1=PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/account/sign-in/")
    assert b"Your password is set." in visitor.get("/account/sign-in/").content

    visitor.give_password("cai@example.org")
    forced = visitor.get("/test/home/")
    assert (forced.status_code, forced["Location"]) == (302, "/account/proof/")

    done = visitor.set_up_app()
    assert (done.status_code, done["Location"]) == (302, "/account/proof/recovery-codes/")
    assert len(visitor.codes) == 10
    assert visitor.is_in
    lines = [line.what for line in history_of(Account.objects.get(email="cai@example.org"))]
    assert lines[::-1] == [
        "was invited to sign in",
        "accepted the invitation and chose a password",
        "signed in",
        "changed how they prove who they are: added an authenticator app",
        "changed how they prove who they are: added recovery codes",
    ]


def test_only_a_hash_of_the_token_is_kept(now: datetime) -> None:
    token = invited(now)

    kept = Invitation.objects.values_list("token_hash", flat=True).get()
    assert token not in kept
    assert len(token) >= 43, "256 bits"


def test_what_does_not_work_answers_alike(visitor: Browser, clock: Clock, now: datetime) -> None:
    used, old, withdrawn = invited(now, "a@example.org"), invited(now, "b@example.org"), invited(now, "c@example.org")
    visitor.send(address(used), password1=PASSWORD)
    operations.disable(job(now), account=Account.objects.get(email="c@example.org"))
    clock.on(days=7)

    visitor = Browser()
    answers = [visitor.get(address(token)) for token in (used, old, withdrawn, "no-such-token", "%00", "ü" * 400)]
    sent = [visitor.send(address(token), password1=PASSWORD) for token in (used, old, withdrawn, "no-such-token")]

    assert {answer.status_code for answer in [*answers, *sent]} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.content for answer in sent}) == 1
    assert not Account.objects.get(email="b@example.org").has_usable_password()
    assert not Account.objects.get(email="c@example.org").is_active


def test_it_still_works_a_second_before_it_ends(visitor: Browser, clock: Clock, now: datetime) -> None:
    token = invited(now)
    clock.on(days=7, seconds=-1)

    assert visitor.get(address(token)).status_code == 200


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("", "Enter a new password."),
        ("eleven char", "at least 12 characters"),
        ("1q2w3e4r5t6y", "too common"),
        ("cai@example.org", "too similar"),
        ("with a nul \x00 in it", "Null characters"),
    ],
)
def test_a_weak_password_is_refused_and_the_invitation_stays_open(
    visitor: Browser, now: datetime, weak: str, why: str
) -> None:
    token = invited(now)

    refused = visitor.send(address(token), password1=weak)

    assert refused.status_code == 422
    assert any(why in problem for problem in problems(refused))
    assert title(refused).startswith("Error: Choose your password")
    assert visitor.get(address(token)).status_code == 200


def test_whoever_is_signed_in_is_signed_out_by_accepting(signed_in: Browser, now: datetime) -> None:
    token = invited(now)

    signed_in.send(address(token), password1=PASSWORD)

    assert not signed_in.is_in


def test_inviting_somebody_again_leaves_one_account_and_their_second_factor(
    signed_in: Browser, ada: Account, now: datetime
) -> None:
    token = invited(now, "ADA@example.org")
    Browser().send(address(token), password1="another phrase to sign in with")

    assert Account.objects.count() == 1
    again = Browser()
    led_to = again.give_password(password="another phrase to sign in with")
    assert led_to["Location"] == "/account/second-step/", "the invitation does not get round the second factor"


def test_an_invitation_that_was_withdrawn_cannot_bring_the_account_back(visitor: Browser, now: datetime) -> None:
    token = invited(now)
    cai = Account.objects.get()
    operations.disable(job(now), account=cai)

    with pytest.raises(operations.NoInvitation):
        operations.accept(job(now), token=token, password=PASSWORD)

    cai.refresh_from_db()
    assert not cai.is_active


def test_an_older_invitation_ends_when_a_newer_one_is_accepted(visitor: Browser, now: datetime) -> None:
    older, newer = invited(now), invited(now)
    operations.accept(job(now), token=newer, password=PASSWORD)

    with pytest.raises(operations.NoInvitation):
        operations.accept(job(now), token=older, password="another phrase to sign in with")
    assert Account.objects.get().check_password(PASSWORD)
