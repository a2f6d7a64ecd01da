"""The guard round every operation: one transaction, done once, and nothing changed without a line of history."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from django.db import IntegrityError, connection, models, transaction

from candour.platform.audit_trail.chain import seal
from candour.platform.audit_trail.models import DoneOnce, Entry
from candour.platform.audit_trail.sentences import Fact, Sentence

P = ParamSpec("P")
R = TypeVar("R")

CHAIN_LOCK = 7_305_125_071
"""The number of the PostgreSQL advisory lock under which entries are appended, one transaction at a time."""


class Doer(Protocol):
    """Whoever acts: a person, the holder of a link, a visitor or a named job."""

    @property
    def at(self) -> datetime:
        """The moment of the act, in UTC, read once at the edge."""

    @property
    def label(self) -> str:
        """Who it is, in words."""

    @property
    def person_id(self) -> int | None:
        """The person, if it is one."""

    @property
    def account_id(self) -> int | None:
        """The account that signed in, if one did."""


D = TypeVar("D", bound=Doer)


class Unrecorded(AssertionError):
    """An operation changed something, or might have, and wrote no line of history. Nothing was saved."""


class OutsideOperation(AssertionError):
    """A line of history was to be written outside an operation."""


class AlreadyDone(Exception):
    """The same form was submitted before; `answer` says where that led, or is empty while it is still at work."""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


@dataclass
class _Under:
    """The operation that is under way."""

    doer: Doer
    entries: list[Entry] = field(default_factory=list)


_under_way: ContextVar[_Under | None] = ContextVar("operation", default=None)
_once: ContextVar[tuple[str, str] | None] = ContextVar("once", default=None)


def operation(function: Callable[Concatenate[D, P], R]) -> Callable[Concatenate[D, P], R]:
    """Make a function a use case: it takes the actor first, runs in one transaction and must record what it did.

    An operation called from another joins its transaction and still has to write a line of its own. Raises Unrecorded
    if it did not, and AlreadyDone for a form that was submitted before; in both cases nothing is saved.
    """

    @functools.wraps(function)
    def guarded(actor: D, *args: P.args, **kwargs: P.kwargs) -> R:
        outer = _under_way.get()
        if outer is not None:
            before = len(outer.entries)
            result = function(actor, *args, **kwargs)
            _require_line(function.__qualname__, len(outer.entries) - before)
            return result
        with transaction.atomic(durable=True):
            _claim_once(actor)
            under = _Under(actor)
            token = _under_way.set(under)
            try:
                result = function(actor, *args, **kwargs)
            finally:
                _under_way.reset(token)
            _require_line(function.__qualname__, len(under.entries))
            _append(under.entries)
        return result

    return guarded


def record(
    sentence: Sentence,
    *,
    subject: models.Model,
    within: models.Model | None = None,
    by: Doer | None = None,
    **facts: Fact,
) -> None:
    """Write a line of history for the operation that is under way.

    The subject is what it is about and `within` what that is part of (the subject itself if left out). Raises
    OutsideOperation outside one, and ValueError if the facts are not exactly those of the sentence.
    """
    under = _under_way.get()
    if under is None:
        raise OutsideOperation(sentence.key)
    under.entries.append(entry_for(by or under.doer, sentence, subject, within, facts))


def entry_for(
    doer: Doer, sentence: Sentence, subject: models.Model, within: models.Model | None, facts: dict[str, Fact]
) -> Entry:
    """An entry that is not yet part of the chain. Raises ValueError if the facts are not those of the sentence."""
    if facts.keys() != sentence.places:
        raise ValueError(f"{sentence.key} needs {sorted(sentence.places)} and was given {sorted(facts)}.")
    whole = within if within is not None else subject
    return Entry(
        at=doer.at,
        verb=sentence.key,
        kind=sentence.kind,
        who=doer.label,
        person_id=doer.person_id,
        account_id=doer.account_id,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        within_kind=whole._meta.label_lower,
        within_id=str(whole.pk),
        facts=facts,
    )


def record_alone(entries: list[Entry]) -> None:
    """Append entries in a transaction of their own: reads and refusals, which belong to no operation."""
    with transaction.atomic():
        _append(entries)


@contextmanager
def once(key: str, who: str) -> Iterator[None]:
    """Let the operation within run only the first time that this key is used. It raises AlreadyDone after that.

    If a later step fails, the key is free again, so that the same form, put right, is not taken for one that was done.
    """
    token = _once.set((key, who))
    try:
        yield
    except AlreadyDone:
        raise
    except Exception:
        if _once.get() is None:  # an operation within has used the key
            DoneOnce.objects.filter(key=key, who=who).delete()
        raise
    finally:
        _once.reset(token)


def remember_answer(key: str, who: str, answer: str) -> None:
    """Keep where a submission led, so that the same one sent again leads there too."""
    DoneOnce.objects.filter(key=key, who=who).update(answer=answer)


def _claim_once(actor: Doer) -> None:
    claim = _once.get()
    if claim is None:
        return
    key, who = claim
    _once.set(None)
    try:
        with transaction.atomic():
            DoneOnce.objects.create(key=key, at=actor.at, who=who, answer="")
    except IntegrityError:
        earlier = DoneOnce.objects.get(key=key)
        raise AlreadyDone(earlier.answer if earlier.who == who else "") from None


def _require_line(name: str, lines: int) -> None:
    if lines == 0:
        raise Unrecorded(f"{name} wrote no line of history.")


def _append(entries: list[Entry]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    previous = Entry.objects.order_by("-number").first()
    for entry in entries:
        seal(entry, previous)
        previous = entry
    Entry.objects.bulk_create(entries)
    _written.set(_written.get() + len(entries))


_written: ContextVar[int] = ContextVar("written", default=0)


def lines_written() -> int:
    """How many entries were appended in this context so far, so that a request knows whether it left a line."""
    return _written.get()
