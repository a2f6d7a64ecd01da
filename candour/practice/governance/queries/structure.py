"""The structure of a partnership on any day, and one group with its seats, rules, papers and what it owes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.practice.directory import queries as directory
from candour.practice.governance.models import Group, GroupSeat, QuorumRule, ReportingLine, Terms, TermsSignature
from candour.practice.governance.queries.groups import seats_of
from candour.practice.governance.queries.quorum import Room
from candour.practice.governance.vocabulary import Domain
from candour.rulebook import index
from candour.rulebook.language.quorums import Part, Quorum, Seat, standing


@dataclass
class Node:
    """A group in the structure of a day, with the groups under it."""

    group: Group
    below: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class SeatHeld:
    """A seat of a group with who holds it, by which post and since when, and who stands in."""

    seat: GroupSeat
    holder: str
    post: str
    since: date | None
    """Since when the holder has sat there: since they have the post, or since there is the seat."""
    deputy: str

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds it."""
        return not self.holder


@dataclass(frozen=True)
class RuleShown:
    """When the group may decide: for which items, by which rule, and out of how many."""

    domain: str
    sentence: str
    rule_name: str
    from_on: date | None
    until_on: date | None
    deputies_count: bool
    bases: list[Part]
    """What the rule counts, with how many are needed of how many."""


def group(actor: Actor, ref: str) -> Group:
    """One group by its reference, ended or not. Raises Hidden."""
    return fetch(actor, Group, "partnership", "parent", "commissioned_by", "successor", ref=ref)


def groups(actor: Actor) -> list[Group]:
    """Every group that the actor sees, ended ones included, by partnership and name."""
    found = seen_by(actor, Group).select_related("partnership", "parent", "successor")
    return list(found.order_by("partnership__name", "name", "pk"))


def living_groups(actor: Actor, *, apart_from: int = 0) -> list[Group]:
    """Every group that the actor sees and that has not ended, by partnership and name."""
    return [one for one in groups(actor) if one.until_on is None and one.pk != apart_from]


def is_alive(group: Group, on: date) -> bool:
    """Whether the group existed on a day."""
    return group.from_on <= on and (group.until_on is None or group.until_on >= on)


def structure(all_groups: Iterable[Group], on: date) -> list[Node]:
    """The groups of a day, each under its parent: the body above it, or what that body has since succeeded."""
    everything = list(all_groups)
    nodes = {one.pk: Node(one) for one in everything if is_alive(one, on)}
    before: dict[int, list[int]] = {}
    for one in everything:
        if one.successor_id is not None:
            before.setdefault(one.successor_id, []).append(one.pk)
    top: list[Node] = []
    for one in everything:
        if one.pk not in nodes:
            continue
        above = _alive_above(one, nodes, before)
        (nodes[above].below if above is not None else top).append(nodes[one.pk])
    return top


def seats_held(actor: Actor, group: Group) -> list[SeatHeld]:
    """The seats of a group today, in order, with their holders and standing deputies."""
    seats = seats_of(actor, group.pk, actor.today)
    posts = [seat.post_id for seat in seats if seat.post_id]
    holders = {held.post_id: held for held in directory.holders_of(actor, posts)}
    deputies = {post: person.name for post, person in directory.deputies_of(actor, posts).items()}
    found = []
    for one in seats:
        held = holders.get(one.post_id or 0)
        found.append(
            SeatHeld(
                one,
                holder=held.person.name if held else "",
                post=one.post.title if one.post else "",
                since=max(held.from_on, one.from_on) if held else None,
                deputy=deputies.get(one.post_id or 0, ""),
            )
        )
    return found


def seat(actor: Actor, group: Group, seat_id: int) -> GroupSeat:
    """One seat of a group. Raises Hidden."""
    return fetch(actor, GroupSeat, "post", pk=seat_id, group=group)


def rules_of(actor: Actor, group: Group) -> list[RuleShown]:
    """The quorum rules of a group, those that hold today first, with what they count."""
    stored = list(seen_by(actor, QuorumRule).filter(group=group).order_by("-from_on", "domain", "pk"))
    seats = seats_of(actor, group.pk, actor.today)
    found = [_shown(rule, group, seats) for rule in stored]
    if group.quorum_name and not any(rule.domain == Domain.BOTH and rule.until_on is None for rule in stored):
        room = Room(seats=seats, rules=[], rulebook_name=group.quorum_name, presences=[], conflicts={})
        applied = room.rule_for(Domain.BOTH, actor.today)
        assert applied is not None, "a group with a rule of the rulebook has a rule"
        bases = _bases(room, Domain.BOTH, actor.today)
        deputies = applied.deputies_count
        found.insert(
            0, RuleShown("All items", applied.sentence, applied.rule_name, group.from_on, None, deputies, bases)
        )
    return found


