"""Every address of the product, read from the URLconf, with its class and what has to be filled in to ask for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from candour.platform.access.exposure import Exposure

CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
NUMBER = re.compile(r"<int:(\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>[^()]*\)")


@dataclass(frozen=True)
class Address:
    """One address: its name, its route and who may reach it at all."""

    name: str
    route: str
    """The route with bare names of parameters: "cases/<ref>/people/<number>/"."""
    exposure: Exposure | None
    """None for an address that nobody classified."""
    numbers: tuple[str, ...] = ()
    """Its parameters that are whole numbers."""

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Each parameter with the route up to and with it, which says what it stands for."""
        return tuple((found[1], self.route[: found.end()]) for found in CONVERTER.finditer(self.route))

    def at(self, values: dict[str, object]) -> str:
        """The path with its parameters filled in."""
        return reverse(self.name, kwargs=values)

    def anywhere(self) -> str:
        """A path of this address at which nothing is."""
        try:
            return self.at({name: "nothing-is-here" for name, _ in self.parameters})
        except NoReverseMatch:
            return self.at({name: _nothing(name) for name, _ in self.parameters})


def every_address() -> list[Address]:
    """Every address of the URLconf, by route."""
    exposures = settings.CANDOUR_EXPOSURES
    found = [
        Address(name, CONVERTER.sub(r"<\1>", route), exposures.get(name), tuple(NUMBER.findall(route)))
        for name, route in _walk(get_resolver(), "", "")
    ]
    return sorted(found, key=lambda address: (address.route, address.name))


def unclassified() -> list[str]:
    """The names of addresses in no class, and of classes for no address: both are wrong."""
    names = {address.name for address in every_address()}
    return sorted(names ^ set(settings.CANDOUR_EXPOSURES))


def methods_of(address: Address, client: Client) -> list[str]:
    """The methods that an address declares, asked with one that none does. Empty if it takes any method at all."""
    answer = client.put(address.anywhere())
    return sorted(method.strip() for method in answer.get("Allow", "").split(",")) if answer.status_code == 405 else []


def _walk(resolver: URLResolver, namespace: str, before: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = before + GROUP.sub(r"<\1>", str(entry.pattern).lstrip("^").rstrip("$"))
        if isinstance(entry, URLResolver):
            yield from _walk(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace, route)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", route


def _nothing(name: str) -> object:
    return {"uidb36": "0", "key": "nothing", "item": 9, "number": 99, "section": "nothing"}.get(name, 999_999_999)
