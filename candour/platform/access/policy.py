"""Permissions: one rule for each model says what is seen, one for each act who may do it, and all else is refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.audit_trail.reading import note_read

M = TypeVar("M", bound=Model)
SeesRule = Callable[[Actor], Q]
BarsRule = Callable[[Actor], QuerySet[Any, Any]]
ActRule = Callable[..., bool]

NOTHING = Q(pk__in=[])
EVERYTHING = ~Q(pk__in=[])
KIND_OF = "the kinds of owners that the records have which are asked for"


class Hidden(Exception):
    """The record does not exist, or the actor may not know that it does. Nobody can tell which."""


class Refused(Exception):
    """The actor may see the record but not do this. `reasons` are sentences for the user, all of them at once."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class UnknownAct(KeyError):
    """An act was asked for that no policy names. That is an error and never a permission."""


@dataclass(frozen=True)
class Sees:
    """The rule of what is seen of one model."""

    rule: SeesRule
    confidential: bool
    within: str
    """The path to the record that this one is part of, for history; empty for the whole itself."""
    by_owner: bool
    """Whether the rule asks for owners of every kind, by `belongs_to_seen`."""
    says: str


@dataclass(frozen=True)
class Act:
    """The rule of one act."""

    name: str
    rule: ActRule
    says: str
    app: str


_sees: dict[type[Model], Sees] = {}
_acts: dict[str, Act] = {}
_owners: dict[str, tuple[type[Model], SeesRule | None]] = {}
_bars: dict[str, BarsRule] = {}


class Policy:
    """The permissions of one app. Made once, in its `permissions.py`."""

    def __init__(self, app: str) -> None:
        self.app = app

    def sees(
        self, model: type[Model], *, confidential: bool = False, within: str = "", by_owner: bool = False
    ) -> Callable[[SeesRule], SeesRule]:
        """Declare what is seen of a model. The rule's docstring is its sentence in the permission tables."""

        def declare(rule: SeesRule) -> SeesRule:
            if model in _sees:
                raise ValueError(f"{model.__name__} has a rule already.")
            _sees[model] = Sees(rule, confidential, within, by_owner, _says(rule))
            return rule

        return declare

    def act(self, name: str) -> Callable[[ActRule], ActRule]:
        """Declare who may do an act. The rule's docstring is the reason given to whoever may not."""

        def declare(rule: ActRule) -> ActRule:
            if name in _acts:
                raise ValueError(f"“{name}” has a rule already.")
            _acts[name] = Act(name, rule, _says(rule), self.app)
            return rule

        return declare


def seen_by(actor: Actor, model: type[M]) -> QuerySet[M]:
    """Every record of the model that the actor may see: the start of every list, search, count, export and feed."""
    records: QuerySet[M] = model._default_manager.all()
    if actor.is_system:
        return records
    declared = _sees.get(model)
    return records.filter(declared.rule(_at_one_moment(actor))) if declared else records.none()


def seen_among(actor: Actor, model: type[M], rows: Q) -> QuerySet[M]:
    """The same, among some rows of a model that belong to records: for a list that is short for its reader.

    What kinds of owners these rows have is asked first. That costs a query, and saves the rules of all other kinds.
    """
    if actor.is_system:
        return seen_by(actor, model).filter(rows)
    found = model._default_manager.filter(rows).order_by()
    kinds = frozenset(found.values_list("owner_kind", flat=True).distinct())
    with _asking_for(actor, model, kinds) as asking:
        return seen_by(asking, model).filter(rows)


def _at_one_moment(actor: Actor) -> Actor:
    # A rule asks for the same short lists in several of its parts. Within one rule they are asked for once, also where
    # something may change between one rule and the next.
    return actor if actor.memory is not None else replace(actor, memory={})


def fetch(actor: Actor, model: type[M], *related: str, **lookup: object) -> M:
    """The one record, as the actor sees it. A confidential one is noted as read. Raises Hidden."""
    if any(isinstance(value, str) and "\0" in value for value in lookup.values()):
        # An address can hold such a character. SQLite finds nothing by it; PostgreSQL would fail.
        raise Hidden
    declared = _sees.get(model)
    try:
        by_owner = declared and declared.by_owner
        found = seen_among(actor, model, Q(**lookup)) if by_owner else seen_by(actor, model).filter(**lookup)
        record = found.select_related(*related).get()
    except (model.DoesNotExist, ValueError) as error:  # type: ignore[attr-defined]
        raise Hidden from error
    if declared and declared.confidential:
        note_read(record, within=_whole(record, declared.within))
    return record


