"""How a session proves who somebody is, and when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

ENDS_WHEN_IDLE = timedelta(minutes=20)
ENDS_AFTER = timedelta(hours=10)
PROOF_IS_FRESH = timedelta(minutes=15)
_NOTED_EVERY = timedelta(seconds=60)

SECOND_FACTOR_AT = "second_factor_at"
_SEEN_AT = "seen_at"
_BEGAN_AT = "began_at"


def begin(request: HttpRequest, at: datetime) -> None:
    """Start the clocks of a session at sign-in, whatever the browser held before."""
    request.session[_BEGAN_AT] = request.session[_SEEN_AT] = at.isoformat()
    request.session.pop(SECOND_FACTOR_AT, None)


def prove_second_factor(request: HttpRequest, at: datetime) -> None:
    """Note in the session that the second factor was given. The session gets a new key, since it now opens more."""
    request.session.cycle_key()
    request.session[SECOND_FACTOR_AT] = at.isoformat()


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session has given its second factor."""
    return SECOND_FACTOR_AT in request.session


def is_fresh(request: HttpRequest, at: datetime) -> bool:
    """Whether the second factor was given within the last fifteen minutes, as what cannot be undone requires."""
    given = request.session.get(SECOND_FACTOR_AT)
    return given is not None and at - datetime.fromisoformat(given) <= PROOF_IS_FRESH


def began_lately(request: HttpRequest, at: datetime) -> bool:
    """Whether the password was given within the last fifteen minutes."""
    began = request.session.get(_BEGAN_AT)
    return began is not None and at - datetime.fromisoformat(began) <= PROOF_IS_FRESH


def has_ended(request: HttpRequest, at: datetime) -> bool:
    """Whether the session was idle for twenty minutes or is ten hours old. An unended one is kept alive."""
    session = request.session
    began = session.setdefault(_BEGAN_AT, at.isoformat())
    seen = session.setdefault(_SEEN_AT, at.isoformat())
    if at - datetime.fromisoformat(seen) > ENDS_WHEN_IDLE or at - datetime.fromisoformat(began) > ENDS_AFTER:
        return True
    if at - datetime.fromisoformat(seen) > _NOTED_EVERY:
        session[_SEEN_AT] = at.isoformat()
    return False


@dataclass(frozen=True)
class Ending:
    """How many seconds a session has left."""

    idle: int
    """If nothing more is done."""
    at_most: int
    """Whatever is done."""


def ending(request: HttpRequest, at: datetime) -> Ending | None:
    """When the session of somebody signed in ends; None for a session without clocks."""
    began, seen = request.session.get(_BEGAN_AT), request.session.get(_SEEN_AT)
    if began is None or seen is None:
        return None
    at_most = datetime.fromisoformat(began) + ENDS_AFTER - at
    idle = min(datetime.fromisoformat(seen) + ENDS_WHEN_IDLE - at, at_most)
    return Ending(int(idle.total_seconds()), int(at_most.total_seconds()))
