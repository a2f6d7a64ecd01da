"""What the public pages show: what is open, shown and not withdrawn, in few questions each."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, fetch, seen_by
from candour.practice.public.models import (
    Contact,
    Document,
    DocumentFile,
    MeetingDate,
    Promise,
    PromiseStep,
    Site,
)
from candour.practice.public.vocabulary import Kind
from candour.practice.public.words import folded

_LONG = ("body", "easy_read", "easy_read_waiting", "words", "fact_sheet", "pictures")
MOST_FOUND = 50
AT_ONCE = 50


def open_sites(actor: Actor) -> list[Site]:
    """Every site that is open, by name."""
    return list(seen_by(actor, Site).filter(opened_on__isnull=False).order_by("name"))


def open_site(actor: Actor, slug: str) -> Site:
    """The open site at a short address. Raises Hidden."""
    return fetch(actor, Site, slug=slug, opened_on__isnull=False)


def contacts_of(actor: Actor, site: Site) -> list[Contact]:
    """Its contacts, in their order."""
    return list(seen_by(actor, Contact).filter(site=site).order_by("kind", "order", "name"))


def listed(actor: Actor, site: Site, kinds: Sequence[Kind] = ()) -> QuerySet[Document]:
    """What everybody can find on a site, the newest first, without its long texts. Corrected versions are left out."""
    found = seen_by(actor, Document).filter(site=site, shown_at__isnull=False, corrected_on=None)
    if kinds:
        found = found.filter(kind__in=kinds)
    return found.defer(*_LONG).order_by("-published_on", "-pk")


def document(actor: Actor, slug: str, ref: str) -> Document:
    """One document of an open site, also one that was corrected or withdrawn. Raises Hidden."""
    return fetch(
        actor, Document, "site", ref=ref, site__slug=slug, site__opened_on__isnull=False, shown_at__isnull=False
    )


def versions_of(actor: Actor, one: Document) -> list[Document]:
    """Every published version of a document, the newest first."""
    first = one.first_id or one.pk
    family = Q(pk=first) | Q(first_id=first)
    return list(seen_by(actor, Document).filter(family, shown_at__isnull=False).defer(*_LONG).order_by("-pk"))


def files_of(actor: Actor, one: Document) -> list[DocumentFile]:
    """The files of a document, without their contents."""
    return list(seen_by(actor, DocumentFile).filter(document=one).defer("content").order_by("pk"))


def file(actor: Actor, slug: str, ref: str, file_ref: str) -> DocumentFile:
    """One file with its content. Raises Hidden."""
    return fetch(
        actor,
        DocumentFile,
        ref=file_ref,
        document__ref=ref,
        document__site__slug=slug,
        document__withdrawn_on=None,
        document__shown_at__isnull=False,
        document__site__opened_on__isnull=False,
    )


def meetings_of(actor: Actor, site: Site) -> QuerySet[MeetingDate]:
    """The meeting dates of a site with their published minutes."""
    return seen_by(actor, MeetingDate).filter(site=site).select_related("minutes").order_by("on", "pk")


def promises_of(actor: Actor, site: Site, *, who: str = "", status: str = "") -> QuerySet[Promise]:
    """The promises of a site, those of the newest report first, filtered by body and status."""
    found = seen_by(actor, Promise).filter(site=site, stands=True).select_related("document").defer(*_of_document())
    if who:
        found = found.filter(who=who)
    if status:
        found = found.filter(status=status)
    return found.order_by("-published_on", "document_id", "pk")


def promises_in(actor: Actor, one: Document) -> list[Promise]:
    """The promises upon the recommendations of one report."""
    return list(seen_by(actor, Promise).filter(document=one).order_by("pk"))


def promise(actor: Actor, slug: str, ref: str) -> Promise:
    """One promise. Raises Hidden; also where its report was withdrawn."""
    return fetch(
        actor,
        Promise,
        "document",
        "site",
        ref=ref,
        site__slug=slug,
        site__opened_on__isnull=False,
        stands=True,
    )


def steps_of(actor: Actor, one: Promise) -> list[PromiseStep]:
    """How a promise stood since it was published, in order."""
    return list(seen_by(actor, PromiseStep).filter(promise=one).order_by("at", "pk"))


def promise_counts(actor: Actor, site: Site) -> list[tuple[str, str, int]]:
    """How many promises each body has in each status."""
    counted = seen_by(actor, Promise).filter(site=site, stands=True).values("who", "status").annotate(many=Count("pk"))
    return [(row["who"], row["status"], row["many"]) for row in counted.order_by("who", "status")]


def find(actor: Actor, site: Site, text: str) -> tuple[list[Document], list[Promise]]:
    """The documents and promises that hold all the words. Only released text is looked through."""
    wanted = folded(text.replace("\0", " ")).split()[:8]
    if not wanted:
        return [], []
    documents = listed(actor, site).filter(withdrawn_on=None)
    promises = promises_of(actor, site)
    for word in wanted:
        documents = documents.filter(words__contains=word)
        promises = promises.filter(Q(recommended__icontains=word) | Q(what__icontains=word) | Q(who__icontains=word))
    return list(documents[:MOST_FOUND]), list(promises[:MOST_FOUND])


def everything_open(actor: Actor) -> tuple[list[Site], list[Document], list[Promise]]:
    """Every open site with what stands on it, for the map of the sites."""
    standing = seen_by(actor, Document).filter(
        shown_at__isnull=False, corrected_on=None, withdrawn_on=None, site__opened_on__isnull=False
    )
    promises = seen_by(actor, Promise).filter(site__opened_on__isnull=False, stands=True)
    documents = standing.select_related("site").defer(*_LONG).order_by("site_id", "pk")
    return open_sites(actor), list(documents), list(promises.select_related("site").order_by("site_id", "pk"))


def standing(one: Document) -> Document:
    """A document that was not withdrawn. Raises Hidden."""
    if one.withdrawn_on is not None:
        raise Hidden
    return one


def _of_document() -> list[str]:
    return [f"document__{name}" for name in _LONG]
