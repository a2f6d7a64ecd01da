"""Texts under redaction, as somebody sees them: what they name, each mention, and what is still undecided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Model, Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.practice.publishing.models import Document, Dossier, Edition, Mark, Named, SourceText
from candour.practice.publishing.redaction import Register, Span, apply, replacements, unexplained
from candour.practice.publishing.redaction.gate import reidentifying
from candour.practice.publishing.vocabulary import Ruling

_WORKED_OUT = ("age band", "season", "year")
"""What can be said of a date or an age from the words themselves."""
_NOT_KNOWN = ("role", "pseudonym", "removed")
"""What only the register could say, or is said anyway."""


@dataclass(frozen=True)
class Tally:
    """How many mentions there are, and how many of them wait."""

    mentions: int
    waiting: int


def dossier_from(actor: Actor, owner: Model) -> Dossier | None:
    """The newest redaction that came from a record of another app, if the actor sees one."""
    found = seen_by(actor, Dossier).filter(owner_kind=owner._meta.label_lower, owner_id=owner.pk)
    return found.order_by("-pk").first()


def dossiers(actor: Actor) -> list[Dossier]:
    """Every redaction that the actor sees, the newest first."""
    return list(seen_by(actor, Dossier).select_related("partnership").order_by("-opened_at", "-pk")[:200])


def dossier(actor: Actor, ref: str) -> Dossier:
    """One redaction, noted as read. Raises Hidden."""
    return fetch(actor, Dossier, "partnership", ref=ref)


def texts_of(actor: Actor, found: Dossier) -> list[SourceText]:
    """The originals, in order."""
    return list(seen_by(actor, SourceText).filter(dossier=found).order_by("order"))


def text(actor: Actor, ref: str) -> SourceText:
    """One original, noted as read. Raises Hidden."""
    return fetch(actor, SourceText, "dossier__partnership", ref=ref)


def named_of(actor: Actor, found: Dossier) -> list[Named]:
    """Everybody and everything named, in the order in which they were entered or found."""
    return list(seen_by(actor, Named).filter(dossier=found).order_by("pk"))


def named(actor: Actor, ref: str) -> Named:
    """One of those named, noted as read. Raises Hidden."""
    return fetch(actor, Named, "dossier__partnership", ref=ref)


def marks_of(actor: Actor, texts: Iterable[SourceText]) -> list[Mark]:
    """Every mention in the texts, in order."""
    marks = seen_by(actor, Mark).filter(text__in=list(texts))
    return list(marks.select_related("named").order_by("text__order", "start"))


def tallies(actor: Actor, found: Dossier) -> dict[int, Tally]:
    """For each of those named, how many mentions there are. One query."""
    rows = (
        seen_by(actor, Mark)
        .filter(text__dossier=found)
        .values("named_id")
        .annotate(all=Count("pk"), open=Count("pk", filter=Q(state=Ruling.PROPOSED)))
    )
    return {row["named_id"]: Tally(row["all"], row["open"]) for row in rows}


def register_of(found: Dossier, everybody: Iterable[Named]) -> Register:
    """What the texts must not name, as the engine takes it."""
    entities = tuple(one.as_entity for one in everybody if one.facts is not None)
    return Register(entities, tuple(found.allowed), found.anchor_on)


def words_for(register: Register, everybody: Iterable[Named]) -> dict[str, str]:
    """What stands in the place of each, by the engine's keys."""
    everybody = list(everybody)
    held = {one.entity for one in everybody if one.facts is not None}
    choices = {one.key: one.choice for one in everybody if one.choice and one.entity in held}
    found = replacements(register, choices)
    # Whom the register does not hold stands under a key of its own, with the words that were chosen.
    for one in everybody:
        if one.entity not in held and one.choice not in ("", *_NOT_KNOWN):
            found[f"{one.entity}/{one.kind}"] = f"{{{one.choice}}}" if one.choice in _WORKED_OUT else one.choice
    return found


def redacted(text: SourceText, marks: Iterable[Mark], words: dict[str, str]) -> str:
    """A text with every mention replaced that was not left standing."""
    spans = [as_span(mark) for mark in marks if mark.text_id == text.pk and mark.state != Ruling.LEFT]
    return apply(text.text, spans, words)


def as_span(mark: Mark) -> Span:
    """A mention as the engine takes it."""
    named = mark.named
    prefix, _, number = named.entity.partition("-")
    stranger = int(number) if prefix == "stranger" and number.isdigit() else 0
    return Span(
        mark.start,
        mark.end,
        named.entity,
        named.kind,
        mark.why,
        mark.sure,
        mark.needs_review,
        (),
        stranger,
    )


def settled_words(texts: Iterable[SourceText], marks: Iterable[Mark]) -> list[str]:
    """The words that somebody looked at and left standing, each once."""
    whole = {one.pk: one.text for one in texts}
    left = (whole[mark.text_id][mark.start : mark.end] for mark in marks if mark.state == Ruling.LEFT)
    return sorted(set(left))


def unexplained_in(found: SourceText, marks: Iterable[Mark], register: Register) -> list[str]:
    """Words of a text with capitals that nothing explains, for a person to look at."""
    return unexplained(found.text, [as_span(mark) for mark in marks if mark.text_id == found.pk], register)


def risks_in(words: str, register: Register) -> list[str]:
    """Paragraphs in which small facts stand together that can single somebody out."""
    return reidentifying(words, register)


def documents_for(actor: Actor, found: Dossier) -> list[Document]:
    """The documents of which a version can be made from a redaction.

    Where the record that it came from has its own document, that one; else those that came from no record.
    """
    fitting = seen_by(actor, Document).filter(kind=found.kind, partnership_id=found.partnership_id)
    own = list(fitting.filter(owner_kind=found.owner_kind, owner_id=found.owner_id)) if found.owner_kind else []
    return own or list(fitting.filter(owner_kind="").order_by("title"))


def editions_from(actor: Actor, found: Dossier) -> list[Edition]:
    """The versions that were made from a redaction."""
    return list(seen_by(actor, Edition).filter(dossier=found).select_related("document").order_by("-pk"))
