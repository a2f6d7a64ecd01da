"""The register of governed documents, each document, what should be published, and suites."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import may
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.publishing.operations import documents as operations
from candour.practice.publishing.operations import suites as suite_operations
from candour.practice.publishing.queries import documents as queries
from candour.practice.publishing.queries import releases as release_queries
from candour.practice.publishing.vocabulary import DocumentKind
from candour.practice.publishing.web.forms.documents import (
    AdvanceForm,
    ChangeDocumentForm,
    DocumentForm,
    LogoForm,
    SuiteForm,
)
from candour.practice.publishing.web.pages import FORM, ask
from candour.practice.publishing.web.presenters import documents as presenters
from candour.practice.publishing.web.presenters import releases as release_presenters

FACTS = (
    *("title", "lead", "source", "audience", "distribution", "review_months", "issue_months"),
    *("publish_by", "implement_by"),
)


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The register: every governed document with its version, and what waits for the reader."""
    actor = request.actor  # type: ignore[attr-defined]
    kind = request.GET.get("kind", "")
    kind = kind if kind in DocumentKind.values else ""
    found = queries.documents(actor, kind)
    mine = directory.my_partnerships(actor, *roles.TEAM)
    shown = {
        "title": "Documents",
        "parts": presenters.rows(found, queries.standing_editions(actor, found), actor.today),
        "kinds": DocumentKind.choices,
        "kind": kind,
        "to_approve": [
            (one.edition.ref, f"{one.edition.document.title}, version {one.edition.number}", one.post.title)
            for one in queries.to_approve(actor)
        ],
        "waiting": release_presenters.waiting(release_queries.waiting_releases(actor)),
        "managed": [(one.name, one.ref) for one in mine],
        "suites": [(one.ref, one.title, one.number) for one in queries.suites(actor)],
    }
    return render(request, "publishing/documents.html", shown)


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """What should be published and is not."""
    actor = request.actor  # type: ignore[attr-defined]
    grouped: dict[str, list[tuple[str, str, str]]] = {}
    for one in queries.lacking(actor):
        grouped.setdefault(one.partnership, []).append((one.what, one.why, one.document.ref if one.document else ""))
    shown = {"title": "What should be published", "parts": list(grouped.items())}
    return render(request, "publishing/report.html", shown)


@require_safe
def document(request: HttpRequest, ref: str) -> HttpResponse:
    """A document with its details, its versions and everybody who approved them."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.document(actor, ref)
    editions = queries.editions_of(actor, found)
    shown = {
        "title": "Document",
        "heading": found.title,
        "ref": found.ref,
        "summary": found.summary,
        "facts": presenters.facts(found, actor.today),
        "editions": presenters.editions(editions),
        "approvals": presenters.approvals(queries.approvals_of(actor, editions), set()),
        "may_keep": may(actor, "keep documents", found),
    }
    return render(request, "publishing/document.html", shown)


@require_http_methods(FORM)
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Enter a document of a partnership."""
    actor = request.actor  # type: ignore[attr-defined]
    partnership = directory.partnership(actor, ref)

    def do(answers: dict[str, Any]) -> tuple[str, str]:
        made = operations.add_document(
            actor,
            partnership_ref=ref,
            suite_ref=answers.get("suite", ""),
            facts={"kind": answers["kind"]} | _facts(answers),
        )
        return "document", made.ref

    return ask(
        request,
        DocumentForm,
        do=do,
        title="Enter a document",
        done="The document is entered. Draft its first version.",
        then=("documents",),
        caption=partnership.name,
        initial={"review_months": 12, "issue_months": 0},
        form_args={"suites": _suites(request, partnership.pk)},
    )


@require_http_methods(FORM)
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Change the details of a document."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.document(actor, ref)
    return ask(
        request,
        ChangeDocumentForm,
        do=lambda answers: operations.change_document(
            actor, ref=ref, version=answers["version"], suite_ref=answers.get("suite", ""), facts=_facts(answers)
        ),
        title="Change the details",
        done="The details are changed.",
        then=("document", ref),
        caption=found.title,
        initial={name: getattr(found, name) for name in (*FACTS, "version")}
        | {"in_short": found.summary, "suite": found.suite.ref if found.suite else ""},
        form_args={"suites": _suites(request, found.partnership_id)},
        theirs=lambda: [("Title", queries.document(actor, ref).title)],
    )


@require_http_methods(FORM)
def add_suite(request: HttpRequest, ref: str) -> HttpResponse:
    """Set up a suite of documents."""
    actor = request.actor  # type: ignore[attr-defined]
    partnership = directory.partnership(actor, ref)

    def do(answers: dict[str, Any]) -> tuple[str, str]:
        return "suite", suite_operations.add_suite(actor, partnership_ref=ref, title=answers["title"]).ref

    return ask(
        request,
        SuiteForm,
        do=do,
        title="Set up a suite",
        done="The suite is set up. Choose it on the page of each document that belongs to it.",
        then=("documents",),
        caption=partnership.name,
    )


@require_safe
def suite(request: HttpRequest, ref: str) -> HttpResponse:
    """A suite with its documents and the logos that they carry."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.suite(actor, ref)
    held = [one for one in queries.documents(actor) if one.suite_id == found.pk]
    shown = {
        "title": "Suite of documents",
        "heading": found.title,
        "ref": found.ref,
        "number": found.number,
        "partnership": found.partnership.name,
        "parts": presenters.rows(held, queries.standing_editions(actor, held), actor.today),
        "logos": [
            (
                one.organisation.name,
                one.file.ref if one.file.state == "clean" else "",
                presenters.in_page(bytes(one.drawn)) if one.drawn and one.file.state == "clean" else "",
            )
            for one in queries.logos_of(actor, found)
        ],
        "may_keep": may(actor, "keep documents", found),
    }
    return render(request, "publishing/suite.html", shown)


@require_http_methods(FORM)
def advance_suite(request: HttpRequest, ref: str) -> HttpResponse:
    """Begin the same new version of every document of a suite."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.suite(actor, ref)
    return ask(
        request,
        AdvanceForm,
        do=lambda answers: suite_operations.advance_suite(
            actor, ref=ref, version=answers["version"], number=answers["number"]
        ),
        title="Begin a new version of every document",
        done="A draft of the new version is begun for every document.",
        then=("suite", ref),
        caption=found.title,
        initial={"version": found.version},
    )


@require_http_methods(FORM)
def set_logo(request: HttpRequest, ref: str) -> HttpResponse:
    """Set the logo of a partner."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.suite(actor, ref)
    return ask(
        request,
        LogoForm,
        do=lambda answers: suite_operations.set_logo(
            actor, ref=ref, organisation_ref=answers["organisation"], upload=answers["file"]
        ),
        title="Set a logo",
        done="The logo is set.",
        then=("suite", ref),
        caption=found.title,
        form_args={"organisations": [(one.ref, one.name) for one in directory.organisations(actor)]},
    )


def _facts(answers: dict[str, Any]) -> dict[str, Any]:
    return {name: answers[name] for name in FACTS} | {"summary": answers["in_short"]}


def _suites(request: HttpRequest, partnership_id: int) -> list[tuple[str, str]]:
    found = queries.suites(request.actor)  # type: ignore[attr-defined]
    return [(one.ref, one.title) for one in found if one.partnership_id == partnership_id]
