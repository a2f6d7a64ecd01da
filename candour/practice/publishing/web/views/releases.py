"""Releases: asking for one, looking at it as the second person, releasing, sending back, withdrawing, and copies."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import may
from candour.platform.accounts.stepping_up import fresh_proof_required
from candour.platform.dates.words import day_words
from candour.platform.design.pages import form_page
from candour.platform.exports.answers import attachment
from candour.practice.publishing.exports import difference, rendering
from candour.practice.publishing.exports.facts import facts_of
from candour.practice.publishing.operations import copies as copy_operations
from candour.practice.publishing.operations import releasing as operations
from candour.practice.publishing.queries import documents
from candour.practice.publishing.queries import releases as queries
from candour.practice.publishing.web.forms.releases import (
    AskForm,
    BecauseForm,
    CopyForm,
    GoForm,
    ProveForm,
    TakeForm,
    WithdrawForm,
)
from candour.practice.publishing.web.pages import FORM, ask
from candour.practice.publishing.web.presenters import documents as document_presenters
from candour.practice.publishing.web.presenters import releases as presenters


@fresh_proof_required
@require_http_methods(FORM)
def ask_release(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask for the release of an approved version."""
    actor = request.actor  # type: ignore[attr-defined]
    found = documents.edition(actor, ref)
    owed = [one for one in queries.owed_copies(found.document) if one.is_before]
    intro = "The files are made and read as finished. Whatever they tell and must not stops the release."
    if owed:
        intro += " Copies go to the Panel and the Secretary of State seven working days before publication."

    def do(answers: dict[str, Any]) -> tuple[str, str]:
        made = operations.ask_release(
            actor,
            ref=ref,
            publish_on=answers["publish_on"],
            risks_read=answers["risks_read"],
            meant=[queries.ToName(name, why) for name, why in answers["meant"]],
        )
        return "release", made.ref

    return ask(
        request,
        AskForm,
        do=do,
        title="Ask for the release",
        done="The files are clean. A second person releases them now.",
        then=("edition", ref),
        caption=f"{found.document.title}, version {found.number}",
        intro=intro,
        initial={
            "publish_on": actor.today + timedelta(days=14) if owed else actor.today,
            "meant": "\n".join(f"{one.name}: {one.why}" for one in queries.names_to_take_up(actor, found)),
        },
        button="Check the files and ask",
    )


@require_safe
def release(request: HttpRequest, ref: str) -> HttpResponse:
    """A release as the second person looks at it: what the public gets, who approved it, and the copies."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.release(actor, ref)
    edition = found.edition
    alongside = queries.as_checked(found)
    facts = facts_of(actor, edition, alongside)
    standing = queries.standing_before(actor, edition) if found.state == "asked" else None
    changes = (
        difference.changes(
            difference.lines_that_stand(actor, standing, alongside),
            difference.lines_to_come(edition, facts, alongside),
        )
        if standing is not None
        else []
    )
    hold = documents.hold_of(actor, edition)
    shown = {
        "title": "Release",
        "ref": found.ref,
        "edition_ref": edition.ref,
        "heading": edition.document.title,
        "number": edition.number,
        "state": found.state,
        "release": presenters.releases([found])[0],
        "summary": edition.document.summary,
        "about": [one for one in (edition.document.lead, edition.document.audience, edition.document.source) if one],
        "risks": found.risks_read,
        "early": found.early_because,
        "files": [("Word", found.word_file.ref), ("PDF", found.pdf_file.ref)],
        "blocks": document_presenters.blocks(rendering.public_blocks(facts)),
        "meant": presenters.meant(found),
        "standing": standing.number if standing is not None else "",
        "changes": presenters.differences(changes),
        "sheet": facts.fact_sheet,
        "promises": facts.promises,
        "counts": rendering.counts_out(facts),
        "left_out": rendering.left_out(facts),
        "approvals": document_presenters.approvals(documents.approvals_of(actor, [edition]), set()),
        "copies": presenters.copies(queries.copies_of(actor, edition)),
        "hold": hold.waits_for if hold else "",
        "place": queries.place_on_site(actor, found),
        "mine": found.asked_by_id == actor.person_id,
        "may_release": may(actor, "release to the public", found),
        "may_send_back": may(actor, "send back a release", found),
        "may_withdraw": found.state == "released"
        and edition.state == "published"
        and may(actor, "release to the public", found),
    }
    return render(request, "publishing/release.html", shown)


@fresh_proof_required
@require_http_methods(FORM)
def go(request: HttpRequest, ref: str) -> HttpResponse:
    """Release a version as the second person."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.release(actor, ref)
    return ask(
        request,
        GoForm,
        do=lambda answers: operations.release_edition(actor, ref=ref, **answers),
        title="Release it to the public",
        done="It is on the public site.",
        then=("release", ref),
        caption=f"{found.edition.document.title}, version {found.edition.number}",
        intro=f"Asked for by {found.asked_by.name}, to be published on {day_words(found.publish_on)}.",
        initial={"version": found.version},
        button="Release it",
        warning_button=True,
    )


