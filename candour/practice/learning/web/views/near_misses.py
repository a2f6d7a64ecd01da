"""Small reports: what they come to, telling of one, and how many propose a themed review."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import Hidden
from candour.platform.design.pages import form_page, said
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.learning.operations import near_misses as operations
from candour.practice.learning.queries import near_misses as queries
from candour.practice.learning.queries import themes
from candour.practice.learning.web.forms.lessons import ClusterForm, NearMissForm
from candour.practice.learning.web.lesson_pages import FORM, ask
from candour.practice.learning.web.presenters import lessons as presenters


@require_safe
def near_misses(request: HttpRequest) -> HttpResponse:
    """The small reports, how many there are of each theme, and what they raised."""
    actor = request.actor  # type: ignore[attr-defined]
    shown = {
        "title": "Near misses and small reports",
        "gatherings": presenters.gatherings(queries.gatherings(actor)),
        "rows": presenters.near_misses(queries.reports(actor)),
        "sizes": presenters.sizes(queries.sizes(actor)),
        "may_tell": queries.may_tell(actor),
    }
    return render(request, "learning/near_misses.html", shown)


@require_http_methods(FORM)
def tell(request: HttpRequest) -> HttpResponse:
    """Tell of a small incident, in neutral words."""
    actor = request.actor  # type: ignore[attr-defined]
    partnerships = list(directory.my_partnerships(actor, *roles.TEAM))
    if not partnerships:
        raise Hidden

    def do(answers: dict[str, Any]) -> HttpResponse:
        raised = operations.tell(
            actor,
            partnership_ref=answers.get("partnership") or partnerships[0].ref,
            theme_keys=answers["themes"],
            month=_month(answers["month"]),
            area=answers["area"],
        )
        if raised:
            return said(request, "With this one there are enough to propose a themed review.", "lesson", raised[0].ref)
        return said(request, "It is in the register.", "near_misses")

    return form_page(
        request,
        NearMissForm,
        do=do,
        title="Tell of a near miss",
        intro="A theme, a month and an area are kept, and nothing by which anybody could be known.",
        button="Save",
        cancel="/learning/near-misses/",
        form_args={
            "themes": themes.choices(actor),
            "areas": [(one.short_name, one.name) for one in directory.areas(actor)],
            "partnerships": [(one.ref, one.name) for one in partnerships],
        },
    )


@require_http_methods(FORM)
def size(request: HttpRequest, ref: str) -> HttpResponse:
    """Set how many small reports propose a themed review."""
    actor = request.actor  # type: ignore[attr-defined]
    held = next((one for one in queries.sizes(actor) if one.partnership.ref == ref), None)
    if held is None:
        raise Hidden
    return ask(
        request,
        ClusterForm,
        do=lambda answers: operations.set_cluster(actor, partnership_ref=ref, **answers),
        title="When is a themed review proposed?",
        done="The number is set.",
        then=("near_misses",),
        caption=held.partnership.name,
        initial={"reports": held.reports, "months": held.months, "version": held.version},
    )


def _month(typed: str) -> date:
    month, year = typed.replace("/", " ").replace(".", " ").replace("-", " ").split()
    return date(int(year), int(month), 1)
