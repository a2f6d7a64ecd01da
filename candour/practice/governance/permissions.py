"""Who sees groups and meetings."""

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import NOTHING, Policy, belongs_to_seen, seen_by
from candour.practice.governance.models import Attendance, Group, GroupSeat, Meeting

policy = Policy("governance")


@policy.sees(Group)
def _groups(actor: Actor) -> Q:
    """Everybody with a post in the partnership, and those whose agency has a seat in the group."""
    of_my_agency = GroupSeat.objects.filter(post__organisation_id__in=actor.bodies("organisation"))
    return Q(partnership_id__in=actor.bodies("partnership")) | Q(pk__in=of_my_agency.values("group_id"))


@policy.sees(GroupSeat)
def _seats(actor: Actor) -> Q:
    """Whoever sees the group."""
    return Q(group__in=seen_by(actor, Group).values("pk"))


@policy.sees(Meeting, confidential=True)
def _meetings(actor: Actor) -> Q:
    """Whoever sees the record for which the meeting is held."""
    return belongs_to_seen(actor) if actor.kind == "person" else NOTHING


@policy.sees(Attendance)
def _attendance(actor: Actor) -> Q:
    """Whoever sees the meeting."""
    return Q(meeting__in=seen_by(actor, Meeting).values("pk"))
