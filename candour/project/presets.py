"""Installing a structure with its groups, over the apps that each hold a part of it."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.practice.directory import operations as directory
from candour.practice.directory.models import Organisation, Partnership, Post
from candour.practice.directory.presets.bhr import BHR
from candour.practice.governance import operations as governance
from candour.practice.governance.models import Group
from candour.practice.governance.operations import SeatPlan
from candour.practice.governance.presets.havering import GROUPS, GroupPreset, SeatPreset

PRESETS = {"bhr": BHR}


def install(actor: Actor, key: str) -> None:
    """Install a preset's areas, partnerships, organisations, posts and groups. What exists already stays.

    Raises KeyError for a preset that does not exist.
    """
    directory.install_preset(actor, structure=PRESETS[key])
    for preset in GROUPS:
        if not Group.objects.filter(partnership__short_name=preset.partnership, name=preset.name).exists():
            _add_group(actor, preset)


def post_of(title: str, organisation: str = "", partnership: str = "") -> Post:
    """The post of a title in an organisation and partnership, by their short names. Raises Post.DoesNotExist."""
    posts = Post.objects.filter(title=title)
    posts = posts.filter(organisation__short_name=organisation) if organisation else posts.filter(organisation=None)
    posts = posts.filter(partnership__short_name=partnership) if partnership else posts.filter(partnership=None)
    return posts.get()


def _add_group(actor: Actor, preset: GroupPreset) -> None:
    partnership = Partnership.objects.get(short_name=preset.partnership)
    governance.add_group(
        actor,
        partnership=partnership,
        name=preset.name,
        purpose=preset.purpose,
        quorum_name=preset.quorum_name,
        reviews_cases=preset.reviews_cases,
        kind=preset.kind,
        frequency=preset.frequency,
        at_least_a_year=preset.at_least_a_year,
        from_on=partnership.from_on,
        seats=[_seat(seat) for seat in preset.seats],
    )


def _seat(seat: SeatPreset) -> SeatPlan:
    known = not seat.organisation or Organisation.objects.filter(short_name=seat.organisation).exists()
    post = post_of(seat.post, seat.organisation, seat.partnership) if known else None
    return SeatPlan(seat.title, seat.kind, post, seat.unit, seat.sectors, seat.counts)
