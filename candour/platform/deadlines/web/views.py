"""What is due, the calendar feed and bank holidays."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.identity import actor_of_account
from candour.platform.access.policy import may
from candour.platform.deadlines import operations, queries
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.web import presenters
from candour.platform.deadlines.web.forms import HolidayForm
from candour.platform.design.pages import act_page, form_page, said


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is due: for me, my agency or my partnership."""
    actor = request.actor  # type: ignore[attr-defined]
    scopes = queries.scopes_for(actor)
    chosen = next((scope for scope in scopes if scope.key == request.GET.get("for")), scopes[0])
    due = queries.what_is_due(actor, chosen)
    at_once = queries.undated_for(actor)
    shown = {
        "title": "What’s due",
        "at_once": at_once,
        "scopes": [(scope.title, f"?for={scope.key}", scope is chosen) for scope in scopes],
        "parts": presenters.parts_of(due),
        "holds": queries.holds_to_check(actor),
        "is_empty": due.is_empty and not at_once,
    }
    return render(request, "deadlines/home.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """Subscribe a calendar to what is due. The secret address is shown once."""
    actor = request.actor  # type: ignore[attr-defined]
    address = ""
    if request.method == "POST":
        token = operations.make_feed(actor)
        address = settings.CANDOUR_BASE_URL + reverse("feed", args=[token])
    shown = {"title": "Calendar feed", "address": address, "has_feed": queries.has_feed(actor)}
    return render(request, "deadlines/feed.html", shown)


@require_POST
def end_calendar_feed(request: HttpRequest) -> HttpResponse:
    """End the feed."""

    def do() -> HttpResponse:
        operations.end_feed(request.actor)  # type: ignore[attr-defined]
        return said(request, "The calendar feed has ended.", "calendar_feed")

    return act_page(request, do=do, back=reverse("calendar_feed"))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed itself: neutral titles only, because calendars are read over shoulders and on locked screens."""
    account_id = queries.account_of_feed(token)
    if account_id is None:
        raise Http404
    actor = actor_of_account(account_id, request.at)  # type: ignore[attr-defined]
    content = presenters.calendar_of(queries.feed_of(actor), queries.appointed_for(actor), made_at=actor.at)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
def bank_holidays(request: HttpRequest) -> HttpResponse:
    """The days that do not count, and a form for one proclaimed later."""
    actor = request.actor  # type: ignore[attr-defined]

    def do(answers: dict[str, Any]) -> HttpResponse:
        if not answers["confirmed"]:
            moved, partnerships = operations.what_would_move(actor, on=answers["on"], title=answers["title"])
            shown = {**answers, "moved": moved, "partnerships": partnerships}
            return render(request, "deadlines/confirm_holiday.html", {"title": "Check what moves", "holiday": shown})
        moved = operations.proclaim_holiday(actor, on=answers["on"], title=answers["title"])
        words = f"The bank holiday is recorded. Open deadlines that moved: {moved}."
        return said(request, words, "bank_holidays")

    days = calendar()
    return form_page(
        request,
        HolidayForm,
        do=do,
        title="Bank holidays",
        template="deadlines/bank_holidays.html",
        button="See what would move",
        known_until=days.known_until,
        coming=sorted((on, name) for on, name in days.holidays.items() if on >= actor.today),
        may_record=may(actor, "record a bank holiday"),
    )
