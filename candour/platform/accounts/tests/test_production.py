"""What production sets: cookies that other sites and scripts cannot reach, and the headers round them."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from candour.platform.accounts.models import Account
from candour.platform.accounts.tests.conftest import HERE, PASSWORD, Browser

SETTINGS = Path(__file__).parents[3] / "project" / "settings.py"
TAKEN = ("SESSION_", "CSRF_", "SECURE_", "X_FRAME", "MFA_WEBAUTHN", "CONTENT_SECURITY")


@pytest.fixture
def production(settings: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The settings that hold in production, put in place of those of tests."""
    for name, value in (("ENVIRONMENT", "production"), ("BASE_URL", "https://testserver"), ("HOSTS", "testserver")):
        monkeypatch.setenv(f"CANDOUR_{name}", value)
    held = runpy.run_path(str(SETTINGS))
    for name, value in held.items():
        if name.startswith(TAKEN):
            setattr(settings, name, value)
    assert settings.ROOT_URLCONF == HERE
    return held


def test_cookies_cannot_be_read_or_sent_elsewhere(production: dict[str, Any], visitor: Browser, ada: Account) -> None:
    form = visitor.get("/account/sign-in/", secure=True)
    done = visitor.post("/account/sign-in/", {"login": ada.email, "password": PASSWORD}, secure=True)

    assert done.status_code == 302
    assert set(form.cookies) == {"__Host-csrf"}
    assert set(done.cookies) == {"__Host-csrf", "__Host-session"}
    for cookie in [*form.cookies.values(), *done.cookies.values()]:
        assert cookie["secure"] is True
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert cookie["domain"] == ""
    assert done.cookies["__Host-session"]["max-age"] == "", "it goes when the browser is closed"


def test_plain_http_is_turned_away(production: dict[str, Any], visitor: Browser) -> None:
    answer = visitor.get("/account/sign-in/?next=/x/")

    assert answer.status_code == 301
    assert answer["Location"] == "https://testserver/account/sign-in/?next=/x/"


def test_the_headers_hold(production: dict[str, Any], visitor: Browser) -> None:
    answer = visitor.get("/account/sign-in/", secure=True)

    assert answer["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "form-action 'self'" in answer["Content-Security-Policy"]


def test_passkeys_need_a_secure_origin(production: dict[str, Any]) -> None:
    assert production["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is False


def test_a_link_for_a_new_password_goes_by_the_address_that_was_set(production: dict[str, Any]) -> None:
    assert production["CANDOUR_BASE_URL"] == "https://testserver"
    assert production["PASSWORD_RESET_TIMEOUT"] == 3600
