"""What the pages of an account show, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from candour.platform.accounts.queries import Factors
from candour.platform.audit_trail.queries import Line

_KINDS = {"change": "Changed", "read": "Looked at", "refusal": "Refused"}


@dataclass(frozen=True)
class Proof:
    """How somebody proves who they are, in words."""

    app: str
    passkeys: str
    codes: str
    has_app: bool
    has_passkeys: bool


@dataclass(frozen=True)
class Deed:
    """One line of what somebody looked at and did."""

    at: datetime
    kind: str
    what: str


def proof_of(factors: Factors) -> Proof:
    """The second factors of an account for its own page."""
    count = len(factors.passkeys)
    return Proof(
        app="Set up" if factors.app else "Not set up",
        passkeys=", ".join(passkey.name for passkey in factors.passkeys) if count else "None",
        codes=f"{factors.codes_left} of 10 left",
        has_app=factors.app is not None,
        has_passkeys=bool(count),
    )


def deeds_of(lines: list[Line]) -> list[Deed]:
    """Lines of history for the page of somebody's own doings."""
    return [Deed(line.at, _KINDS[line.kind], line.what) for line in lines]
