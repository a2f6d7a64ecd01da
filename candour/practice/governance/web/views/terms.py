"""Terms of reference: a version with its signatories, drafting, sending, signing and bringing it into force."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may
from candour.platform.design.pages import form_page, said
from candour.practice.directory import queries as directory
from candour.practice.governance.operations import terms as operations
from candour.practice.governance.queries import structure
from candour.practice.governance.web.forms.groups import BringInForm, DraftTermsForm, EditTermsForm, SendTermsForm
from candour.practice.governance.web.pages import FORM, ask, press
from candour.practice.governance.web.presenters import groups as presenters
from candour.practice.governance.web.views.group_parts import post_name


@require_safe
def terms(request: HttpRequest, ref: str) -> HttpResponse:
    """A version of terms of reference, with who has signed it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.terms(actor, ref)
    signatures = structure.signatures_of(actor, found)
    mine = {one.pk for one in structure.to_sign(actor) if one.terms_id == found.pk}
    shown = {
        "title": f"Terms of reference {found.number} – {found.group.name}",
        "heading": f"Terms of reference, version {found.number}",
        "group": {"ref": found.group.ref, "name": found.group.name},
        "ref": found.ref,
        "state": found.state,
        "state_words": presenters.versions([found], actor.today)[0]["state"],
        "version": presenters.versions([found], actor.today)[0],
        "text": found.text,
        "lead": found.lead,
        "author": found.author,
        "signatures": presenters.signatures(signatures),
        "mine": mine,
        "missing": sum(1 for one in signatures if one.signed_at is None),
        "may_keep": may(actor, "keep groups", found) and found.group.until_on is None,
    }
    return render(request, "governance/terms.html", shown)


@require_http_methods(FORM)
def draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Draft a version."""
    actor = request.actor  # type: ignore[attr-defined]
    group = structure.group(actor, ref)
    latest = next(iter(structure.terms_of(actor, group)), None)

    def do(answers: dict[str, Any]) -> HttpResponse:
        made = operations.draft_terms(
            actor, group_ref=ref, number=answers["number"], text=answers["text"], lead=answers["lead"]
        )
        return said(request, "The version is drafted. Send it for signature when it is ready.", "group_terms", made.ref)

    return form_page(
        request,
        DraftTermsForm,
        do=do,
        title="Draft terms of reference",
        caption=group.name,
        button="Save the draft",
        initial={"text": latest.text, "lead": latest.lead} if latest else {},
    )


@require_http_methods(FORM)
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Change a draft."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.terms(actor, ref)
    return ask(
        request,
        EditTermsForm,
        do=lambda answers: operations.edit_terms(
            actor, ref=ref, version=answers["version"], text=answers["text"], lead=answers["lead"]
        ),
        title="Change the draft",
        done="The draft is changed.",
        then=("group_terms", ref),
        caption=f"{found.group.name}, version {found.number}",
        initial={"text": found.text, "lead": found.lead, "version": found.version},
        theirs=lambda: [("Terms of reference", structure.terms(actor, ref).text)],
    )


@require_http_methods(FORM)
def send(request: HttpRequest, ref: str) -> HttpResponse:
    """Send a draft for signature."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.terms(actor, ref)
    of_group = {one.seat.post_id for one in structure.seats_held(actor, found.group)}
    posts = sorted(
        directory.posts(actor),
        key=lambda post: post.role != "statutory-partner" or post.partnership_id != found.group.partnership_id,
    )
    near = [one for one in posts if one.pk in of_group or one.partnership_id == found.group.partnership_id]
    return ask(
        request,
        SendTermsForm,
        do=lambda answers: operations.send_terms(actor, ref=ref, post_refs=answers["posts"]),
        title=f"Send for signature – version {found.number}",
        done="It waits for signatures now.",
        then=("group_terms", ref),
        caption=f"{found.group.name}, version {found.number}",
        form_args={"posts": [(one.ref, post_name(one)) for one in near]},
        button="Send for signature",
    )


@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a version back to change it."""
    actor = request.actor  # type: ignore[attr-defined]
    return press(
        request,
        do=lambda: operations.take_terms_back(actor, ref=ref),
        done="It is a draft again. Whoever had signed signs again.",
        then=("group_terms", ref),
    )


@require_POST
def sign(request: HttpRequest, ref: str, signature_id: int) -> HttpResponse:
    """Sign for the post that I hold or stand in for."""
    actor = request.actor  # type: ignore[attr-defined]
    return press(
        request,
        do=lambda: operations.sign_terms(actor, ref=ref, signature_id=signature_id),
        done="You have signed.",
        then=("group_terms", ref),
    )


@require_http_methods(FORM)
def bring_in(request: HttpRequest, ref: str) -> HttpResponse:
    """Bring a version that everybody signed into force."""
    actor = request.actor  # type: ignore[attr-defined]
    found = structure.terms(actor, ref)
    return ask(
        request,
        BringInForm,
        do=lambda answers: operations.bring_terms_in(actor, ref=ref, review_on=answers["review_on"]),
        title="Bring it into force",
        done="This version is current now.",
        then=("group_terms", ref),
        caption=f"{found.group.name}, version {found.number}",
        button="Bring it into force",
    )
