"""The pages of somebody who writes for themselves with a link: opening it, writing, sending, taking back, stopping."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from candour.platform.access.actor import Actor
from candour.platform.access.identity import close_link_session, extend_link_session, open_link_session
from candour.platform.access.policy import Hidden, Refused
from candour.platform.allowances.visitors import allow_visitor
from candour.platform.design.forms import Form
from candour.platform.design.pages import form_page, said
from candour.platform.workflow.moving import Conflict
from candour.practice.voice.operations import writing as operations
from candour.practice.voice.permissions import HOLDER
from candour.practice.voice.queries import writing as queries
from candour.practice.voice.web import forms
from candour.practice.voice.web.presenters.rooms import PROMISE
from candour.practice.voice.web.presenters.writing import sent_shown

if TYPE_CHECKING:
    from candour.practice.voice.models import WritingLink

FORM = ["GET", "HEAD", "POST"]
TITLE = "Write in your own words"


@require_http_methods(FORM)
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """A link to write with, before its code: who asks, and nothing of what about. A dead link answers like none."""
    actor = request.actor  # type: ignore[attr-defined]
    link = operations.link_of(actor, token)
    if actor.kind == "person":
        return render(request, "voice/sign_out_first.html", {"title": "Sign out first"})

    def do(answers: dict[str, Any]) -> HttpResponse:
        if not allow_visitor(request, "writing code", at_most=20):
            raise Refused("Too many codes were tried from your network. Wait ten minutes and try again.")
        opened = operations.open_with_code(actor, token=token, code=answers["code"])
        if opened is None:
            raise Refused(
                "That code is wrong or no longer works. Ask for a new one."
                if link.email
                else "That code is not right. Look at it again or, if it still does not work, ring the office."
            )
        label = f"{queries.name_of(opened)}, by their link"
        open_link_session(request, label=label, key=(HOLDER, opened.pk), at=request.at)  # type: ignore[attr-defined]
        return redirect("writing")

    if request.method == "POST" and "send" in request.POST:
        if allow_visitor(request, "send writing code", at_most=6):
            operations.send_code(actor, token=token)
            request.session["writing_code_for"] = link.pk
        return redirect("writing_open", token)
    return form_page(
        request,
        forms.OpenForm,
        do=do,
        title="A page for you to write on",
        template="voice/open_writing.html",
        button="Open the page",
        is_mailed=bool(link.email),
        is_sent=request.session.get("writing_code_for") == link.pk,
        **_office(link),
    )


@require_http_methods(FORM)
def write(request: HttpRequest) -> HttpResponse:
    """Who asks and why, what happens to what is written and how to stop; and the box, which saves itself."""
    actor = request.actor  # type: ignore[attr-defined]
    link = queries.link_of_holder(actor)
    if request.method == "POST":
        return _written(request, link)
    draft = queries.draft_of(actor, link)
    initial = {"text": draft.text, "quoting": draft.quoting} if draft else {}
    return _page(request, link, initial=initial, version=draft.version if draft else 0)


@require_http_methods(FORM)
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take back something that was sent, after seeing it once more."""
    actor = request.actor  # type: ignore[attr-defined]
    link = queries.link_of_holder(actor)
    sent = queries.sent_by(actor, link)
    if not 1 <= number <= len(sent):
        raise Hidden

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.take_back(actor, number=number)
        return said(request, "You have taken it back. Your words are in your box again, where only you see them.",
                    "writing")  # fmt: skip

    return form_page(
        request,
        Form,
        do=do,
        title="Take back what you sent",
        template="voice/take_back.html",
        button="Take it back",
        cancel=reverse("writing"),
        back=reverse("writing"),
        one=sent_shown(number, sent[number - 1]),
    )


@require_http_methods(FORM)
def stop(request: HttpRequest) -> HttpResponse:
    """Want to write no more."""
    actor = request.actor  # type: ignore[attr-defined]
    link = queries.link_of_holder(actor)
    sent = [one for one in queries.sent_by(actor, link) if one.taken_back_at is None]

    def do(answers: dict[str, Any]) -> HttpResponse:
        operations.stop_writing(actor)
        close_link_session(request)
        request.actor = Actor.visitor(request.at)  # type: ignore[attr-defined]
        return render(request, "voice/stopped.html", {"title": "You have stopped", **_office(link)})

    return form_page(
        request,
        Form,
        do=do,
        title="Stop writing",
        template="voice/stop_writing.html",
        button="Stop and close this page for good",
        cancel=reverse("writing"),
        back=reverse("writing"),
        has_sent=bool(sent),
    )


def _written(request: HttpRequest, link: WritingLink) -> HttpResponse:
    """Keep what was typed first, whatever else comes of it, and then do what was asked for."""
    actor = request.actor  # type: ignore[attr-defined]
    extend_link_session(request, request.at)  # type: ignore[attr-defined]
    text, quoting = request.POST.get("text", ""), request.POST.get("quoting", "")
    problems: list[str] = []
    try:
        version = operations.save_draft(actor, text=text, quoting=quoting, version=_version_sent(request))
    except Conflict:
        problems = [operations.ELSEWHERE]
    except Refused as refused:
        problems = list(refused.reasons)
    draft = queries.draft_of(actor, link)
    if problems:
        version = draft.version if draft else 0
    if "autosave" in request.POST:
        shown = {"form": None, "version": _version_sent(request) if problems else version, "at": actor.at}
        return render(request, "voice/saved.html", {**shown, "problems": problems})
    if "keep" not in request.POST:
        return _page(request, link, version=version, problems=problems, stored=draft.text if draft else "")
    if not problems:
        words = "It is saved, and only you can read it. To go on, open your link again before it ends."
        return said(request, words, "writing")
    kept = forms.OwnWordsForm(initial={"text": text, "quoting": quoting}, is_family=link.member is not None)
    shown = {"form": kept, "title": TITLE, "problems": problems, "saved_elsewhere": draft.text if draft else ""}
    return render(request, "voice/write.html", {**shown, **_shown(request, link, version)}, status=422)


def _page(
    request: HttpRequest,
    link: WritingLink,
    *,
    version: int,
    initial: dict[str, str] | None = None,
    problems: list[str] | None = None,
    stored: str = "",
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> HttpResponse:
        # Where another window was quicker, the operation itself says so, unless this very form was sent already.
        at = _version_sent(request) if problems else version
        operations.send_words(actor, text=answers["text"], quoting=answers.get("quoting", ""), version=at)
        return said(request, "Thank you. What you wrote has reached the people who carry out the review.", "writing")

    return form_page(
        request,
        forms.OwnWordsForm,
        do=do,
        title=TITLE,
        template="voice/write.html",
        form_args={"is_family": link.member is not None},
        initial=initial,
        saved_elsewhere=stored if problems else "",
        **_shown(request, link, version),
    )


def _shown(request: HttpRequest, link: WritingLink, version: int) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    sent = [sent_shown(number, one) for number, one in enumerate(queries.sent_by(actor, link), start=1)]
    return {
        "version": version,
        "is_family": link.member is not None,
        "contact": link.member.contact if link.member else "",
        "ends_on": link.ends_on,
        "promise": PROMISE,
        "sent": sent,
        "has_sent": any(not one.taken_back_at for one in sent),
        **_office(link),
    }


def _office(link: WritingLink) -> dict[str, Any]:
    body = link.room.partnership
    return {"body": body.name, "office_email": body.office_email, "office_phone": body.office_phone}


def _version_sent(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0
