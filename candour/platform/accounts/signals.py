"""Sign-ins, sign-outs, passwords and second factors, written into history as they happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.signals import password_changed, password_reset, user_logged_in, user_logged_out
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_reset, authenticator_used
from django.contrib.auth import update_session_auth_hash
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from candour.platform.accounts import audit_events, operations, sessions
from candour.platform.accounts.models import Account
from candour.platform.audit_trail.operation import Doer, operation, record
from candour.platform.audit_trail.sentences import Sentence

_FACTORS = {"totp": "an authenticator app", "webauthn": "a passkey", "recovery_codes": "recovery codes"}


@dataclass(frozen=True)
class Holder:
    """The holder of an account, while it is not yet known which person that is."""

    label: str
    account_id: int
    at: datetime
    person_id: int | None = None


def doer_of(request: HttpRequest, account: Account) -> Doer:
    """Whoever acts on an account in a request: the person, or its holder while nobody knows yet who that is."""
    actor: Doer | None = getattr(request, "actor", None)
    if actor is not None and actor.account_id == account.pk:
        return actor
    return Holder(label=f"the holder of account {account.pk}", account_id=account.pk, at=timezone.now())


def keep_this_session(request: HttpRequest, account: Account) -> None:
    """Let the session of this request live on after all sessions of the account were ended."""
    account.refresh_from_db(fields=["sessions_ended", "password"])
    update_session_auth_hash(request, account)


@operation
def note(doer: Doer, sentence: Sentence, account: Account) -> None:
    """Write one line about an account."""
    record(sentence, subject=account)


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Account, **kwargs: Any) -> None:
    """A sign-in is complete. A method of the kind "mfa", which a passkey also is, gave the second factor."""
    doer = doer_of(request, user)
    sessions.begin(request, doer.at)
    methods = request.session.get("account_authentication_methods", [])
    if any(method.get("method") == "mfa" for method in methods):
        sessions.prove_second_factor(request, doer.at)
    note(doer, audit_events.SIGNED_IN, user)


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: Account | None, **kwargs: Any) -> None:
    """Somebody signed out."""
    if user is not None:
        note(doer_of(request, user), audit_events.SIGNED_OUT, user)


@receiver(authenticator_used)
def factor_given(request: HttpRequest, user: Account, reauthenticated: bool, **kwargs: Any) -> None:
    """A second factor was given again by somebody signed in, so the proof is fresh."""
    if reauthenticated:
        doer = doer_of(request, user)
        sessions.prove_second_factor(request, doer.at)
        note(doer, audit_events.PROVED_AGAIN, user)


@receiver(authenticator_added)
def factor_added(request: HttpRequest, user: Account, authenticator: Authenticator, **kwargs: Any) -> None:
    """Setting up a factor proves it, so the session counts as complete from here; all others end."""
    doer = doer_of(request, user)
    operations.note_change_of_proof(doer, account=user, what=f"added {_FACTORS[authenticator.type]}")
    keep_this_session(request, user)
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        sessions.prove_second_factor(request, doer.at)


@receiver(authenticator_reset)
def codes_renewed(request: HttpRequest, user: Account, authenticator: Authenticator, **kwargs: Any) -> None:
    """Recovery codes were made anew."""
    operations.note_change_of_proof(
        doer_of(request, user), account=user, what=f"renewed {_FACTORS[authenticator.type]}"
    )
    keep_this_session(request, user)


@receiver(password_changed)
@receiver(password_reset)
def password_chosen(request: HttpRequest, user: Account, **kwargs: Any) -> None:
    """A new password was chosen. Sessions that began under the old one have ended with it."""
    operations.note_change_of_password(doer_of(request, user), account=user)
