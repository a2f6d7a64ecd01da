"""Deciding on mentions: for one that is named, for the words in which it is named, and for words added by hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import save_edit
from candour.practice.publishing import audit_events
from candour.practice.publishing.models import Dossier, Mark, Named, SourceText
from candour.practice.publishing.operations.finding import changed
from candour.practice.publishing.vocabulary import Ruling

REPLACE, LEAVE = "replace", "leave"


@operation
def accept_sure(actor: Actor, *, dossier_ref: str) -> int:
    """Accept every proposal of which the engine is sure. Those that a person must look at stay. Raises Refused."""
    dossier = _open(actor, dossier_ref)
    waiting = Mark.objects.filter(text__dossier=dossier, state=Ruling.PROPOSED, needs_review=False)
    count = _rule(actor, waiting, Ruling.MASKED)
    if not count:
        raise Refused("Nothing waits of which the engine is sure. Decide on the others one by one.")
    record(audit_events.RULED, subject=dossier, count=count, state=Ruling.MASKED.label)
    changed(actor, dossier)
    return count


@operation
def rule_named(actor: Actor, *, ref: str, version: int, decision: str, choice: str) -> int:
    """Decide for all mentions of one at once, and what stands in their place. Raises Refused or Conflict.

    Words that were left standing by themselves stay so. `choice` is one of the engine's, or the words themselves.
    """
    named = fetch(actor, Named, "dossier", ref=ref)
    require(actor, "redact", named)
    dossier = named.dossier
    save_edit(named, version, choice=choice.strip())
    record(audit_events.REPLACED, subject=dossier)
    marks = Mark.objects.filter(named=named)
    state = Ruling.LEFT if decision == LEAVE else Ruling.MASKED
    rows = marks.exclude(state=state) if decision == LEAVE else marks.filter(state=Ruling.PROPOSED)
    count = _rule(actor, rows, state)
    record(audit_events.RULED, subject=dossier, count=count, state=state.label)
    changed(actor, dossier)
    return count


@operation
def rule_words(actor: Actor, *, ref: str, key: str, decision: str, means_ref: str = "") -> int:
    """Decide on the words in which one is named: replace them, leave them, or say that they mean another.

    `key` is that of `key_of`. Raises Refused.
    """
    named = fetch(actor, Named, "dossier", ref=ref)
    require(actor, "redact", named)
    dossier = named.dossier
    marks = [mark for mark in Mark.objects.filter(named=named).select_related("text") if key_of(mark) == key]
    if not marks:
        raise Refused("These words are not there any more.")
    rows = Mark.objects.filter(pk__in=[mark.pk for mark in marks])
    state = Ruling.LEFT if decision == LEAVE else Ruling.MASKED
    count = _rule(actor, rows, state)
    if means_ref and decision == REPLACE:
        other = fetch(actor, Named, ref=means_ref, dossier=dossier)
        rows.update(named=other)
    record(audit_events.RULED, subject=dossier, count=count, state=state.label)
    changed(actor, dossier)
    return count


@operation
def mask_words(actor: Actor, *, dossier_ref: str, words: str, means_ref: str = "", choice: str = "") -> int:
    """Mask further words wherever they stand in any of the texts. Raises Refused if they stand nowhere.

    They mean one of those named already, or stand for themselves with words of their own in their place.
    """
    dossier = _open(actor, dossier_ref)
    wanted = " ".join(words.split())
    if len(wanted) < 2:
        raise Refused("Give at least two letters.")
    named = fetch(actor, Named, ref=means_ref, dossier=dossier) if means_ref else _own(dossier, wanted, choice)
    pattern = re.compile(
        r"(?<!\w)" + r"\s+".join(re.escape(part) for part in wanted.split(" ")) + r"(?!\w)", re.IGNORECASE
    )
    count = 0
    for text in SourceText.objects.filter(dossier=dossier).order_by("order"):
        held = list(Mark.objects.filter(text=text))
        for hit in pattern.finditer(text.text):
            count += _mask(actor, text, named, hit.start(), hit.end(), held)
    if not count:
        raise Refused("These words stand nowhere in the texts, or are masked already.")
    record(audit_events.WORDS_MASKED, subject=dossier, count=count)
    changed(actor, dossier)
    return count


def key_of(mark: Mark) -> str:
    """A short key of the words of a mention that says nothing of them. The mark has its text with it."""
    words = " ".join(mark.text.text[mark.start : mark.end].lower().split())
    return hashlib.sha256(f"{mark.named_id}\n{words}".encode()).hexdigest()[:16]


def _mask(actor: Actor, text: SourceText, named: Named, start: int, end: int, held: list[Mark]) -> int:
    touching = [mark for mark in held if mark.start < end and mark.end > start]
    if any(mark.state == Ruling.MASKED and mark.start <= start and mark.end >= end for mark in touching):
        return 0
    # Whatever it touches becomes a part of it, so that nothing of what was covered comes to light.
    first, last = min([start, *(mark.start for mark in touching)]), max([end, *(mark.end for mark in touching)])
    Mark.objects.filter(pk__in=[mark.pk for mark in touching]).delete()
    Mark.objects.create(
        text=text,
        named=named,
        start=first,
        end=last,
        why="added by a person",
        sure=1.0,
        state=Ruling.MASKED,
        decided_by=actor.label[:150],
        decided_at=actor.at,
    )
    return 1


def _own(dossier: Dossier, words: str, choice: str) -> Named:
    entity = f"own-{hashlib.sha256(words.lower().encode()).hexdigest()[:16]}"
    named, _ = Named.objects.get_or_create(dossier=dossier, entity=entity, kind="person", defaults={"choice": choice})
    if choice and named.choice != choice:
        Named.objects.filter(pk=named.pk).update(choice=choice)
    return named


def _open(actor: Actor, ref: str) -> Dossier:
    dossier = fetch(actor, Dossier, ref=ref)
    require(actor, "redact", dossier)
    return dossier


def _rule(actor: Actor, rows: Iterable[Mark], state: str) -> int:
    return rows.update(state=state, decided_by=actor.label[:150], decided_at=actor.at)  # type: ignore[attr-defined]
