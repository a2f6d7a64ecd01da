"""Texts under redaction as plain values for the pages: pieces to read, who is named, and in which words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from candour.practice.publishing.operations.ruling import key_of
from candour.practice.publishing.web.forms.redaction import OWN

if TYPE_CHECKING:
    from candour.practice.publishing.models import Mark, Named, SourceText
    from candour.practice.publishing.queries.dossiers import Tally

KINDS = {
    "person": "Person",
    "family": "Family",
    "place": "Address",
    "organisation": "Organisation",
    "code": "Number",
    "date": "Day",
    "age": "Age",
}
_REMOVED = ("removed", "Only that it was removed")
CHOICES = {
    "person": [("role", "The role, such as “the mother”"), ("pseudonym", "The pseudonym"), _REMOVED],
    "date": [("season", "The season and the year"), ("year", "The year"), _REMOVED],
    "age": [("age band", "An age band, such as “aged 5 to 9”"), _REMOVED],
}


@dataclass(frozen=True)
class Piece:
    """A piece of a text: words that nobody marked, or a mention."""

    words: str
    state: str = ""
    ref: str = ""
    key: str = ""
    says: str = ""
    """For somebody who hears the page: what this mention is."""


@dataclass(frozen=True)
class Group:
    """Somebody or something that is named."""

    ref: str
    label: str
    kind: str
    words: str
    """The words in which it is named most."""
    mentions: int
    waiting: int
    stands: str
    """What stands in its place."""
    is_registered: bool


@dataclass(frozen=True)
class Form:
    """One way in which somebody is named, with where it stands."""

    words: str
    key: str
    times: int
    state: str
    mark: str
    why: str
    around: str


def pieces(text: SourceText, marks: Iterable[Mark]) -> list[Piece]:
    """A text cut into pieces."""
    found, last = [], 0
    for mark in marks:
        if mark.text_id != text.pk or mark.start < last:
            continue
        found.append(Piece(text.text[last : mark.start]))
        says = f"{KINDS.get(mark.named.kind, mark.named.kind).lower()}, {mark.get_state_display().lower()}"
        found.append(Piece(text.text[mark.start : mark.end], mark.state, mark.named.ref, key_of(mark), says))
        last = mark.end
    found.append(Piece(text.text[last:]))
    return [piece for piece in found if piece.words]


def label(named: Named) -> str:
    """What one is called on the pages of the redaction."""
    if named.role or named.pseudonym:
        called = " – ".join(part for part in (named.role, named.pseudonym) if part)
        return called[:1].upper() + called[1:]
    if named.entity.startswith("stranger-"):
        return f"Person {named.entity.removeprefix('stranger-')}, not in the register"
    if named.entity.startswith("own-"):
        return "Words that somebody added"
    if named.entity.startswith("words-"):
        return f"{KINDS.get(named.kind, 'Words')}, not in the register"
    return KINDS.get(named.kind, named.kind)


def groups(
    everybody: Iterable[Named], marks: Iterable[Mark], tallies: dict[int, Tally], words: dict[str, str]
) -> list[Group]:
    """Everybody named, those that wait first."""
    written: dict[int, dict[str, int]] = {}
    for mark in marks:
        counts = written.setdefault(mark.named_id, {})
        piece = mark.text.text[mark.start : mark.end]
        counts[piece] = counts.get(piece, 0) + 1
    found = []
    names = {one.entity: label(one) for one in everybody if one.facts is not None}
    for one in everybody:
        tally = tallies.get(one.pk)
        if tally is None and one.facts is None:
            continue
        counts = written.get(one.pk, {})
        most = sorted(counts, key=lambda piece: (-counts[piece], piece))[:3]
        name = label(one) if one.facts is not None else names.get(one.entity) or label(one)
        found.append(
            Group(
                ref=one.ref,
                label=name,
                kind=KINDS.get(one.kind, one.kind),
                words=", ".join(f"“{piece}”" for piece in most),
                mentions=tally.mentions if tally else 0,
                waiting=tally.waiting if tally else 0,
                stands=stands(one, words),
                is_registered=one.facts is not None,
            )
        )
    return sorted(found, key=lambda group: (group.waiting == 0, not group.is_registered))


def stands(named: Named, words: dict[str, str]) -> str:
    """What stands in the place of one, in words."""
    if named.is_kept:
        return "May be named"
    chosen = words.get(named.key) or words.get(f"{named.entity}/{named.kind}") or ""
    if chosen.startswith("{"):
        return {"{age band}": "An age band", "{season}": "The season and year", "{year}": "The year"}.get(
            chosen, chosen
        )
    if not chosen and named.entity.startswith("stranger-"):
        return f"[person {named.entity.removeprefix('stranger-')}]"
    return chosen or "Only that it was removed"


def forms(marks: Iterable[Mark]) -> list[Form]:
    """The words in which one is named, each once, with the first place where they stand."""
    found: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks:
        found.setdefault((key_of(mark), mark.state), []).append(mark)
    marks_of = {"proposed": "soon", "masked": "met", "left": "open"}
    return [
        Form(
            words=_words(same[0]),
            key=key,
            times=len(same),
            state=same[0].get_state_display(),
            mark=marks_of[state],
            why=f"{same[0].why}{'; look at it' if same[0].needs_review else ''}",
            around=_around(same[0]),
        )
        for (key, state), same in found.items()
    ]


def choices(named: Named) -> list[tuple[str, str]]:
    """What may stand in the place of one."""
    offered = list(CHOICES.get(named.kind, [_REMOVED]))
    if named.facts is None:
        offered = [one for one in offered if one[0] not in ("role", "pseudonym")]
    else:
        offered = [one for one in offered if one[0] != "pseudonym" or named.pseudonym]
        offered = [one for one in offered if one[0] != "role" or named.role]
    return [*offered, (OWN, "Words of your own")]


def chosen(named: Named) -> dict[str, str]:
    """The answers with which the form about one begins."""
    offered = [key for key, _ in choices(named)]
    if named.choice and named.choice not in offered:
        return {"choice": OWN, "own": named.choice, "decision": "replace"}
    usual = "pseudonym" if "pseudonym" in offered else "age band" if named.kind == "age" else offered[0]
    return {"choice": named.choice or usual, "own": "", "decision": "replace"}


def others(everybody: Iterable[Named], but: Named | None = None) -> list[tuple[str, str]]:
    """Those whom words may mean."""
    return [
        (one.ref, f"{label(one)} ({KINDS.get(one.kind, one.kind).lower()})")
        for one in everybody
        if but is None or one.pk != but.pk
    ]


def _words(mark: Mark) -> str:
    return mark.text.text[mark.start : mark.end]


def _around(mark: Mark) -> str:
    whole = mark.text.text
    before, after = whole[max(0, mark.start - 50) : mark.start], whole[mark.end : mark.end + 50]
    return f"…{' '.join(before.split())} [{_words(mark)}] {' '.join(after.split())}…"
