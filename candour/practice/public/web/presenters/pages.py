"""Sites, documents, meetings and promises as the public pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from candour.platform.dates.words import day_words
from candour.practice.public.marks import Part, parts_of
from candour.practice.public.vocabulary import OPEN, ContactKind, Kind, Status

if TYPE_CHECKING:
    from candour.practice.public.models import Contact, Document, DocumentFile, MeetingDate, Promise, Site


@dataclass(frozen=True)
class Section:
    """A part of a site that lists documents of some kinds."""

    key: str
    title: str
    nav: str
    kinds: tuple[Kind, ...]
    intro: str


SECTIONS = {
    one.key: one
    for one in (
        Section(
            "reviews",
            "Published reviews",
            "Reviews",
            (Kind.REVIEW,),
            "When a child or an adult has been seriously harmed or has died, partners look at what can be learned. "
            "Names and details that could identify somebody have been taken out.",
        ),
        Section("reports", "Yearly reports", "Reports", (Kind.YEARLY_REPORT,), "What the partners did each year."),
        Section("policies", "Policies and procedures", "Policies", (Kind.POLICY,), "What everybody works by."),
        Section(
            "learning",
            "Learning briefings",
            "Learning",
            (Kind.BRIEFING,),
            "What came out of reviews and audits, in short.",
        ),
        Section(
            "news",
            "Newsletters and leaflets",
            "News",
            (Kind.NEWSLETTER, Kind.LEAFLET),
            "What is new, and what to hand on.",
        ),
    )
}
NAV = (
    ("public_home", "", "Home"),
    ("public_about", "", "About us"),
    ("public_meetings", "", "Meetings"),
    ("public_section", "reviews", "Reviews"),
    ("public_promises", "", "Promises"),
    ("public_section", "reports", "Reports"),
    ("public_section", "policies", "Policies"),
    ("public_section", "learning", "Learning"),
    ("public_section", "news", "News"),
)


@dataclass(frozen=True)
class Frame:
    """What stands round every page of a site."""

    slug: str
    name: str
    strapline: str
    about: str
    concern_words: str
    exit_address: str
    colours: str
    """The address of its colours."""
    nav: tuple[tuple[str, str, bool], ...]
    """The places of the site: address, title, and whether it is the current one."""


@dataclass(frozen=True)
class Line:
    """A document in a list."""

    href: str
    title: str
    kind: str
    summary: str
    on: str
    facts: tuple[str, ...] = ()
    withdrawn: str = ""


@dataclass(frozen=True)
class PromiseShown:
    """A promise with everything that the public is told."""

    ref: str
    href: str
    recommended: str
    who: str
    what: str
    by_when: str
    status: str
    look: str
    late: str
    evidence: str
    reason: str
    report: str
    report_href: str
    changed: str


@dataclass(frozen=True)
class DocumentShown:
    """A document on its own page."""

    ref: str
    title: str
    kind: str
    summary: str
    parts: list[Part]
    on: str
    facts: list[tuple[str, str]]
    sheet: list[tuple[str, str]]
    files: list[dict[str, str]]
    has_easy_read: bool
    pictures: list[tuple[str, str]] = field(default_factory=list)
    """The logos at its head: each as it stands in the page, and what it shows in words."""
    versions: list[dict[str, Any]] = field(default_factory=list)
    newer: str = ""
    """The address of the version that corrects it."""
    corrected: str = ""


def frame(site: Site, here: str, section: str = "") -> Frame:
    """The frame of a site's page."""
    nav = tuple(
        (reverse(name, args=[site.slug, key] if key else [site.slug]), title, name == here and key == section)
        for name, key, title in NAV
    )
    return Frame(
        slug=site.slug,
        name=site.name,
        strapline=site.strapline,
        about=site.about,
        concern_words=site.concern_words,
        exit_address=site.exit_address,
        colours=f"{reverse('public_colours', args=[site.slug])}?v={site.version}",
        nav=nav,
    )


def href(one: Document, slug: str) -> str:
    """The address of a document, which stays."""
    return reverse("public_document", args=[slug, one.ref])


def line(one: Document, slug: str) -> Line:
    """A document as a list shows it."""
    facts = [
        f"Version {one.number}" if one.number else "",
        f"Owner: {one.owner}" if one.owner else "",
        f"From: {one.source}" if one.source else "",
        f"Review due {day_words(one.review_on)}" if one.review_on else "",
        f"For {one.audience}" if one.audience else "",
    ]
    return Line(
        href=href(one, slug),
        title=one.title,
        kind=one.get_kind_display(),
        summary=one.summary,
        on=day_words(one.published_on),
        facts=tuple(fact for fact in facts if fact),
        withdrawn=f"Withdrawn on {day_words(one.withdrawn_on)}" if one.withdrawn_on else "",
    )


