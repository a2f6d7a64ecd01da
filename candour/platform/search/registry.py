"""Which kinds of record can be searched for, and what each is called."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be found."""

    model: type[Model]
    called: str
    """What one is called on the page of results, such as "Meeting"."""


_kinds: dict[str, Kind] = {}


class NotRegistered(LookupError):
    """A record of a kind that no app registered was put into the index, where nobody could find it."""


def register(model: type[Model], *, called: str) -> None:
    """Let records of a model be found, by whoever may see them. Called once for each, at start-up."""
    label = model._meta.label_lower
    if label in _kinds:
        raise ValueError(f"{label} is registered already.")
    _kinds[label] = Kind(model, called)


def kind_of(label: str) -> Kind:
    """The kind with that model label. Raises NotRegistered."""
    try:
        return _kinds[label]
    except KeyError:
        raise NotRegistered(label) from None


def kinds() -> dict[str, Kind]:
    """Every kind by the label of its model."""
    return dict(_kinds)
