"""Which earlier recommendations resemble one, and why: common words weighed by how rare they are, and common themes.

Everything is counted over what the reader may see, so that what is hidden changes neither what is found nor its order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from django.db.models import Case, Count, F, FloatField, QuerySet, Sum, Value, When

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.practice.learning.lesson_kinds import Likeness
from candour.practice.learning.models import Coding, Recommendation, Repeat, Theme, Word
from candour.practice.learning.queries.themes import phrases_of, roots_in, stem, themes_in, vocabulary

_EMPTY = (
    "a about all also am an and any are as at be been before being between both but by can could did do does done"
    " during each ensure for from had has have how if in into is it its made make may more must need no not of on or"
    " other our out over per recommends recommendation shall should so such than that the their them then there they"
    " this those through to under up us was were what when where whether which who will with within would agency"
    " partner partnership board safeguarding review reviews child children adult service professional practitioner"
    " staff case work local area ask across including every always never"
)
EMPTY_WORDS = frozenset(stem(word) for word in _EMPTY.split())
"""Words that nearly every recommendation has, and by which none is told from another."""
SATURATION, BY_LENGTH, USUAL_LENGTH = 1.2, 0.5, 30
ENOUGH = 0.16
"""The least share of the new one's weight that an earlier one must have to be shown."""
LEAST_WORDS = 2
"""How many words two recommendations share at least, if they share no theme."""
MOST_WORDS, MOST_FOUND = 40, 10
BY_SYNONYM = 0.8
"""What another word for the same theme counts, beside the word itself."""
THEME_ADDS = 0.15
UNHEARD = 1.0
"""How rare a word counts that no earlier recommendation has: it is new, and tells little of what is old."""


@dataclass(frozen=True)
class Match:
    """An earlier recommendation that resembles one, why it does, and what was said of the two."""

    earlier: Recommendation
    share: float
    """How much of what the new one says stands in the earlier one, from 0 to 1."""
    words: tuple[str, ...]
    """The words of the new one that the earlier one has too, or says by another word for the same theme."""
    themes: tuple[str, ...]
    said: Repeat | None


@dataclass(frozen=True)
class Repeated:
    """How many recommendations were looked at, and how many of them had been made before."""

    looked_at: int
    repeated: int


def recommendation(actor: Actor, ref: str) -> Recommendation:
    """One recommendation by its reference. Raises Hidden."""
    return fetch(actor, Recommendation, "report", "report__partnership", ref=ref)


def weighed(text: str) -> dict[str, float]:
    """The words of a text that tell it from others, each with its weight there."""
    counted = Counter({word: n for word, n in roots_in(text).items() if word not in EMPTY_WORDS and len(word) > 1})
    long = sum(counted.values()) / USUAL_LENGTH
    return {
        word: n * (SATURATION + 1) / (n + SATURATION * (1 - BY_LENGTH + BY_LENGTH * long))
        for word, n in counted.items()
    }


def said_before(actor: Actor, found: Recommendation) -> list[Match]:
    """The recommendations of other reports that the reader may see and that resemble one, the likest first."""
    meant = themes_in([found.text], vocabulary(actor))
    own = weighed(found.text)
    sought = {**_other_words(own, meant), **own}
    words = seen_by(actor, Word).exclude(recommendation__report=found.report_id)
    earlier = seen_by(actor, Recommendation).exclude(report=found.report_id)
    rarity = _rarity(words, earlier.count(), sought)
    weights = {
        word: rarity[word] * weight * (1 if word in own else BY_SYNONYM)
        for word, weight in sought.items()
        if rarity.get(word)
    }
    kept = dict(sorted(weights.items(), key=lambda pair: -pair[1])[:MOST_WORDS])
    whole = sum(rarity.get(word, UNHEARD) * weight**2 for word, weight in own.items()) or 1.0
    scores = {pk: score / whole for pk, score in _scored(words, kept)}
    alike = _themes_shared(found, earlier)
    for pk, titles in alike.items():
        scores[pk] = scores.get(pk, 0.0) + THEME_ADDS * len(titles)
    best = sorted((pk for pk in scores if scores[pk] >= ENOUGH or pk in alike), key=lambda pk: (-scores[pk], -pk))
    return _explained(actor, found, best[:MOST_FOUND], scores, alike, meant)


