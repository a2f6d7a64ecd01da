"""How often something may be done from one network address by people who are not signed in."""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

STRETCH = 600
"""Seconds for which a use counts."""
KEPT = 2 * STRETCH
"""Seconds for which a count is kept."""


def allow_visitor(request: HttpRequest, what: str, *, at_most: int) -> bool:
    """Count one more use from the address of a request, unless there were so many in these ten minutes.

    The stretches of ten minutes are those of the clock, so that none of them slides on with each use. The address
    itself is not kept, only a mark of it, and that until the next stretch is over.
    """
    key = _key(request, what)
    cache.add(key, 0, timeout=KEPT)
    return _count(key, 1) <= at_most


def give_back(request: HttpRequest, what: str) -> None:
    """Take back one use that came to nothing, such as a form that was refused."""
    _count(_key(request, what), -1)


def _count(key: str, more: int) -> int:
    try:
        used = cache.incr(key, more)
    except ValueError:
        return 0
    # A cache in the database gives what it counts its own, shorter life, and a limit would be forgotten too soon.
    cache.touch(key, timeout=KEPT)
    return int(used)


def _key(request: HttpRequest, what: str) -> str:
    stretch = int(request.at.timestamp()) // STRETCH  # type: ignore[attr-defined]
    mark = hashlib.sha256(f"{what}:{stretch}:{get_adapter(request).get_client_ip(request)}".encode()).hexdigest()
    return f"visitor:{mark}"
