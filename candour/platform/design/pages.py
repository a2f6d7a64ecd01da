"""The one way in which a page shows a form, acts on it, and comes back with it filled when it cannot."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from candour.platform.access.middleware import record_refusal
from candour.platform.access.policy import Refused
from candour.platform.audit_trail.operation import AlreadyDone, once, remember_answer
from candour.platform.design.forms import Form
from candour.platform.workflow.moving import Conflict

DONE_ALREADY = "This was done already. If you did not see what it showed, begin again."
BY_ANOTHER = "Somebody else changed this while you were writing."
BY_ONESELF = "You changed this in another window."


def form_page(
    request: HttpRequest,
    form_class: type[Form],
    *,
    do: Callable[[dict[str, Any]], HttpResponse],
    title: str,
    template: str = "design/form_page.html",
    initial: Mapping[str, Any] | None = None,
    form_args: Mapping[str, Any] | None = None,
    theirs: Callable[[], list[tuple[str, str]]] | None = None,
    changed: str = BY_ANOTHER,
    **context: Any,
) -> HttpResponse:
    """Show a form, or act on what was sent.

    `do` is given the cleaned answers and returns where to go next. A form that does not hold, an act that is refused
    and a change that somebody else overtook all come back with every answer kept and every reason said. The same form
    sent twice acts once. `theirs` gives what is stored now, as pairs of name and text, to show beside the user's words;
    `changed` says who overtook them. Sent again after that, the form replaces what is stored: `initial` must hold the
    version as the request found it.
    """
    args = dict(form_args or {})
    stored: list[tuple[str, str]] = []
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, initial=initial, **args)
        key = _key_sent(request)
        if form.is_valid():
            try:
                return _act_once(request, key, request.path, lambda: do(form.cleaned_data))
            except Refused as refused:
                record_refusal(request)
                form.refuse(refused.reasons)
            except Conflict:
                stored = theirs() if theirs else []
                form.refuse([overtaken(stored, changed)])
                _take_current_version(form)
            # What was tried may have done a part of its work under the old key; the corrected form is a new one.
            key = secrets.token_urlsafe(24)
    else:
        _mark_visitor(request)
        form = form_class(initial=initial, **args)
        key = secrets.token_urlsafe(24)
    shown = {"form": form, "title": title, "submission_key": key, "stored": stored, **context}
    return render(request, template, shown, status=422 if form.errors else 200)


def act_page(request: HttpRequest, *, do: Callable[[], HttpResponse], back: str) -> HttpResponse:
    """Act on a button that asks nothing more. A refusal is said on the page that the button stood on."""
    key = _key_sent(request)
    try:
        return _act_once(request, key, back, do)
    except Refused as refused:
        record_refusal(request)
        for reason in refused.reasons:
            messages.error(request, reason)
    except Conflict:
        messages.error(
            request, "Somebody else did this, or something else, in the meantime. This is how it stands now."
        )
    return redirect(back)


def overtaken(stored: list[tuple[str, str]], changed: str = BY_ANOTHER) -> str:
    """What to say to somebody whose form was overtaken: who did it, and how to go on from what the page shows."""
    if stored:
        how = "What you wrote is below, and what is saved now is shown above it. Check both, then save again."
    else:
        how = "What you wrote is below and is not saved. Look in another window at what is saved, then save again."
    return f"{changed} {how}"


def said(request: HttpRequest, words: str, address: str, *args: Any) -> HttpResponseRedirect:
    """Go to an address and say there what was done."""
    messages.success(request, words)
    return redirect(address, *args)


def _take_current_version(form: Form) -> None:
    """Give a form that was overtaken the version that a fresh one would have, so that it can be saved after all."""
    if "version" in form.fields:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = form.get_initial_for_field(form.fields["version"], "version")  # type: ignore[index]


def _key_sent(request: HttpRequest) -> str:
    return request.POST.get("submission_key", "").replace("\0", "")[:64] or secrets.token_urlsafe(24)


def _act_once(request: HttpRequest, key: str, back: str, do: Callable[[], HttpResponse]) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    who = f"{actor.kind}:{actor.account_id or actor.key or _mark_visitor(request)}"
    if actor.kind == "visitor":
        # Visitors have nothing but their session to tell them apart, so a key that another has used says nothing.
        key = hashlib.sha256(f"{who}:{key}".encode()).hexdigest()
    try:
        with once(key, who):
            response = do()
    except AlreadyDone as done:
        if not done.answer:
            messages.info(request, DONE_ALREADY)
        return redirect(done.answer or back)
    if isinstance(response, HttpResponseRedirect):
        remember_answer(key, who, response.url)
    return response


def _mark_visitor(request: HttpRequest) -> str:
    """The session by which a visitor is known from the page on which the form stands; empty for everybody else."""
    if request.actor.kind != "visitor":  # type: ignore[attr-defined]
        return ""
    if not request.session.session_key:
        request.session.create()
    return request.session.session_key or ""
