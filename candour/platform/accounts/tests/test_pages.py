"""Every page of sign-in opens, in the house style, and takes only what was meant for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape

import pytest
from django.template.loader import get_template
from django.urls import reverse

from candour.platform.accounts.models import Account
from candour.platform.accounts.tests.conftest import PASSWORD, Browser, Clock, add_passkey, code_of, invited, person_of
from candour.platform.accounts.tests.test_new_password import ask
from candour.platform.accounts.web.urls import urlpatterns
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.operation import entry_for, record_alone
from candour.platform.audit_trail.reading import READ
from tests.pages import markup, title

NO_PAGES = {"account_stay", "account_logout_everywhere", "mfa_login_webauthn", "mfa_download_recovery_codes"}
"""Addresses that only take a form, a script's question or a download."""


def half(visitor: Browser) -> None:
    visitor.give_password()


def whole(visitor: Browser) -> None:
    visitor.give_password()
    visitor.set_up_app()


def between(visitor: Browser) -> None:
    whole(visitor)
    add_passkey(Account.objects.get())
    visitor.send("/account/sign-out/")
    visitor.give_password()


def out(visitor: Browser) -> None:
    pass


Reach = tuple[Callable[[Browser], None], Callable[[Browser, datetime], str], str]
PAGES: dict[str, Reach] = {
    "account_login": (out, lambda b, now: reverse("account_login"), "Sign in"),
    "account_reset_password": (out, lambda b, now: reverse("account_reset_password"), "Get a new password"),
    "account_reset_password_done": (out, lambda b, now: reverse("account_reset_password_done"), "Check your email"),
    "account_reset_password_from_key": (out, lambda b, now: b.get(ask(b))["Location"], "Choose a new password"),
    "account_reset_password_from_key_done": (
        out,
        lambda b, now: reverse("account_reset_password_from_key_done"),
        "Your password is changed",
    ),
    "account_invitation": (out, lambda b, now: f"/account/invitation/{invited(now)}/", "Choose your password"),
    "mfa_authenticate": (between, lambda b, now: reverse("mfa_authenticate"), "Second step"),
    "mfa_index": (half, lambda b, now: reverse("mfa_index"), "Prove it is you: set up a second step"),
    "account_reauthenticate": (half, lambda b, now: reverse("account_reauthenticate"), "Confirm that it is you"),
    "mfa_activate_totp": (half, lambda b, now: reverse("mfa_activate_totp"), "Set up an authenticator app"),
    "mfa_add_webauthn": (half, lambda b, now: reverse("mfa_add_webauthn"), "Add a passkey"),
    "account": (whole, lambda b, now: reverse("account"), "Your account"),
    "account_activity": (whole, lambda b, now: reverse("account_activity"), "What you looked at and did"),
    "account_logout": (whole, lambda b, now: reverse("account_logout"), "Sign out"),
    "account_change_password": (whole, lambda b, now: reverse("account_change_password"), "Change your password"),
    "mfa_reauthenticate": (whole, lambda b, now: reverse("mfa_reauthenticate"), "Confirm that it is you"),
    "mfa_reauthenticate_webauthn": (whole, lambda b, now: passkey("confirm/passkey/"), "Confirm that it is you"),
    "mfa_deactivate_totp": (
        whole,
        lambda b, now: reverse("mfa_deactivate_totp"),
        "Remove your authenticator app",
    ),
    "mfa_list_webauthn": (whole, lambda b, now: passkey("passkeys/"), "Your passkeys"),
    "mfa_edit_webauthn": (whole, lambda b, now: passkey("passkeys/{}/name/"), "Rename a passkey"),
    "mfa_remove_webauthn": (whole, lambda b, now: passkey("passkeys/{}/remove/"), "Remove a passkey"),
    "mfa_view_recovery_codes": (whole, lambda b, now: reverse("mfa_view_recovery_codes"), "Keep your recovery codes"),
    "mfa_generate_recovery_codes": (
        whole,
        lambda b, now: reverse("mfa_generate_recovery_codes"),
        "Make new recovery codes",
    ),
}


def passkey(path: str) -> str:
    return "/account/proof/" + path.format(add_passkey(Account.objects.get()).pk)


