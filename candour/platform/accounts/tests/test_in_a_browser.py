"""Sign-in in a real browser: passkeys, the warning before a session ends, and every page checked for accessibility."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from playwright.sync_api import Browser, CDPSession, Page, expect

from candour.platform.accounts import letters, operations
from candour.platform.accounts.models import Account
from candour.platform.accounts.tests.conftest import PASSWORD, code_of, invited, job
from candour.platform.audit_trail.queries import history_of
from tests.browsing import look

pytestmark = pytest.mark.browser

NEW = "a much newer phrase"
FORM = """address => {
  const form = document.querySelector("form");
  form.action = address;
  const words = document.createElement("textarea");
  words.name = "words";
  words.value = "two\\nlines";
  form.append(words);
  form.submit();
}"""
"""Sends the form on a page, with more words in it, to another address."""


@pytest.fixture
def phone(page: Page) -> CDPSession:
    """A phone or computer that holds passkeys and confirms everything it is asked."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable", {"enableUI": False})
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session


def give_password(page: Page, site: str, path: str = "/account/sign-in/", password: str = PASSWORD) -> None:
    page.goto(site + path)
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def set_up_app(page: Page, site: str) -> str:
    page.goto(f"{site}/account/proof/app/")
    secret = (page.locator(".spelled-key").text_content() or "").replace(" ", "")
    page.get_by_label("Code from the app").fill(code_of(secret))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")
    return secret


