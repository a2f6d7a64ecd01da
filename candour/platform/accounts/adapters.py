"""How allauth is held to Candour's rules: by invitation only, with its secrets encrypted, and in plain words."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from candour.platform.accounts import queries, sessions
from candour.platform.accounts.models import Account

logger = logging.getLogger(__name__)

WRONG = "The email address or the password is not right. Check both and try again."
TOO_MANY = "There were too many wrong tries. Wait 15 minutes, then try again."


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation, never by signing up, and answer alike whether or not they exist."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "enter_current_password": "This is not your password. Enter the password that you use now.",
        "incorrect_password": "This is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The account in use with that address and password. One that was stopped counts as a wrong password."""
        self.pre_authenticate(request, **credentials)
        account = authenticate(request, **credentials)
        if account is None:
            self.authentication_failed(request, **credentials)
        else:
            self._rollback_login_failed_rl_usage()
        return account

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Log that a sign-in failed, by the number of the account and not by its address."""
        known = Account.objects.filter(email=credentials.get("email", "")).values_list("pk", flat=True).first()
        logger.warning("A sign-in failed, for account %s.", known or "unknown")

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """What a passkey of an account that was stopped leads to: the sign-in page, as if it were not known."""
        messages.error(request, "That passkey cannot be used here.")
        return HttpResponseRedirect(reverse("account_login"))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The page that the password was changed from."""
        return reverse("account")

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """With what somebody proves again who they are: a second factor if they have one, else the password."""
        factors = queries.factors_of(user) if isinstance(user, Account) else None
        if factors is None or factors.count == 0:
            return super().get_reauthentication_methods(user)
        codes = {
            "id": "mfa_reauthenticate",
            "description": "Use your authenticator app or a recovery code" if factors.app else "Use a recovery code",
            "url": reverse("mfa_reauthenticate"),
        }
        passkey = {
            "id": "mfa_reauthenticate:webauthn",
            "description": "Use a passkey",
            "url": reverse("mfa_reauthenticate_webauthn"),
        }
        if not factors.passkeys:
            return [codes]
        return [codes, passkey] if factors.app else [passkey, codes]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within fifteen minutes of the second factor, or of the password where there is no second factor yet."""
        request, at = self.request, timezone.now()
        if sessions.has_second_factor(request):
            return not sessions.is_fresh(request, at)
        return not sessions.began_lately(request, at)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The secrets of second factors are kept encrypted under the key for small secrets."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is wrong or was used before. Enter the code that the app shows now.",
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a secret for keeping."""
        return Fernet(settings.CANDOUR_SECRETS_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt a kept secret."""
        return Fernet(settings.CANDOUR_SECRETS_KEY).decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """The name proposed for a new passkey."""
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The service, as a passkey shows it."""
        return super().get_public_key_credential_rp_entity() | {"name": settings.CANDOUR_SITE_NAME}
