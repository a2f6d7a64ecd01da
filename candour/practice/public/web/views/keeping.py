"""Keeping a public site: its words and colours, contacts, meeting dates, and what its office writes for everybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may, require
from candour.platform.accounts.stepping_up import fresh_proof_required, fresh_proof_to_act
from candour.platform.design.pages import act_page, form_page, said
from candour.practice.directory import queries as directory
from candour.practice.public import operations
from candour.practice.public.queries import keeping as queries
from candour.practice.public.queries import pages
from candour.practice.public.web.forms import ChangeSiteForm, ContactForm, MeetingDateForm, SetUpForm, WriteForm
from candour.practice.public.web.presenters import keeping as presenters

FORM = ["GET", "HEAD", "POST"]
KEEP = "keep the public site"
WORDS = (
    "name",
    "strapline",
    "about",
    "concern_words",
    "colour",
    "accent",
    "exit_address",
    "newsletter_months",
)
OF_CONTACT = ("kind", "name", "when", "phone", "email", "web", "address", "order")
FIRST_WORDS = {
    "colour": "#1d4f6e",
    "accent": "#b5361c",
    "exit_address": "https://www.bbc.co.uk/weather",
    "newsletter_months": 3,
}


@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    """The sites that somebody keeps; the one at once, where it is the only one."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.sites_to_keep(actor)
    if len(found) == 1 and found[0][1]:
        return redirect("site_keep", found[0][1].slug)
    rows = [
        {
            "name": partnership.name,
            "ref": partnership.ref,
            "slug": site.slug if site else "",
            "is_open": bool(site and site.opened_on),
            "may_set_up": may(actor, KEEP, partnership),
        }
        for partnership, site in found
    ]
    return render(request, "public/keeping/sites.html", {"title": "Public sites", "rows": rows})


@require_http_methods(FORM)
def set_up(request: HttpRequest, partnership_ref: str) -> HttpResponse:
    """Set up the site of a partnership."""
    actor = request.actor  # type: ignore[attr-defined]
    partnership = directory.partnership(actor, partnership_ref)
    require(actor, KEEP, partnership)

    def do(answers: dict[str, Any]) -> HttpResponse:
        facts = {name: answers[name] for name in WORDS}
        operations.set_up_site(actor, partnership_ref=partnership_ref, slug=answers["slug"], facts=facts)
        return said(
            request, "The site is set up. Nobody outside sees it until you open it.", "site_keep", answers["slug"]
        )

    return form_page(
        request,
        SetUpForm,
        do=do,
        title="Set up the public site",
        caption=partnership.name,
        button="Set it up",
        cancel=reverse("site_keeping"),
        initial={"name": partnership.name, **FIRST_WORDS},
    )


@require_safe
def site(request: HttpRequest, slug: str) -> HttpResponse:
    """A site with what waits, what is missing, and everything that is on it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.site_to_keep(actor, slug)
    documents = queries.on_the_site(actor, found)
    meetings = reversed(pages.meetings_of(actor, found))
    shown = {
        "title": "Public site",
        "slug": slug,
        "name": found.name,
        "is_open": found.opened_on is not None,
        "missing": [] if found.opened_on else queries.missing_to_open(actor, found),
        "gaps": queries.gaps(actor, found, documents) if found.opened_on else [],
        "waiting": [presenters.kept(one, actor.today) for one in queries.waiting(actor, found)],
        "documents": [presenters.kept(one, actor.today) for one in documents],
        "contacts": presenters.contact_rows(pages.contacts_of(actor, found)),
        "meetings": presenters.meeting_rows(meetings),
        "may_keep": may(actor, KEEP, found),
    }
    return render(request, "public/keeping/site.html", shown)


@fresh_proof_to_act
@require_POST
def open_to_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the site to everybody."""
    actor = request.actor  # type: ignore[attr-defined]
    queries.site_to_keep(actor, slug)

    def do() -> HttpResponse:
        operations.open_site(actor, slug=slug)
        return said(request, "The site is open to everybody.", "site_keep", slug)

    return act_page(request, do=do, back=reverse("site_keep", args=[slug]))


