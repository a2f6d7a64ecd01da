"""A version of a document: drafting, approving, previewing it as each reader gets it, its places and its hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import Hidden, may, require
from candour.platform.dates.words import day_words
from candour.practice.directory import queries as directory
from candour.practice.publishing.exports import rendering
from candour.practice.publishing.exports.facts import facts_of
from candour.practice.publishing.operations import approving, copies
from candour.practice.publishing.operations import documents as operations
from candour.practice.publishing.queries import documents as queries
from candour.practice.publishing.queries import releases as release_queries
from candour.practice.publishing.vocabulary import SIGNED_BY_PARTNERS
from candour.practice.publishing.web.forms.documents import (
    CheckHoldForm,
    ConfirmForm,
    DraftForm,
    EditForm,
    HoldForm,
    PlaceForm,
    SendForm,
)
from candour.practice.publishing.web.pages import FORM, ask, press
from candour.practice.publishing.web.presenters import documents as presenters
from candour.practice.publishing.web.presenters import releases as release_presenters

if TYPE_CHECKING:
    from candour.practice.publishing.models import Edition


@require_safe
def edition(request: HttpRequest, ref: str) -> HttpResponse:
    """A version: its text, what looks unfinished, who approves it, where it is due, its releases and copies."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.edition(actor, ref)
    approvals = queries.approvals_of(actor, [found])
    mine = {one.pk for one in approvals if found.state == "approval" and queries.may_sign(actor, one)}
    hold = queries.hold_of(actor, found)
    releases = release_queries.releases_of(actor, found)
    reads_whole = may(actor, "read the whole of a version", found)
    blocks_for = rendering.whole_blocks if reads_whole else rendering.public_blocks
    shown = {
        "title": "Version of a document",
        "ref": found.ref,
        "document": {"ref": found.document.ref, "title": found.document.title},
        "number": found.number,
        "state": found.state,
        "version": presenters.editions([found])[0],
        "dossier": found.dossier is not None,
        "outlived": release_queries.outlived_its_redaction(found, releases),
        "unfinished": found.lint if found.state == "draft" else [],
        "blocks": presenters.blocks(blocks_for(facts_of(actor, found))),
        "approvals": presenters.approvals(approvals, mine),
        "places": presenters.places(queries.places_of(actor, found)),
        "releases": release_presenters.releases(releases),
        "copies": release_presenters.copies(release_queries.copies_of(actor, found)),
        "hold": _hold(hold),
        "may_keep": may(actor, "keep documents", found),
        "may_release": may(actor, "release to the public", found),
        "is_asked": any(one.state == "asked" for one in releases),
    }
    return render(request, "publishing/edition.html", shown)


@require_safe
def preview(request: HttpRequest, ref: str, who: str) -> HttpResponse:
    """A version exactly as one of its readers gets it: the public, or a body that is sent a copy."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.edition(actor, ref)
    facts = facts_of(actor, found)
    if who == "public":
        name, blocks = "The public", rendering.public_blocks(facts)
    else:
        copy = release_queries.copy(actor, who)
        if copy.edition_id != found.pk:
            raise Hidden
        name, blocks = copy.name, rendering.whole_blocks(facts)
    shown = {
        "title": "Preview",
        "ref": found.ref,
        "heading": found.document.title,
        "who": name,
        "number": found.number,
        "partnership": found.document.partnership.name,
        "summary": found.document.summary,
        "blocks": presenters.blocks(blocks),
        "left_out": rendering.left_out(facts) if who == "public" else 0,
        "counts": rendering.counts_out(facts),
    }
    return render(request, "publishing/preview.html", shown)


@require_http_methods(FORM)
def draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Draft a version, beginning with the text of the newest."""
    actor = request.actor  # type: ignore[attr-defined]
    document = queries.document(actor, ref)
    newest = next(iter(queries.editions_of(actor, document)), None)

    def do(answers: dict[str, Any]) -> tuple[str, str]:
        made = operations.draft_edition(actor, document_ref=ref, number=answers["number"], text=answers["text"])
        return "edition", made.ref

    return ask(
        request,
        DraftForm,
        do=do,
        title="Draft a version",
        done="The version is drafted.",
        then=("document", ref),
        caption=document.title,
        initial={"text": newest.text} if newest and may(actor, "keep documents", newest) else {},
        button="Save the draft",
    )


@require_http_methods(FORM)
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Change a draft."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.edition(actor, ref)
    require(actor, "keep documents", found)
    return ask(
        request,
        EditForm,
        do=lambda answers: operations.edit_edition(actor, ref=ref, version=answers["version"], text=answers["text"]),
        title="Change the draft",
        done="The draft is changed.",
        then=("edition", ref),
        caption=_caption(found),
        initial={"text": found.text, "version": found.version},
        theirs=lambda: [("Text", queries.edition(actor, ref).text)],
    )


