"""What a record is linked to, as far as the reader sees the other end. A link to what is hidden does not exist."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import all_sees, seen_by
from candour.platform.audit_trail.reading import note_read
from candour.platform.links.kinds import Kind, kind_of_label
from candour.platform.links.models import Link


@dataclass(frozen=True)
class SeeAlso:
    """The other end of a link, as plain values."""

    link_ref: str
    called: str
    title: str
    address: str
    why: str


def links_of(record: Model) -> QuerySet[Link]:
    """The links of a record that the caller has fetched as seen, whatever is at their other ends."""
    kind, id_ = record._meta.label_lower, record.pk
    ends = Q(first_kind=kind, first_id=id_) | Q(second_kind=kind, second_id=id_)
    return Link.objects.filter(ends, ended_at=None)


def other_end(link: Link, record: Model) -> tuple[str, int]:
    """The kind and id of what a record is linked to."""
    if (link.first_kind, link.first_id) == (record._meta.label_lower, record.pk):
        return link.second_kind, link.second_id
    return link.first_kind, link.first_id


def see_also(actor: Actor, record: Model) -> list[SeeAlso]:
    """What a record that the caller has fetched as seen is linked to, and that the actor sees as well, by kind."""
    ends: defaultdict[str, dict[int, Link]] = defaultdict(dict)
    for link in links_of(record).order_by("made_at"):
        label, id_ = other_end(link, record)
        ends[label][id_] = link
    return [one for label in sorted(ends) for one in _seen(actor, kind_of_label(label), ends[label])]


def _seen(actor: Actor, kind: Kind, links: dict[int, Link]) -> list[SeeAlso]:
    found = seen_by(actor, kind.model).filter(pk__in=links).select_related(*kind.needs)
    shown = []
    for one in found:
        if all_sees()[kind.model].confidential:
            note_read(one)
        link = links[one.pk]
        shown.append(SeeAlso(link.ref, kind.called, kind.title_of(one), kind.address_of(one), link.why))
    return sorted(shown, key=lambda one: one.title)
