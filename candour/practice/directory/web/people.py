"""People, posts, appointments, deputies, delegations, and what everybody signs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import Refused, may, require
from candour.platform.accounts.stepping_up import fresh_proof_required
from candour.platform.design.pages import act_page, form_page, said
from candour.platform.files import operations as files
from candour.practice.directory import operations, queries
from candour.practice.directory.undertakings import TEXTS
from candour.practice.directory.web.forms import (
    AppointForm,
    ChoosePersonForm,
    DelegateForm,
    EndForm,
    LeftForm,
    LostStepForm,
    PersonForm,
    PostForm,
    SignForm,
)

FORM = ["GET", "HEAD", "POST"]


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who works with the partnerships."""
    actor = request.actor  # type: ignore[attr-defined]
    shown = {
        "title": "People",
        "people": [(one.ref, one.name, one.email) for one in queries.people(actor)],
        "may_keep": may(actor, "keep the directory"),
    }
    return render(request, "directory/people.html", shown)


@require_safe
def person(request: HttpRequest, ref: str) -> HttpResponse:
    """One person: posts, what they signed, and what they would hand over."""
    actor = request.actor  # type: ignore[attr-defined]
    one = queries.person(actor, ref)
    shown = {
        "title": "Person",
        "person": one,
        "appointments": [
            (held.post.ref, held.post.title, _body(held.post), held.from_on, held.until_on)
            for held in queries.posts_of(actor, one.pk)
        ],
        "signed": [
            (signed.get_kind_display(), signed.signed_at, signed.ends_on)
            for signed in queries.signed_by(actor, one.pk).values()
        ],
        "handover": queries.handover_of(actor, one.pk),
        "may_keep": may(actor, "keep the directory"),
        "may_invite": may(actor, "invite people and stop them signing in"),
        "may_be_allowed": bool(one.account and not one.account.is_active and one.account.has_usable_password()),
        "can_sign_in": bool(one.account and one.account.is_active),
        "is_me": one.pk == actor.person_id,
    }
    return render(request, "directory/person.html", shown)


@require_http_methods(FORM)
def add_person(request: HttpRequest) -> HttpResponse:
    """Add a person."""

    def do(answers: dict[str, Any]) -> HttpResponse:
        added = operations.add_person(request.actor, **answers)  # type: ignore[attr-defined]
        return said(request, "The person is in the directory. Appoint them to a post next.", "person", added.ref)

    return form_page(request, PersonForm, do=do, title="Add a person", cancel=reverse("people"), button="Add")


@require_POST
def invite(request: HttpRequest, ref: str) -> HttpResponse:
    """Send a person a link with which they choose a password."""

    def do() -> HttpResponse:
        operations.invite_person(request.actor, ref=ref)  # type: ignore[attr-defined]
        return said(request, "The invitation is on its way. It lasts seven days.", "person", ref)

    return act_page(request, do=do, back=reverse("person", args=[ref]))


@require_POST
def stop(request: HttpRequest, ref: str) -> HttpResponse:
    """Stop a person from signing in."""

    def do() -> HttpResponse:
        operations.stop_person(request.actor, ref=ref)  # type: ignore[attr-defined]
        return said(request, "They can no longer sign in, from their next request on.", "person", ref)

    return act_page(request, do=do, back=reverse("person", args=[ref]))


@require_POST
def allow(request: HttpRequest, ref: str) -> HttpResponse:
    """Let a person who was stopped sign in again."""

    def do() -> HttpResponse:
        operations.allow_person(request.actor, ref=ref)  # type: ignore[attr-defined]
        return said(request, "They can sign in again, with the password that they had.", "person", ref)

    return act_page(request, do=do, back=reverse("person", args=[ref]))


@fresh_proof_required
@require_http_methods(FORM)
def forget_second_step(request: HttpRequest, ref: str) -> HttpResponse:
    """Take away the second step of somebody who lost it."""
    actor = request.actor  # type: ignore[attr-defined]
    one = queries.person(actor, ref)
    require(actor, "invite people and stop them signing in")

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.forget_second_factor(actor, ref=ref, reason=answers["reason"])
        words = "Their second step is taken away. They set one up when they next sign in, and a mail tells them."
        return said(request, words, "person", ref)

    return form_page(
        request,
        LostStepForm,
        do=do,
        title="A lost second step",
        caption=one.name,
        button="Take the second step away",
        warning_button=True,
        cancel=reverse("person", args=[ref]),
    )


