"""Sign-ins, sign-outs and changes of the second factor, written into history as they happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.signals import user_logged_in, user_logged_out
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from candour.platform.accounts import audit_events
from candour.platform.accounts.models import Account
from candour.platform.accounts.sessions import prove_second_factor
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.sentences import Fact, Sentence


@dataclass(frozen=True)
class Holder:
    """The holder of an account, while it is not yet known which person that is."""

    label: str
    account_id: int
    at: datetime
    person_id: int | None = None


@operation
def note(holder: Holder, sentence: Sentence, account: Account, **facts: Fact) -> None:
    """Write one line about an account."""
    record(sentence, subject=account, **facts)


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Account, **kwargs: Any) -> None:
    """A sign-in is complete. A method of the kind "mfa" or a passkey is the second factor."""
    at = timezone.now()
    methods = request.session.get("account_authentication_methods", [])
    if any(method.get("method") == "mfa" for method in methods):
        prove_second_factor(request, at)
    note(_holder(user, at), audit_events.SIGNED_IN, user)


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: Account | None, **kwargs: Any) -> None:
    """Somebody signed out."""
    if user is not None:
        note(_holder(user, timezone.now()), audit_events.SIGNED_OUT, user)


@receiver(authenticator_added)
def factor_added(request: HttpRequest, user: Account, authenticator: Any, **kwargs: Any) -> None:
    """Setting up a factor proves it, so the session counts as complete from here."""
    at = timezone.now()
    if authenticator.type != "recovery_codes":
        prove_second_factor(request, at)
    note(_holder(user, at), audit_events.SECOND_FACTOR_CHANGED, user, what=f"added {_words(authenticator)}")


@receiver(authenticator_removed)
def factor_removed(request: HttpRequest, user: Account, authenticator: Any, **kwargs: Any) -> None:
    """A factor was taken away."""
    note(
        _holder(user, timezone.now()),
        audit_events.SECOND_FACTOR_CHANGED,
        user,
        what=f"removed {_words(authenticator)}",
    )


@receiver(authenticator_reset)
def factor_reset(request: HttpRequest, user: Account, authenticator: Any, **kwargs: Any) -> None:
    """Recovery codes were made anew."""
    note(
        _holder(user, timezone.now()), audit_events.SECOND_FACTOR_CHANGED, user, what=f"renewed {_words(authenticator)}"
    )


def _holder(account: Account, at: datetime) -> Holder:
    return Holder(label=f"the holder of account {account.pk}", account_id=account.pk, at=at)


def _words(authenticator: Any) -> str:
    return {"totp": "an authenticator app", "webauthn": "a passkey", "recovery_codes": "recovery codes"}[
        authenticator.type
    ]
