"""What can be read of requests for access, always as seen by someone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.platform.deadlines.calendar import calendar
from candour.platform.files.models import StoredFile
from candour.platform.retention.kinds import body_model
from candour.platform.subject_access.models import AccessRequest, Judgement
from candour.platform.subject_access.permissions import bodies_of
from candour.platform.vault.facts import opened_all
from candour.platform.vault.models import Identity
from candour.platform.vault.queries import alike
from candour.rulebook.index import rule
from candour.rulebook.language.clocks import Clock, Due

CLOCK = "data-protection-2018/access-answered"


@dataclass(frozen=True)
class Match:
    """An identity that may be the person, and what was judged of it."""

    ref: str
    record: str
    """What the record is in which it stands, and what the person is to it; never a name."""
    why: tuple[str, ...]
    is_person: bool | None
    """None while nobody has judged it."""
    because: str


@dataclass(frozen=True)
class Kept:
    """What one record keeps about the person: the facts, and the documents that somebody has to read first."""

    record: str
    kept_on: date
    facts: tuple[tuple[str, str], ...]
    documents: tuple[str, ...]
    others: int
    """How many other people the same record holds. Not one of them is in the list."""


def bodies(actor: Actor) -> list[Model]:
    """The bodies for which the actor handles requests."""
    return sorted(seen_by(actor, body_model()).filter(pk__in=bodies_of(actor)), key=str)


def body_by_ref(actor: Actor, ref: str) -> Model:
    """One of them. Raises Hidden."""
    return fetch(actor, body_model(), ref=ref, pk__in=bodies_of(actor))


def requests(actor: Actor) -> list[AccessRequest]:
    """The requests that the actor handles, open ones first, the oldest first among them."""
    found = seen_by(actor, AccessRequest).order_by("-state", "received_on", "pk")[:200]
    return sorted(found, key=lambda one: one.state != "open")


def request_by_ref(actor: Actor, ref: str) -> AccessRequest:
    """One request. Raises Hidden."""
    return fetch(actor, AccessRequest, ref=ref)


def due_of(received_on: date) -> Due:
    """When a request that was received on that day must be answered, with the sum. Raises BeyondCalendar."""
    return rule(CLOCK, Clock).due(received_on, calendar())


def asker(request: AccessRequest) -> Identity:
    """The identity of whoever asks, of a request that the caller has fetched as seen."""
    return Identity.objects.get(owner_kind=request._meta.label_lower, owner_id=request.pk)


def matches(actor: Actor, request: AccessRequest) -> list[Match]:
    """The identities that may be the person, the likeliest first: only those in records that the actor sees."""
    who = asker(request)
    judged = {one.identity_id: one for one in seen_by(actor, Judgement).filter(request=request)}
    found = []
    for hit in alike(actor, opened_all([who])[who], but_not=who):
        one = judged.get(hit.identity.pk)
        verdict = (one.is_person, one.because) if one else (None, "")
        found.append(Match(hit.identity.ref, _record_of(hit.identity), tuple(hit.why), *verdict))
    return found


def identity_by_ref(actor: Actor, ref: str) -> Identity:
    """An identity that the actor sees. Raises Hidden."""
    return fetch(actor, Identity, ref=ref)


def judged_to_be(actor: Actor, request: AccessRequest) -> list[Identity]:
    """The identities that were judged to be the person, among those that the actor sees."""
    mine = list(Judgement.objects.filter(request=request, is_person=True).values_list("identity_id", flat=True))
    return list(seen_by(actor, Identity).filter(pk__in=mine).order_by("kept_at", "pk"))


def what_is_kept(actor: Actor, identities: list[Identity], facts: dict[Identity, dict[str, str]]) -> list[Kept]:
    """What is kept about the person, record by record: their own facts, never those of anybody else."""
    return [_kept(actor, identity, facts[identity]) for identity in identities]


def _kept(actor: Actor, identity: Identity, facts: dict[str, str]) -> Kept:
    whole = {"owner_kind": identity.owner_kind, "owner_id": identity.owner_id}
    documents = seen_by(actor, StoredFile).filter(**whole, state="clean").order_by("kept_at", "pk")
    others = seen_by(actor, Identity).filter(**whole).exclude(pk=identity.pk).count()
    return Kept(
        record=_record_of(identity),
        kept_on=identity.kept_at.date(),
        facts=tuple(sorted((name.replace("_", " ").capitalize(), text) for name, text in facts.items())),
        documents=tuple(documents.values_list("name", flat=True)),
        others=others,
    )


def _record_of(identity: Identity) -> str:
    title = apps.get_model(identity.owner_kind)._meta.verbose_name
    return f"{str(title).capitalize()}, in which the person is “{identity.kind}”"
