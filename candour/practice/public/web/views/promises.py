"""The promise page: every published recommendation with who promised what by when, and how it stands."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from candour.platform.dates.words import day_words
from candour.platform.exports.tables import Column, Table, write_csv
from candour.practice.public.queries import pages as queries
from candour.practice.public.vocabulary import Status
from candour.practice.public.web.answers import page, saved
from candour.practice.public.web.presenters import pages as presenters

COLUMNS = (
    ("Recommendation", "text"),
    ("Report", "text"),
    ("Who", "text"),
    ("What was promised", "text"),
    ("By when", "date"),
    ("Status", "text"),
    ("Evidence", "text"),
    ("Reason", "text"),
)


@require_safe
def promises(request: HttpRequest, slug: str) -> HttpResponse:
    """All promises of a site, by body and status."""
    actor = request.actor  # type: ignore[attr-defined]
    site = queries.open_site(actor, slug)
    who, status = _asked(request)
    counts = queries.promise_counts(actor, site)
    number, found = _page_of(request, queries.promises_of(actor, site, who=who, status=status))
    bodies, statuses = Counter[str](), Counter[str]()
    for body, stands, many in counts:
        bodies[body] += many
        statuses[stands] += many
    titles = dict(Status.choices)
    shown = [presenters.promise(one, slug, actor.today) for one in found[: queries.AT_ONCE]]
    kept = {"who": who, "status": status}
    return page(
        request,
        "public/promises.html",
        title="Promises",
        frame=presenters.frame(site, "public_promises"),
        promises=shown,
        bodies=[(body, body == who) for body in sorted(bodies)],
        statuses=[(key, titles[key], key == status) for key in Status.values],
        counts=[(titles[key], presenters.LOOKS[Status(key)], statuses[key]) for key in Status.values if statuses[key]],
        total=sum(statuses.values()),
        is_filtered=bool(who or status),
        before=_turned(kept, number - 1) if number > 1 else "",
        after=_turned(kept, number + 1) if len(found) > queries.AT_ONCE else "",
        download=reverse("public_promises_csv", args=[slug]),
        noindex=bool(who or status or number > 1),
    )


@require_safe
def easy_promises(request: HttpRequest, slug: str) -> HttpResponse:
    """The same in easy words, one short card for each promise."""
    actor = request.actor  # type: ignore[attr-defined]
    site = queries.open_site(actor, slug)
    found = queries.promises_of(actor, site)[: queries.AT_ONCE * 4]
    return page(
        request,
        "public/easy_promises.html",
        title="Promises: easy read",
        frame=presenters.frame(site, "public_promises"),
        promises=[(one.status, presenters.promise(one, slug, actor.today)) for one in found],
    )


@require_safe
def promise(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """One promise at its permanent address, with everything that moved since."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.promise(actor, slug, ref)
    return page(
        request,
        "public/promise.html",
        title=f"Promise by {found.who}",
        frame=presenters.frame(found.site, ""),
        promise=presenters.promise(found, slug, actor.today),
        steps=[
            (day_words(one.at), one.get_status_display(), day_words(one.by_when))
            for one in queries.steps_of(actor, found)
        ],
    )


@require_safe
def promises_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """All promises of a site as a table to be saved."""
    actor = request.actor  # type: ignore[attr-defined]
    site = queries.open_site(actor, slug)
    rows = [
        (
            one.recommended,
            one.document.title,
            one.who,
            one.what,
            one.by_when,
            one.get_status_display(),
            one.evidence,
            one.reason,
        )
        for one in queries.promises_of(actor, site)
    ]
    table = Table("Promises", [Column(title, kind) for title, kind in COLUMNS], rows)  # type: ignore[arg-type]
    return saved(request, write_csv(table), f"promises-{slug}.csv", "csv")


def _asked(request: HttpRequest) -> tuple[str, str]:
    who = request.GET.get("who", "").replace("\0", "")[:150]
    status = request.GET.get("status", "")
    return who, status if status in Status.values else ""


def _page_of(request: HttpRequest, found: Any) -> tuple[int, list[Any]]:
    asked = request.GET.get("page", "1")
    number = max(1, min(int(asked), 10_000)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    start = (number - 1) * queries.AT_ONCE
    return number, list(found[start : start + queries.AT_ONCE + 1])


def _turned(kept: dict[str, str], number: int) -> str:
    return "?" + urlencode({name: value for name, value in kept.items() if value} | {"page": number})
