"""Keeps a form that was sent too late, encrypted, while its sender signs in or proves again who they are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_HELD = "held_form"
_AT_MOST = 500_000
_SECRET = frozenset({"password", "password1", "oldpassword", "code", "credential"})
"""Fields that are never held. A form with one of them has to be filled in again."""


@dataclass(frozen=True)
class HeldForm:
    """A form that was held."""

    fields: list[tuple[str, str]]
    begin_again: str
    """The path of the page on which it stood; empty where that is the address to which it was sent."""


def hold(request: HttpRequest, account_id: int | None) -> None:
    """Hold the form that was just sent, for the account that sent it; files apart, and up to 500,000 signs."""
    if _SECRET.intersection(request.POST):
        return
    fields = [
        (name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values
    ]
    text = json.dumps(fields)
    if len(text) <= _AT_MOST:
        request.session[_HELD] = {
            "account": account_id,
            "address": request.get_full_path(),
            "stood_on": _page_of(request),
            "form": _box().encrypt(text.encode()).decode(),
        }


def release(request: HttpRequest) -> HeldForm | None:
    """The form held for this address and whoever is signed in, once; None if there is none."""
    held = request.session.get(_HELD)
    if held is None or held["address"] != request.get_full_path() or held["account"] != request.user.pk:
        return None
    del request.session[_HELD]
    try:
        text = _box().decrypt(held["form"].encode())
    except InvalidToken:
        return None
    return HeldForm([(name, value) for name, value in json.loads(text)], held.get("stood_on", ""))


def _page_of(request: HttpRequest) -> str:
    """The path of the page from which a form was sent, if it is one of this site and not where the form goes."""
    page = urlsplit(request.headers.get("Referer", ""))
    is_another_here = page.netloc == request.get_host() and page.path != request.path
    return page.path if is_another_here and url_has_allowed_host_and_scheme(page.path, allowed_hosts=None) else ""


def _box() -> Fernet:
    return Fernet(settings.CANDOUR_SECRETS_KEY)
