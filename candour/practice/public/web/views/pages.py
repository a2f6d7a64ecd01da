"""The pages of a public site: home, about us, meetings, lists, documents, search and where to report a concern."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from candour.platform.access.policy import Hidden
from candour.platform.dates.words import day_words
from candour.practice.public.contrast import COLOUR
from candour.practice.public.marks import parts_of
from candour.practice.public.queries import pages as queries
from candour.practice.public.vocabulary import Kind
from candour.practice.public.web.answers import A_MINUTE, page, saved, text
from candour.practice.public.web.presenters import pages as presenters

LATEST = 6
NEXT = 3
A_DAY = "public, max-age=86400"


@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    """Every partnership with an open site."""
    found = [
        {"name": one.name, "strapline": one.strapline, "href": reverse("public_home", args=[one.slug])}
        for one in queries.open_sites(request.actor)  # type: ignore[attr-defined]
    ]
    return page(request, "public/sites.html", title="Safeguarding partnerships", sites=found)


@require_safe
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """What the partnership is, what is new, when it meets next and how to reach it."""
    actor = request.actor  # type: ignore[attr-defined]
    site = queries.open_site(actor, slug)
    latest = queries.listed(actor, site).filter(withdrawn_on=None)[:LATEST]
    coming = queries.meetings_of(actor, site).filter(on__gte=actor.today, is_cancelled=False)[:NEXT]
    return page(
        request,
        "public/home.html",
        title=site.name,
        frame=presenters.frame(site, "public_home"),
        about=parts_of(site.about),
        latest=[presenters.line(one, slug) for one in latest],
        meetings=[presenters.meeting(one, slug) for one in coming],
        contacts=presenters.contacts(queries.contacts_of(actor, site)),
    )


@require_safe
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """Who the partners are, how to contact them, and the terms on which they work."""
    actor = request.actor  # type: ignore[attr-defined]
    site = queries.open_site(actor, slug)
    found = queries.listed(actor, site, (Kind.ARRANGEMENTS, Kind.TERMS)).filter(withdrawn_on=None)
    return page(
        request,
        "public/about.html",
        title="About us",
        frame=presenters.frame(site, "public_about"),
        about=parts_of(site.about),
        contacts=presenters.contacts(queries.contacts_of(actor, site)),
        documents=[presenters.line(one, slug) for one in found],
    )


@require_safe
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings to come, those of the past, and redacted minutes."""
    actor = request.actor  # type: ignore[attr-defined]
    site = queries.open_site(actor, slug)
    found = list(queries.meetings_of(actor, site))
    minutes = list(queries.listed(actor, site, (Kind.MINUTES,)))
    return page(
        request,
        "public/meetings.html",
        title="Meetings and minutes",
        frame=presenters.frame(site, "public_meetings"),
        coming=[presenters.meeting(one, slug) for one in found if one.on >= actor.today],
        past=[presenters.meeting(one, slug) for one in reversed(found) if one.on < actor.today],
        **_standing_and_withdrawn(minutes, slug),
    )


