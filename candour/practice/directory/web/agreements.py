"""The register of information sharing agreements: the list, one of them, and keeping it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, may, require
from candour.platform.dates.words import day_words
from candour.platform.design.pages import form_page, said
from candour.platform.files import operations as files
from candour.practice.directory import queries, roles
from candour.practice.directory.operations import agreements as operations
from candour.practice.directory.queries import agreements as register
from candour.practice.directory.web.forms import AgreementForm, ChangeAgreementForm, EndAgreementForm, ReviewedForm

FORM = ["GET", "HEAD", "POST"]
FACTS = ("title", "purpose", "legal_basis", "other_parties", "from_on", "review_on")


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Every agreement: between whom, until when, and which are due for review."""
    actor = request.actor  # type: ignore[attr-defined]
    found = register.agreements(actor)
    parties = register.parties_of(actor, found)
    shown = {
        "title": "Information sharing agreements",
        "agreements": [
            {
                "ref": one.ref,
                "title": one.title,
                "partnership": one.partnership.name,
                "parties": _names(one, parties),
                "review_on": one.review_on,
                "is_late": one.until_on is None and one.review_on < actor.today,
                "until_on": one.until_on,
                "is_over": one.until_on is not None and one.until_on < actor.today,
                "is_to_come": one.from_on > actor.today,
                "from_on": one.from_on,
            }
            for one in found
        ],
        "kept": [(one.ref, one.name) for one in queries.my_partnerships(actor, *roles.TEAM)],
    }
    return render(request, "directory/agreements.html", shown)


@require_safe
def agreement(request: HttpRequest, ref: str) -> HttpResponse:
    """One agreement."""
    actor = request.actor  # type: ignore[attr-defined]
    one = register.agreement(actor, ref)
    document = one.document
    shown = {
        "title": one.title,
        "ref": one.ref,
        "partnership": one.partnership.name,
        "parties": _names(one, register.parties_of(actor, [one])),
        "purpose": one.purpose,
        "legal_basis": one.legal_basis,
        "from_on": one.from_on,
        "until_on": one.until_on,
        "ended_because": one.ended_because,
        "review_on": one.review_on,
        "is_late": one.until_on is None and one.review_on < actor.today,
        "reviewed_on": one.reviewed_on,
        "review_note": one.review_note,
        "document": {"ref": document.ref, "name": document.name, "is_clean": document.state == "clean"}
        if document
        else None,
        "may_keep": one.until_on is None and may(actor, operations.KEEP, one.partnership),
    }
    return render(request, "directory/agreement.html", shown)


@require_http_methods(FORM)
def add(request: HttpRequest, partnership_ref: str) -> HttpResponse:
    """Enter an agreement."""
    actor = request.actor  # type: ignore[attr-defined]
    partnership = queries.partnership(actor, partnership_ref)
    require(actor, operations.KEEP, partnership)

    def do(answers: dict[str, Any]) -> HttpResponse:
        made = operations.add_agreement(
            actor, partnership_ref=partnership_ref, party_refs=answers["parties"], facts=_facts(answers)
        )
        return said(request, "The agreement is entered. Its review is on what is due.", "agreement", made.ref)

    return form_page(
        request,
        AgreementForm,
        do=do,
        title="Enter an information sharing agreement",
        caption=partnership.name,
        form_args={"organisations": _organisations(request)},
        cancel=reverse("agreements"),
        button="Enter it",
    )


@require_http_methods(FORM)
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Change an agreement, or keep its document."""
    actor = request.actor  # type: ignore[attr-defined]
    one = register.agreement(actor, ref)
    require(actor, operations.KEEP, one.partnership)
    parties = [party.ref for party in register.parties_of(actor, [one]).get(one.pk, [])]

    def do(answers: dict[str, Any]) -> HttpResponse:
        upload, stored = answers["document"], None
        if upload is not None:
            stored = files.take_in(actor, upload=upload, owner=one, classification="Information sharing agreement")
            if stored.state == "refused":
                raise Refused(f"The document was not taken: {stored.why}")
        operations.change_agreement(
            actor,
            ref=ref,
            version=answers["version"],
            party_refs=answers["parties"],
            facts=_facts(answers),
            document=stored,
        )
        return said(request, "The agreement is changed.", "agreement", ref)

    return form_page(
        request,
        ChangeAgreementForm,
        do=do,
        title="Change the agreement",
        caption=one.title,
        form_args={"organisations": _organisations(request, parties)},
        initial={name: getattr(one, name) for name in (*FACTS, "version")} | {"parties": parties},
        theirs=lambda: _stored(actor, ref),
        cancel=reverse("agreement", args=[ref]),
        button="Save",
    )


@require_http_methods(FORM)
def review(request: HttpRequest, ref: str) -> HttpResponse:
    """Note that an agreement was looked at, and when next."""
    actor = request.actor  # type: ignore[attr-defined]
    one = register.agreement(actor, ref)
    require(actor, operations.KEEP, one.partnership)

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.review_agreement(actor, ref=ref, **answers)
        return said(request, "The review is noted, and the next is on what is due.", "agreement", ref)

    return form_page(
        request,
        ReviewedForm,
        do=do,
        title="The agreement was looked at",
        caption=one.title,
        initial={"version": one.version},
        theirs=lambda: _stored(actor, ref),
        cancel=reverse("agreement", args=[ref]),
        button="Save",
    )


@require_http_methods(FORM)
def end(request: HttpRequest, ref: str) -> HttpResponse:
    """End an agreement."""
    actor = request.actor  # type: ignore[attr-defined]
    one = register.agreement(actor, ref)
    require(actor, operations.KEEP, one.partnership)

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.end_agreement(actor, ref=ref, **answers)
        return said(request, "The agreement is ended. It stays in the register.", "agreement", ref)

    return form_page(
        request,
        EndAgreementForm,
        do=do,
        title="End the agreement",
        caption=one.title,
        initial={"version": one.version},
        theirs=lambda: _stored(actor, ref),
        cancel=reverse("agreement", args=[ref]),
        button="End it",
        warning_button=True,
    )


def _facts(answers: dict[str, Any]) -> dict[str, Any]:
    return {name: answers[name] for name in FACTS}


def _stored(actor: Actor, ref: str) -> list[tuple[str, str]]:
    """Every fact of an agreement as it is stored now, for whoever was overtaken while they wrote."""
    one = register.agreement(actor, ref)
    reviewed = [("Last looked at", f"{day_words(one.reviewed_on)}: {one.review_note}")] if one.reviewed_on else []
    return [
        ("What it is called", one.title),
        ("Parties", "\n".join(_names(one, register.parties_of(actor, [one])))),
        ("What is shared, and for what", one.purpose),
        ("Legal basis", one.legal_basis),
        ("In force from", day_words(one.from_on)),
        ("To be looked at again", day_words(one.review_on)),
        *reviewed,
        *([("The document", one.document.name)] if one.document else []),
    ]


def _organisations(request: HttpRequest, and_these: list[str] | None = None) -> list[tuple[str, str]]:
    """Those that exist, and of those that ended the ones that are parties already."""
    actor = request.actor  # type: ignore[attr-defined]
    ended = [one for one in queries.ended_organisations(actor) if one.ref in (and_these or ())]
    there = {one.ref: one.name for one in (*queries.organisations(actor), *ended)}
    return list(there.items())


def _names(one: Any, parties: dict[int, list[Any]]) -> list[str]:
    return [party.name for party in parties.get(one.pk, [])] + [
        line.strip() for line in one.other_parties.splitlines() if line.strip()
    ]
