"""The merged chronology: identified or anonymised, its gaps and contradictions, and taking it away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may
from candour.platform.exports import operations as exports
from candour.platform.exports.answers import attachment
from candour.platform.exports.documents import write_docx, write_pdf
from candour.practice.cases.exports.chronology import chronology_document, identified_rows
from candour.practice.cases.operations import chronology as operations
from candour.practice.cases.queries import chronology as queries
from candour.practice.cases.web.forms.reports import EventForm, WordForm
from candour.practice.cases.web.pages import case_act, case_form, case_page, the_case

FORM = ["GET", "HEAD", "POST"]


@require_safe
def chronology(request: HttpRequest, ref: str) -> HttpResponse:
    """Every event from every source, in order, with pseudonyms unless names are asked for."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    found = queries.chronology(actor, case)
    is_identified = request.GET.get("view") == "as-told"
    if is_identified or not found.events:
        rows = identified_rows(found)
    else:
        rows = operations.anonymise_chronology(actor, ref=ref)
    refs = [event.ref for event in found.events]
    words = [event.subject_key for event in found.events]
    return case_page(
        request,
        case,
        "case_chronology",
        "chronology",
        "Chronology",
        rows=list(zip(refs, rows, words, strict=True)),
        gaps=found.gaps,
        contradictions=found.contradictions,
        sources=found.sources,
        is_identified=is_identified,
        may_change=may(actor, "describe a case", case),
    )


@require_http_methods(FORM)
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Add an event."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_chronology",
        EventForm,
        do=lambda answers: operations.add_event(request.actor, ref=ref, **answers),  # type: ignore[attr-defined]
        title="Add an event",
        done="The event is added.",
    )


@require_http_methods(FORM)
def name(request: HttpRequest, ref: str, event_ref: str) -> HttpResponse:
    """Give an event the word under which other sources tell of it."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_chronology",
        WordForm,
        do=lambda answers: operations.name_what_happened(request.actor, ref=ref, event_ref=event_ref, **answers),  # type: ignore[attr-defined]
        title="The same event in several sources",
        done="Events with the same short name are compared.",
    )


@require_POST
def remove(request: HttpRequest, ref: str, event_ref: str) -> HttpResponse:
    """Take an event out."""
    return case_act(
        request,
        ref,
        "case_chronology",
        do=lambda: operations.remove_event(request.actor, ref=ref, event_ref=event_ref),  # type: ignore[attr-defined]
        done="The event is taken out. It is kept in the history.",
    )


@require_POST
def export(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """The chronology as Word or PDF, with pseudonyms."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    rows = operations.anonymise_chronology(actor, ref=ref)
    found = queries.chronology(actor, case)

    def make() -> bytes:
        document = chronology_document(case, found, rows, made_at=actor.at, made_for=actor.label)
        return write_pdf(document) if kind == "pdf" else write_docx(document)

    content = exports.release(actor, about=case, what="the chronology", reason="Work on the case", make=make)
    return attachment(content, f"Chronology {case.key}.{kind}", kind)
