"""A browser in which somebody is signed in with both factors, for tests of pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from candour.platform.access import identity
from candour.platform.accounts.models import Account
from candour.platform.accounts.sessions import SECOND_FACTOR_AT
from candour.platform.design import navigation
from tests.folders import person


@pytest.fixture
def pages(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person of the same number behind every account, and no places of other apps in the navigation."""
    monkeypatch.setattr(identity, "_person_of", [person])
    monkeypatch.setattr(navigation, "_places", [])


def browser_of(account: Account) -> Client:
    """A browser in which the holder of the account is signed in."""
    browser = Client()
    browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = browser.session
    session[SECOND_FACTOR_AT] = timezone.now().isoformat()
    session.save()
    return browser