@fresh_proof_required
@require_http_methods(FORM)
def words(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the words and colours of a site."""
    actor = request.actor  # type: ignore[attr-defined]
    found = _kept(request, slug)
    return _ask(
        request,
        ChangeSiteForm,
        slug,
        do=lambda answers: operations.change_site(
            actor, slug=slug, version=answers["version"], facts={name: answers[name] for name in WORDS}
        ),
        title="Words and colours",
        done="The site is changed.",
        initial={name: getattr(found, name) for name in (*WORDS, "version")},
        theirs=lambda: [("What the partnership is", queries.site_to_keep(actor, slug).about)],
    )


@require_http_methods(FORM)
def contact(request: HttpRequest, slug: str, contact_ref: str = "") -> HttpResponse:
    """Add a contact, or change one."""
    actor = request.actor  # type: ignore[attr-defined]
    site = _kept(request, slug)
    found = queries.contact_to_keep(actor, site, contact_ref) if contact_ref else None

    def do(answers: dict[str, Any]) -> None:
        facts = {name: answers[name] for name in OF_CONTACT}
        version = answers["version"] or 0
        operations.save_contact(actor, slug=slug, facts=facts, ref=contact_ref, version=version)

    return _ask(
        request,
        ContactForm,
        slug,
        do=do,
        title="Change a contact" if found else "Add a contact",
        done="The contact is saved.",
        initial={name: getattr(found, name) for name in (*OF_CONTACT, "version")} if found else {},
    )


@require_POST
def remove_contact(request: HttpRequest, slug: str, contact_ref: str) -> HttpResponse:
    """Remove a contact."""
    actor = request.actor  # type: ignore[attr-defined]
    return _press(
        request,
        slug,
        lambda: operations.remove_contact(actor, slug=slug, ref=contact_ref),
        "The contact is removed.",
    )


@require_http_methods(FORM)
def meeting(request: HttpRequest, slug: str, date_ref: str = "") -> HttpResponse:
    """Add a meeting date, or change one."""
    actor = request.actor  # type: ignore[attr-defined]
    site = _kept(request, slug)
    found = queries.meeting_to_keep(actor, site, date_ref) if date_ref else None
    minutes = {one.ref: one for one in queries.minutes_on(actor, site)}

    def do(answers: dict[str, Any]) -> None:
        facts = {name: answers[name] for name in ("title", "on", "note", "is_cancelled")}
        facts["minutes"] = minutes.get(answers["minutes"])
        version = answers["version"] or 0
        operations.save_meeting_date(actor, slug=slug, facts=facts, ref=date_ref, version=version)

    initial: dict[str, Any] = {}
    if found:
        initial = {name: getattr(found, name) for name in ("title", "on", "note", "is_cancelled", "version")}
        initial["minutes"] = next((one.ref for one in minutes.values() if one.pk == found.minutes_id), "")
    return _ask(
        request,
        MeetingDateForm,
        slug,
        do=do,
        title="Change a meeting date" if found else "Add a meeting date",
        done="The meeting date is saved.",
        initial=initial,
        form_args={"minutes": [(one.ref, one.title) for one in minutes.values()]},
    )


@require_POST
def remove_meeting(request: HttpRequest, slug: str, date_ref: str) -> HttpResponse:
    """Remove a meeting date that should not be there."""
    actor = request.actor  # type: ignore[attr-defined]
    return _press(
        request,
        slug,
        lambda: operations.remove_meeting_date(actor, slug=slug, ref=date_ref),
        "The meeting date is removed.",
    )


@require_http_methods(FORM)
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a newsletter or a leaflet, which a second person then reads before it is published."""
    actor = request.actor  # type: ignore[attr-defined]
    found = _kept(request, slug)

    def do(answers: dict[str, Any]) -> HttpResponse:
        ref = operations.propose_document(
            actor, partnership_id=found.partnership_id, summary=answers.pop("in_short"), **answers
        )
        return said(request, "It is saved. Somebody else must read and publish it.", "site_document", ref)

    return form_page(
        request,
        WriteForm,
        do=do,
        title="Write a newsletter or a leaflet",
        caption=found.name,
        intro="Somebody else reads it before it is published. Reviews and minutes come here by being released.",
        button="Save it for a second person",
        cancel=reverse("site_keep", args=[slug]),
    )


def _kept(request: HttpRequest, slug: str) -> Any:
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.site_to_keep(actor, slug)
    require(actor, KEEP, found)
    return found


def _ask(
    request: HttpRequest, form_class: Any, slug: str, *, do: Any, title: str, done: str, **options: Any
) -> HttpResponse:
    def act(answers: dict[str, Any]) -> HttpResponse:
        do(answers)
        return said(request, done, "site_keep", slug)

    cancel = reverse("site_keep", args=[slug])
    return form_page(request, form_class, do=act, title=title, button="Save", cancel=cancel, **options)


def _press(request: HttpRequest, slug: str, do: Any, done: str) -> HttpResponse:
    queries.site_to_keep(request.actor, slug)  # type: ignore[attr-defined]

    def act() -> HttpResponse:
        do()
        return said(request, done, "site_keep", slug)

    return act_page(request, do=act, back=reverse("site_keep", args=[slug]))
