"""How a session proves who somebody is, and when it ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest

ENDS_WHEN_IDLE = timedelta(minutes=20)
ENDS_AFTER = timedelta(hours=10)
PROOF_IS_FRESH = timedelta(minutes=15)
_NOTED_EVERY = timedelta(seconds=60)

SECOND_FACTOR_AT = "second_factor_at"
_SEEN_AT = "seen_at"
_BEGAN_AT = "began_at"


def prove_second_factor(request: HttpRequest, at: datetime) -> None:
    """Note in the session that the second factor was given."""
    request.session[SECOND_FACTOR_AT] = at.isoformat()


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session has given its second factor."""
    return SECOND_FACTOR_AT in request.session


def is_fresh(request: HttpRequest, at: datetime) -> bool:
    """Whether the second factor was given within the last fifteen minutes, as what cannot be undone requires."""
    given = request.session.get(SECOND_FACTOR_AT)
    return given is not None and at - datetime.fromisoformat(given) <= PROOF_IS_FRESH


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
