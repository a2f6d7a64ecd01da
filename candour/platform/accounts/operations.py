"""What can be done with accounts: invite, accept, stop and allow again."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password

from candour.platform.accounts import audit_events
from candour.platform.accounts.models import Account, Invitation
from candour.platform.audit_trail.operation import Doer, operation, record

INVITATION_LASTS = timedelta(days=7)


class NoInvitation(LookupError):
    """The invitation does not exist, was used, or has run out. Which of these is not said."""


@operation
def invite(actor: Doer, *, email: str) -> tuple[Account, str]:
    """Make an account without a password, or take the one that has the address, and a token to choose a password with.

    The token is returned once, to be sent to that address; only its hash is kept. It lasts seven days and works once.
    """
    address = Account.objects.normalize_email(email).lower()
    account = Account.objects.filter(email=address).first()
    if account is None:
        account = Account.objects.create_user(address, joined_at=actor.at)
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        account=account, token_hash=hash_of(token), invited_at=actor.at, ends_at=actor.at + INVITATION_LASTS
    )
    record(audit_events.INVITED, subject=account)
    return account, token


@operation
def accept(actor: Doer, *, token: str, password: str) -> Account:
    """Choose a password with an invitation's token. Raises NoInvitation, and ValidationError for a weak password."""
    invitation = invitation_for(actor, token)
    account = invitation.account
    validate_password(password, account)
    used = Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(accepted_at=actor.at)
    if not used:
        raise NoInvitation
    account.set_password(password)
    account.is_active = True
    account.save(update_fields=["password", "is_active"])
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
    """Stop an account from signing in. Open sessions end with their next request."""
    Account.objects.filter(pk=account.pk).update(is_active=False)
    Invitation.objects.filter(account=account, accepted_at=None).delete()
    record(audit_events.DISABLED, subject=account)


@operation
def enable(actor: Doer, *, account: Account) -> None:
    """Allow an account to sign in again."""
    Account.objects.filter(pk=account.pk).update(is_active=True)
    record(audit_events.ENABLED, subject=account)


def hash_of(token: str) -> str:
    """The form in which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