@require_safe
def section(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """The published documents of some kinds, those that stand and those that were withdrawn."""
    actor = request.actor  # type: ignore[attr-defined]
    if section not in presenters.SECTIONS:
        raise Hidden
    what = presenters.SECTIONS[section]
    site = queries.open_site(actor, slug)
    return page(
        request,
        "public/section.html",
        title=what.title,
        intro=what.intro,
        frame=presenters.frame(site, "public_section", section),
        **_standing_and_withdrawn(queries.listed(actor, site, what.kinds), slug),
    )


@require_safe
def document(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """A document at its permanent address. One that was withdrawn says when and why; a corrected one leads on."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.document(actor, slug, ref)
    frame = presenters.frame(found.site, "")
    if found.withdrawn_on is not None:
        return _gone(request, found, frame)
    is_review = found.kind == Kind.REVIEW
    return page(
        request,
        "public/document.html",
        title=found.title,
        frame=frame,
        document=presenters.document(found, queries.files_of(actor, found), queries.versions_of(actor, found), slug),
        promises=[presenters.promise(_of(one, found), slug, actor.today) for one in queries.promises_in(actor, found)]
        if is_review
        else [],
        noindex=found.corrected_on is not None,
    )


@require_safe
def easy_read(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """The easy-read version of a document."""
    found = queries.document(request.actor, slug, ref)  # type: ignore[attr-defined]
    frame = presenters.frame(found.site, "")
    if found.withdrawn_on is not None:
        return _gone(request, found, frame)
    if not found.easy_read:
        raise Hidden
    return page(
        request,
        "public/easy_read.html",
        title=f"{found.title}: easy read",
        name=found.title,
        frame=frame,
        parts=parts_of(found.easy_read),
        href=presenters.href(found, slug),
        noindex=found.corrected_on is not None,
    )


@require_safe
def facts(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """The fact sheet of a document for programs, as JSON."""
    found = queries.document(request.actor, slug, ref)  # type: ignore[attr-defined]
    if found.withdrawn_on is not None:
        gone = {"withdrawn_on": found.withdrawn_on.isoformat(), "reason": found.withdrawn_because}
        return _json(request, gone, status=410)
    if not found.fact_sheet:
        raise Hidden
    told = {
        "title": found.title,
        "published_on": found.published_on.isoformat(),
        "address": presenters.href(found, slug),
        "facts": found.fact_sheet,
    }
    return _json(request, told)


@require_safe
def file(request: HttpRequest, slug: str, ref: str, file_ref: str) -> HttpResponse:
    """A file of a document, to be saved. That of a withdrawn document is gone, and the answer says why."""
    actor = request.actor  # type: ignore[attr-defined]
    try:
        found = queries.file(actor, slug, ref, file_ref)
    except Hidden:
        of = queries.document(actor, slug, ref)
        if of.withdrawn_on is None:
            raise
        return _gone(request, of, presenters.frame(of.site, ""))
    return saved(request, bytes(found.content), found.name, found.kind)


@require_safe
def search(request: HttpRequest, slug: str) -> HttpResponse:
    """Search over what was released on this site."""
    actor = request.actor  # type: ignore[attr-defined]
    site = queries.open_site(actor, slug)
    asked = request.GET.get("q", "").strip()[:100]
    documents, promises = queries.find(actor, site, asked)
    return page(
        request,
        "public/search.html",
        title=f"Search: {asked}" if asked else "Search",
        frame=presenters.frame(site, "public_search"),
        asked=asked,
        documents=[presenters.line(one, slug) for one in documents],
        promises=[presenters.promise(one, slug, actor.today) for one in promises],
        noindex=True,
    )


@require_safe
def concern(request: HttpRequest, slug: str) -> HttpResponse:
    """Where to report a concern, with a way to leave the page at once."""
    actor = request.actor  # type: ignore[attr-defined]
    site = queries.open_site(actor, slug)
    return page(
        request,
        "public/concern.html",
        title="Report a concern",
        frame=presenters.frame(site, "public_concern"),
        words=parts_of(site.concern_words),
        contacts=presenters.contacts(queries.contacts_of(actor, site))["concern"],
    )


@require_safe
def colours(request: HttpRequest, slug: str) -> HttpResponse:
    """The colours of a site, as the variables that its pages take them from."""
    site = queries.open_site(request.actor, slug)  # type: ignore[attr-defined]
    chosen = {"band": site.colour, "accent": site.accent}
    rules = "".join(f"--{name}:{value};" for name, value in chosen.items() if COLOUR.fullmatch(value))
    return text(request, f":root{{{rules}}}", "text/css", keep=A_DAY if request.GET.get("v") else A_MINUTE)


def _of(one: Any, found: Any) -> Any:
    one.document = found  # it is in hand, and need not be asked for again
    return one


def _standing_and_withdrawn(found: Any, slug: str) -> dict[str, Any]:
    lines = [presenters.line(one, slug) for one in found]
    return {
        "documents": [one for one in lines if not one.withdrawn],
        "withdrawn": [one for one in lines if one.withdrawn],
    }


def _gone(request: HttpRequest, found: Any, frame: presenters.Frame) -> HttpResponse:
    return page(
        request,
        "public/withdrawn.html",
        status=410,
        title=found.title,
        frame=frame,
        kind=found.get_kind_display(),
        published=day_words(found.published_on),
        withdrawn=day_words(found.withdrawn_on),
        reason=found.withdrawn_because,
        noindex=True,
    )


def _json(request: HttpRequest, told: dict[str, Any], *, status: int = 200) -> HttpResponse:
    content = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1}).content
    return text(request, content, "application/json", status=status)
