"""Who sees the directory, and who may keep it."""

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import EVERYTHING, NOTHING, Policy, owner
from candour.practice.directory import roles
from candour.practice.directory.models import (
    Agreement,
    AgreementParty,
    Appointment,
    Area,
    Delegation,
    JointMembership,
    Organisation,
    Partnership,
    PartnershipArea,
    Person,
    Post,
    StandingDeputy,
    Term,
    Undertaking,
)
from candour.practice.directory.vocabulary import Sector

policy = Policy("directory")
owner(Partnership)
owner(Agreement)


def takes_part_in(partnership_id: int) -> Q:
    """The agencies that take part in a partnership: its own councils' services, and those that serve several areas.

    A council as a whole is left out where its services stand for it.
    """
    own = Post.objects.filter(partnership_id=partnership_id).values("organisation_id")
    councils = Organisation.objects.filter(pk__in=own, sector=Sector.LOCAL_AUTHORITY)
    return Q(part_of_id__in=councils.values("pk")) | (Q(part_of=None) & ~Q(sector=Sector.LOCAL_AUTHORITY))


def _colleague(actor: Actor) -> Q:
    is_colleague = actor.kind == "person" and any(power.role != roles.UNBOUND for power in actor.powers)
    return EVERYTHING if is_colleague else NOTHING


@policy.sees(Organisation)
def _organisations(actor: Actor) -> Q:
    """Everybody who holds a post; it is a list of agencies, as in an address book."""
    return _colleague(actor)


@policy.sees(Person)
def _people(actor: Actor) -> Q:
    """Everybody who holds a post sees their colleagues; everybody sees themselves."""
    return _colleague(actor) | Q(pk=actor.person_id)


@policy.sees(Post)
def _posts(actor: Actor) -> Q:
    """Everybody who holds a post."""
    return _colleague(actor)


@policy.sees(Appointment)
def _appointments(actor: Actor) -> Q:
    """Everybody who holds a post."""
    return _colleague(actor)


@policy.sees(StandingDeputy)
def _deputies(actor: Actor) -> Q:
    """Everybody who holds a post."""
    return _colleague(actor)


@policy.sees(Partnership)
def _partnerships(actor: Actor) -> Q:
    """Everybody who holds a post."""
    return _colleague(actor)


@policy.sees(PartnershipArea)
def _partnership_areas(actor: Actor) -> Q:
    """Everybody who holds a post."""
    return _colleague(actor)


@policy.sees(JointMembership)
def _joint_memberships(actor: Actor) -> Q:
    """Everybody who holds a post."""
    return _colleague(actor)


@policy.sees(Area)
def _areas(actor: Actor) -> Q:
    """Everybody: the names of boroughs are no secret."""
    return EVERYTHING


@policy.sees(Term)
def _terms(actor: Actor) -> Q:
    """Everybody who holds a post."""
    return _colleague(actor)


@policy.sees(Agreement)
def _agreements(actor: Actor) -> Q:
    """Everybody who holds a post: an agreement is of use only to those who know of it."""
    return _colleague(actor)


@policy.sees(AgreementParty)
def _agreement_parties(actor: Actor) -> Q:
    """Everybody who holds a post."""
    return _colleague(actor)


@policy.sees(Delegation)
def _delegations(actor: Actor) -> Q:
    """Everybody with a post in the partnership concerned, and the nominee."""
    return Q(post__partnership_id__in=actor.bodies("partnership")) | Q(nominee_id=actor.person_id)


@policy.sees(Undertaking)
def _undertakings(actor: Actor) -> Q:
    """One's own; a partnership manager and a system administrator see everybody's."""
    if actor.holds(roles.PARTNERSHIP_MANAGER) or actor.holds(roles.SYSTEM_ADMINISTRATOR):
        return EVERYTHING
    return Q(person_id=actor.person_id)


@policy.act("keep the directory")
def _keep(actor: Actor, record: object) -> bool:
    """Only a partnership manager or a system administrator."""
    return actor.holds(roles.PARTNERSHIP_MANAGER) or actor.holds(roles.SYSTEM_ADMINISTRATOR)


@policy.act("keep the register of agreements")
def _keep_agreements(actor: Actor, partnership: Partnership) -> bool:
    """Only the office of the partnership that keeps it."""
    return any(actor.holds(role, "partnership", partnership.pk) for role in roles.TEAM)


@policy.act("appoint to a post")
def _appoint(actor: Actor, post: Post) -> bool:
    """Only a manager of its partnership, or of one in which its agency takes part; administrators appoint their own."""
    if post.role == roles.SYSTEM_ADMINISTRATOR:
        return actor.holds(roles.SYSTEM_ADMINISTRATOR)
    if post.partnership_id is not None:
        return actor.holds(roles.PARTNERSHIP_MANAGER, "partnership", post.partnership_id)
    managed = actor.bodies("partnership", roles.PARTNERSHIP_MANAGER)
    return any(Organisation.objects.filter(takes_part_in(one), Q(pk=post.organisation_id)).exists() for one in managed)


@policy.act("delegate a statutory partner's powers")
def _delegate(actor: Actor, post: Post) -> bool:
    """Only the holder of the post, or the partnership manager who has the letter of delegation."""
    holder = any(
        power.role == roles.STATUTORY_PARTNER
        and power.body("partnership") == post.partnership_id
        and power.body("organisation") == post.organisation_id
        for power in actor.powers
    )
    return holder or actor.holds(roles.PARTNERSHIP_MANAGER, "partnership", post.partnership_id)


@policy.act("invite people and stop them signing in")
def _invite(actor: Actor, record: object) -> bool:
    """Only a partnership manager or a system administrator."""
    return actor.holds(roles.PARTNERSHIP_MANAGER) or actor.holds(roles.SYSTEM_ADMINISTRATOR)