@require_http_methods(FORM)
def refuse(request: HttpRequest, ref: str) -> HttpResponse:
    """Send a release back."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.release(actor, ref)
    return ask(
        request,
        BecauseForm,
        do=lambda answers: operations.refuse_release(actor, ref=ref, because=answers["because"]),
        title="Send the release back",
        done="The release is sent back.",
        then=("release", ref),
        caption=f"{found.edition.document.title}, version {found.edition.number}",
        button="Send it back",
    )


@fresh_proof_required
@require_http_methods(FORM)
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Withdraw what was published."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.release(actor, ref)
    kept = f"It was to stay on the site until {day_words(found.keep_until)}. " if found.keep_until else ""
    return ask(
        request,
        WithdrawForm,
        do=lambda answers: operations.withdraw_release(actor, ref=ref, because=answers["because"]),
        title="Withdraw it",
        done="It is withdrawn. Its address says when and why.",
        then=("release", ref),
        caption=f"{found.edition.document.title}, version {found.edition.number}",
        intro=f"{kept}Its text and its files leave the site at once; its history stays here.",
        button="Withdraw it",
        warning_button=True,
    )


@require_http_methods(FORM)
def add_copy(request: HttpRequest, ref: str) -> HttpResponse:
    """Name a further body that gets a copy."""
    actor = request.actor  # type: ignore[attr-defined]
    found = documents.edition(actor, ref)
    return ask(
        request,
        CopyForm,
        do=lambda answers: copy_operations.add_copy(actor, edition_ref=ref, name=answers["name"]),
        title="Name who gets a copy",
        done="It is named.",
        then=("edition", ref),
        caption=f"{found.document.title}, version {found.number}",
    )


@fresh_proof_required
@require_http_methods(FORM)
def take_copy(request: HttpRequest, ref: str) -> HttpResponse:
    """Take out the copy for one body, with its name on every page."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.copy(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        content = copy_operations.take_copy(actor, ref=ref, **answers)
        return attachment(content, "copy", answers["kind"])

    return form_page(
        request,
        TakeForm,
        do=do,
        title="Take out a copy",
        caption=f"For {found.name}: {found.edition.document.title}, version {found.edition.number}",
        initial={"kind": "pdf"},
        button="Take it out",
    )


@require_http_methods(FORM)
def prove_copy(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep what proves that a copy was sent."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.copy(actor, ref)
    return ask(
        request,
        ProveForm,
        do=lambda answers: copy_operations.prove_copy(actor, ref=ref, on=answers["on"], upload=answers["file"]),
        title="Prove that a copy was sent",
        done="The proof is kept.",
        then=("edition", found.edition.ref),
        caption=f"For {found.name}: {found.edition.document.title}, version {found.edition.number}",
        initial={"on": actor.today},
    )