def rulebook_rules() -> list[tuple[str, str]]:
    """The quorum rules of the rulebook, by full name, with title and sentence."""
    found = [rule for rule in index.rules() if isinstance(rule, Quorum)]
    return [(rule.name, f"{rule.title} ({rule.cites.edition.key}): {rule.sentence}") for rule in found]


def sectors_of(actor: Actor, group: Group) -> list[str]:
    """The sectors that the seats of a group represent."""
    return sorted({sector for one in seats_of(actor, group.pk, actor.today) for sector in one.sectors})


def terms_of(actor: Actor, group: Group) -> list[Terms]:
    """The versions of a group's terms of reference, the newest first."""
    return list(seen_by(actor, Terms).filter(group=group).order_by("-made_at", "-pk"))


def terms(actor: Actor, ref: str) -> Terms:
    """One version of terms of reference. Raises Hidden."""
    return fetch(actor, Terms, "group", "group__partnership", ref=ref)


def signatures_of(actor: Actor, terms: Terms) -> list[TermsSignature]:
    """The named signatories of a version, with who signed and when."""
    found = seen_by(actor, TermsSignature).filter(terms=terms)
    return list(found.select_related("post", "post__organisation", "signed_by").order_by("post__title", "pk"))


def to_sign(actor: Actor) -> list[TermsSignature]:
    """What waits for the signature of the actor, who holds the named post or stands in for its holder."""
    mine = seen_by(actor, TermsSignature).filter(
        terms__state="signing", signed_at=None, post_id__in=directory.posts_held(actor)
    )
    return list(mine.select_related("terms", "terms__group", "post").order_by("terms__made_at"))


def reporting_of(actor: Actor, group: Group) -> list[ReportingLine]:
    """What a group reports to whom, in order of when it is due."""
    found = seen_by(actor, ReportingLine).filter(group=group).select_related("to_body", "group")
    return list(found.order_by("next_due_on", "pk"))


def reporting_line(actor: Actor, ref: str) -> ReportingLine:
    """One reporting line. Raises Hidden."""
    return fetch(actor, ReportingLine, "group", "to_body", ref=ref)


def predecessors(actor: Actor, group: Group) -> list[Group]:
    """The groups that closed into this one, the last first."""
    return list(seen_by(actor, Group).filter(Q(successor=group)).order_by("-until_on", "name"))


def _alive_above(group: Group, nodes: dict[int, Node], before: dict[int, list[int]]) -> int | None:
    """The living group above one; where that did not exist yet, the living one whose successors lead to it."""
    waiting, seen = [group.parent_id], set()
    while waiting:
        above = waiting.pop(0)
        if above is None or above in seen or above == group.pk:
            continue
        if above in nodes:
            return above
        seen.add(above)
        waiting.extend(before.get(above, ()))
    return None


def _shown(rule: QuorumRule, group: Group, seats: list[GroupSeat]) -> RuleShown:
    room = Room(seats=seats, rules=[rule], rulebook_name="", presences=[], conflicts={})
    applied = room.rule_for(rule.domain, rule.from_on)
    assert applied is not None, "a rule holds on its first day"
    return RuleShown(
        domain="All items" if rule.domain == Domain.BOTH else f"Items for {Domain(rule.domain).label.lower()}",
        sentence=applied.sentence,
        rule_name=applied.rule_name,
        from_on=rule.from_on,
        until_on=rule.until_on,
        deputies_count=applied.deputies_count,
        bases=_bases(room, rule.domain, rule.from_on),
    )


def _bases(room: Room, domain: str, on: date) -> list[Part]:
    """What the rule asks of the seats as they are now, with nobody there."""
    applied = room.rule_for(domain, on)
    if applied is None:
        return []
    seats = [
        Seat(str(one.pk), one.unit, frozenset(one.sectors), one.counts, is_chair=one.chairs_in_turn is not None)
        for one in room.seats
        if domain == Domain.BOTH or one.domain in (domain, Domain.BOTH)
    ]
    return list(standing(applied.rule, seats, []).parts)
