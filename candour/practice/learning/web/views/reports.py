"""Sets of recommendations: the list, opening one, its head, and who has to answer it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.design.pages import form_page, said
from candour.practice.directory import queries as directory
from candour.practice.learning.operations import reports as operations
from candour.practice.learning.operations.promises import publish_promises
from candour.practice.learning.queries import reports as queries
from candour.practice.learning.queries.promises import documents_to_promise_beside
from candour.practice.learning.web.forms.recommendations import (
    BodyForm,
    BodyTitleForm,
    ChangeReportForm,
    PromisesForm,
    ReportForm,
    UpdatesForm,
)
from candour.practice.learning.web.pages import FORM, ask, learning_page, page_number, press, report_page

HEAD = ("title", "kind", "source", "reference", "published_on", "web_address", "comments", "is_restricted")


@require_safe
def learning(request: HttpRequest) -> HttpResponse:
    """Every set of recommendations, with how it stands."""
    actor = request.actor  # type: ignore[attr-defined]
    page = page_number(request)
    found, has_more = queries.standings(actor, page=page)
    return learning_page(
        request,
        "reports",
        "learning",
        "Recommendations",
        found=found,
        may_add=bool(queries.partnerships_kept(actor)),
        newer=f"?page={page - 1}" if page > 1 else "",
        older=f"?page={page + 1}" if has_more else "",
    )


@require_http_methods(FORM)
def add(request: HttpRequest) -> HttpResponse:
    """Open a set of recommendations."""
    actor = request.actor  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> HttpResponse:
        made = operations.open_report(
            actor,
            partnership_id=directory.partnership(actor, answers["partnership"]).pk,
            dated=answers["published_on"],
            **{name: answers[name] for name in HEAD if name != "published_on"},
        )
        return said(request, "It is open. Say next who has to answer it.", "report_bodies", made.ref)

    return form_page(
        request,
        ReportForm,
        do=do,
        title="Open a set of recommendations",
        intro="" if queries.partnerships_kept(actor) else "Only the office of a partnership can open one.",
        button="Open it",
        form_args={"partnerships": queries.partnerships_kept(actor)},
        cancel=reverse("learning"),
    )


@require_http_methods(FORM)
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Change the head of a set of recommendations."""
    actor = request.actor  # type: ignore[attr-defined]
    report = queries.report(actor, ref)
    return ask(
        request,
        ChangeReportForm,
        do=lambda answers: operations.change_report(actor, ref=ref, **answers),
        title="Change what it is",
        caption=report.title,
        done="It is changed.",
        then=reverse("matrix", args=[ref]),
        initial={"version": report.version, **{name: getattr(report, name) for name in HEAD}},
        theirs=lambda: [("Title", queries.report(actor, ref).title), ("Comments", queries.report(actor, ref).comments)],
    )


@require_safe
def bodies(request: HttpRequest, ref: str) -> HttpResponse:
    """Who has to answer the recommendations, and how they are asked for updates."""
    actor = request.actor  # type: ignore[attr-defined]
    report = queries.report(actor, ref)
    asked = [
        {"ref": one.ref, "title": one.title, "name": str(one.organisation or one.partnership)}
        for one in queries.bodies_of(actor, report)
    ]
    return report_page(request, report, "bodies", "report_bodies", "Who answers", asked=asked)


@require_http_methods(FORM)
def add_body(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask an agency or a partnership to answer the recommendations."""
    actor = request.actor  # type: ignore[attr-defined]
    report = queries.report(actor, ref)
    organisations = [(f"o-{one.ref}", one.name) for one in directory.organisations(actor)]
    partnerships = [(f"p-{one.ref}", one.name) for one in directory.partnerships(actor)]

    def do(answers: dict[str, Any]) -> None:
        kind, _, body_ref = answers["body"].partition("-")
        body = (
            {"organisation": directory.organisation(actor, body_ref)}
            if kind == "o"
            else {"partnership": directory.partnership(actor, body_ref)}
        )
        operations.add_body(actor, ref=ref, title=answers["title"], **body)

    return ask(
        request,
        BodyForm,
        do=do,
        title="Ask a body to answer",
        caption=report.title,
        done="It is asked. Its column stands in the matrix.",
        then=reverse("report_bodies", args=[ref]),
        form_args={"bodies": [("Partnerships", partnerships), ("Agencies and services", organisations)]},
        button="Ask it",
    )


@require_http_methods(FORM)
def rename_body(request: HttpRequest, ref: str, body_ref: str) -> HttpResponse:
    """Give a column another head."""
    actor = request.actor  # type: ignore[attr-defined]
    report = queries.report(actor, ref)
    body = queries.body(actor, report, body_ref)
    return ask(
        request,
        BodyTitleForm,
        do=lambda answers: operations.rename_body(actor, ref=ref, body_ref=body_ref, title=answers["title"]),
        title="Head of the column",
        caption=report.title,
        done="The column has its new head.",
        then=reverse("report_bodies", args=[ref]),
        initial={"title": body.title},
    )


@require_POST
def remove_body(request: HttpRequest, ref: str, body_ref: str) -> HttpResponse:
    """Ask a body no longer."""
    return press(
        request,
        do=lambda: operations.remove_body(request.actor, ref=ref, body_ref=body_ref),  # type: ignore[attr-defined]
        done="It is not asked any more.",
        then=reverse("report_bodies", args=[ref]),
    )


@require_http_methods(FORM)
def ask_updates(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask everybody who answers for an open action how it stands."""
    actor = request.actor  # type: ignore[attr-defined]
    report = queries.report(actor, ref)
    return ask(
        request,
        UpdatesForm,
        do=lambda answers: operations.ask_for_updates(actor, ref=ref, by=answers["by"]),
        title="Ask how the actions stand",
        caption=report.title,
        intro="Everybody who answers for an open action is told by mail. Who says nothing by the day is listed.",
        done="They are asked.",
        then=reverse("action_plan", args=[ref]),
        button="Ask them",
    )


@require_http_methods(FORM)
def promises(request: HttpRequest, ref: str) -> HttpResponse:
    """Publish what bodies answered and promised beside the report on the public site."""
    actor = request.actor  # type: ignore[attr-defined]
    report = queries.report(actor, ref)
    documents = documents_to_promise_beside(actor, report)
    nowhere = "The report must be published, not restricted, and stand as a review on the partnership’s public site."
    return ask(
        request,
        PromisesForm,
        do=lambda answers: publish_promises(actor, ref=ref, document_ref=answers["document"]),
        title="Publish as promises",
        caption=report.title,
        intro="Everybody reads there what each body answers, promises and shows. Publish again when it has changed."
        if documents
        else nowhere,
        done="They stand on the public site.",
        then=reverse("matrix", args=[ref]),
        form_args={"documents": documents},
        button="Publish",
    )
