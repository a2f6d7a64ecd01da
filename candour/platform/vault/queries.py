"""What can be read of the vault without a reason: what is held, masked, and who else may be the same person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import belongs_to, note_list_read, seen_by
from candour.platform.audit_trail.reading import note_read
from candour.platform.vault.facts import place_of
from candour.platform.vault.likeness.marks import Likeness, marks_to_seek
from candour.platform.vault.masking import masked as mask
from candour.platform.vault.models import Fact, Identity, Mark, Reveal
from candour.platform.vault.reasons import words_of
from candour.platform.vault.sealing import unseal

AT_MOST = 50


@dataclass(frozen=True)
class Held:
    """An identity and its masked facts."""

    identity: Identity
    facts: dict[str, str]


@dataclass(frozen=True)
class Alike:
    """An identity that may be the person asked about, with everything that speaks for it, and how strongly."""

    identity: Identity
    why: list[str]
    strength: int


@dataclass(frozen=True)
class Shown:
    """One time that facts of an identity were shown."""

    at: datetime
    who: str
    names: list[str]
    why: str
    reason: str


def held_by(actor: Actor, owner: Model, *kinds: str) -> list[Held]:
    """The identities of a record that the caller has fetched as seen, masked; only of those kinds, if any is named."""
    found = Identity.objects.filter(belongs_to(actor, owner))
    identities = list((found.filter(kind__in=kinds) if kinds else found).order_by("pk"))
    if identities:
        note_list_read(actor, Identity, owner)
    facts = _masked_facts(identities)
    return [Held(identity, facts[identity.pk]) for identity in identities]


def masked(identity: Identity) -> dict[str, str]:
    """The facts of an identity that the caller has fetched as seen, masked."""
    return _masked_facts([identity])[identity.pk]


def alike(actor: Actor, facts: Mapping[str, str], *, but_not: Identity | None = None) -> list[Alike]:
    """The identities that may be the person with these facts, the likeliest first: only those the actor may see.

    `but_not` leaves out the identity that is itself asked about.
    """
    sought = marks_to_seek(facts)
    found = Mark.objects.filter(mark__in=sought, identity__in=seen_by(actor, Identity)).select_related("identity")
    if but_not is not None:
        found = found.exclude(identity=but_not)
    likenesses: defaultdict[Identity, set[Likeness]] = defaultdict(set)
    for mark in found:
        likenesses[mark.identity].add(sought[mark.mark])
    hits = sorted((_alike(identity, found) for identity, found in likenesses.items()), key=_likeliest_first)[:AT_MOST]
    for hit in hits:
        note_read(hit.identity)
    return hits


def known_by_name(actor: Actor, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those pairs of a forename and a surname that sound like somebody in a record that the actor may see.

    Of several pairs that mean the same person, such as both orders, the first is given. One query, and none for nobody.
    """
    sought: dict[str, tuple[str, str]] = {}
    for own, family in pairs:
        for mark in marks_to_seek({"forenames": own, "surname": family}):
            sought.setdefault(mark, (own, family))
    if not sought:
        return []
    found = Mark.objects.filter(mark__in=sought, identity__in=seen_by(actor, Identity))
    marks = set(found.values_list("mark", flat=True))
    return list(dict.fromkeys(pair for mark, pair in sought.items() if mark in marks))


def reveals_of(actor: Actor, identity: Identity) -> list[Shown]:
    """Each time that an identity was shown, the newest first, if the actor may see it."""
    shown = Reveal.objects.filter(identity__in=seen_by(actor, Identity).filter(pk=identity.pk)).order_by("-pk")
    return [Shown(row.at, row.who, row.names, words_of(row.reason_kind), row.reason) for row in shown]


def _masked_facts(identities: list[Identity]) -> dict[int, dict[str, str]]:
    by_id = {identity.pk: identity for identity in identities}
    facts: dict[int, dict[str, str]] = {pk: {} for pk in by_id}
    for fact in Fact.objects.filter(identity__in=by_id).order_by("name"):
        identity = by_id[fact.identity_id]
        facts[identity.pk][fact.name] = mask(fact.name, unseal(fact.sealed, place_of(identity, fact.name)))
    return facts


def _alike(identity: Identity, likenesses: set[Likeness]) -> Alike:
    strongest_first = sorted(likenesses, reverse=True)
    return Alike(identity, [likeness.why for likeness in strongest_first], strongest_first[0].strength)


def _likeliest_first(hit: Alike) -> tuple[int, int, int]:
    return -hit.strength, -len(hit.why), -hit.identity.pk
