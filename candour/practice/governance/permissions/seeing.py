"""Who sees groups, meetings, papers, decisions and actions."""

from __future__ import annotations

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import NOTHING, belongs_to_seen, owner, seen_by
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance.models import (
    Action,
    ActionLead,
    ActionLine,
    ActionUpdate,
    AgendaItem,
    Amendment,
    Apology,
    Attendance,
    CommitteeReport,
    Group,
    GroupDecision,
    GroupSeat,
    ItemConflict,
    ItemReader,
    ItemUpdate,
    Meeting,
    Minutes,
    Paper,
    PaperNote,
    PlannedItem,
    Promise,
    QuorumRule,
    ReportingLine,
    Response,
    Round,
    Terms,
    TermsSignature,
)
from candour.practice.governance.permissions.seats import (
    in_group,
    invited,
    is_bound,
    office,
    policy,
    seated,
    without_conflict,
)
from candour.practice.governance.vocabulary import Domain, GroupKind, Readers, SeatKind

SCRUTINY = ((roles.SCRUTINEER, Domain.CHILDREN, "adults"), (roles.BOARD_CHAIR, Domain.ADULTS, "children"))
"""Who scrutinises conflicts in which half, and in whose groups an item for both halves is not theirs to look at."""
for _model in (Group, Meeting, AgendaItem, ItemUpdate, Action, Round, CommitteeReport):
    owner(_model)
_hosts: set[str] = set()


def hosts_meetings(model: type[Model]) -> None:
    """Declare that meetings may be held for records of this model: whoever sees the record sees them."""
    _hosts.add(model._meta.label_lower)


@policy.sees(Group)
def _groups(actor: Actor) -> Q:
    """Everybody with a post in the partnership, and those whose agency has a seat in the group."""
    of_my_agency = GroupSeat.objects.filter(post__organisation_id__in=actor.bodies("organisation"))
    return Q(partnership_id__in=actor.bodies("partnership")) | Q(pk__in=of_my_agency.values("group_id"))


def _of_seen_group(actor: Actor) -> Q:
    return Q(group__in=seen_by(actor, Group).values("pk"))


@policy.sees(GroupSeat)
def _seats(actor: Actor) -> Q:
    """Whoever sees the group."""
    return _of_seen_group(actor)


@policy.sees(QuorumRule)
def _quorum_rules(actor: Actor) -> Q:
    """Whoever sees the group."""
    return _of_seen_group(actor)


@policy.sees(Terms)
def _terms(actor: Actor) -> Q:
    """Whoever sees the group."""
    return _of_seen_group(actor)


@policy.sees(TermsSignature)
def _signatures(actor: Actor) -> Q:
    """Whoever sees the terms of reference."""
    return Q(terms__in=seen_by(actor, Terms).values("pk"))


@policy.sees(ReportingLine)
def _reporting(actor: Actor) -> Q:
    """Whoever sees the group."""
    return _of_seen_group(actor)


@policy.sees(PlannedItem)
def _plan(actor: Actor) -> Q:
    """The members of the group, their deputies, and its office."""
    return in_group(actor)


@policy.sees(Meeting, confidential=True)
def _meetings(actor: Actor) -> Q:
    """The members of the group, their deputies and its office; for a meeting held for a record, whoever sees that."""
    if actor.kind != "person":
        return NOTHING
    return (Q(owner_kind="") & in_group(actor)) | belongs_to_seen(actor, Meeting, among=_hosts)


def meetings_of_groups_seen(actor: Actor) -> Q:
    """Rows whose `owner_id` is that of a meeting that the actor sees and that is held for no record of its own."""
    if actor.kind != "person":
        return NOTHING
    seen = Meeting.objects.filter(Q(owner_kind="") & in_group(actor))
    return Q(owner_id__in=seen.values("pk"))


@policy.sees(AgendaItem, confidential=True, within="meeting")
def _items(actor: Actor) -> Q:
    """Members for their half, core members or named readers where it says so, the office; nobody with a conflict."""
    if not is_bound(actor):
        return NOTHING
    for_all = Q(readers=Readers.GROUP) & invited(actor)
    for_core = Q(readers=Readers.CORE) & invited(actor, SeatKind.CORE)
    named = ItemReader.objects.filter(Q(person_id=actor.person_id))
    for_named = Q(readers=Readers.NAMED, pk__in=named.values("item_id"))
    of_office = office(actor, "meeting__group__partnership_id")
    return (of_office | for_all | for_core | for_named) & without_conflict(actor, "pk")


def _of_seen_item(actor: Actor, path: str = "item_id") -> Q:
    return Q(Exists(seen_by(actor, AgendaItem).filter(pk=OuterRef(path)))) if is_bound(actor) else NOTHING


@policy.sees(ItemReader)
def _item_readers(actor: Actor) -> Q:
    """The office."""
    return office(actor, "item__meeting__group__partnership_id")


@policy.sees(Paper, confidential=True, within="item__meeting")
def _papers(actor: Actor) -> Q:
    """Whoever sees the item."""
    return _of_seen_item(actor)


@policy.sees(PaperNote)
def _paper_notes(actor: Actor) -> Q:
    """One's own, while one sees the item; nobody else's, whoever one is."""
    return Q(person_id=actor.person_id) & _of_seen_item(actor) if actor.person_id is not None else NOTHING


