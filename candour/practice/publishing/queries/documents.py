"""Governed documents and their versions, as somebody sees them, and what should be published but is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.platform.deadlines.models import Hold
from candour.platform.deadlines.queries import open_hold_of
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.publishing.models import Approval, Copy, Document, Edition, Place, Suite, SuiteLogo
from candour.practice.publishing.permissions import posts_for
from candour.practice.publishing.vocabulary import OWED, DocumentKind

STATES = {"published": 0, "approved": 1, "approval": 2, "draft": 3}


@dataclass(frozen=True)
class Lacking:
    """Something that should be published and is not, or not yet proved."""

    partnership: str
    what: str
    why: str
    document: Document | None = None


def may_have_documents(actor: Actor) -> bool:
    """Whether the register of documents is of use to the actor: everybody with a post in a partnership."""
    return actor.kind == "person" and bool(actor.bodies("partnership")) and not actor.holds(roles.UNBOUND)


def documents(actor: Actor, kind: str = "") -> list[Document]:
    """Every governed document that the actor sees, by partnership and title."""
    found = seen_by(actor, Document).select_related("partnership", "suite")
    if kind:
        found = found.filter(kind=kind)
    return list(found.order_by("partnership__name", "title"))


def standing_editions(actor: Actor, documents: Iterable[Document]) -> dict[int, Edition]:
    """The version of each document that counts today: the published one, else the furthest on its way."""
    found = seen_by(actor, Edition).filter(document__in=list(documents), state__in=STATES)
    standing: dict[int, Edition] = {}
    for edition in found.order_by("pk"):
        held = standing.get(edition.document_id)
        if held is None or STATES[edition.state] <= STATES[held.state]:
            standing[edition.document_id] = edition
    return standing


def document(actor: Actor, ref: str) -> Document:
    """One document. Raises Hidden."""
    return fetch(actor, Document, "partnership", "suite", ref=ref)


def document_from(actor: Actor, owner: Model) -> tuple[Document, Edition | None] | None:
    """The document in which the report of another app's record is published, with the version that counts.

    None where there is none, or the actor does not see it.
    """
    found = seen_by(actor, Document).filter(owner_kind=owner._meta.label_lower, owner_id=owner.pk).first()
    return (found, standing_editions(actor, [found]).get(found.pk)) if found is not None else None


def editions_of(actor: Actor, found: Document) -> list[Edition]:
    """The versions of a document that the actor sees, the newest first."""
    return list(seen_by(actor, Edition).filter(document=found).order_by("-made_at", "-pk"))


def edition(actor: Actor, ref: str) -> Edition:
    """One version, noted as read. Raises Hidden."""
    return fetch(actor, Edition, "document__partnership", "document__suite", "dossier", ref=ref)


def approvals_of(actor: Actor, editions: Iterable[Edition]) -> list[Approval]:
    """Who approves the versions, and when they did."""
    found = seen_by(actor, Approval).filter(edition__in=list(editions))
    return list(found.select_related("edition", "post__organisation", "signed_by").order_by("-edition", "pk"))


def to_approve(actor: Actor) -> list[Approval]:
    """What waits for the actor's approval."""
    waiting = seen_by(actor, Approval).filter(edition__state="approval", signed_at=None, post_id__in=posts_for(actor))
    return list(waiting.select_related("edition__document", "post").order_by("pk"))


def may_sign(actor: Actor, approval: Approval) -> bool:
    """Whether the actor may approve for the post."""
    return approval.post_id in posts_for(actor)


def places_of(actor: Actor, found: Edition) -> list[Place]:
    """Where a version is due to be found."""
    return list(seen_by(actor, Place).filter(edition=found).order_by("kind", "name"))


def place(actor: Actor, found: Edition, ref: str) -> Place:
    """One of the places of a version. Raises Hidden."""
    return fetch(actor, Place, ref=ref, edition=found)


def hold_of(actor: Actor, found: Edition) -> Hold | None:
    """What the publication of a version waits for, if anything."""
    return open_hold_of(actor, found)


def suites(actor: Actor) -> QuerySet[Suite]:
    """Every suite that the actor sees."""
    return seen_by(actor, Suite).select_related("partnership").order_by("partnership__name", "title")


def suite(actor: Actor, ref: str) -> Suite:
    """One suite. Raises Hidden."""
    return fetch(actor, Suite, "partnership", ref=ref)


def logos_of(actor: Actor, found: Suite) -> list[SuiteLogo]:
    """The logos that the documents of a suite carry, by partner."""
    logos = seen_by(actor, SuiteLogo).filter(suite=found).select_related("organisation", "file")
    return list(logos.order_by("organisation__name"))


def lacking(actor: Actor) -> list[Lacking]:
    """What should be published and is not, in the partnerships in whose office the actor works."""
    found: list[Lacking] = []
    for partnership in directory.my_partnerships(actor, *roles.TEAM):
        rows = list(seen_by(actor, Document).filter(partnership=partnership).order_by("title"))
        standing = standing_editions(actor, rows)
        there = {one.kind for one in rows if (held := standing.get(one.pk)) and held.state == "published"}
        found += [
            Lacking(partnership.name, DocumentKind(kind).label, "None is published.")
            for kind in OWED
            if kind not in there
        ]
        for one in rows:
            found += _lacking_of(actor, partnership.name, one, standing.get(one.pk))
        found += _unproved(actor, partnership.name, partnership.pk)
    return found


def _lacking_of(actor: Actor, partnership: str, one: Document, held: Edition | None) -> list[Lacking]:
    reasons = []
    is_out = held is not None and held.state == "published"
    if held is not None and held.state == "approved":
        reasons.append(f"Version {held.number} is approved and not published.")
    if one.publish_by and one.publish_by < actor.today and not is_out:
        reasons.append("The day by which it had to be published has gone by.")
    if held is not None and held.review_on and held.review_on < actor.today:
        reasons.append("Its review is overdue.")
    return [Lacking(partnership, one.title, why, one) for why in reasons]


def _unproved(actor: Actor, partnership: str, partnership_id: int) -> list[Lacking]:
    out = {"edition__document__partnership_id": partnership_id, "edition__state": "published"}
    places = seen_by(actor, Place).filter(**out, confirmed_on=None).select_related("edition__document")
    copies = seen_by(actor, Copy).filter(**out, sent_on=None).select_related("edition__document")
    return [
        *(
            Lacking(
                partnership, one.edition.document.title, f"Nobody has confirmed it on {one.name}.", one.edition.document
            )
            for one in places.order_by("pk")
        ),
        *(
            Lacking(partnership, one.edition.document.title, f"No copy for {one.name} is proved.", one.edition.document)
            for one in copies.order_by("pk")
        ),
    ]
