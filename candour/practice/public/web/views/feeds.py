"""Feeds of what is new, and the maps by which search engines find what is public and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from candour.practice.public.queries import pages as queries
from candour.practice.public.web.answers import A_MINUTE, absolute, text
from candour.practice.public.web.presenters import pages as presenters

NEWEST = 30
MAP_BEGINS = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
ATOM = "application/atom+xml; charset=utf-8"


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest documents of a site."""
    actor = request.actor  # type: ignore[attr-defined]
    site = queries.open_site(actor, slug)
    made = _feed(site.name, "public_home", "public_feed", slug)
    for one in queries.listed(actor, site).filter(withdrawn_on=None)[:NEWEST]:
        made.add_item(
            title=f"{one.get_kind_display()}: {one.title}",
            link=absolute(presenters.href(one, slug)),
            description=one.summary,
            pubdate=datetime.combine(one.published_on, time(), UTC),
            updateddate=one.shown_at,
        )
    return text(request, made.writeString("utf-8"), ATOM)


@require_safe
def promises_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The promises of a site, those first in which something moved last."""
    actor = request.actor  # type: ignore[attr-defined]
    site = queries.open_site(actor, slug)
    made = _feed(f"{site.name}: promises", "public_promises", "public_promises_feed", slug)
    for one in queries.promises_of(actor, site).order_by("-changed_at", "-pk")[:NEWEST]:
        made.add_item(
            title=f"{one.who}: {one.get_status_display()}",
            link=absolute(reverse("public_promise", args=[slug, one.ref])),
            description=" ".join(part for part in (one.recommended, one.what, one.evidence or one.reason) if part),
            unique_id=absolute(reverse("public_promise", args=[slug, one.ref])) + f"#{int(one.changed_at.timestamp())}",
            updateddate=one.changed_at,
        )
    return text(request, made.writeString("utf-8"), ATOM)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every address that is public and stands."""
    sites, documents, promises = queries.everything_open(request.actor)  # type: ignore[attr-defined]
    found = [reverse("public_sites")]
    for site in sites:
        found += [reverse(name, args=[site.slug, key] if key else [site.slug]) for name, key, _ in presenters.NAV]
        found.append(reverse("public_concern", args=[site.slug]))
    found += [presenters.href(one, one.site.slug) for one in documents]
    found += [reverse("public_promise", args=[one.site.slug, one.ref]) for one in promises]
    lines = "".join(f"<url><loc>{escape(absolute(one))}</loc></url>\n" for one in found)
    return text(request, f"{MAP_BEGINS}\n{lines}</urlset>\n", "application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: the public sites, and nothing else."""
    lines = (
        "User-agent: *",
        "Disallow: /",
        "Allow: /public/",
        "Allow: /static/",
        f"Sitemap: {absolute('/sitemap.xml')}",
    )
    return text(request, "\n".join(lines) + "\n", "text/plain; charset=utf-8", keep=A_MINUTE)


def _feed(title: str, page: str, own: str, slug: str) -> Atom1Feed:
    return Atom1Feed(
        title=title,
        link=absolute(reverse(page, args=[slug])),
        description="",
        language="en-GB",
        feed_url=absolute(reverse(own, args=[slug])),
    )
