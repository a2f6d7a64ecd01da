"""One challenge with its stages, how long it has been silent, and where somebody may raise another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, fetch, seen_by
from candour.practice.challenges.models import Challenge, Step
from candour.practice.challenges.permissions import READS, agencies_of, may_read
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.rulebook.index import LADDERS
from candour.rulebook.language.ladders import Ladder

if TYPE_CHECKING:
    from candour.practice.directory.models import Organisation, Partnership

LADDER = "local-challenge/five-stages"
KINDS = ("children", "adults")
"""The kinds of partnership that keep a ledger: a joint body has none of its own."""


@dataclass(frozen=True)
class RaisingIn:
    """A partnership in which somebody may raise challenges: for which agencies, and of which."""

    partnership: Partnership
    raisers: list[Organisation]
    agencies: list[Organisation]


def require_reader(actor: Actor) -> None:
    """Nothing, for whoever holds a post in which there are challenges to see. Raises Hidden for everybody else."""
    if not may_read(actor):
        raise Hidden


def challenge(actor: Actor, ref: str) -> Challenge:
    """One challenge by its reference. Raises Hidden."""
    return fetch(actor, Challenge, "partnership", "raised_by", "body", ref=ref)


def steps_of(actor: Actor, found: Challenge) -> list[Step]:
    """The stages at which a challenge lay, the first first."""
    return list(seen_by(actor, Step).filter(challenge=found).order_by("stage"))


def first_ladder() -> Ladder:
    """The ladder of a new challenge. A partnership cannot choose another yet."""
    return LADDERS[LADDER]


def ladder_of(found: Challenge) -> Ladder:
    """The ladder under which a challenge was raised."""
    return LADDERS[found.ladder_name]


def days_at_stage(step: Step, until: date) -> int:
    """How many days a challenge lay at a stage by a day."""
    return max((until - step.from_on).days, 0)


def silent_days(step: Step, on: date) -> int | None:
    """For how many days after it was asked a body had not answered by a day; None where no answer was late."""
    if step.answer_by >= on or (step.replied_on is not None and step.replied_on <= on):
        return None
    return (on - step.from_on).days


def may_raise(actor: Actor) -> bool:
    """Whether the actor speaks for an agency or works in an office, and so may raise challenges."""
    return bool(agencies_of(actor) or actor.bodies("partnership", *roles.TEAM))


def sees_all(actor: Actor) -> bool:
    """Whether the actor sees every challenge of some partnership, and not only those of an agency."""
    return bool(actor.bodies("partnership", *READS))


def may_raise_in(actor: Actor) -> list[RaisingIn]:
    """The partnerships in which the actor may raise a challenge: for their agency or, in the office, for anyone."""
    mine, office = agencies_of(actor), actor.bodies("partnership", *roles.TEAM)
    if not mine and not office:
        return []
    alive = list(directory.partnerships(actor).filter(kind__in=KINDS))
    agencies = directory.agencies_of_each(actor, [one.pk for one in alive])
    found = []
    for partnership in alive:
        taking_part = agencies[partnership.pk]
        raisers = taking_part if partnership.pk in office else [one for one in taking_part if one.pk in mine]
        if raisers:
            found.append(RaisingIn(partnership, raisers, taking_part))
    return found
