"""What can be done with the vault: keep, change, show for a reason, use for a purpose, and forget.

Keeping, changing, using and forgetting are steps of an app's own operations, which permit them first. Showing names the
app's act and checks it here, so that nobody forgets to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db.models import Model

from candour.platform.access import policy
from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused
from candour.platform.allowances.taking import take
from candour.platform.audit_trail.operation import operation, record
from candour.platform.vault import audit_events
from candour.platform.vault.facts import checked, checked_kind, mark_anew, opened, opened_all, store
from candour.platform.vault.models import Identity, Reveal
from candour.platform.vault.reasons import words_of
from candour.platform.workflow.moving import save_edit

REVEALS = "reveals"


@operation
def keep(actor: Actor, *, owner: Model, kind: str, facts: Mapping[str, str]) -> Identity:
    """Put the facts about somebody into the vault, as part of a record that the caller made or fetched as seen.

    The kind says in a word what the person is to the record. Raises ValueError for a kind or a name of a fact that
    could be content.
    """
    held = checked(facts)
    identity = Identity.objects.create(
        owner_kind=owner._meta.label_lower, owner_id=owner.pk, kind=checked_kind(kind), kept_at=actor.at
    )
    store(identity, held)
    mark_anew(identity)
    record(audit_events.KEPT, subject=identity, within=owner, kind=kind, names=sorted(held))
    return identity


@operation
def change(actor: Actor, *, identity: Identity, version: int, facts: Mapping[str, str]) -> Identity:
    """Change facts, add new ones, and take away those given as empty; facts not named stay.

    Raises Hidden, and Conflict if somebody else changed them since that version was seen.
    """
    held = checked(facts)
    found, owner = _as_seen(actor, identity)
    save_edit(found, version)
    store(found, held)
    mark_anew(found)
    record(audit_events.CHANGED, subject=found, within=owner, kind=found.kind, names=sorted(held))
    return found


@operation
def reveal(
    actor: Actor,
    *,
    identity: Identity,
    act: str,
    reason_kind: str,
    reason: str,
    names: Iterable[str] | None = None,
) -> dict[str, str]:
    """Show a person the facts of those names, or all, for a reason that is kept. The act is the app's, on the owner.

    Raises Hidden, UnknownAct and UnknownReason, and Refused without a reason, without the permission, for what is not
    held, and beyond the number of times that one person may be shown something in a day.
    """
    why = words_of(reason_kind)
    found, owner = _as_seen(actor, identity)
    policy.require(actor, act, owner)
    if actor.person_id is None:
        raise Refused("Only a person who is signed in can be shown this.")
    if not reason.strip():
        raise Refused("Say why you need to see this.")
    texts = opened(found, names)
    _count_shown(actor)
    _keep_reveal(actor, found, list(texts), reason_kind, reason)
    record(audit_events.SHOWN, subject=found, within=owner, kind=found.kind, names=list(texts), why=why)
    return texts


@operation
def open_for(actor: Actor, *, identity: Identity, purpose: str, names: Iterable[str] | None = None) -> dict[str, str]:
    """The facts of those names, or all, for a purpose that an app declared, such as a letter. Recorded, not counted.

    Raises Hidden and UnknownReason, and Refused for what is not held.
    """
    why = words_of(purpose)
    found, owner = _as_seen(actor, identity)
    texts = opened(found, names)
    record(audit_events.OPENED, subject=found, within=owner, kind=found.kind, names=list(texts), why=why)
    return texts


@operation
def open_all(actor: Actor, *, owner: Model, purpose: str) -> dict[Identity, dict[str, str]]:
    """All facts about everybody whom a record holds, in the order in which they were kept, for a declared purpose.

    The caller has fetched the owner as seen. Recorded once, not counted. Raises UnknownReason.
    """
    why = words_of(purpose)
    held = Identity.objects.filter(policy.belongs_to(actor, owner))
    texts = opened_all(held.order_by("pk"))
    record(audit_events.OPENED_ALL, subject=owner, count=len(texts), why=why)
    return texts


@operation
def show_all(actor: Actor, *, owner: Model, act: str, reason_kind: str, reason: str) -> dict[Identity, dict[str, str]]:
    """Show a person all facts about everybody whom a record holds, for a reason that is kept, counted as one time.

    The act is the app's, on the owner, which the caller has fetched as seen. Raises as `reveal` does.
    """
    why = words_of(reason_kind)
    policy.require(actor, act, owner)
    if not reason.strip():
        raise Refused("Say why you need to see this.")
    _count_shown(actor)
    held = Identity.objects.filter(policy.belongs_to(actor, owner))
    texts = opened_all(held.order_by("pk"))
    for identity, facts in texts.items():
        _keep_reveal(actor, identity, list(facts), reason_kind, reason)
    record(audit_events.SHOWN_ALL, subject=owner, count=len(texts), why=why)
    return texts


def _count_shown(actor: Actor) -> None:
    if actor.person_id is None:
        raise Refused("Only a person who is signed in can be shown this.")
    if not take(actor, REVEALS, each="day", at_most=settings.CANDOUR_DAILY_REVEALS):
        raise Refused(
            f"You have been shown what the vault holds {settings.CANDOUR_DAILY_REVEALS} times today, which is as often "
            "as anybody may in a day. Ask the partnership manager if you need to see more."
        )


def _keep_reveal(actor: Actor, identity: Identity, names: list[str], reason_kind: str, reason: str) -> None:
    assert actor.person_id is not None, "only a person is shown anything"
    Reveal.objects.create(
        identity=identity,
        person_id=actor.person_id,
        who=actor.label,
        at=actor.at,
        names=names,
        reason_kind=reason_kind,
        reason=reason.strip(),
    )


@operation
def forget(actor: Actor, *, identity: Identity) -> None:
    """Remove an identity with its facts, its marks and the reasons for which it was shown, before its owner is removed.

    That it was held, and each time it was shown, stay in history. Raises Hidden.
    """
    found, owner = _as_seen(actor, identity)
    record(audit_events.FORGOTTEN, subject=found, within=owner, kind=found.kind)
    found.delete()


def _as_seen(actor: Actor, identity: Identity) -> tuple[Identity, Model]:
    found = policy.fetch(actor, Identity, pk=identity.pk)
    return found, policy.owner_of(actor, found.owner_kind, found.owner_id)
