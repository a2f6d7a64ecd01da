"""How allauth is held to Candour's rules: by invitation only, and with its secrets encrypted."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """The secrets of second factors are kept encrypted under the key for small secrets."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret for keeping."""
        return Fernet(settings.CANDOUR_SECRETS_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt a kept secret."""
        return Fernet(settings.CANDOUR_SECRETS_KEY).decrypt(encrypted_text.encode()).decode()