def test_from_the_invitation_to_ones_own_account(
    page: Page, site: str, console: list[str], phone: CDPSession, now: datetime
) -> None:
    with time_machine.travel(now, tick=True) as clock:
        page.goto(f"{site}/account/invitation/{invited(now, 'ada@example.org')}/")
        look(page, "invitation")
        page.get_by_label("New password").fill("short")
        page.get_by_role("button", name="Save the password").click()
        look(page, "invitation-refused")
        console.clear()  # the browser says that the form was answered with 422
        expect(page.get_by_role("alert")).to_contain_text("at least 12 characters")
        page.get_by_label("New password").fill(PASSWORD)
        page.get_by_role("button", name="Show password").click()
        expect(page.get_by_label("New password")).to_have_attribute("type", "text")
        page.get_by_role("button", name="Save the password").click()
        look(page, "sign-in-after-invitation")

        give_password(page, site, password="wrong password")
        look(page, "sign-in-refused")
        give_password(page, site, "/account/sign-in/?next=/test/home/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Prove it is you: set up a second step")
        look(page, "set-up")

        page.get_by_role("link", name="Use an authenticator app").click()
        look(page, "app")
        page.get_by_label("Code from the app").fill("000000")
        page.get_by_role("button", name="Continue").click()
        look(page, "app-refused")
        secret = set_up_app(page, site)
        look(page, "recovery-codes")

        page.goto(f"{site}/account/")
        look(page, "account")
        for name, path in (
            ("password", "password/"),
            ("activity", "activity/"),
            ("sign-out", "sign-out/"),
            ("codes-new", "proof/recovery-codes/new/"),
            ("app-remove-refused", "proof/app/remove/"),
            ("passkeys-none", "proof/passkeys/"),
            ("passkey-add", "proof/passkeys/add/"),
        ):
            page.goto(f"{site}/account/{path}")
            look(page, name)

        clock.shift(timedelta(minutes=16))
        page.goto(f"{site}/test/release/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
        look(page, "confirm")
        page.get_by_label("Code").fill(code_of(secret))
        page.get_by_role("button", name="Continue").click()
        expect(page.locator("body")).to_have_text("the form")


def test_a_passkey_is_set_up_and_signs_in_by_itself(
    page: Page, site: str, console: list[str], phone: CDPSession, ada: Account
) -> None:
    give_password(page, site)
    page.goto(f"{site}/account/proof/")
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_label("A name for this passkey").fill("Test phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")
    page.goto(f"{site}/account/proof/passkeys/")
    expect(page.locator("dt")).to_have_text(["Test phone"])
    look(page, "passkeys")
    page.get_by_role("link", name="Rename Test phone").click()
    look(page, "passkey-rename")
    page.goto(f"{site}/account/proof/confirm/passkey/?next=/test/home/")
    look(page, "confirm-passkey")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{site}/test/home/")
    page.get_by_role("button", name="Sign out").click()

    page.goto(f"{site}/account/sign-in/?next=/test/home/")
    look(page, "sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{site}/test/home/")

    page.get_by_role("button", name="Sign out").click()
    give_password(page, site, "/account/sign-in/?next=/test/home/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    look(page, "second-step")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{site}/test/home/")
    assert [line.what for line in history_of(ada)].count("signed in") == 3


def test_a_stopped_account_is_not_let_in_by_its_passkey(
    page: Page, site: str, console: list[str], phone: CDPSession, ada: Account, now: datetime
) -> None:
    give_password(page, site)
    page.goto(f"{site}/account/proof/passkeys/add/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")
    operations.disable(job(now), account=ada)

    page.goto(f"{site}/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("That passkey cannot be used here.")).to_be_visible()
    page.goto(f"{site}/test/home/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_passkey_that_is_not_given_is_said_in_words(
    page: Page, site: str, console: list[str], phone: CDPSession, ada: Account
) -> None:
    page.goto(f"{site}/account/sign-in/")
    expect(page.locator("#passkey-trouble")).to_be_hidden()
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("The passkey was not used. Try again, or use another way.")).to_be_visible()
    look(page, "sign-in-no-passkey")


def test_the_pages_that_are_seldom_seen(
    page: Page, site: str, console: list[str], phone: CDPSession, ada: Account
) -> None:
    page.goto(f"{site}/account/forgotten-password/")
    look(page, "forgotten")
    page.get_by_role("button", name="Send the link").click()
    look(page, "forgotten-refused")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_role("button", name="Send the link").click()
    look(page, "forgotten-sent")
    page.goto(site + "/" + str(letters.link_for_new_password("ada@example.org")).split("/", 3)[3])
    look(page, "new-password")
    page.get_by_label("New password").fill(NEW)
    page.get_by_role("button", name="Save the new password").click()
    look(page, "new-password-done")
    page.goto(f"{site}/account/new-password/1-x/")
    look(page, "new-password-no-link")
    page.goto(f"{site}/account/invitation/none/")
    look(page, "invitation-none")
    console.clear()  # the browser says that the page was answered with 404

    give_password(page, site, password=NEW)
    set_up_app(page, site)
    page.goto(f"{site}/account/proof/passkeys/add/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    page.goto(f"{site}/account/proof/passkeys/")
    page.get_by_role("link", name="Remove Passkey 1").click()
    look(page, "passkey-remove")
    page.get_by_role("button", name="Remove", exact=True).click()
    look(page, "account-after-removal")

    with time_machine.travel(datetime.now().astimezone() + timedelta(minutes=16), tick=True):
        page.evaluate(FORM, f"{site}/test/release/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
        page.get_by_label("Code").fill("000000")
        page.get_by_role("button", name="Continue").click()
        look(page, "confirm-refused")
        for _ in range(10):
            page.get_by_label("Code").fill("000000")
            page.get_by_role("button", name="Continue").click()
        look(page, "too-many")
        console.clear()  # the browser says that the page was answered with 429


def test_what_was_sent_too_late_is_sent_after_all(page: Page, site: str, console: list[str], ada: Account) -> None:
    give_password(page, site)
    secret = set_up_app(page, site)
    with time_machine.travel(datetime.now().astimezone() + timedelta(minutes=16), tick=True):
        page.evaluate(FORM, f"{site}/test/release/")
        page.get_by_label("Code").fill(code_of(secret))
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Send what you wrote")
        look(page, "send-again")
        page.get_by_role("button", name="Send it now").click()
        expect(page.locator("body")).to_have_text("released: two\nlines")


def test_without_a_script_a_password_and_a_code_are_enough(
    browser: Browser, site: str, ada: Account, page: Page, console: list[str]
) -> None:
    give_password(page, site)
    secret = set_up_app(page, site)
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    with time_machine.travel(datetime.now().astimezone() + timedelta(minutes=2), tick=True):
        give_password(plain, site, "/account/sign-in/?next=/test/home/")
        plain.get_by_label("Code").fill(code_of(secret))
        plain.get_by_role("button", name="Continue").click()
        plain.wait_for_url(f"{site}/test/home/")
        expect(plain.locator("dialog")).to_be_hidden()
    context.close()


def test_two_minutes_before_the_end_somebody_can_stay(page: Page, site: str, console: list[str], ada: Account) -> None:
    give_password(page, site)
    set_up_app(page, site)
    page.clock.install()
    page.goto(f"{site}/test/home/")
    box = page.get_by_role("dialog")

    page.clock.run_for("17:50")
    expect(box).to_be_hidden()
    page.clock.run_for("00:15")
    expect(box).to_be_visible()
    expect(page.get_by_role("dialog", name="You will be signed out soon")).to_be_visible()
    expect(box).to_contain_text("you will be signed out in 2 minutes")
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    look(page, "time-out")
    page.clock.run_for("01:00")
    expect(box).to_contain_text("you will be signed out in 1 minute.")
    page.keyboard.press("Enter")
    expect(box).to_be_hidden()

    page.clock.run_for("18:30")
    expect(box).to_be_visible()
    page.clock.run_for("02:00")
    expect(box).to_contain_text("What was saved is kept.")
    expect(page.get_by_role("dialog", name="You were signed out")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in again")).to_be_focused()
    look(page, "timed-out")
    page.get_by_role("button", name="Go back to the page").click()
    expect(box).to_be_hidden()
    page.clock.run_for("00:30")
    expect(box).to_be_hidden()


def test_what_is_done_in_another_tab_keeps_this_one_quiet(
    page: Page, site: str, console: list[str], ada: Account
) -> None:
    give_password(page, site)
    set_up_app(page, site)
    page.clock.install()
    page.goto(f"{site}/test/home/")
    page.clock.run_for("18:30")
    box = page.get_by_role("dialog")
    expect(box).to_be_visible()

    other = page.context.new_page()
    other.clock.install(time=page.evaluate("Date.now()"))
    other.goto(f"{site}/account/")

    expect(box).to_be_hidden()
    other.close()


def test_staying_after_the_session_is_over_says_so(
    page: Page, site: str, console: list[str], ada: Account, now: datetime
) -> None:
    give_password(page, site)
    set_up_app(page, site)
    page.clock.install()
    page.goto(f"{site}/test/home/")
    operations.end_sessions(job(now), account=ada)
    page.clock.run_for("18:30")
    page.get_by_role("button", name="Stay signed in").click()

    expect(page.get_by_role("dialog", name="You were signed out")).to_be_visible()
    page.get_by_role("link", name="Sign in again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert "next=%2Ftest%2Fhome%2F" in page.url
    look(page, "sign-in-again")
