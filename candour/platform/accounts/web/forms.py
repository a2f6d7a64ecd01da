"""The forms of sign-in: allauth's, in plain words, with one box for a new password and codes that work once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from candour.platform.accounts import letters

PASSKEY_REFUSED = "The passkey was not accepted. Try again, or use another way."
_UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError)


@dataclass(frozen=True)
class Words:
    """How a field speaks, and what a browser may fill in."""

    label: str
    missing: str = ""
    hint: str = ""
    fill: str = "off"
    attrs: tuple[tuple[str, str], ...] = ()


EMAIL = Words("Email address", "Enter your email address.", fill="username", attrs=(("type", "email"),))
PASSWORD = Words("Password", "Enter your password.", fill="current-password")
NEW_PASSWORD = Words(
    "New password",
    "Enter a new password.",
    hint="At least 12 characters. Three random words are easy to remember and hard to guess.",
    fill="new-password",
)
CODE = Words(
    "Code",
    "Enter the code from your authenticator app, or a recovery code.",
    hint="The 6 numbers that your authenticator app shows now, or one of your recovery codes.",
    fill="one-time-code",
    attrs=(("inputmode", "numeric"), ("class", "govuk-input--width-10")),
)
PASSKEY_NAME = Words(
    "A name for this passkey",
    "Enter a name, so that you can tell your passkeys apart.",
    hint="For example “work laptop”.",
    attrs=(("maxlength", "60"), ("class", "govuk-input--width-20")),
)


class _InWords(forms.Form):
    """Gives fields their words, and leaves out visible fields that have none."""

    use_required_attribute = False
    words: ClassVar[Mapping[str, Words]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in list(self.fields.items()):
            if name in self.words:
                self._speak(field, self.words[name])
            elif not field.widget.is_hidden:
                del self.fields[name]

    def _speak(self, field: forms.Field, words: Words) -> None:
        field.label, field.help_text = words.label, words.hint
        field.error_messages["required"] = words.missing
        if isinstance(field, forms.EmailField):
            field.error_messages["invalid"] = "Enter an email address in the right form, like name@example.com."
        if not isinstance(field, forms.BooleanField):
            field.widget.attrs = {"autocomplete": words.fill, "spellcheck": "false", **dict(words.attrs)}


class SignInForm(_InWords, account.LoginForm):
    """Email address and password."""

    words: ClassVar = {"login": EMAIL, "password": PASSWORD}


class ChangePasswordForm(_InWords, account.ChangePasswordForm):
    """The password that is used now, and a new one."""

    words: ClassVar = {
        "oldpassword": Words("Password that you use now", "Enter the password that you use now.", fill=PASSWORD.fill),
        "password1": NEW_PASSWORD,
    }


class ForgottenPasswordForm(_InWords, account.ResetPasswordForm):
    """The address to which a link for a new password goes, if an account has it."""

    words: ClassVar = {"email": EMAIL}

    def clean_email(self) -> str:
        """The address as accounts keep it. Nothing is looked up, so that every address takes equally long."""
        email: str = self.cleaned_data["email"].lower()
        get_user_model()._meta.get_field("email").run_validators(email)
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Have the letter sent, or what looks like it."""
        email: str = self.cleaned_data["email"]
        with transaction.atomic():
            letters.send(letters.NEW_PASSWORD, email, timezone.now())
        return email


class NewPasswordForm(_InWords, account.ResetPasswordKeyForm):
    """A new password, from the link that was sent."""

    words: ClassVar = {"password1": NEW_PASSWORD}


class ConfirmPasswordForm(_InWords, account.ReauthenticateForm):
    """The password again."""

    words: ClassVar = {"password": PASSWORD}


class AcceptForm(_InWords):
    """A password, chosen with an invitation."""

    password1 = forms.CharField(strip=False, max_length=4096, widget=forms.PasswordInput)

    words: ClassVar = {"password1": NEW_PASSWORD}


def _use_up(user: Any, code: str) -> None:
    """Let a code work once for as long as its app shows it. Raises ValidationError if it was used."""
    lasts = mfa_settings.TOTP_PERIOD * (2 * mfa_settings.TOTP_TOLERANCE + 1)
    if not cache.add(f"candour.accounts.code.{user.pk}.{normalize_user_code(code)}", "used", lasts):
        raise get_mfa_adapter().validation_error("incorrect_code")


class _CodeOnce(_InWords):
    words: ClassVar = {"code": CODE}

    def clean_code(self) -> str:
        """The code, used up."""
        code: str = super().clean_code()  # type: ignore[misc]
        _use_up(self.user, code)  # type: ignore[attr-defined]
        return code


class CodeForm(_CodeOnce, codes.AuthenticateForm):
    """A code of the second factor, at sign-in."""


class ConfirmCodeForm(_CodeOnce, codes.ReauthenticateForm):
    """A code of the second factor, again."""


class AppForm(_CodeOnce, app.ActivateTOTPForm):
    """The first code of a new authenticator app."""

    words: ClassVar = {
        "code": Words(
            "Code from the app",
            "Enter the code that the app shows.",
            hint="The 6 numbers that the app shows now.",
            fill=CODE.fill,
            attrs=CODE.attrs,
        )
    }

    @property
    def spelled_secret(self) -> str:
        """The key in groups of four, to be typed into the app."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


class AddPasskeyForm(_InWords, passkeys.AddWebAuthnForm):
    """A new passkey: its name, and whether it is enough by itself."""

    words: ClassVar = {
        "name": PASSKEY_NAME,
        "passwordless": Words(
            "Let me sign in with this passkey alone",
            hint="Your device asks for its PIN, your fingerprint or your face instead of your password. "
            "Leave this unticked for a security key that has none of them.",
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True

    def clean_name(self) -> str:
        """The name, cut to sixty characters, since the passkey exists already."""
        return super().clean_name()[:60]

    def clean(self) -> dict[str, Any]:
        """The answer of the device, checked. Raises ValidationError for one that cannot be read."""
        try:
            return super().clean() or {}
        except (ValidationError, *_UNREADABLE) as error:
            raise ValidationError(PASSKEY_REFUSED) from error


class RenamePasskeyForm(_InWords, passkeys.EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(max_length=60)

    words: ClassVar = {"name": PASSKEY_NAME}


class _Passkey(_InWords):
    def clean_credential(self) -> Authenticator:
        """The passkey that answered. Raises ValidationError for an answer that does not hold."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (ValidationError, *_UNREADABLE) as error:
            if getattr(error, "code", None) == "too_many_login_attempts":
                raise
            raise ValidationError(PASSKEY_REFUSED) from error


class PasskeyForm(_Passkey, passkeys.AuthenticateWebAuthnForm):
    """A passkey as the second factor, after the password."""


class PasskeySignInForm(_Passkey, passkeys.LoginWebAuthnForm):
    """A passkey instead of a password."""


class ConfirmPasskeyForm(_Passkey, passkeys.ReauthenticateWebAuthnForm):
    """A passkey, again."""