@pytest.mark.parametrize("name", PAGES)
def test_the_page_opens_in_the_house_style(visitor: Browser, ada: Account, now: datetime, name: str) -> None:
    prepare, path, heading = PAGES[name]
    prepare(visitor)
    answer = visitor.get(path(visitor, now))
    page = markup(answer)

    assert answer.status_code == 200
    assert [unescape(found) for found in re.findall(r"<h1[^>]*>(.*?)</h1>", page)] == [heading]
    assert title(answer) == f"{heading} – Candour"
    main = page.split("<main")[1].split("</main>")[0]
    for tag, kind in (("a", "govuk-"), ("p", "govuk-"), ("button", "govuk-button|link-button"), ("h2", "govuk-")):
        for found in re.findall(rf"<{tag}[ >][^>]*>?", main):
            assert re.search(kind, found), found
    for found in re.findall(r'<input[^>]* id="([^"]+)"[^>]*>', main):
        hidden = re.search(rf'<input type="hidden"[^>]*id="{found}"', main)
        assert hidden or f'for="{found}"' in main, found
    for script in re.findall(r"<script[^>]*>", page):
        assert 'src="/static/' in script or 'type="application/json"' in script
    assert not re.search(r"\son[a-z]+=|\sstyle=|<style", page)
    policy = answer["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'"} <= set(policy)
    for template in answer.templates:
        ours = "candour" in str(template.origin)
        assert ours or "django/forms" in str(template.origin), f"{template.name} is the library's"


def test_no_address_was_left_out() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES) | NO_PAGES


def test_too_many_tries_answers_in_the_house_style() -> None:
    assert "accounts/templates" in str(get_template("429.html").origin)  # type: ignore[attr-defined]


def test_the_codes_can_be_kept_as_a_file(signed_in: Browser) -> None:
    answer = signed_in.get("/account/proof/recovery-codes/file/")

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert answer.content.decode().split() == list(signed_in.codes)


@pytest.mark.parametrize("name", sorted(set(PAGES) | NO_PAGES))
def test_no_form_is_taken_from_another_site(ada: Account, clock: Clock, now: datetime, name: str) -> None:
    visitor = Browser()
    prepare = PAGES[name][0] if name in PAGES else whole
    prepare(visitor)
    path = PAGES[name][1](visitor, now) if name in PAGES else reverse(name)
    visitor.handler.enforce_csrf_checks = True

    for method in (visitor.post, visitor.put, visitor.patch, visitor.delete):
        answer = method(path)
        assert answer.status_code == 403, method
        assert b"Please try again" in answer.content


@pytest.mark.parametrize("name", sorted(set(PAGES) | NO_PAGES))
def test_only_the_methods_that_were_meant_are_taken(visitor: Browser, ada: Account, now: datetime, name: str) -> None:
    prepare = PAGES[name][0] if name in PAGES else whole
    prepare(visitor)
    path = PAGES[name][1](visitor, now) if name in PAGES else reverse(name)

    for method in (visitor.put, visitor.patch, visitor.delete, visitor.options, visitor.trace):
        assert method(path).status_code == 405, method


def test_what_one_did_is_listed_newest_first_and_in_pages(signed_in: Browser, ada: Account, clock: Clock) -> None:
    for number in range(120):
        record_alone([entry_for(person_of(ada.pk, clock.now), READ, ada, None, {"page": f"page-{number:03}"})])
    record_alone([entry_for(person_of(ada.pk + 1, clock.now), READ, ada, None, {"page": "of-somebody-else"})])

    first = signed_in.get("/account/activity/").content.decode()
    last = signed_in.get("/account/activity/?page=3").content.decode()

    assert first.index("page-119") < first.index("page-070")
    assert "page-069" not in first
    assert "of-somebody-else" not in first
    assert "18 November 2026, 10:00" in first
    assert "Looked at" in first
    assert 'href="?page=2" rel="next"' in first
    assert 'rel="prev"' not in first
    assert "page-000" in last
    assert 'rel="next"' not in last
    for page in ("0", "-1", "x", "٣", "9" * 30, "1.5", "999999"):
        assert signed_in.get("/account/activity/", {"page": page}).status_code == 200
    assert Entry.objects.filter(kind="read").count() == 121, "looking at the list is not listed"


def test_the_account_page_says_how_one_signs_in(signed_in: Browser, ada: Account, clock: Clock) -> None:
    add_passkey(ada, "Work <laptop>")
    page = signed_in.get("/account/").content.decode()

    assert "ada@example.org" in page
    assert f"Person {ada.pk}" in page
    assert "Work &lt;laptop&gt;" in page
    assert "10 of 10 left" in page
    assert code_of(signed_in.secret) not in page
    assert PASSWORD not in page


def test_a_passkey_can_be_renamed(signed_in: Browser, ada: Account) -> None:
    key = add_passkey(ada)
    path = f"/account/proof/passkeys/{key.pk}/name/"

    assert signed_in.send(path, name="<b>Home</b>").status_code == 302
    assert "&lt;b&gt;Home&lt;/b&gt;" in signed_in.get("/account/proof/passkeys/").content.decode()
    assert signed_in.send(path, name="x" * 61).status_code == 200
    assert b"Enter a name" in signed_in.send(path, name=" ").content


def test_setting_up_again_what_is_set_up_leads_on(signed_in: Browser) -> None:
    assert signed_in.get("/account/proof/")["Location"] == "/account/"
    assert signed_in.get("/account/proof/app/")["Location"] == "/account/proof/app/remove/"
    assert signed_in.get("/account/sign-in/")["Location"] == "/"
