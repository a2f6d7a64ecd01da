"""Small reports and what they come to: how many of a theme within the months that were set, and what they raised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.learning.models import ClusterSize, NearMiss

MOST = 200


@dataclass(frozen=True)
class Gathering:
    """How many small reports of one theme stand within the months that were set."""

    partnership: str
    theme: str
    theme_key: str
    number: int
    needed: int
    areas: int
    proposal_ref: str
    """The proposal that they raised; empty for none yet."""


def size_of(partnership_id: int) -> ClusterSize:
    """The size of a cluster in a partnership: what it set, or three within twelve months."""
    held = ClusterSize.objects.filter(partnership_id=partnership_id).first()
    return held or ClusterSize(partnership_id=partnership_id, reports=3, months=12, version=0)


def first_month(month: date, months: int) -> date:
    """The first month of a stretch of so many months that ends with one."""
    count = month.year * 12 + month.month - 1 - (months - 1)
    return date(count // 12, count % 12 + 1, 1)


def in_cluster(partnership_id: int, theme_id: int, month: date, months: int) -> list[NearMiss]:
    """The small reports of a theme that raised nothing yet and stand with one in some stretch of so many months.

    The fullest stretch is the one that counts. In the order of their months.
    """
    waiting = list(
        NearMiss.objects.filter(partnership_id=partnership_id, theme_id=theme_id, proposal=None).order_by("month", "pk")
    )
    stretches = [
        [one for one in waiting if first_month(end, months) <= one.month <= end]
        for end in {one.month for one in waiting}
        if first_month(end, months) <= month <= end
    ]
    return max(stretches, key=lambda stretch: (len(stretch), stretch[-1].month), default=[])


def not_told(owner: tuple[str, int], keys: Sequence[str]) -> list[str]:
    """Those of the themes of which a case has not told yet."""
    told = NearMiss.objects.filter(owner_kind=owner[0], owner_id=owner[1]).values_list("theme__key", flat=True)
    return [key for key in keys if key not in set(told)]


def may_tell(actor: Actor) -> bool:
    """Whether small reports are of any use to somebody: to the office of a partnership."""
    return bool(actor.bodies("partnership", *roles.TEAM))


def reports(actor: Actor) -> list[NearMiss]:
    """The small reports that the reader may see, the newest month first."""
    found = seen_by(actor, NearMiss).select_related("theme", "partnership", "proposal")
    return list(found.order_by("-month", "-pk")[:MOST])


def gatherings(actor: Actor) -> list[Gathering]:
    """The themes of small reports in the months that were set up to now, the fullest first."""
    sizes = {one.partnership_id: one for one in seen_by(actor, ClusterSize)}
    groups: dict[tuple[int, int], list[NearMiss]] = {}
    for one in reports(actor):
        size = sizes.get(one.partnership_id) or ClusterSize(reports=3, months=12)
        if one.month >= first_month(actor.today.replace(day=1), size.months):
            groups.setdefault((one.partnership_id, one.theme_id), []).append(one)
    found = []
    for (partnership_id, _), held in groups.items():
        size = sizes.get(partnership_id) or ClusterSize(reports=3, months=12)
        proposal = next((one.proposal for one in held if one.proposal is not None), None)
        found.append(
            Gathering(
                partnership=held[0].partnership.short_name,
                theme=held[0].theme.title,
                theme_key=held[0].theme.key,
                number=len(held),
                needed=size.reports,
                areas=len({one.area for one in held}),
                proposal_ref=proposal.ref if proposal else "",
            )
        )
    return sorted(found, key=lambda one: (-one.number, one.theme))


def sizes(actor: Actor) -> list[ClusterSize]:
    """The size of a cluster in each partnership of which the reader is the office."""
    held = {one.partnership_id: one for one in seen_by(actor, ClusterSize)}
    found = []
    for one in directory.my_partnerships(actor, *roles.TEAM):
        size = held.get(one.pk) or ClusterSize(reports=3, months=12, version=0)
        size.partnership = one
        found.append(size)
    return found
