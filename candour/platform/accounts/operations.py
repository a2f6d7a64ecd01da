"""What can be done with accounts: invite, accept, stop and allow again, end sessions, change second factors."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from candour.platform.accounts import audit_events, letters
from candour.platform.accounts.models import Account, Invitation
from candour.platform.audit_trail.operation import Doer, operation, record

INVITATION_LASTS = timedelta(days=7)


class NoInvitation(LookupError):
    """The invitation does not exist, was used, or has run out. Which of these is not said."""


class LastFactor(Exception):
    """The only second factor cannot be removed before there is another."""


@operation
def invite(actor: Doer, *, email: str) -> tuple[Account, str]:
    """Make an account without a password, or take the one that has the address, and a token to choose a password with.

    The token is returned once, to be sent to that address; only its hash is kept. It lasts seven days and works once.
    """
    account = _account_of(email, actor)
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        account=account, token_hash=hash_of(token), invited_at=actor.at, ends_at=actor.at + INVITATION_LASTS
    )
    record(audit_events.INVITED, subject=account)
    return account, token


def _account_of(email: str, actor: Doer) -> Account:
    address = Account.objects.normalize_email(email).lower()
    try:
        with transaction.atomic():
            return Account.objects.create_user(address, joined_at=actor.at)
    except IntegrityError:
        return Account.objects.get(email=address)


@operation
def accept(actor: Doer, *, token: str, password: str) -> Account:
    """Choose a password with an invitation's token. Raises NoInvitation, and ValidationError for a weak password."""
    invitation = invitation_for(actor, token)
    account = invitation.account
    validate_password(password, account)
    account.set_password(password)
    account.is_active = True
    # The account is written before the invitation is used, as in `disable`, so that neither overtakes the other.
    account.save(update_fields=["password", "is_active"])
    used = Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(accepted_at=actor.at)
    if not used:
        raise NoInvitation
    # An older invitation would set the password again.
    Invitation.objects.filter(account=account, accepted_at=None).delete()
    record(audit_events.ACCEPTED, subject=account)
    return account


def invitation_for(actor: Doer, token: str) -> Invitation:
    """The open invitation of a token. Raises NoInvitation."""
    invitation = (
        Invitation.objects.select_related("account")
        .filter(token_hash=hash_of(token), accepted_at=None, ends_at__gt=actor.at)
        .first()
    )
    if invitation is None:
        raise NoInvitation
    return invitation


@operation
def disable(actor: Doer, *, account: Account) -> None:
    """Stop an account from signing in. Open sessions end with their next request, and for good."""
    Account.objects.filter(pk=account.pk).update(is_active=False, sessions_ended=F("sessions_ended") + 1)
    Invitation.objects.filter(account=account, accepted_at=None).delete()
    record(audit_events.DISABLED, subject=account)


@operation
def enable(actor: Doer, *, account: Account) -> None:
    """Allow an account to sign in again."""
    Account.objects.filter(pk=account.pk).update(is_active=True)
    record(audit_events.ENABLED, subject=account)


@operation
def end_sessions(actor: Doer, *, account: Account) -> None:
    """Sign an account out everywhere, with the next request of each session."""
    _end_sessions(account)
    record(audit_events.SESSIONS_ENDED, subject=account)


@operation
def note_change_of_proof(actor: Doer, *, account: Account, what: str) -> None:
    """Write that a second factor was added or renewed, end all sessions, and tell the holder."""
    _end_sessions(account)
    letters.send(letters.CHANGED, account.email, actor.at)
    record(audit_events.SECOND_FACTOR_CHANGED, subject=account, what=what)


@operation
def note_change_of_password(actor: Doer, *, account: Account) -> None:
    """Write that a new password was chosen, and tell the holder."""
    letters.send(letters.CHANGED, account.email, actor.at)
    record(audit_events.PASSWORD_CHANGED, subject=account)


@operation
def remove_factor(actor: Doer, *, account: Account, factor: int, what: str) -> None:
    """Remove one second factor of an account and end all sessions. Raises LastFactor and Authenticator.DoesNotExist."""
    # This holds the account's row, so that of two removals at once the later sees what the earlier left.
    _end_sessions(account)
    factors = _second_factors(account)
    removed = factors.get(pk=factor)
    if factors.count() == 1:
        raise LastFactor
    removed.delete()
    letters.send(letters.CHANGED, account.email, actor.at)
    record(audit_events.SECOND_FACTOR_CHANGED, subject=account, what=what)


@operation
def forget_factors(actor: Doer, *, account: Account) -> None:
    """Take away every second factor of somebody who lost them all, so that they set one up at their next sign-in.

    The caller must have checked who may, and that the holder is who they say.
    """
    _end_sessions(account)
    Authenticator.objects.filter(user=account).delete()
    letters.send(letters.CHANGED, account.email, actor.at)
    record(audit_events.PROOF_FORGOTTEN, subject=account)


def hash_of(token: str) -> str:
    """The form in which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def _end_sessions(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(sessions_ended=F("sessions_ended") + 1)


def _second_factors(account: Account) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.RECOVERY_CODES)
