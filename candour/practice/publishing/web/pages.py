"""How a form and a button on a page of publishing are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from candour.platform.design.forms import Form
from candour.platform.design.pages import act_page, form_page, said

FORM = ["GET", "HEAD", "POST"]


def ask(
    request: HttpRequest,
    form_class: type[Form],
    *,
    do: Callable[[dict[str, Any]], Any],
    title: str,
    done: str,
    then: tuple[Any, ...],
    template: str = "design/form_page.html",
    **options: Any,
) -> HttpResponse:
    """A form that goes to the page `then` (its name and arguments) and says there what was done.

    Where `do` returns a pair of a page's name and its reference, it goes there.
    """

    def act(answers: dict[str, Any]) -> HttpResponse:
        made = do(answers)
        place = made if isinstance(made, tuple) else then
        return said(request, done, *place)

    options.setdefault("button", "Save")
    cancel = reverse(then[0], args=then[1:])
    return form_page(request, form_class, do=act, title=title, template=template, cancel=cancel, **options)


def press(request: HttpRequest, *, do: Callable[[], Any], done: str, then: tuple[Any, ...]) -> HttpResponse:
    """A button that asks nothing more, goes to the page `then` and says there what was done."""

    def act() -> HttpResponse:
        do()
        return said(request, done, *then)

    return act_page(request, do=act, back=reverse(then[0], args=then[1:]))
