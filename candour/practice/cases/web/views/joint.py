"""The joint view: what was tabled where, and the tracker for each audience, on screen and as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import Hidden, Refused, may, require
from candour.platform.design.pages import form_page
from candour.platform.exports import operations as exports
from candour.platform.exports.answers import attachment
from candour.practice.cases.exports.audiences import version_file
from candour.practice.cases.queries import joint as queries
from candour.practice.cases.web.forms.tracking import ExportForm
from candour.practice.directory import queries as directory
from candour.practice.directory import roles


@require_safe
def joint_view(request: HttpRequest) -> HttpResponse:
    """Every rapid review with where it was tabled, and the ways to the tracker for each audience."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = queries.rapid_reviews_tabled(actor)
    shown = {
        "title": "Joint view",
        "rows": rows,
        "wanting": sum(1 for row in rows if row.is_wanting),
        "audiences": [(title, reverse("audience", args=[key])) for key, title in queries.AUDIENCES.items()],
    }
    return render(request, "cases/joint_view.html", shown)


@require_safe
def audience(request: HttpRequest, audience: str) -> HttpResponse:
    """The tracker as one audience is shown it, with what is withheld and why."""
    actor = request.actor  # type: ignore[attr-defined]
    version = _version(request, audience)
    shown = {
        "title": f"Tracker for: {version.title[:1].lower()}{version.title[1:]}",
        "columns": version.columns,
        "rows": [list(zip(version.columns, row, strict=True)) for row in version.rows],
        "withheld": version.withheld,
        "has_more": version.has_more,
        "is_joint": audience == queries.JOINT,
        "may_export": may(actor, "export the tracker"),
        "file_address": reverse("audience_file", args=[audience]),
    }
    return render(request, "cases/audience.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def audience_file(request: HttpRequest, audience: str) -> HttpResponse:
    """Take the tracker for an audience away, with a reason."""
    actor = request.actor  # type: ignore[attr-defined]
    _known(audience)

    def do(answers: dict[str, Any]) -> HttpResponse:
        require(actor, "export the tracker")
        mine = list(directory.my_partnerships(actor, roles.PARTNERSHIP_MANAGER))
        if not mine:
            raise Refused("Only a partnership manager can take the tracker away.")
        kind = answers["kind"]
        content = exports.release(
            actor,
            about=mine[0],
            also=mine[1:],
            what=f"the tracker for {queries.AUDIENCES[audience].lower()}",
            reason=answers["reason"],
            make=lambda: version_file(
                queries.version_for(actor, audience, at_most=None), kind, made_at=actor.at, made_for=actor.label
            ),
        )
        return attachment(content, f"Case review tracker {audience}.{kind}", kind)

    back = reverse("audience", args=[audience])
    return form_page(request, ExportForm, do=do, title="Take this version away", button="Make the file", cancel=back)


def _version(request: HttpRequest, audience: str) -> queries.Version:
    _known(audience)
    return queries.version_for(request.actor, audience)  # type: ignore[attr-defined]


def _known(audience: str) -> None:
    if audience not in queries.AUDIENCES:
        raise Hidden
