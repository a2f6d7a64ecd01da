"""Keeping governed documents: entering one, drafting a version, changing it, and naming where it is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import calendar, out_of_reach
from candour.platform.deadlines.parts import Task
from candour.platform.workflow.moving import save_edit
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.publishing import audit_events
from candour.practice.publishing.models import Document, Edition, Place, Suite
from candour.practice.publishing.vocabulary import DocumentKind, Site
from candour.practice.publishing.workflow import EDITION
from candour.rulebook.language.durations import Convention, calendar_months

if TYPE_CHECKING:
    from candour.practice.directory.models import Partnership

DUE = {
    "publish_by": ("document-publish", "Publish", "Have it approved and release it"),
    "implement_by": ("document-implement", "Put in place", "Say that it is in place by publishing the next version"),
}
REVIEW, ISSUE = "document-review", "document-issue"


@operation
def add_document(actor: Actor, *, partnership_ref: str, suite_ref: str = "", facts: Mapping[str, Any]) -> Document:
    """Enter a governed document with its details. Raises Refused."""
    partnership = directory.partnership(actor, partnership_ref)
    require(actor, "keep documents", partnership)
    suite = fetch(actor, Suite, ref=suite_ref, partnership=partnership) if suite_ref else None
    _require_days(facts)
    document = Document.objects.create(partnership=partnership, suite=suite, added_at=actor.at, **facts)
    record(audit_events.DOCUMENT_ADDED, subject=document, kind=document.get_kind_display())
    _set_days(actor, document)
    if document.issue_months:
        set_issue(actor, document)
    return document


@operation
def enter_for(actor: Actor, owner: Model, partnership: Partnership, *, kind: str, title: str) -> Document:
    """Enter the document in which the report of a record is to be published. Raises Refused where there is one."""
    try:
        with transaction.atomic():
            document = Document.objects.create(
                partnership=partnership,
                kind=DocumentKind(kind),
                title=title.strip()[:200],
                owner_kind=owner._meta.label_lower,
                owner_id=owner.pk,
                review_months=0,
                added_at=actor.at,
            )
    except IntegrityError as error:
        raise Refused("This was handed over to be published already.") from error
    record(audit_events.DOCUMENT_ADDED, subject=document, kind=document.get_kind_display())
    return document


@operation
def change_document(actor: Actor, *, ref: str, version: int, suite_ref: str = "", facts: Mapping[str, Any]) -> None:
    """Change the details of a document; its versions stay as they are. Raises Refused or Conflict."""
    document = fetch(actor, Document, "partnership", ref=ref)
    require(actor, "keep documents", document)
    suite = fetch(actor, Suite, ref=suite_ref, partnership=document.partnership) if suite_ref else None
    _require_days(facts)
    issues_before = document.issue_months
    save_edit(document, version, suite=suite, **facts)
    record(audit_events.DOCUMENT_CHANGED, subject=document)
    _set_days(actor, document)
    if document.issue_months != issues_before:
        set_issue(actor, document)


@operation
def draft_edition(actor: Actor, *, document_ref: str, number: str, text: str) -> Edition:
    """Draft a version of a document. Raises Refused."""
    document = fetch(actor, Document, ref=document_ref)
    require(actor, "keep documents", document)
    return drafted(actor, document, number, text)


def drafted(actor: Actor, document: Document, number: str, text: str, **more: Any) -> Edition:
    """A new draft of a document, inside an operation. Raises Refused if its number is taken."""
    number = number.strip()
    try:
        with transaction.atomic():
            edition = Edition.objects.create(
                document=document, number=number, text=text.strip(), author=actor.label[:150], made_at=actor.at, **more
            )
    except IntegrityError as error:
        raise Refused(f"There is a version {number} already.") from error
    record(audit_events.EDITION_DRAFTED, subject=edition, within=document, number=number)
    return edition


@operation
def edit_edition(actor: Actor, *, ref: str, version: int, text: str) -> None:
    """Change a draft. Any other version is never edited. Raises Refused or Conflict."""
    edition = fetch(actor, Edition, "document", ref=ref)
    require(actor, "keep documents", edition)
    if edition.state != EDITION.start:
        raise Refused("Only a draft can be changed. Draft a new version instead.")
    if edition.dossier_id is not None:
        raise Refused("This version was made from a redaction. Change the redaction, and make a new version from it.")
    save_edit(edition, version, text=text.strip())
    record(audit_events.EDITION_EDITED, subject=edition, within=edition.document, number=edition.number)


@operation
def add_place(actor: Actor, *, edition_ref: str, name: str, kind: str = Site.SITE) -> Place:
    """Name a site or repository on which a version is due. Raises Refused if it is named already."""
    edition = fetch(actor, Edition, "document", ref=edition_ref)
    require(actor, "keep documents", edition)
    try:
        with transaction.atomic():
            place = Place.objects.create(edition=edition, name=name.strip(), kind=kind)
    except IntegrityError as error:
        raise Refused("This place is named already.") from error
    record(audit_events.PLACE_ADDED, subject=edition, within=edition.document, number=edition.number)
    return place


@operation
def confirm_place(actor: Actor, *, edition_ref: str, place_ref: str, on: date, address: str) -> None:
    """Note that a version was seen on a site, since when, and at which address. Raises Refused."""
    edition = fetch(actor, Edition, "document", ref=edition_ref)
    place = fetch(actor, Place, ref=place_ref, edition=edition)
    require(actor, "keep documents", edition)
    reasons = []
    if edition.state != "published":
        reasons.append("This version is not published.")
    if on > actor.today:
        reasons.append("That day has not come yet.")
    if place.kind == Site.REPOSITORY and not address:
        reasons.append("Give the address at which the repository keeps it.")
    if reasons:
        raise Refused(*reasons)
    Place.objects.filter(pk=place.pk).update(confirmed_on=on, confirmed_by=actor.label[:150], address=address)
    deadlines.meet(actor, owner=edition, key=f"place-{place.pk}", within=edition.document)
    record(
        audit_events.PLACE_CONFIRMED,
        subject=edition,
        within=edition.document,
        number=edition.number,
        on=on.isoformat(),
    )


def set_review(actor: Actor, edition: Edition) -> None:
    """Set the day on which an approved version is to be reviewed, inside an operation."""
    document = edition.document
    deadlines.cancel_key(actor, owner=document, key=REVIEW)
    if not document.review_months:
        return
    day = edition.review_on or months_on(actor, document.review_months)
    Edition.objects.filter(pk=edition.pk).update(review_on=day)
    edition.review_on = day
    deadlines.set_day(actor, owner=document, within=None, task=_task(document, REVIEW, "Review", "Review it"), on=day)


def set_issue(actor: Actor, document: Document) -> None:
    """Set the day of the next issue of a newsletter or campaign, inside an operation."""
    deadlines.cancel_key(actor, owner=document, key=ISSUE)
    if document.issue_months:
        day = months_on(actor, document.issue_months)
        task = _task(document, ISSUE, "Next issue of", "Write and release the next issue")
        deadlines.set_day(actor, owner=document, within=None, task=task, on=day)


def months_on(actor: Actor, months: int) -> date:
    """The day so many months after today."""
    return calendar_months(months).ends_on(actor.today, calendar(actor), Convention.WITHIN)


def _set_days(actor: Actor, document: Document) -> None:
    for field, (key, title, do_next) in DUE.items():
        deadlines.cancel_key(actor, owner=document, key=key)
        day = getattr(document, field)
        if day is not None and day >= actor.today:
            deadlines.set_day(actor, owner=document, within=None, task=_task(document, key, title, do_next), on=day)


def _task(document: Document, key: str, title: str, do_next: str) -> Task:
    # The title of a review or of minutes is for those who see the record, so the deadline says only what kind it is.
    return Task(
        key=key,
        title=f"{title}: {DocumentKind(document.kind).label.lower()}"[:200],
        do_next=do_next,
        address=reverse("document", args=[document.ref]),
        body=("partnership", document.partnership_id),
        role=roles.PARTNERSHIP_MANAGER,
    )


def _require_days(facts: Mapping[str, Any]) -> None:
    reasons = [out_of_reach(day) for name in DUE if (day := facts.get(name)) and out_of_reach(day)]
    if reasons:
        raise Refused(*reasons)
