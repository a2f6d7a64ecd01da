"""How a form and a button of lessons and themes are made: as on all pages of learning, by names of addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from candour.platform.design.forms import Form
from candour.practice.learning.web import pages

FORM = pages.FORM
Then = tuple[str, ...]


def ask(request: HttpRequest, form_class: type[Form], *, then: Then, **options: Any) -> HttpResponse:
    """A form that goes to the page `then` (a name and what it takes) and says there what was done."""
    return pages.ask(request, form_class, then=reverse(then[0], args=list(then[1:])), **options)


def press(request: HttpRequest, *, do: Callable[[], Any], done: str, then: Then) -> HttpResponse:
    """A button that asks nothing more, goes to the page `then` and says there what was done."""
    return pages.press(request, do=do, done=done, then=reverse(then[0], args=list(then[1:])))
