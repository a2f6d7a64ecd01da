"""How a page of a room is made: under the name of its record, with the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.platform.design.forms import Form
from candour.platform.design.pages import act_page, form_page, said
from candour.practice.voice.web.presenters.rooms import Head


def room_page(request: HttpRequest, head: Head, template: str, **shown: Any) -> HttpResponse:
    """A page of a room."""
    context = {"title": f"{head.heading} – {head.record}", "head": head, "back": head.back, **shown}
    return render(request, f"voice/{template}.html", context)


def room_form(
    request: HttpRequest,
    head: Head,
    form_class: type[Form],
    *,
    do: Callable[[dict[str, Any]], str | None],
    done: str,
    then: tuple[str, str],
    template: str = "form",
    **options: Any,
) -> HttpResponse:
    """A form on a page of a room. `do` may return other words for what was done; `then` is where they are said."""

    def act(answers: dict[str, Any]) -> HttpResponse:
        return said(request, do(answers) or done, *then)

    return form_page(
        request,
        form_class,
        do=act,
        title=f"{head.heading} – {head.record}",
        template=f"voice/{template}.html",
        head=head,
        back=reverse(then[0], args=[then[1]]),
        cancel=reverse(then[0], args=[then[1]]),
        **options,
    )


def room_act(request: HttpRequest, *, do: Callable[[], Any], done: str, then: tuple[str, str]) -> HttpResponse:
    """A button on a page of a room that asks nothing more."""

    def act() -> HttpResponse:
        do()
        return said(request, done, *then)

    return act_page(request, do=act, back=reverse(then[0], args=[then[1]]))
