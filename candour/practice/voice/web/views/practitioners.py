"""Hearing practitioners: inviting them with the promise, and what they said, kept apart."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may
from candour.platform.dates.words import day_words
from candour.platform.design.pages import form_page
from candour.platform.vault import operations as vault
from candour.practice.directory import queries as directory
from candour.practice.voice.operations import practitioners as operations
from candour.practice.voice.operations.rooms import identity_of
from candour.practice.voice.permissions import HEAR
from candour.practice.voice.queries import rooms
from candour.practice.voice.web import forms
from candour.practice.voice.web.pages import room_act, room_form, room_page
from candour.practice.voice.web.presenters import rooms as shown
from candour.practice.voice.web.views.links import link_of
from candour.practice.voice.workflow import KEEP

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def invite(request: HttpRequest, ref: str) -> HttpResponse:
    """Invite a practitioner who was there."""
    actor = request.actor  # type: ignore[attr-defined]
    room = rooms.room(actor, ref)
    agencies = directory.organisations_for(actor, room.partnership_id)

    def do(answers: dict[str, Any]) -> None:
        operations.invite(
            actor,
            ref=ref,
            organisation_ref=answers["organisation"],
            job=answers["job"],
            names=forms.names_in(answers),
            invited_on=answers["invited_on"],
            promised=answers["promised"],
            support=answers["support"],
        )

    return room_form(
        request,
        shown.head_of(room, "Invite a practitioner", reverse("voices", args=[ref])),
        forms.InviteForm,
        do=do,
        done="They are invited. What they say is kept apart.",
        then=("voices", ref),
        form_args={"organisations": [(one.ref, one.name) for one in agencies]},
        promise=shown.PROMISE,
    )


@require_safe
def practitioner(request: HttpRequest, ref: str) -> HttpResponse:
    """A practitioner and everything that they said in the review."""
    actor = request.actor  # type: ignore[attr-defined]
    found = rooms.practitioner(actor, ref)
    return room_page(
        request,
        _head(found),
        "practitioner",
        practitioner_ref=ref,
        facts=[
            ("Agency", found.organisation.name),
            ("What they did there", found.job),
            ("Invited", day_words(found.invited_on)),
            ("Given the promise", day_words(found.promised_on)),
            ("Support", found.support or "Nobody is named"),
            ("Taking part", f"No, since {day_words(found.declined_on)}" if found.declined_on else "Invited"),
        ],
        names=shown.names_in_words(rooms.names_of(found)),
        said=[shown.said_shown(one) for one in rooms.contributions_of(actor, found)],
        promise=shown.PROMISE,
        has_declined=bool(found.declined_on),
        may_hear=may(actor, HEAR, found),
        may_keep=may(actor, KEEP, found),
        **link_of(actor, found, "practitioner"),
    )


@require_http_methods(FORM)
def hear(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep what a practitioner said, or that they came or were told."""
    actor = request.actor  # type: ignore[attr-defined]
    found = rooms.practitioner(actor, ref)

    def do(answers: dict[str, Any]) -> None:
        operations.hear(actor, ref=ref, **answers)

    return room_form(
        request,
        _head(found, "What they said"),
        forms.HearForm,
        do=do,
        done="It is kept, apart from what their agency returns.",
        then=("practitioner", ref),
        promise=shown.PROMISE,
    )


@require_POST
def decline(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that a practitioner does not take part."""
    actor = request.actor  # type: ignore[attr-defined]
    rooms.practitioner(actor, ref)
    return room_act(
        request,
        do=lambda: operations.decline(actor, ref=ref),
        done="It is recorded that they do not take part. Nobody is told.",
        then=("practitioner", ref),
    )


@require_http_methods(FORM)
def reveal(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the name of a practitioner once, for a reason."""
    actor = request.actor  # type: ignore[attr-defined]
    found = rooms.practitioner(actor, ref)
    head = _head(found, "Show the name")

    def do(answers: dict[str, Any]) -> HttpResponse:
        facts = vault.reveal(
            actor,
            identity=identity_of(found),
            act=HEAR,
            reason_kind=answers["reason_kind"],
            reason=answers["reason"],
        )
        return room_page(request, head, "revealed", facts=shown.names_in_words(facts))

    return form_page(
        request,
        forms.RevealForm,
        do=do,
        title=f"Show the name – {head.record}",
        template="voice/form.html",
        head=head,
        back=head.back,
        cancel=head.back,
        button="Show it",
    )


def _head(found: Any, heading: str = "") -> shown.Head:
    who = shown.practitioner_title(found)
    if not heading:
        return shown.head_of(found.room, who, reverse("voices", args=[found.room.ref]))
    return shown.head_of(found.room, f"{heading}: {who}", reverse("practitioner", args=[found.ref]))
