"""How often something may be done from one network address by people who are not signed in."""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

STRETCH = 600
"""Seconds for which a use counts."""


def allow_visitor(request: HttpRequest, what: str, *, at_most: int) -> bool:
    """Count one more use from the address of a request, unless there were so many in the last ten minutes.

    The address itself is not kept, only a mark of it, and that for ten minutes.
    """
    mark = hashlib.sha256(f"{what}:{get_adapter(request).get_client_ip(request)}".encode()).hexdigest()
    key = f"visitor:{mark}"
    cache.add(key, 0, timeout=STRETCH)
    try:
        return bool(cache.incr(key) <= at_most)
    except ValueError:
        return True