@contextmanager
def _asking_for(actor: Actor, model: type[Model], kinds: frozenset[str]) -> Iterator[Actor]:
    # Unless it knows of which kinds they are, the rule of what belongs to records asks for owners of every kind.
    asking = _at_one_moment(actor)
    assert asking.memory is not None
    before = asking.memory.get((KIND_OF, model))
    asking.memory[KIND_OF, model] = kinds
    try:
        yield asking
    finally:
        asking.memory[KIND_OF, model] = before


def note_list_read(actor: Actor, model: type[Model], *wholes: Model) -> None:
    """Note that a list of confidential records was read, as part of each record or body to which the list belongs."""
    declared = _sees.get(model)
    if declared and declared.confidential:
        note_read(*wholes)


def may(actor: Actor, act: str, record: object = None) -> bool:
    """Whether the actor may do the act to the record, which the caller has fetched as seen. Raises UnknownAct."""
    if act not in _acts:
        raise UnknownAct(act)
    return actor.is_system or bool(_acts[act].rule(actor, record))


def require(actor: Actor, act: str, record: object = None) -> None:
    """Refuse the act with its reason unless the actor may do it. Raises Refused or UnknownAct."""
    if not may(actor, act, record):
        raise Refused(f"You cannot {act}. {_acts[act].says}")


def why_not(act: str) -> str:
    """The sentence that says who may do the act. Raises UnknownAct."""
    if act not in _acts:
        raise UnknownAct(act)
    return _acts[act].says


def all_acts() -> tuple[Act, ...]:
    """Every act that a policy names, by app and name."""
    return tuple(sorted(_acts.values(), key=lambda act: (act.app, act.name)))


def all_sees() -> dict[type[Model], Sees]:
    """Every model with a rule of what is seen of it."""
    return dict(_sees)


def _says(rule: Callable[..., object]) -> str:
    if not rule.__doc__:
        raise ValueError("A rule says in its docstring what it allows.")
    return " ".join(rule.__doc__.split())


def _whole(record: Model, path: str) -> Model | None:
    whole: object = record
    for part in path.split("__") if path else ():
        whole = getattr(whole, part)
    return whole if isinstance(whole, Model) and whole is not record else None


def owner(model: type[Model], rule: SeesRule | None = None, *, bars: BarsRule | None = None) -> None:
    """Declare that records of the platform (a deadline, a file, an identity) may belong to records of this model.

    What belongs to a record is seen by whoever sees the record, and by nobody else. `rule` is the same rule as that of
    the model, written for a row whose `owner_id` is the record's id, where the general form would be slow. `bars` gives
    the ids of the records from which the actor is kept by a declared conflict, for `not_barred`.
    """
    _owners[model._meta.label_lower] = (model, rule)
    if bars is not None:
        _bars[model._meta.label_lower] = bars


def not_barred(actor: Actor) -> Q:
    """Only rows whose owner is no record from which a declared conflict keeps the actor.

    For what grew out of a record and is seen by more people than the record itself, such as the recommendations of a
    review: whoever is walled off from the record finds nothing of these either.
    """
    kept = Q()
    for label in sorted(_bars):
        kept &= ~Q(owner_kind=label, owner_id__in=_bars[label](actor))
    return kept


def belongs_to_seen(actor: Actor, model: type[Model], *, among: Collection[str] | None = None) -> Q:
    """The rule for a model whose rows name their owner: those whose owner is seen.

    `among` names the only kinds of owner that a row of the model can have. A model that is itself an owner needs it, or
    its rule would ask for itself.
    """
    labels = frozenset(_owners if among is None else among)
    asked = actor.memory.get((KIND_OF, model)) if actor.memory else None
    if asked is not None:
        labels &= asked

    def find() -> Q:
        seen = NOTHING
        for label in sorted(labels & _owners.keys()):
            seen |= Q(owner_kind=label) & _owner_is_seen(actor, label)
        return seen

    return actor.once(("belongs to what is seen", labels), find)


def belongs_to(actor: Actor, record: Model) -> Q:
    """The same rule for what belongs to one record, without asking whether records of other kinds are seen."""
    label = record._meta.label_lower
    of_record = Q(owner_kind=label, owner_id=record.pk)
    if actor.is_system:
        return of_record
    return of_record & _owner_is_seen(actor, label) if label in _owners else NOTHING


def _owner_is_seen(actor: Actor, label: str) -> Q:
    def find() -> Q:
        model, rule = _owners[label]
        return rule(actor) if rule else Q(owner_id__in=seen_by(actor, model).values("pk"))

    return actor.once(("owner is seen", label), find)


def owner_of(actor: Actor, kind: str, id_: int) -> Model:
    """The record to which something belongs, as the actor sees it. Raises Hidden."""
    if kind not in _owners:
        raise Hidden
    return fetch(actor, _owners[kind][0], pk=id_)
