"""What can be done with links: link two records, and take a link away."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.links import audit_events
from candour.platform.links.kinds import Kind, kind_of, kinds
from candour.platform.links.models import Link
from candour.platform.links.queries import links_of, other_end, see_also


@operation
def link(actor: Actor, *, one: Model, words: str, why: str) -> Link:
    """Link a record, fetched as seen, to the one that people know by those words.

    The actor must be allowed to link the first and see the other. Raises Refused with all reasons.
    """
    kind = kind_of(one)
    require(actor, kind.may_link, one)
    found = [(of, other) for of in kinds() for other in of.named(actor, words.strip()) if other != one]
    reasons = []
    if not found:
        reasons.append("Nothing that you can open is called that. Give the key of a case or the number of an action.")
    if len(found) > 1:
        titles = "; ".join(of.title_of(other) for of, other in found[:5])
        reasons.append(f"Several records are called that: {titles}. Give the whole title.")
    if not why.strip():
        reasons.append("Say in a few words why they belong together. Name nobody.")
    if reasons:
        raise Refused(*reasons)
    return _link(actor, one, kind, *found[0], why.strip())


@operation
def unlink(actor: Actor, *, one: Model, link_ref: str) -> None:
    """Take a link away from either of its ends. Raises Hidden for a link whose other end the actor does not see."""
    kind = kind_of(one)
    require(actor, kind.may_link, one)
    if link_ref not in {seen.link_ref for seen in see_also(actor, one)}:
        raise Hidden
    ended = links_of(one).get(ref=link_ref)
    if not Link.objects.filter(pk=ended.pk, ended_at=None).update(ended_at=actor.at):
        raise Refused("This link has been taken away already.")
    label, id_ = other_end(ended, one)
    of = next(of for of in kinds() if of.model._meta.label_lower == label)
    other = fetch(actor, of.model, pk=id_)
    record(audit_events.UNLINKED, subject=one, within=one, called=of.called.lower())
    record(audit_events.UNLINKED, subject=other, within=other, called=kind.called.lower())


def _link(actor: Actor, one: Model, kind: Kind, of: Kind, other: Model, why: str) -> Link:
    ends = sorted(((one._meta.label_lower, one.pk), (other._meta.label_lower, other.pk)))
    try:
        with transaction.atomic():
            made = Link.objects.create(
                first_kind=ends[0][0],
                first_id=ends[0][1],
                second_kind=ends[1][0],
                second_id=ends[1][1],
                why=why,
                made_at=actor.at,
                made_by=actor.label,
            )
    except IntegrityError as error:
        raise Refused("These two are linked already.") from error
    record(audit_events.LINKED, subject=one, within=one, called=of.called.lower())
    record(audit_events.LINKED, subject=other, within=other, called=kind.called.lower())
    return made
