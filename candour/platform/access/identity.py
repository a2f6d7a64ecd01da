"""From a request to an actor: who signed in, who holds a link, or a visitor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.http import HttpRequest

from candour.platform.access.actor import Actor
from candour.platform.accounts.sessions import has_second_factor

LINK_SESSION_LASTS = timedelta(hours=2)
_LINK = "link"

_person_of: list[Callable[[int, datetime], Actor]] = []


def identify_with(person_of: Callable[[int, datetime], Actor]) -> None:
    """Say how an account and a moment become an actor. The app that knows people calls this once at start-up."""
    _person_of[:] = [person_of]


def actor_of_account(account_id: int, at: datetime) -> Actor:
    """The person behind an account, with the powers that they hold on the day."""
    return _person_of[0](account_id, at)


def actor_of_request(request: HttpRequest, at: datetime) -> Actor:
    """Who makes the request. Without a second factor an account counts as a visitor."""
    account_id = request.user.pk
    if account_id is not None and has_second_factor(request):
        return actor_of_account(account_id, at)
    return link_holder(request, at) or Actor.visitor(at)


def open_link_session(
    request: HttpRequest, *, label: str, key: tuple[str, int], at: datetime, through: int | None = None
) -> None:
    """Let this browser act as the holder of a link for two hours, after they proved that it was sent to them."""
    request.session.cycle_key()
    request.session[_LINK] = {
        "label": label,
        "kind": key[0],
        "id": key[1],
        "through": through,
        "until": (at + LINK_SESSION_LASTS).isoformat(),
    }


def extend_link_session(request: HttpRequest, at: datetime) -> None:
    """Let the two hours of a link in this browser begin anew, because its holder is at work with it."""
    link = request.session.get(_LINK)
    if link:
        request.session[_LINK] = {**link, "until": (at + LINK_SESSION_LASTS).isoformat()}


def link_holder(request: HttpRequest, at: datetime) -> Actor | None:
    """The holder of the link that this browser opened, if the two hours are not over."""
    link = request.session.get(_LINK)
    if not link or datetime.fromisoformat(link["until"]) < at:
        return None
    return Actor.link(link["label"], (link["kind"], link["id"]), at, link.get("through"))


def close_link_session(request: HttpRequest) -> None:
    """Forget the link in this browser."""
    request.session.pop(_LINK, None)
