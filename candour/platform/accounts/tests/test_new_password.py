"""A new password: the same answer for every address, a link that works once, and no way round the second factor."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.core import mail

from candour.platform.accounts import operations
from candour.platform.accounts.models import Account
from candour.platform.accounts.tests.conftest import PASSWORD, Browser, Clock, code_of, invited, job
from candour.platform.messaging.models import OutboxMessage
from candour.platform.messaging.operations import send_waiting
from tests.pages import title

NEW = "a much newer phrase"


def ask(visitor: Browser, email: str = "ada@example.org") -> str:
    """Ask for a new password, and the path of the link that was sent; empty if none was."""
    asked = visitor.send("/account/forgotten-password/", email=email)
    assert (asked.status_code, asked["Location"]) == (302, "/account/forgotten-password/sent/")
    mail.outbox.clear()
    send_waiting(job(datetime.now().astimezone()))
    sent = [str(message.body) for message in mail.outbox if message.subject == "Choose a new password"]
    return re.search(r"http://[^/]+(/\S+)", sent[0])[1] if sent else ""  # type: ignore[index]


def choose(visitor: Browser, path: str, password: str = NEW) -> object:
    kept = visitor.get(path)
    assert kept.status_code == 302
    assert kept["Location"].endswith("-set-password/"), "the token leaves the address at once"
    assert visitor.get(kept["Location"]).status_code == 200
    return visitor.send(kept["Location"], password1=password)


def test_the_link_leads_to_a_new_password_and_the_second_step_stays(
    later: Clock, signed_in: Browser, other: Browser
) -> None:
    done = choose(other, ask(other))

    assert done["Location"] == "/account/new-password/done/"  # type: ignore[index]
    assert not signed_in.is_in, "sessions under the old password are over"
    assert other.give_password().status_code == 200
    assert other.give_password(password=NEW)["Location"] == "/account/second-step/"
    assert other.give_code(code_of(signed_in.secret)).status_code == 302


def test_the_link_works_once(visitor: Browser, ada: Account) -> None:
    path = ask(visitor)
    choose(visitor, path)

    again = Browser().get(path)
    assert again.status_code == 200
    assert b"This link does not work" in again.content


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
def test_the_link_works_for_an_hour(visitor: Browser, ada: Account, clock: Clock, minutes: int, works: bool) -> None:
    path = ask(visitor)
    clock.on(minutes=minutes)

    assert (b"This link does not work" not in Browser().get(path, follow=True).content) is works


def test_signing_in_or_being_stopped_kills_the_link(visitor: Browser, ada: Account, now: datetime) -> None:
    path = ask(visitor)
    operations.disable(job(now), account=ada)
    operations.enable(job(now), account=ada)

    assert b"This link does not work" in Browser().get(path).content


def test_every_address_gets_the_same_answer(visitor: Browser, ada: Account, bea: Account, now: datetime) -> None:
    operations.disable(job(now), account=bea)
    invited(now, "cai@example.org")
    bodies = set()
    for email in ("ada@example.org", "nobody@example.org", "bea@example.org", "cai@example.org"):
        answer = Browser().post("/account/forgotten-password/", {"email": email}, follow=True)
        bodies.add(answer.content)
        assert answer.status_code == 200

    assert len(bodies) == 1
    assert OutboxMessage.objects.filter(template="accounts.new-password").count() == 4, "equal work for each"


@pytest.mark.parametrize("email", ["nobody@example.org", "bea@example.org", "cai@example.org"])
def test_only_an_account_in_use_gets_a_letter(visitor: Browser, bea: Account, now: datetime, email: str) -> None:
    operations.disable(job(now), account=bea)
    invited(now, "cai@example.org")

    assert ask(visitor, email) == ""
    assert mail.outbox == []
    assert not OutboxMessage.objects.filter(template="accounts.new-password").exists()


def test_the_letter_leads_to_our_address_whatever_host_was_named(visitor: Browser, ada: Account) -> None:
    visitor.post("/account/forgotten-password/", {"email": ada.email}, HTTP_HOST="localhost:666")
    send_waiting(job(datetime.now().astimezone()))

    (letter,) = mail.outbox
    assert "http://127.0.0.1:8000/account/new-password/" in letter.body
    assert "localhost:666" not in letter.body


def test_no_token_is_kept_anywhere(visitor: Browser, ada: Account) -> None:
    path = ask(visitor)
    token = path.rstrip("/").rsplit("-", 1)[1]

    assert not OutboxMessage.objects.filter(sealed_values__contains=token).exists()
    assert all(message.values == {} for message in OutboxMessage.objects.all())


def test_asking_again_and_again_is_limited_alike_for_every_address(visitor: Browser, ada: Account) -> None:
    for email in ("ada@example.org", "nobody@example.org"):
        answers = [visitor.send("/account/forgotten-password/", email=email).status_code for _ in range(6)]
        assert answers == [302] * 5 + [429]


@pytest.mark.parametrize(
    "path",
    [
        "/account/new-password/1-x/",
        "/account/new-password/1-set-password/",
        "/account/new-password/zzzzzzzzzzzzzzzzzzzz-abc-def/",
        "/account/new-password/1-" + "a" * 3000 + "/",
        "/account/new-password/1-%00/",
    ],
)
def test_links_that_are_none_say_so(visitor: Browser, ada: Account, path: str) -> None:
    answer = visitor.get(path)

    assert answer.status_code == 200
    assert b"This link does not work" in answer.content


@pytest.mark.parametrize("email", ["", "no address", "a" * 300 + "@example.org", "a@example.org\r\nBcc: b@example.org"])
def test_what_is_no_address_is_refused_in_words(visitor: Browser, email: str) -> None:
    answer = visitor.send("/account/forgotten-password/", email=email)

    assert answer.status_code == 200
    assert title(answer).startswith("Error: Get a new password")
    assert not OutboxMessage.objects.exists()


def test_the_holder_is_told_of_a_new_password(visitor: Browser, ada: Account) -> None:
    choose(visitor, ask(visitor))
    mail.outbox.clear()
    send_waiting(job(datetime.now().astimezone()))

    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == ("How you sign in was changed", ["ada@example.org"])


def test_a_wrong_old_password_changes_nothing(signed_in: Browser, ada: Account) -> None:
    answer = signed_in.send("/account/password/", oldpassword="not mine at all", password1=NEW)

    assert answer.status_code == 200
    assert b"This is not your password." in answer.content
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)
