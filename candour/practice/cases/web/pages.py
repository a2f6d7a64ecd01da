"""How a page of a case is made: the case as the actor sees it, inside its frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from candour.platform.design.forms import Form
from candour.platform.design.pages import act_page, form_page, said
from candour.practice.cases.queries import cases
from candour.practice.cases.web.presenters.frame import frame

if TYPE_CHECKING:
    from candour.practice.cases.models import Case


def case_page(request: HttpRequest, case: Case, current: str, template: str, title: str, **shown: Any) -> HttpResponse:
    """A page of a case, within its frame."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {"title": f"{title} – case {case.key}", "heading": title, "frame": frame(actor, case, current), **shown}
    return render(request, f"cases/{template}.html", context)


def case_form(
    request: HttpRequest,
    case: Case,
    current: str,
    form_class: type[Form],
    *,
    do: Callable[[dict[str, Any]], Any],
    title: str,
    done: str,
    then: str = "",
    template: str = "form",
    **options: Any,
) -> HttpResponse:
    """A form on a page of a case. What `do` returns is thrown away; then the page named by `then` says `done`."""

    def act(answers: dict[str, Any]) -> HttpResponse:
        do(answers)
        return said(request, done, then or current, case.ref)

    return form_page(
        request,
        form_class,
        do=act,
        title=f"{title} – case {case.key}",
        heading=title,
        template=f"cases/{template}.html",
        frame=frame(request.actor, case, current),  # type: ignore[attr-defined]
        cancel=reverse(then or current, args=[case.ref]),
        **options,
    )


def case_act(request: HttpRequest, ref: str, current: str, *, do: Callable[[], Any], done: str) -> HttpResponse:
    """A button on a page of a case that asks nothing more."""

    def act() -> HttpResponse:
        do()
        return said(request, done, current, ref)

    return act_page(request, do=act, back=reverse(current, args=[ref]))


def the_case(request: HttpRequest, ref: str) -> Case:
    """The case as whoever asks sees it. Raises Hidden."""
    return cases.case(request.actor, ref)  # type: ignore[attr-defined]
