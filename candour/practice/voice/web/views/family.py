"""The room of a record, and looking after each of the family in it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may
from candour.platform.dates.words import day_words
from candour.platform.design.pages import form_page
from candour.platform.vault import operations as vault
from candour.practice.voice.operations import family as operations
from candour.practice.voice.operations import rooms as room_operations
from candour.practice.voice.permissions import HEAR
from candour.practice.voice.queries import quiet, readiness, rooms
from candour.practice.voice.vocabulary import About, Entry
from candour.practice.voice.web import forms
from candour.practice.voice.web.pages import room_act, room_form, room_page
from candour.practice.voice.web.presenters import rooms as shown
from candour.practice.voice.web.views.links import link_of
from candour.practice.voice.workflow import KEEP

FORM = ["GET", "HEAD", "POST"]


@require_safe
def voices(request: HttpRequest, ref: str) -> HttpResponse:
    """The family and practitioners of one record, and what is still owed to them."""
    actor = request.actor  # type: ignore[attr-defined]
    room = rooms.room(actor, ref)
    may_hear = may(actor, HEAR, room)
    listed = rooms.members(actor, room)
    told = rooms.told_in(actor, room)
    titles = {one.pk: rooms.title_of(one) for one in listed}
    return room_page(
        request,
        shown.head_of(room, "Family and practitioners"),
        "room",
        room_ref=room.ref,
        next_words=room.next_words,
        nobody_because=room.nobody_because,
        unmet=readiness.unmet_in(actor, room),
        members=[shown.member_line(one, told[one.pk]) for one in listed],
        quiet=[shown.quiet_shown(one, titles) for one in quiet.quiet_dates(actor, room)],
        practitioners=[shown.practitioner_line(one) for one in rooms.practitioners(actor, room)] if may_hear else [],
        may_keep=may(actor, KEEP, room),
        may_hear=may_hear,
        promise=shown.PROMISE,
    )


@require_http_methods(FORM)
def describe(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what happens next, and why nobody is listed, where nobody is."""
    actor = request.actor  # type: ignore[attr-defined]
    room = rooms.room(actor, ref)

    def do(answers: dict[str, Any]) -> None:
        room_operations.describe(actor, ref=ref, **answers)

    return room_form(
        request,
        shown.head_of(room, "What happens next"),
        forms.DescribeForm,
        do=do,
        done="It is written.",
        then=("voices", ref),
        initial={"next_words": room.next_words, "nobody_because": room.nobody_because, "version": room.version},
        theirs=lambda: [("What happens next", rooms.room(actor, ref).next_words)],
    )


@require_http_methods(FORM)
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """List somebody of the family."""
    actor = request.actor  # type: ignore[attr-defined]
    room = rooms.room(actor, ref)

    def do(answers: dict[str, Any]) -> None:
        operations.add_member(actor, ref=ref, relation=answers["relation"], names=forms.names_in(answers))

    return room_form(
        request,
        shown.head_of(room, "List somebody of the family"),
        forms.AddForm,
        do=do,
        done="They are listed. Now write down how they want to take part.",
        then=("voices", ref),
    )


@require_safe
def relative(request: HttpRequest, ref: str) -> HttpResponse:
    """Somebody of the family: wishes, quiet dates, what they were told, readings, the log and their own words."""
    actor = request.actor  # type: ignore[attr-defined]
    member = rooms.member(actor, ref)
    log = rooms.log_of(actor, member)
    dates = quiet.quiet_dates(actor, member.room, member)
    return room_page(
        request,
        _head(request, ref, member=member),
        "relative",
        member_ref=ref,
        facts=shown.facts_of(member),
        names=shown.names_in_words(rooms.names_of(member)),
        quiet=[shown.quiet_shown(one, {member.pk: ""}) for one in dates],
        is_quiet=quiet.why_quiet(dates, actor.today),
        told=shown.told_shown(rooms.tellings_of(actor, member)),
        readings=[shown.reading_shown(one, waiting, dates) for one, waiting in rooms.readings_of(actor, member)],
        log=[shown.entry_shown(one) for one in log if one.kind != Entry.WORDS],
        words=[shown.entry_shown(one) for one in log if one.kind == Entry.WORDS],
        may_keep=may(actor, KEEP, member),
        **link_of(actor, member, "relative"),
    )


@require_http_methods(FORM)
def wishes(request: HttpRequest, ref: str) -> HttpResponse:
    """Write down how somebody wants to take part and be reached."""
    actor = request.actor  # type: ignore[attr-defined]
    member = rooms.member(actor, ref)
    asked = list(forms.WishesForm.base_fields)

    def do(answers: dict[str, Any]) -> None:
        version = answers.pop("version")
        operations.change_wishes(actor, ref=ref, version=version, wishes=answers)

    return room_form(
        request,
        _head(request, ref, "Wishes", member=member),
        forms.WishesForm,
        do=do,
        done="Their wishes are written.",
        then=("relative", ref),
        initial={name: getattr(member, name) for name in asked},
        theirs=lambda: shown.facts_of(rooms.member(actor, ref)),
    )


