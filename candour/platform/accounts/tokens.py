"""The tokens in links for a new password: good for an hour, once, and for nobody who was stopped from signing in."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from candour.platform.accounts.models import Account


class NewPasswordTokens(PasswordResetTokenGenerator):
    """Makes tokens that also die when the account is stopped or its sessions are ended."""

    key_salt = "candour.accounts.new_password"

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        account = cast(Account, user)
        return f"{super()._make_hash_value(account, timestamp)}{account.is_active}{account.sessions_ended}"


new_password_tokens = NewPasswordTokens()
