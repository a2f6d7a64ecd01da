"""How a form and a button on a page of a group or a meeting are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from candour.platform.design.forms import Form
from candour.platform.design.pages import act_page, form_page, said
from candour.practice.directory import queries as directory
from candour.practice.governance.queries import members_of

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor

FORM = ["GET", "HEAD", "POST"]


def ask(
    request: HttpRequest,
    form_class: type[Form],
    *,
    do: Callable[[dict[str, Any]], Any],
    title: str,
    done: str,
    then: tuple[str, str],
    template: str = "design/form_page.html",
    **options: Any,
) -> HttpResponse:
    """A form that goes to the page `then` (a name and a reference) and says there what was done."""

    def act(answers: dict[str, Any]) -> HttpResponse:
        do(answers)
        return said(request, done, then[0], then[1])

    options.setdefault("button", "Save")
    return form_page(
        request, form_class, do=act, title=title, template=template, cancel=reverse(then[0], args=[then[1]]), **options
    )


def press(request: HttpRequest, *, do: Callable[[], Any], done: str, then: tuple[str, str]) -> HttpResponse:
    """A button that asks nothing more, goes to the page `then` and says there what was done."""

    def act() -> HttpResponse:
        do()
        return said(request, done, then[0], then[1])

    return act_page(request, do=act, back=reverse(then[0], args=[then[1]]))


def people_choices(actor: Actor, group_id: int) -> tuple[list[Any], list[tuple[str, str]]]:
    """Everybody, the members of a group first, as groups of choices; and the members alone."""
    in_group = set(members_of(actor, group_id))
    everybody = [(one.pk, one.ref, one.name) for one in directory.people(actor)]
    members = [(ref, name) for pk, ref, name in everybody if pk in in_group]
    others = [(ref, name) for pk, ref, name in everybody if pk not in in_group]
    named = [("Members of the group", members), ("Everybody else", others)]
    return [(title, pairs) for title, pairs in named if pairs], members
