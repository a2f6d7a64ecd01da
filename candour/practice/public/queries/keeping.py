"""What the office and the apps above ask of a site: what is on it, what waits, and what should be there and is not."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, fetch, may, seen_by
from candour.platform.dates.words import day_words
from candour.practice.directory import queries as directory
from candour.practice.public.models import Contact, Document, MeetingDate, Promise, Site
from candour.practice.public.permissions import KEEPERS
from candour.practice.public.vocabulary import OPEN, ContactKind, Kind, Status

_LONG = ("body", "easy_read", "easy_read_waiting", "words", "fact_sheet", "pictures")
MINUTES_WITHIN = timedelta(weeks=8)
"""How long after a meeting its redacted minutes are looked for."""


def site_of_partnership(actor: Actor, partnership_id: int) -> Site | None:
    """The site of a partnership as the actor sees it; None if there is none."""
    return seen_by(actor, Site).filter(partnership_id=partnership_id).first()


def document_by_ref(actor: Actor, ref: str) -> Document:
    """One released document, also one that was withdrawn. Raises Hidden."""
    return fetch(actor, Document, "site", ref=ref)


def document_of_source(actor: Actor, partnership_id: int, source_ref: str) -> Document | None:
    """The document that stands on the site and came from that source; None if none does."""
    found = seen_by(actor, Document).filter(site__partnership_id=partnership_id, came_from=source_ref)
    return found.select_related("site").filter(withdrawn_on=None, corrected_on=None).first()


def promises_beside(actor: Actor, document: Document, source_refs: Iterable[str]) -> list[Promise]:
    """The promises of some sources that stand beside a document, as the actor sees them."""
    found = seen_by(actor, Promise).filter(document=document, came_from__in=list(source_refs))
    return list(found.order_by("pk"))


def missing_to_open(actor: Actor, site: Site) -> list[str]:
    """What a site lacks before it can open, as sentences."""
    kinds = set(seen_by(actor, Contact).filter(site=site).values_list("kind", flat=True))
    missing = []
    if not site.about.strip():
        missing.append("Say what the partnership is.")
    if ContactKind.OFFICE not in kinds:
        missing.append("Add a contact for the office.")
    if ContactKind.PARTNER not in kinds:
        missing.append("Add the partners and how to contact them.")
    if ContactKind.CONCERN not in kinds:
        missing.append("Add where a concern can be reported.")
    return missing


def sites_to_keep(actor: Actor) -> list[tuple[Any, Site | None]]:
    """The partnerships whose office the actor is in, or for which they release, each with its site if it has one."""
    mine = list(directory.my_partnerships(actor, *KEEPERS))
    sites = {
        site.partnership_id: site for site in seen_by(actor, Site).filter(partnership__in=[one.pk for one in mine])
    }
    return [(one, sites.get(one.pk)) for one in mine]


def may_keep_some(actor: Actor) -> bool:
    """Whether there is a site that the actor keeps or releases to."""
    return bool(actor.bodies("partnership", *KEEPERS))


def site_to_keep(actor: Actor, slug: str) -> Site:
    """A site, for those who keep it or release to it. Raises Hidden for everybody else, also where it is open."""
    site = fetch(actor, Site, slug=slug)
    if not may(actor, "put what was released on the public site", site):
        raise Hidden
    return site


def document_to_keep(actor: Actor, ref: str) -> Document:
    """A document of a site that the actor keeps, also one that waits. Raises Hidden."""
    found = fetch(actor, Document, "site", ref=ref)
    if not may(actor, "put what was released on the public site", found):
        raise Hidden
    return found


def contact_to_keep(actor: Actor, site: Site, ref: str) -> Contact:
    """One contact of a site. Raises Hidden."""
    return fetch(actor, Contact, ref=ref, site=site)


def meeting_to_keep(actor: Actor, site: Site, ref: str) -> MeetingDate:
    """One meeting date of a site. Raises Hidden."""
    return fetch(actor, MeetingDate, ref=ref, site=site)


def minutes_on(actor: Actor, site: Site) -> list[Document]:
    """The published minutes that stand on a site, the newest first."""
    return [one for one in on_the_site(actor, site) if one.kind == Kind.MINUTES and not one.withdrawn_on]


def waiting(actor: Actor, site: Site) -> list[Document]:
    """What waits for a second person, the oldest first."""
    return list(
        seen_by(actor, Document).filter(site=site, shown_at=None).defer("body", "words", "pictures").order_by("pk")
    )


def on_the_site(actor: Actor, site: Site) -> list[Document]:
    """Everything that was ever published on a site, the newest first, without the long texts."""
    found = seen_by(actor, Document).filter(site=site, shown_at__isnull=False)
    return list(found.defer(*_LONG).order_by("-published_on", "-pk"))


def gaps(actor: Actor, site: Site, documents: list[Document]) -> list[str]:
    """What should be on a site and is not, or should have moved and has not, as sentences."""
    standing = [one for one in documents if one.withdrawn_on is None and one.corrected_on is None]
    last = {one.kind: one.published_on for one in reversed(standing)}
    found = [
        f"{title}: none is published."
        for kind, title in (
            (Kind.ARRANGEMENTS, "The arrangements"),
            (Kind.TERMS, "Terms of reference"),
            (Kind.YEARLY_REPORT, "A yearly report"),
        )
        if kind not in last
    ]
    report = last.get(Kind.YEARLY_REPORT)
    if report and actor.today > months_after(report, 12):
        found.append(f"The last yearly report was published on {day_words(report)}, more than a year ago.")
    letter = last.get(Kind.NEWSLETTER)
    if letter is None or actor.today > months_after(letter, site.newsletter_months):
        since = f"The last one was published on {day_words(letter)}." if letter else "None was published so far."
        found.append(f"A newsletter is due every {site.newsletter_months} months. {since}")
    found += [
        f"“{one.title}” was to be reviewed by {day_words(one.review_on)}."
        for one in standing
        if one.review_on and one.review_on < actor.today
    ]
    meetings = seen_by(actor, MeetingDate).filter(site=site, is_cancelled=False)
    ahead = sum(one.on >= actor.today for one in meetings)
    silent = sum(one.on < actor.today - MINUTES_WITHIN and one.minutes_id is None for one in meetings)
    if not ahead:
        found.append("No meeting to come is listed.")
    if silent:
        found.append(f"Meetings held more than eight weeks ago without published minutes: {silent}.")
    return found + _promises_behind(actor, site)


def _promises_behind(actor: Actor, site: Site) -> list[str]:
    promises = seen_by(actor, Promise).filter(site=site, stands=True)
    counted = promises.aggregate(
        silent=Count("pk", filter=Q(status=Status.NO_RESPONSE)),
        late=Count("pk", filter=Q(status__in=OPEN, by_when__lt=actor.today)),
    )
    said = (("Recommendations without a response", "silent"), ("Promises whose day has passed", "late"))
    return [f"{words}: {counted[key]}." for words, key in said if counted[key]]


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