@require_http_methods(FORM)
def left(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that a person left."""
    actor = request.actor  # type: ignore[attr-defined]
    one = queries.person(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        ended = operations.person_left(actor, ref=ref, left_on=answers["left_on"])
        words = f"{ended} appointments end. What they still hold is listed for handover below."
        return said(request, words, "person", ref)

    return form_page(
        request,
        LeftForm,
        do=do,
        title="Record that somebody leaves",
        caption=one.name,
        cancel=reverse("person", args=[ref]),
    )


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """Every post, with those that are vacant marked."""
    actor = request.actor  # type: ignore[attr-defined]
    vacant = set(queries.vacant_posts(actor).values_list("pk", flat=True))
    shown = {
        "title": "Posts",
        "posts": [(one.ref, one.title, _body(one), one.pk in vacant) for one in queries.posts(actor)],
        "vacancies": len(vacant),
        "may_keep": may(actor, "keep the directory"),
    }
    return render(request, "directory/posts.html", shown)


@require_safe
def post(request: HttpRequest, ref: str) -> HttpResponse:
    """One post: who holds it, who stands in, and who acts for the holder."""
    actor = request.actor  # type: ignore[attr-defined]
    one = queries.post(actor, ref)
    deputy = queries.deputies_of(actor, [one.pk]).get(one.pk)
    shown = {
        "title": one.title,
        "post": one,
        "body": _body(one),
        "appointments": [
            (held.ref, held.person.name, held.from_on, held.until_on) for held in queries.appointments_to(actor, one)
        ],
        "is_vacant": queries.contact_of_post(actor, one.pk) is None,
        "deputy": deputy.name if deputy else "",
        "is_partner": one.role == "statutory-partner",
        "delegations": [
            {
                "ref": given.ref,
                "nominee": given.nominee.name,
                "scope": given.scope,
                "from_on": given.from_on,
                "until_on": given.until_on,
                "ended_on": given.ended_on,
                "document": reverse("file", args=[given.document_ref]) if given.document_ref else "",
                "in_force": given.ended_on is None and given.from_on <= actor.today <= given.until_on,
            }
            for given in queries.delegations_of(actor, one)
        ],
        "may_appoint": may(actor, "appoint to a post", one),
        "may_delegate": may(actor, "delegate a statutory partner's powers", one),
    }
    return render(request, "directory/post.html", shown)


@require_http_methods(FORM)
def add_post(request: HttpRequest) -> HttpResponse:
    """Add a post."""
    actor = request.actor  # type: ignore[attr-defined]
    organisations = {one.ref: one for one in queries.organisations(actor)}
    partnerships = {one.ref: one for one in queries.partnerships(actor)}

    def do(answers: dict[str, Any]) -> HttpResponse:
        added = operations.add_post(
            actor,
            title=answers["title"],
            role=answers["role"],
            organisation=organisations.get(answers["organisation"]),
            partnership=partnerships.get(answers["partnership"]),
        )
        return said(request, "The post is added. It is vacant until somebody is appointed.", "post", added.ref)

    return form_page(
        request,
        PostForm,
        do=do,
        title="Add a post",
        form_args={
            "organisations": [(ref, one.name) for ref, one in organisations.items()],
            "partnerships": [(ref, one.name) for ref, one in partnerships.items()],
        },
        cancel=reverse("posts"),
        button="Add",
    )


@require_http_methods(FORM)
def appoint(request: HttpRequest, ref: str) -> HttpResponse:
    """Appoint somebody to a post."""
    actor = request.actor  # type: ignore[attr-defined]
    one = queries.post(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.appoint(
            actor,
            post=one,
            person=queries.person(actor, answers["person"]),
            from_on=answers["from_on"],
            until_on=answers["until_on"],
        )
        return said(request, "The appointment is recorded.", "post", ref)

    return _with_people(request, AppointForm, do, f"Appoint: {one.title}", ref)


@require_http_methods(FORM)
def deputy(request: HttpRequest, ref: str) -> HttpResponse:
    """Name the standing deputy of a post."""
    actor = request.actor  # type: ignore[attr-defined]
    one = queries.post(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.name_deputy(actor, post=one, person=queries.person(actor, answers["person"]))
        return said(request, "The standing deputy is named.", "post", ref)

    return _with_people(request, ChoosePersonForm, do, f"Standing deputy: {one.title}", ref)


@fresh_proof_required
@require_http_methods(FORM)
def delegate(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that a statutory partner lets a nominee act."""
    actor = request.actor  # type: ignore[attr-defined]
    one = queries.post(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        document = answers.pop("document", None)
        stored = None
        if document is not None and one.partnership is not None:
            stored = files.take_in(actor, upload=document, owner=one.partnership, classification="Letter of delegation")
            if stored.state == "refused":
                raise Refused(f"The letter was kept but not taken: {stored.why}")
        operations.delegate(
            actor,
            post=one,
            nominee=queries.person(actor, answers["person"]),
            scope=answers["scope"],
            from_on=answers["from_on"],
            until_on=answers["until_on"],
            document_ref=stored.ref if stored else "",
        )
        return said(request, "The delegation is recorded. The actual partner stays accountable.", "post", ref)

    return _with_people(request, DelegateForm, do, f"Delegate: {one.title}", ref)


@require_http_methods(FORM)
def end_appointment(request: HttpRequest, ref: str) -> HttpResponse:
    """End an appointment."""
    actor = request.actor  # type: ignore[attr-defined]
    held = queries.appointment(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.end_appointment(actor, ref=ref, until_on=answers["until_on"])
        return said(request, "The appointment ends on that day.", "post", held.post.ref)

    return form_page(
        request,
        EndForm,
        do=do,
        title="End an appointment",
        caption=held.person.name,
        cancel=reverse("post", args=[held.post.ref]),
    )


@require_POST
def end_delegation(request: HttpRequest, ref: str) -> HttpResponse:
    """End a delegation today."""
    actor = request.actor  # type: ignore[attr-defined]
    given = queries.delegation(actor, ref)
    address = reverse("post", args=[given.post.ref])

    def do() -> HttpResponse:
        operations.end_delegation(actor, ref=ref)
        return said(request, "The delegation has ended.", "post", given.post.ref)

    return act_page(request, do=do, back=address)


@require_safe
def taking_over(request: HttpRequest) -> HttpResponse:
    """What passed to me with my posts: whom I follow, what I hold now, and what I have still to read."""
    passed = queries.passed_to(request.actor)  # type: ignore[attr-defined]
    shown = {
        "title": "What passed to you",
        "posts": passed.posts,
        "to_sign": passed.to_sign,
        "parts": [
            (part.title, [(line, _mark(line.is_unread), _state(line.is_unread)) for line in part.lines])
            for part in passed.parts
        ],
        "held": passed.held,
        "left_behind": passed.left_behind,
    }
    return render(request, "directory/taking_over.html", shown)


def _mark(is_unread: bool | None) -> str:
    return "" if is_unread is None else "soon" if is_unread else "met"


def _state(is_unread: bool | None) -> str:
    return "" if is_unread is None else "Not opened yet" if is_unread else "Opened"


@require_http_methods(FORM)
def undertakings(request: HttpRequest) -> HttpResponse:
    """The confidentiality agreement and the seven principles, before anything confidential opens."""
    actor = request.actor  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> HttpResponse:
        for kind in ("confidentiality", "principles"):
            operations.sign_undertaking(actor, kind=kind)
        return redirect("home")

    signed = queries.signed_by(actor, actor.person_id) if actor.person_id else {}
    return form_page(
        request,
        SignForm,
        do=do,
        title="What you sign before you begin",
        template="directory/undertakings.html",
        texts=list(TEXTS.values()),
        signed=[(one.get_kind_display(), one.signed_at, one.ends_on) for one in signed.values()],
        button="Sign both",
        in_directory=actor.person_id is not None,
    )


def _with_people(request: HttpRequest, form_class: Any, do: Any, title: str, ref: str) -> HttpResponse:
    everybody = [(person.ref, person.name) for person in queries.people(request.actor)]  # type: ignore[attr-defined]
    return form_page(
        request,
        form_class,
        do=do,
        title=title,
        form_args={"people": everybody},
        cancel=reverse("post", args=[ref]),
    )


def _body(post: Any) -> str:
    return ", ".join(body.name for body in (post.organisation, post.partnership) if body)
