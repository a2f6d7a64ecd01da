"""Facts on their way into the vault and out of it: the only place where they are sealed and opened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from candour.platform.access.policy import Refused
from candour.platform.vault.keys import ring
from candour.platform.vault.likeness.marks import marks_to_keep
from candour.platform.vault.models import Fact, Identity, Mark
from candour.platform.vault.sealing import seal, unseal

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_KIND = re.compile(r"[a-z][a-z -]{0,39}")


def place_of(identity: Identity, name: str) -> str:
    """What a fact is sealed for: its identity and its name, so that it opens nowhere else."""
    return f"vault.fact/{identity.ref}/{name}"


def checked(facts: Mapping[str, str]) -> dict[str, str]:
    """Facts under names that may be written into history. Raises ValueError for any other name."""
    if not all(_NAME.fullmatch(name) for name in facts):
        raise ValueError("A fact has a name of small letters, numbers and low lines.")
    return {name: str(text) for name, text in facts.items()}


def checked_kind(kind: str) -> str:
    """What somebody is to a record, in a word that may be written into history. Raises ValueError for anything else."""
    if not _KIND.fullmatch(kind):
        raise ValueError("A kind of identity is a word or two in small letters.")
    return kind


def store(identity: Identity, facts: Mapping[str, str]) -> None:
    """Seal facts in place of those with the same names. An empty one takes away what was there."""
    held = {name: text for name, text in facts.items() if text.strip()}
    Fact.objects.filter(identity=identity, name__in=[name for name in facts if name not in held]).delete()
    Fact.objects.bulk_create(
        [
            Fact(identity=identity, name=name, sealed=seal(text, place_of(identity, name)))
            for name, text in held.items()
        ],
        update_conflicts=True,
        unique_fields=["identity", "name"],
        update_fields=["sealed"],
    )


def opened(identity: Identity, names: Iterable[str] | None = None) -> dict[str, str]:
    """The facts of those names, or all of them, in order of name. Raises Unsealable, and Refused if one is not held."""
    held = Fact.objects.filter(identity=identity).order_by("name")
    wanted = None if names is None else set(names)
    if wanted is not None:
        held = held.filter(name__in=wanted)
    texts = {fact.name: unseal(fact.sealed, place_of(identity, fact.name)) for fact in held}
    if not texts or (wanted is not None and wanted - texts.keys()):
        raise Refused("The vault does not hold what you asked for.")
    return texts


def opened_all(identities: Iterable[Identity]) -> dict[Identity, dict[str, str]]:
    """All facts of several identities, each in order of name; empty for one of whom nothing is held. One query."""
    by_id = {identity.pk: identity for identity in identities}
    texts: dict[Identity, dict[str, str]] = {identity: {} for identity in by_id.values()}
    for fact in Fact.objects.filter(identity__in=by_id).order_by("name"):
        identity = by_id[fact.identity_id]
        texts[identity][fact.name] = unseal(fact.sealed, place_of(identity, fact.name))
    return texts


def mark_anew(identity: Identity) -> None:
    """Make the marks of an identity from the facts that are now held, under the index key that is now in use."""
    facts = {
        fact.name: unseal(fact.sealed, place_of(identity, fact.name)) for fact in Fact.objects.filter(identity=identity)
    }
    Mark.objects.filter(identity=identity).delete()
    Mark.objects.bulk_create([Mark(identity=identity, mark=mark) for mark in sorted(marks_to_keep(facts))])
    Identity.objects.filter(pk=identity.pk).update(marked_under=ring().index_name)