def said_of(actor: Actor, found: Recommendation) -> list[Repeat]:
    """What was said of a recommendation and earlier ones, with the earlier ones that the reader may see."""
    said = seen_by(actor, Repeat).filter(recommendation=found).select_related("earlier__report")
    return list(said.order_by("likeness", "pk"))


def repeat_rate(actor: Actor, partnership_id: int, from_on: object = None, until_on: object = None) -> Repeated:
    """How many recommendations of a partnership were compared with earlier ones, and how many were made again."""
    said = seen_by(actor, Repeat).filter(recommendation__report__partnership_id=partnership_id)
    if from_on is not None:
        said = said.filter(said_at__date__gte=from_on, said_at__date__lte=until_on)
    looked_at = said.values("recommendation").distinct().count()
    return Repeated(looked_at, said.filter(likeness=Likeness.AGAIN).values("recommendation").distinct().count())


def _other_words(own: dict[str, float], meant: Sequence[Theme]) -> dict[str, float]:
    """The words by which the same themes may have been named elsewhere."""
    found: dict[str, float] = {}
    for theme in meant:
        for phrase in phrases_of(theme):
            for word in phrase - own.keys() - EMPTY_WORDS:
                found[word] = 1.0 / len(phrase)
    return found


def _rarity(words: QuerySet[Word], number: int, sought: dict[str, float]) -> dict[str, float]:
    """How rare each word is among what the reader may see; a word of nearly every recommendation weighs nothing."""
    counted = words.filter(root__in=sought).values_list("root").annotate(number=Count("pk")).order_by()
    most = max(number // 5, 20)
    return {word: log(1 + (number - n + 0.5) / (n + 0.5)) if n <= most else 0.0 for word, n in counted}


def _scored(words: QuerySet[Word], weights: dict[str, float]) -> list[tuple[int, float]]:
    if not weights:
        return []
    weighs = Case(*(When(root=word, then=Value(weight)) for word, weight in weights.items()), output_field=FloatField())
    scored = (
        words.filter(root__in=weights)
        .values_list("recommendation")
        .annotate(score=Sum(F("weight") * weighs))
        .order_by("-score", "-recommendation")
    )
    return list(scored[: MOST_FOUND * 3])


def _themes_shared(found: Recommendation, earlier: QuerySet[Recommendation]) -> dict[int, list[str]]:
    """The earlier recommendations that are coded with the same themes, with the names of these."""
    kind = Recommendation._meta.label_lower
    now = Coding.objects.filter(owner_kind=kind, ended_at=None)
    own = list(now.filter(owner_id=found.pk).values_list("theme_id", flat=True))
    if not own:
        return {}
    rows = now.filter(theme_id__in=own, owner_id__in=earlier.values("pk"))
    shared: dict[int, list[str]] = {}
    for pk, title in rows.order_by("-owner_id").values_list("owner_id", "theme__title")[: MOST_FOUND * 3]:
        shared.setdefault(pk, []).append(title)
    return shared


def _explained(
    actor: Actor,
    found: Recommendation,
    best: list[int],
    scores: dict[int, float],
    alike: dict[int, list[str]],
    meant: Sequence[Theme],
) -> list[Match]:
    records = seen_by(actor, Recommendation).select_related("report", "report__partnership").in_bulk(best)
    said = {one.earlier_id: one for one in Repeat.objects.filter(recommendation=found, earlier__in=best)}
    matches = []
    for pk in best:
        record = records[pk]
        themes = {theme.title for theme in themes_in([record.text], meant)} | set(alike.get(pk, ()))
        words = _common(found.text, record.text)
        if len(words) < LEAST_WORDS and not themes and pk not in said:
            continue
        matches.append(Match(record, min(scores[pk], 1.0), words, tuple(sorted(themes)), said.get(pk)))
    return matches


def _common(text: str, earlier: str) -> tuple[str, ...]:
    """The words of a text, as they stand in it, that an earlier text has in any form."""
    theirs = weighed(earlier).keys()
    own: dict[str, str] = {}
    for word in text.replace("’", "'").split():
        for one in weighed(word):
            own.setdefault(one, word.strip(".,;:()“”\"'?!").lower())
    return tuple(own[word] for word in own if word in theirs)[:8]
