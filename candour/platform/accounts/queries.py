"""What can be read about an account: with what its holder proves who they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from candour.platform.accounts.models import Account


@dataclass(frozen=True)
class Passkey:
    """A passkey or security key, by the name that its holder gave it."""

    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """The second factors of an account, and how many recovery codes are left."""

    app: int | None
    """The id of the authenticator app, if there is one."""
    passkeys: tuple[Passkey, ...]
    codes_left: int

    @property
    def count(self) -> int:
        """How many second factors there are. Recovery codes are not one: they replace one that was lost."""
        return len(self.passkeys) + (self.app is not None)


def factors_of(account: Account) -> Factors:
    """The second factors of an account, for its holder."""
    app, passkeys, codes_left = None, [], 0
    for factor in Authenticator.objects.filter(user=account).order_by("pk"):
        if factor.type == Authenticator.Type.TOTP:
            app = factor.pk
        elif factor.type == Authenticator.Type.WEBAUTHN:
            passkeys.append(Passkey(factor.pk, factor.wrap().name, factor.created_at, factor.last_used_at))
        else:
            codes_left = len(factor.wrap().get_unused_codes())
    return Factors(app, tuple(passkeys), codes_left)


def has_factor(account: Account) -> bool:
    """Whether a second factor was set up."""
    return Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
