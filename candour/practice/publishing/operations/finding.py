"""Looking through the texts of a redaction as one, so that one person is one person in all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db.models import F

from candour.platform.access.actor import Actor
from candour.practice.publishing.models import Dossier, Mark, Named, SourceText
from candour.practice.publishing.queries import dossiers as queries
from candour.practice.publishing.redaction import Finder, Span
from candour.practice.publishing.vocabulary import Ruling

_BETWEEN = "\n\n"
STRANGER = "stranger-"


def look(actor: Actor, dossier: Dossier) -> None:
    """Propose every mention anew, inside an operation. What was decided stays; what was only proposed is replaced."""
    texts = list(SourceText.objects.filter(dossier=dossier).order_by("order"))
    everybody = list(Named.objects.filter(dossier=dossier).order_by("pk"))
    Mark.objects.filter(text__in=texts, state=Ruling.PROPOSED).delete()
    decided = list(Mark.objects.filter(text__in=texts))
    known = {(one.entity, one.kind): one for one in everybody}
    after = _highest_stranger(everybody, {mark.named_id for mark in decided})
    taken = [(mark.text_id, mark.start, mark.end) for mark in decided]
    made: list[Mark] = []
    spans = Finder(queries.register_of(dossier, everybody)).find(_BETWEEN.join(one.text for one in texts))
    for text, start, end, span in _placed(texts, spans):
        if any(held == text.pk and start < last and end > first for held, first, last in taken):
            continue
        entity = _entity_of(span, text.text[start:end], after)
        named = known.get((entity, span.kind))
        if named is None:
            named = Named.objects.create(dossier=dossier, entity=entity, kind=span.kind)
            known[(entity, span.kind)] = named
        taken.append((text.pk, start, end))
        made.append(
            Mark(
                text=text,
                named=named,
                start=start,
                end=end,
                why=span.why,
                sure=span.sure,
                needs_review=span.needs_review,
            )
        )
    Mark.objects.bulk_create(made)
    used = Mark.objects.filter(text__in=texts).values("named_id")
    Named.objects.filter(dossier=dossier, facts__isnull=True).exclude(pk__in=used).delete()
    changed(actor, dossier)


def changed(actor: Actor, dossier: Dossier) -> None:
    """Note that something of a redaction changed, so that files that were checked against it are checked again."""
    Dossier.objects.filter(pk=dossier.pk).update(version=F("version") + 1)


def _placed(texts: list[SourceText], spans: list[Span]) -> Iterator[tuple[SourceText, int, int, Span]]:
    """Each span with the text in which it stands, and where in it."""
    begins = 0
    places = []
    for text in texts:
        places.append((begins, begins + len(text.text), text))
        begins += len(text.text) + len(_BETWEEN)
    for span in spans:
        for first, last, text in places:
            start, end = max(span.start, first), min(span.end, last)
            if start < end:
                yield text, start - first, end - first, span


def _entity_of(span: Span, words: str, after: int) -> str:
    if span.entity:
        return span.entity
    if span.stranger:
        return f"{STRANGER}{span.stranger + after}"
    return f"words-{hashlib.sha256(' '.join(words.lower().split()).encode()).hexdigest()[:16]}"


def _highest_stranger(everybody: list[Named], decided: set[int]) -> int:
    numbers = [
        int(one.entity.removeprefix(STRANGER))
        for one in everybody
        if one.pk in decided and one.entity.startswith(STRANGER)
    ]
    return max(numbers, default=0)
