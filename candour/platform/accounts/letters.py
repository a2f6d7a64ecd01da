"""Letters to the holders of accounts. The app that sends mail says at start-up how they leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from candour.platform.accounts.models import Account
from candour.platform.accounts.tokens import new_password_tokens

NEW_PASSWORD = "accounts.new-password"  # noqa: S105
CHANGED = "accounts.changed"

_post: list[Callable[[str, str, datetime], None]] = []


def send_with(post: Callable[[str, str, datetime], None]) -> None:
    """Say how a letter leaves: a function of the letter's key, the address and the moment, called in a transaction."""
    _post[:] = [post]


def send(letter: str, to: str, at: datetime) -> None:
    """Have a letter sent to an address, within a transaction."""
    _post[0](letter, to, at)


def link_for_new_password(to: str) -> str | None:
    """The link with which the holder of an address chooses a new password; None if no account in use has it.

    It is made when the letter leaves and never stored, so that asking for one looks alike whoever asks.
    """
    account = Account.objects.filter(email=to, is_active=True).first()
    if account is None or not account.has_usable_password():
        return None
    parts = {"uidb36": user_pk_to_url_str(account), "key": new_password_tokens.make_token(account)}
    return settings.CANDOUR_BASE_URL + reverse("account_reset_password_from_key", kwargs=parts)
