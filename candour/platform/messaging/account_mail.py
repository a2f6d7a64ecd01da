"""The letters of accounts: the invitation, the link for a new password, and word of a change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from candour.platform.accounts import letters
from candour.platform.accounts.models import Account
from candour.platform.messaging.outbox import queue_mail
from candour.platform.messaging.templates import declare

INVITATION = "accounts.invitation"


def _new_password(to: str) -> Mapping[str, str] | None:
    link = letters.link_for_new_password(to)
    return {"link": link} if link else None


declare(
    INVITATION,
    subject="You are invited to sign in",
    body=(
        "You are invited to use this service. Open this link to choose a password:\n\n{link}\n\n"
        "The link works once, for 7 days. It is for you alone: do not pass it on."
    ),
)
declare(
    letters.NEW_PASSWORD,
    subject="Choose a new password",
    body=(
        "Somebody asked for a new password for your account. Open this link to choose one:\n\n{link}\n\n"
        "The link works once, for 1 hour. If it was not you who asked, there is nothing to do: your password still "
        "works."
    ),
    fills=_new_password,
)
declare(
    letters.CHANGED,
    subject="How you sign in was changed",
    body=(
        "The password or the second step of your account was changed.\n\n"
        "If it was you, there is nothing to do. If it was not, tell your partnership office at once: somebody else may "
        "be using your account."
    ),
)


def carry_letters() -> None:
    """Carry the letters of accounts from now on."""
    letters.send_with(_carry)


def queue_invitation(account: Account, token: str, at: datetime) -> None:
    """Put the link of an invitation into the outbox."""
    link = settings.CANDOUR_BASE_URL + reverse("account_invitation", args=[token])
    queue_mail(INVITATION, to=account.email, dedupe=f"{INVITATION}:{_mark(token)}", at=at, link=link)


def _carry(letter: str, to: str, at: datetime) -> None:
    # Within a minute one letter is enough, however much was changed or however often it was asked for.
    queue_mail(letter, to=to, dedupe=f"{letter}:{_mark(to)}:{at:%Y%m%d%H%M}", at=at)


def _mark(secret: str) -> str:
    return salted_hmac("candour.messaging.dedupe", secret, algorithm="sha256").hexdigest()[:40]
