"""Permissions: one rule for each model says what is seen, one for each act says what may be done, and all else is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.audit_trail.reading import note_read

M = TypeVar("M", bound=Model)
SeesRule = Callable[[Actor], Q]
ActRule = Callable[..., bool]

NOTHING = Q(pk__in=[])
EVERYTHING = ~Q(pk__in=[])


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


class Policy:
    """The permissions of one app. Made once, in its `permissions.py`."""

    def __init__(self, app: str) -> None:
        self.app = app

    def sees(
        self, model: type[Model], *, confidential: bool = False, within: str = ""
    ) -> Callable[[SeesRule], SeesRule]:
        """Declare what is seen of a model. The rule's docstring is its sentence in the permission tables."""

        def declare(rule: SeesRule) -> SeesRule:
            if model in _sees:
                raise ValueError(f"{model.__name__} has a rule already.")
            _sees[model] = Sees(rule, confidential, within, _says(rule))
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
    return records.filter(declared.rule(actor)) if declared else records.none()


def fetch(actor: Actor, model: type[M], *related: str, **lookup: object) -> M:
    """The one record, as the actor sees it. A confidential one is noted as read. Raises Hidden."""
    try:
        record = seen_by(actor, model).select_related(*related).get(**lookup)
    except (model.DoesNotExist, ValueError) as error:  # type: ignore[attr-defined]
        raise Hidden from error
    declared = _sees.get(model)
    if declared and declared.confidential:
        note_read(record, _whole(record, declared.within))
    return record


def note_list_read(actor: Actor, model: type[Model], whole: Model) -> None:
    """Note that a list of confidential records was read, as part of the record or body to which the list belongs."""
    declared = _sees.get(model)
    if declared and declared.confidential:
        note_read(whole)


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



def owner(model: type[Model], rule: SeesRule | None = None) -> None:
    """Declare that records of the platform (a deadline, a file, an identity) may belong to records of this model.

    What belongs to a record is seen by whoever sees the record, and by nobody else. `rule` is the same rule as that of
    the model, written for a row whose `owner_id` is the record's id, where the general form would be slow.
    """
    _owners[model._meta.label_lower] = (model, rule)


def belongs_to_seen(actor: Actor) -> Q:
    """The rule for a model of the platform whose rows carry `owner_kind` and `owner_id`: those of owners that are seen."""
    seen = NOTHING
    for label, (model, rule) in _owners.items():
        of_seen = rule(actor) if rule else Q(owner_id__in=seen_by(actor, model).values("pk"))
        seen |= Q(owner_kind=label) & of_seen
    return seen


def owner_of(actor: Actor, kind: str, id_: int) -> Model:
    """The record to which something belongs, as the actor sees it. Raises Hidden."""
    if kind not in _owners:
        raise Hidden
    return fetch(actor, _owners[kind][0], pk=id_)
