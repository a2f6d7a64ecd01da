"""Who sees documents, texts under redaction and releases, and who may do what with them.

What came from a record of another app is seen only by whoever sees that record, until everybody may read it, and never
by whom a conflict keeps from the record.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import NOTHING, Policy, not_barred, owner, seen_by
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.publishing.models import (
    Approval,
    Copy,
    Document,
    Dossier,
    Edition,
    KeptOut,
    Mark,
    Named,
    Place,
    Release,
    SourceText,
    Suite,
    SuiteLogo,
)
from candour.practice.publishing.sources import comes_from_seen
from candour.practice.publishing.vocabulary import CONFIDENTIAL

policy = Policy("publishing")
for _model in (Suite, Document, Edition, Dossier, Copy):
    owner(_model)

RELEASERS = (roles.PARTNERSHIP_MANAGER, roles.STATUTORY_PARTNER, roles.PARTNERSHIP_CHAIR, roles.BOARD_CHAIR)
"""Who may be the second person of a release."""
OUT = ("published", "superseded", "withdrawn")


def _is_bound(actor: Actor) -> bool:
    return actor.kind == "person" and actor.person_id is not None and not actor.holds(roles.UNBOUND)


def _within(actor: Actor, path: str, *held: str) -> Q:
    return Q(**{f"{path}__in": actor.bodies("partnership", *held)}) if _is_bound(actor) else NOTHING


def posts_for(actor: Actor) -> set[int]:
    """The posts for which the actor may approve: their own, those they stand in for, and those lent to them."""

    def find() -> set[int]:
        return set(directory.posts_held(actor).union(directory.posts_lent(actor)))

    return actor.once("posts to approve for", find) if _is_bound(actor) else set()


@policy.sees(Suite)
def _suites(actor: Actor) -> Q:
    """Everybody with a post in the partnership."""
    return _within(actor, "partnership_id")


@policy.sees(SuiteLogo)
def _logos(actor: Actor) -> Q:
    """Everybody with a post in the partnership."""
    return _within(actor, "suite__partnership_id")


@policy.sees(Dossier, confidential=True)
def _dossiers(actor: Actor) -> Q:
    """The office and the legal adviser who see the record it came from; nobody whom a conflict keeps out."""
    working = _within(actor, "partnership_id", *roles.TEAM, roles.LEGAL_ADVISER)
    return working & comes_from_seen(actor) & _not_kept_out(actor)


def _not_kept_out(actor: Actor) -> Q:
    kept = KeptOut.objects.filter(Q(person_id=actor.person_id), dossier_id=OuterRef("pk"))
    return ~Exists(kept) & not_barred(actor)


def _of_seen_source(actor: Actor, path: str) -> Q:
    """Only rows of documents that came from no record, or from one that the actor sees."""
    return Q(**{f"{path}__in": Document.objects.filter(comes_from_seen(actor)).values("pk")})


def _of_barred(actor: Actor, path: str) -> Q:
    """Rows of documents that came from a record from which a conflict keeps the actor."""
    from_records = Document.objects.exclude(owner_kind="")
    clear = from_records.filter(not_barred(actor)).values("pk")
    return Q(**{f"{path}__in": from_records.exclude(pk__in=clear).values("pk")})


def _of_kept_dossier(actor: Actor, path: str) -> Q:
    """Rows that were made from a redaction from which the actor is kept."""
    return Q(**{f"{path}__in": Dossier.objects.exclude(_not_kept_out(actor)).values("pk")})


def _of_seen_dossier(actor: Actor, path: str = "dossier_id") -> Q:
    return Q(**{f"{path}__in": seen_by(actor, Dossier).values("pk")})


@policy.sees(SourceText, confidential=True, within="dossier")
def _texts(actor: Actor) -> Q:
    """Whoever sees the redaction."""
    return _of_seen_dossier(actor)


@policy.sees(Named, confidential=True, within="dossier")
def _named(actor: Actor) -> Q:
    """Whoever sees the redaction."""
    return _of_seen_dossier(actor)


@policy.sees(Mark)
def _marks(actor: Actor) -> Q:
    """Whoever sees the redaction."""
    return _of_seen_dossier(actor, "text__dossier_id")


@policy.sees(KeptOut)
def _kept_out(actor: Actor) -> Q:
    """Whoever sees the redaction."""
    return _of_seen_dossier(actor)


@policy.sees(Edition, confidential=True, within="document")
def _editions(actor: Actor) -> Q:
    """The office who see what it came from, whoever approves it, the partnership once it is public; nobody walled.

    What came from no record and is neither minutes nor a review is read by the partnership once it is approved.
    """
    inside = _within(actor, "document__partnership_id")
    readable = Q(state__in=OUT) | (Q(state="approved") & ~Q(document__kind__in=CONFIDENTIAL))
    # What came from a record is no more widely read for being of another kind.
    readable &= Q(state__in=OUT) | Q(document__owner_kind="")
    office = _within(actor, "document__partnership_id", *roles.TEAM, roles.LEGAL_ADVISER)
    office &= _of_seen_source(actor, "document_id")
    clear = (Q(dossier=None) | Q(state__in=OUT) | ~_of_kept_dossier(actor, "dossier_id")) & ~_of_barred(
        actor, "document_id"
    )
    return (office | _asked_to_approve(actor) | (inside & readable)) & clear


def _asked_to_approve(actor: Actor) -> Q:
    mine = Q(post_id__in=directory.posts_held(actor)) | Q(post_id__in=directory.posts_lent(actor))
    asked = Approval.objects.filter(mine if _is_bound(actor) else NOTHING, edition_id=OuterRef("pk"))
    return Q(Exists(asked)) & ~Q(state="draft")


@policy.sees(Document)
def _documents(actor: Actor) -> Q:
    """The office who see the record it came from, and whoever sees a version of it."""
    office = _within(actor, "partnership_id", *roles.TEAM, roles.LEGAL_ADVISER) & comes_from_seen(actor)
    seen = seen_by(actor, Edition).filter(document_id=OuterRef("pk"))
    any_version = Edition.objects.filter(document_id=OuterRef("pk"))
    return (office & not_barred(actor) & (Q(Exists(seen)) | ~Q(Exists(any_version)))) | Q(Exists(seen))


def _of_seen_edition(actor: Actor) -> Q:
    return Q(Exists(seen_by(actor, Edition).filter(pk=OuterRef("edition_id"))))


@policy.sees(Approval)
def _approvals(actor: Actor) -> Q:
    """Whoever sees the version."""
    return _of_seen_edition(actor)


@policy.sees(Place)
def _places(actor: Actor) -> Q:
    """Whoever sees the version."""
    return _of_seen_edition(actor)


def _handles(actor: Actor) -> Q:
    """Versions whose release the actor has a part in: the office, the legal adviser, and the second person.

    Of what came from a record, only those of them who see the record or approve the version.
    """
    part = _within(actor, "edition__document__partnership_id", *roles.TEAM, roles.LEGAL_ADVISER, *RELEASERS)
    approves = Q(edition__in=Edition.objects.filter(_asked_to_approve(actor)).values("pk"))
    kept = Q(edition__dossier__isnull=False) & _of_kept_dossier(actor, "edition__dossier_id")
    return part & (_of_seen_source(actor, "edition__document_id") | approves) & ~kept


@policy.sees(Release)
def _releases(actor: Actor) -> Q:
    """The office, the legal adviser, and those who may be the second person, as far as they see the version."""
    return _handles(actor) & _of_seen_edition(actor)


@policy.sees(Copy)
def _copies(actor: Actor) -> Q:
    """The office, the legal adviser, and those who may be the second person, as far as they see the version."""
    return _handles(actor) & _of_seen_edition(actor)


@policy.act("keep documents")
def _keep(actor: Actor, record: Any) -> bool:
    """Only the office of the partnership; for what came from a record, only those of it who see the record."""
    of_office = any(actor.holds(role, "partnership", partnership_of(record)) for role in roles.TEAM)
    return of_office and _sees_where_from(actor, record)


def _sees_where_from(actor: Actor, record: Any) -> bool:
    """Whether nothing that a version or a document came from is kept from the actor. No query for what is hand-made."""
    edition = record if isinstance(record, Edition) else getattr(record, "edition", None)
    document = edition.document if edition is not None else record
    if isinstance(document, Document) and document.owner_kind:
        found = Document.objects.filter(comes_from_seen(actor), not_barred(actor), pk=document.pk)
        if not found.exists():
            return False
    if edition is None or edition.dossier_id is None:
        return True
    return Dossier.objects.filter(_not_kept_out(actor), pk=edition.dossier_id).exists()


@policy.act("redact")
def _redact(actor: Actor, record: Any) -> bool:
    """Only the office of the partnership."""
    return any(actor.holds(role, "partnership", partnership_of(record)) for role in roles.TEAM)


@policy.act("approve a document")
def _approve(actor: Actor, record: Any) -> bool:
    """Whoever holds a post that is named, its standing deputy, and its nominee."""
    if isinstance(record, Approval):
        return record.post_id in posts_for(actor)
    return Approval.objects.filter(edition=record, post_id__in=posts_for(actor)).exists()


@policy.act("ask for a release")
def _ask(actor: Actor, record: Any) -> bool:
    """Only the office of the partnership; for what came from a record, only those of it who see the record."""
    return _keep(actor, record)


@policy.act("release to the public")
def _release(actor: Actor, record: Any) -> bool:
    """A manager, a statutory partner or the chair of the partnership, and never the person who asked for it."""
    if isinstance(record, Release) and record.state == "asked" and record.asked_by_id == actor.person_id:
        return False
    return any(actor.holds(role, "partnership", partnership_of(record)) for role in RELEASERS)


@policy.act("read the whole of a version")
def _read_whole(actor: Actor, record: Any) -> bool:
    """The office, the legal adviser, and whoever approves or releases it. Others read what the public gets.

    Of what came from a record, only those of them who see the record or approve the version.
    """
    held = {*roles.TEAM, roles.LEGAL_ADVISER, *RELEASERS}
    part = any(actor.holds(role, "partnership", partnership_of(record)) for role in held)
    if part and _sees_where_from(actor, record):
        return True
    return Approval.objects.filter(edition=record, post_id__in=posts_for(actor)).exists()


@policy.act("send back a release")
def _send_back(actor: Actor, record: Any) -> bool:
    """The office, and whoever may be the second person."""
    held = {*roles.TEAM, *RELEASERS}
    return any(actor.holds(role, "partnership", partnership_of(record)) for role in held)


@policy.act("replace a version")
def _replace(actor: Actor, record: Any) -> bool:
    """Whoever approves or releases the version that takes its place."""
    return _is_bound(actor)


def partnership_of(record: Any) -> int | None:
    """The partnership to which a record of publishing belongs."""
    if isinstance(record, Release | Copy | Approval | Place):
        return record.edition.document.partnership_id
    if isinstance(record, Edition):
        return record.document.partnership_id
    if isinstance(record, SourceText | Named):
        return record.dossier.partnership_id
    if isinstance(record, Document | Dossier | Suite):
        return record.partnership_id
    return record.pk if record is not None else None