def document(one: Document, files: Iterable[DocumentFile], versions: Sequence[Document], slug: str) -> DocumentShown:
    """A document for its own page."""
    newest = versions[0] if versions else one
    notes = {later.corrects_id: later for later in versions if later.corrects_id}
    correction = notes.get(one.pk)
    facts = [
        ("Published", day_words(one.published_on)),
        ("Version", one.number),
        ("Owner", one.owner),
        ("Taken from", one.source),
        ("For", one.audience),
        ("Review due", day_words(one.review_on)),
    ]
    return DocumentShown(
        ref=one.ref,
        title=one.title,
        kind=one.get_kind_display(),
        summary=one.summary,
        parts=parts_of(one.body),
        on=day_words(one.published_on),
        facts=[(name, value) for name, value in facts if value],
        sheet=sheet(one),
        files=[
            {
                "href": reverse("public_file", args=[slug, one.ref, file.ref]),
                "name": file.name,
                "about": f"{file.kind.upper()}, {filesizeformat(file.size)}",
            }
            for file in files
        ],
        has_easy_read=bool(one.easy_read),
        pictures=[(f"data:image/png;base64,{picture['png']}", picture["alt"]) for picture in one.pictures],
        versions=[_version(version, one, slug) for version in versions] if len(versions) > 1 else [],
        newer=href(newest, slug) if one.corrected_on and newest.pk != one.pk else "",
        corrected=day_words(one.corrected_on) + (f": {correction.change_note}" if correction else ""),
    )


def sheet(one: Document) -> list[tuple[str, str]]:
    """The fact sheet of a document as pairs of words."""
    return [
        (str(name), ", ".join(map(str, value)) if isinstance(value, list) else str(value))
        for name, value in one.fact_sheet.items()
    ]


def _version(version: Document, shown: Document, slug: str) -> dict[str, Any]:
    return {
        "href": href(version, slug),
        "on": day_words(version.published_on),
        "note": version.change_note or "First version",
        "is_shown": version.pk == shown.pk,
        "withdrawn": day_words(version.withdrawn_on),
    }


LOOKS = {
    Status.NO_RESPONSE: "grey",
    Status.PROMISED: "blue",
    Status.UNDER_WAY: "light-blue",
    Status.DONE: "turquoise",
    Status.EVIDENCED: "green",
    Status.SUSTAINED: "green",
    Status.REFUSED: "orange",
}


def promise(one: Promise, slug: str, today: date) -> PromiseShown:
    """A promise, with whether its day has passed."""
    is_late = one.status in OPEN and one.by_when is not None and one.by_when < today
    return PromiseShown(
        ref=one.ref,
        href=reverse("public_promise", args=[slug, one.ref]),
        recommended=one.recommended,
        who=one.who,
        what=one.what,
        by_when=day_words(one.by_when),
        status=one.get_status_display(),
        look=LOOKS[Status(one.status)],
        late="The day has passed" if is_late else "",
        evidence=one.evidence,
        reason=one.reason,
        report=one.document.title,
        report_href=href(one.document, slug),
        changed=day_words(one.changed_at),
    )


def meeting(one: MeetingDate, slug: str) -> dict[str, Any]:
    """A meeting date."""
    minutes = one.minutes if one.minutes and one.minutes.withdrawn_on is None else None
    return {
        "title": one.title,
        "on": day_words(one.on),
        "note": one.note,
        "is_cancelled": one.is_cancelled,
        "minutes": href(minutes, slug) if minutes else "",
    }


def contact(one: Contact) -> dict[str, str]:
    """A contact, with its telephone number as a phone dials it."""
    dialled = "".join(character for character in one.phone if character.isdigit() or character == "+")
    return {
        "name": one.name,
        "when": one.when,
        "phone": one.phone,
        "dialled": dialled,
        "email": one.email,
        "web": one.web,
        "address": one.address,
    }


def contacts(found: Iterable[Contact]) -> dict[str, list[dict[str, str]]]:
    """Contacts by whom they are for."""
    kinds: dict[str, list[dict[str, str]]] = {str(kind.value): [] for kind in ContactKind}
    for one in found:
        kinds[one.kind].append(contact(one))
    return kinds