@require_http_methods(FORM)
def names(request: HttpRequest, ref: str) -> HttpResponse:
    """Change how somebody is named and reached."""
    actor = request.actor  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> None:
        operations.change_names(actor, ref=ref, names=forms.names_in(answers))

    return room_form(
        request,
        _head(request, ref, "Name and how to reach them"),
        forms.NamesForm,
        do=do,
        done="It is kept in the vault.",
        then=("relative", ref),
        intro="What you leave empty stays as it is.",
    )


@require_http_methods(FORM)
def reveal(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the name of somebody of the family once, for a reason."""
    actor = request.actor  # type: ignore[attr-defined]
    member = rooms.member(actor, ref)
    head = _head(request, ref, "Show the name", member=member)

    def do(answers: dict[str, Any]) -> HttpResponse:
        found = vault.reveal(
            actor,
            identity=room_operations.identity_of(member),
            act="reveal who is in the family",
            reason_kind=answers["reason_kind"],
            reason=answers["reason"],
        )
        return room_page(request, head, "revealed", facts=shown.names_in_words(found))

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


@require_http_methods(FORM)
def quiet_add(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a quiet date, for somebody or for the whole family."""
    actor = request.actor  # type: ignore[attr-defined]
    member = rooms.member(actor, ref)

    def do(answers: dict[str, Any]) -> str:
        for_all = answers.pop("for_all")
        moved = operations.add_quiet_date(actor, ref=member.room.ref, member_ref="" if for_all else ref, **answers)
        return "Nothing goes out that day." + (
            " The next contact has moved to the first day after it." if moved else ""
        )

    return room_form(
        request,
        _head(request, ref, "Quiet date", member=member),
        forms.QuietForm,
        do=do,
        done="",
        then=("relative", ref),
        intro="Nothing is sent on a quiet date, and nobody gets in touch. They can always get in touch themselves.",
    )


@require_POST
def quiet_remove(request: HttpRequest, ref: str, quiet_ref: str) -> HttpResponse:
    """Remove a quiet date."""
    actor = request.actor  # type: ignore[attr-defined]
    rooms.member(actor, ref)
    return room_act(
        request,
        do=lambda: operations.remove_quiet_date(actor, ref=quiet_ref),
        done="The quiet date is removed.",
        then=("relative", ref),
    )


@require_http_methods(FORM)
def contact(request: HttpRequest, ref: str) -> HttpResponse:
    """Write a contact into the log."""
    actor = request.actor  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> None:
        operations.log_contact(actor, ref=ref, **answers)

    return room_form(
        request,
        _head(request, ref, "Contact"),
        forms.ContactForm,
        do=do,
        done="It is in the log.",
        then=("relative", ref),
    )


@require_http_methods(FORM)
def next_contact(request: HttpRequest, ref: str) -> HttpResponse:
    """Set the next contact."""
    actor = request.actor  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> str:
        on = operations.set_next_contact(actor, ref=ref, on=answers["on"])
        moved = " The day you gave is a quiet date." if on != answers["on"] else ""
        return f"The next contact is on {day_words(on)}.{moved}"

    return room_form(
        request, _head(request, ref, "Next contact"), forms.NextForm, do=do, done="", then=("relative", ref)
    )


@require_http_methods(FORM)
def own_words(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep somebody's own words."""
    actor = request.actor  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> None:
        operations.keep_words(actor, ref=ref, **answers)

    return room_form(
        request,
        _head(request, ref, "Their own words"),
        forms.WordsForm,
        do=do,
        done="Their words are kept as they are.",
        then=("relative", ref),
    )


@require_http_methods(FORM)
def tell(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that somebody was told of something, or the reason why not."""
    actor = request.actor  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> str:
        about, words = answers["about"], answers["words"]
        if answers["was_told"] == "yes":
            day, channel = answers["told_on"], answers["channel"]
            operations.record_told(actor, ref=ref, about=about, told_on=day, channel=channel, words=words)
            return "It is recorded that they were told."
        operations.record_not_told(actor, ref=ref, about=about, why_not=answers["why_not"], words=words)
        return "The reason is recorded."

    about = request.GET.get("about", "")
    return room_form(
        request,
        _head(request, ref, "What they were told"),
        forms.ToldForm,
        do=do,
        done="",
        then=("relative", ref),
        initial={"about": about} if about in About.values else None,
    )


def _head(request: HttpRequest, ref: str, heading: str = "", member: Any = None) -> shown.Head:
    found = member or rooms.member(request.actor, ref)  # type: ignore[attr-defined]
    who = rooms.title_of(found)
    if not heading:
        return shown.head_of(found.room, who, reverse("voices", args=[found.room.ref]))
    return shown.head_of(found.room, f"{heading}: {who}", reverse("relative", args=[ref]))
