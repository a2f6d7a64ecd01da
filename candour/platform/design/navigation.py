"""Where people can go from every page. Each app adds its own places; nobody is shown a place that is closed to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from candour.platform.access.actor import Actor


@dataclass(frozen=True)
class Place:
    """A place in the navigation."""

    title: str
    address: str
    """The name of the address."""
    order: int
    open_to: Callable[[Actor], bool]


@dataclass(frozen=True)
class Item:
    """A place as the navigation shows it."""

    title: str
    href: str
    is_current: bool


_places: list[Place] = []


def add_place(title: str, address: str, *, order: int, open_to: Callable[[Actor], bool]) -> None:
    """Add a place to the navigation, once, at start-up. Lower orders come first."""
    _places.append(Place(title, address, order, open_to))
    _places.sort(key=lambda place: place.order)


def items_for(actor: Actor, path: str) -> list[Item]:
    """The places that are open to the actor, with the current one marked."""
    items = []
    for place in _places:
        if place.open_to(actor):
            href = reverse(place.address)
            items.append(Item(place.title, href, path == href or (href != "/" and path.startswith(href))))
    return items