@policy.sees(ItemUpdate)
def _updates(actor: Actor) -> Q:
    """Whoever sees the item, and the agency that is asked."""
    asked = Q(organisation_id__in=actor.bodies("organisation")) if is_bound(actor) else NOTHING
    return _of_seen_item(actor) | asked


@policy.sees(ItemConflict)
def _conflicts(actor: Actor) -> Q:
    """The office, whoever declared it, and the area's scrutineer for children's items, its board chair for adults'."""
    if not is_bound(actor):
        return NOTHING
    path = "item__meeting__group__partnership"
    rule = office(actor, f"{path}_id") | Q(person_id=actor.person_id)
    for role, half, others in SCRUTINY:
        near = Q(**{f"{path}_id__in": directory.of_the_same_areas(actor, actor.bodies("partnership", role))})
        rule |= near & (Q(item__domain=half) | (Q(item__domain=Domain.BOTH) & ~Q(**{f"{path}__kind": others})))
    return rule


@policy.sees(Attendance)
def _attendance(actor: Actor) -> Q:
    """Whoever sees the meeting."""
    return Q(meeting__in=seen_by(actor, Meeting).values("pk"))


@policy.sees(Apology)
def _apologies(actor: Actor) -> Q:
    """Whoever sees the meeting."""
    return Q(meeting__in=seen_by(actor, Meeting).values("pk"))


@policy.sees(GroupDecision, confidential=True, within="group")
def _decisions(actor: Actor) -> Q:
    """Whoever sees the item or the round in which it was decided."""
    if not is_bound(actor):
        return NOTHING
    in_writing = Q(Exists(seen_by(actor, Round).filter(pk=OuterRef("round_id"))))
    return _of_seen_item(actor) | in_writing


@policy.sees(Minutes, confidential=True, within="meeting")
def _minutes(actor: Actor) -> Q:
    """Whoever sees the meeting; of its items, those that they see."""
    return Q(meeting__in=seen_by(actor, Meeting).values("pk"))


@policy.sees(Promise)
def _promises(actor: Actor) -> Q:
    """The office, as far as it sees the item."""
    return office(actor, "item__meeting__group__partnership_id") & _of_seen_item(actor)


@policy.sees(Amendment)
def _amendments(actor: Actor) -> Q:
    """Whoever sees the minutes."""
    return Q(minutes__in=seen_by(actor, Minutes).values("pk"))


@policy.sees(Action, confidential=True, within="group")
def _actions(actor: Actor) -> Q:
    """Members and office who see the item it comes from, or took it over; its owner, co-leads and their agency."""
    if not is_bound(actor):
        return NOTHING
    leads = Exists(ActionLead.objects.filter(Q(person_id=actor.person_id), action_id=OuterRef("pk")))
    agency = Q(organisation_id__in=actor.bodies("organisation", *roles.AGENCY))
    here = in_group(actor) & (Q(item=None) | _of_seen_item(actor))
    # An action that a closed group handed over comes from an item that its new group need not see.
    elsewhere = AgendaItem.objects.filter(pk=OuterRef("item_id")).exclude(meeting__group_id=OuterRef("group_id"))
    handed_over = (office(actor) & Q(Exists(elsewhere))) | (
        seated(actor) & Q(Exists(elsewhere.filter(readers=Readers.GROUP)))
    )
    theirs = handed_over | Q(owner_id=actor.person_id) | Q(leads) | agency
    return here | (theirs & without_conflict(actor, "item_id"))


def log_of(actor: Actor, group: Group) -> QuerySet[Action]:
    """Every action of one group's log that the actor sees: the same rule, cut down to what it asks of the office."""
    is_office = is_bound(actor) and group.partnership_id in actor.bodies("partnership", *roles.TEAM)
    if not is_office:
        return seen_by(actor, Action).filter(group=group)
    return Action.objects.filter(group=group).filter(Q(item=None) | without_conflict(actor, "item_id"))


@policy.sees(ActionLead)
def _leads(actor: Actor) -> Q:
    """Whoever sees the action."""
    return Q(Exists(seen_by(actor, Action).filter(pk=OuterRef("action_id"))))


@policy.sees(ActionLine)
def _action_lines(actor: Actor) -> Q:
    """Whoever sees the action."""
    return Q(Exists(seen_by(actor, Action).filter(pk=OuterRef("action_id"))))


@policy.sees(ActionUpdate)
def _action_updates(actor: Actor) -> Q:
    """Whoever sees the action."""
    return Q(Exists(seen_by(actor, Action).filter(pk=OuterRef("action_id"))))


@policy.sees(Round, confidential=True, within="group")
def _rounds(actor: Actor) -> Q:
    """The members of the group, their deputies, its office, and for the executive the nominees of its partners."""
    if not is_bound(actor):
        return NOTHING
    lent = actor.bodies("partnership", roles.NOMINATED_PARTNER)
    return in_group(actor) | Q(group__kind=GroupKind.EXECUTIVE, group__partnership_id__in=lent)


@policy.sees(Response)
def _responses(actor: Actor) -> Q:
    """The office; whoever answers or may answer, their own; every member once the round is closed."""
    if not is_bound(actor):
        return NOTHING
    closed = Q(round__state="closed") & seated(actor, "round__group_id")
    own = Q(person_id=actor.person_id) | Q(seat__post_id__in=directory.posts_held(actor))
    return office(actor, "round__group__partnership_id") | own | closed


@policy.sees(CommitteeReport)
def _committee_reports(actor: Actor) -> Q:
    """The members of the group, their deputies, and its office."""
    return in_group(actor)