@require_http_methods(FORM)
def send(request: HttpRequest, ref: str) -> HttpResponse:
    """Send a draft for approval."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.edition(actor, ref)
    near = [one for one in directory.posts(actor) if one.partnership_id == found.document.partnership_id]
    by_rule = found.document.kind in SIGNED_BY_PARTNERS
    offered = [one for one in near if not (by_rule and one.role == "statutory-partner")]
    partners = directory.acting_partners(actor, found.document.partnership_id, actor.today) if by_rule else []
    intro = ""
    if partners:
        names = ", ".join(one.organisation for one in partners)
        intro = f"Every statutory partner approves it, as the rule asks: {names}. Name others below if they must too."
    return ask(
        request,
        SendForm,
        do=lambda answers: approving.send_edition(actor, ref=ref, post_refs=answers["posts"]),
        title="Send for approval",
        done="It waits for approval now.",
        then=("edition", ref),
        caption=_caption(found),
        intro=intro,
        form_args={"posts": [(one.ref, _post(one)) for one in offered]},
        button="Send for approval",
    )


@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a version back to change it."""
    return press(
        request,
        do=lambda: approving.take_edition_back(request.actor, ref=ref),  # type: ignore[attr-defined]
        done="It is a draft again. Whoever had approved it approves again.",
        then=("edition", ref),
    )


@require_POST
def sign(request: HttpRequest, ref: str, approval_ref: str) -> HttpResponse:
    """Approve a version for a post."""
    return press(
        request,
        do=lambda: approving.sign_edition(request.actor, ref=ref, approval_ref=approval_ref),  # type: ignore[attr-defined]
        done="You have approved it.",
        then=("edition", ref),
    )


@require_http_methods(FORM)
def add_place(request: HttpRequest, ref: str) -> HttpResponse:
    """Name a further site or repository on which a version is due."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.edition(actor, ref)
    return ask(
        request,
        PlaceForm,
        do=lambda answers: operations.add_place(actor, edition_ref=ref, name=answers["name"], kind=answers["kind"]),
        title="Name a place",
        done="The place is named.",
        then=("edition", ref),
        caption=_caption(found),
        initial={"kind": "site"},
    )


@require_http_methods(FORM)
def confirm_place(request: HttpRequest, ref: str, place_ref: str) -> HttpResponse:
    """Confirm that a version was seen on a site."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.edition(actor, ref)
    place = queries.place(actor, found, place_ref)
    return ask(
        request,
        ConfirmForm,
        do=lambda answers: operations.confirm_place(
            actor, edition_ref=ref, place_ref=place_ref, on=answers["on"], address=answers["address"]
        ),
        title="Confirm a place",
        done="It is confirmed.",
        then=("edition", ref),
        caption=f"{place.name}: {_caption(found)}",
        initial={"on": actor.today, "address": place.address},
    )


@require_http_methods(FORM)
def hold(request: HttpRequest, ref: str) -> HttpResponse:
    """Put the publication on hold."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.edition(actor, ref)
    return ask(
        request,
        HoldForm,
        do=lambda answers: copies.hold_publication(actor, ref=ref, **answers),
        title="Hold the publication",
        done="The publication is on hold. The next check is on What’s due.",
        then=("edition", ref),
        caption=_caption(found),
    )


@require_http_methods(FORM)
def check_hold(request: HttpRequest, ref: str, hold_ref: str) -> HttpResponse:
    """Note that somebody asked how the hold stands."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.edition(actor, ref)
    held = queries.hold_of(actor, found)
    return ask(
        request,
        CheckHoldForm,
        do=lambda answers: copies.check_hold(actor, ref=ref, hold_ref=hold_ref, **answers),
        title="Check the hold",
        done="The check is noted.",
        then=("edition", ref),
        caption=_caption(found),
        initial={"ask": held.ask, "version": held.version} if held else None,
    )


@require_POST
def lift_hold(request: HttpRequest, ref: str, hold_ref: str) -> HttpResponse:
    """Lift the hold."""
    return press(
        request,
        do=lambda: copies.lift_hold(request.actor, ref=ref, hold_ref=hold_ref),  # type: ignore[attr-defined]
        done="The hold is lifted.",
        then=("edition", ref),
    )


def _caption(found: Edition) -> str:
    return f"{found.document.title}, version {found.number}"


def _post(one: Any) -> str:
    return f"{one.title}, {one.organisation.name}" if one.organisation else one.title


def _hold(held: Any) -> dict[str, str] | None:
    if held is None:
        return None
    return {
        "ref": held.ref,
        "waits_for": held.waits_for,
        "reason": held.reason,
        "ask": held.ask,
        "check": day_words(held.next_check_on) if held.next_check_on else "",
    }
