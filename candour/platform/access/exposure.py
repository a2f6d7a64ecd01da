"""The classification of every address: who may reach it at all, before any record is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from django.urls import URLPattern, URLResolver, get_resolver


class Exposure(Enum):
    """Who may reach an address."""

    PUBLIC = "public"
    """Anybody. Such a page holds nothing confidential and answers alike whatever is known."""
    OPEN = "open"
    """Anybody, and nobody is asked who they are: no session is read, so that the answer is the same for everybody and
    may be kept on the way."""
    HALF_SIGNED_IN = "half signed in"
    """Somebody who gave a password, to set up or give the second factor or to sign out."""
    SIGNED_IN = "signed in"
    """A person who signed in with a second factor. What they see is for the policies to say."""
    LINK = "link"
    """The holder of a link who proved that it was sent to them, or a person signed in."""
    DEMONSTRATION = "demonstration"
    """Only in the demonstration; elsewhere the address does not exist."""


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every address of the project: its full name, with namespaces, and its pattern."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner)
        else:
            yield f"{namespace}{entry.name}", entry
