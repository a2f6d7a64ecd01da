"""The action log of a group, and the actions of a person and of an agency over every group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, fetch, note_list_read, seen_by
from candour.platform.dates.words import day_words
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance.models import (
    Action,
    ActionLead,
    ActionLine,
    ActionUpdate,
    ActionYear,
    Group,
    GroupSeat,
    Meeting,
)
from candour.practice.governance.permissions import log_of
from candour.practice.governance.workflow import ACTION
from candour.rulebook.language.clocks import day_of

Kept = TypeVar("Kept", Action, ActionLine)
PAGE = 50
OFTEN = 3
"""From how many times on an action that is carried forward is pointed at."""
EVERY = 5000
"""How many rows a file that is taken away holds at most."""
MEETINGS = 24


@dataclass(frozen=True)
class Filters:
    """What the reader asked to see of a log."""

    shows: str = "open"
    """ "open", "late", "often", "closed", "dropped" or "all"."""
    owner: str = ""
    agency: str = ""
    year: int | None = None
    meeting: str = ""
    words: str = ""


@dataclass(frozen=True)
class LogRow:
    """One action of a log, as plain values."""

    ref: str
    name: str
    text: str
    group: str
    group_ref: str
    raised_on: date
    state: str
    state_words: str
    owner: str
    """The one who is accountable; empty for one that was imported and that nobody has resolved."""
    leads_as_printed: str
    co_leads: tuple[str, ...]
    agency: str
    due: str
    is_late: bool
    carried: int
    update: str
    ended: str
    """The day on which it ended, as far as it is known."""
    evidence: str
    dropped_because: str
    is_whole: bool = True
    """Whether all that it said was kept; only a log of a past day can lack something."""
    said: tuple[str, ...] = ()
    """Everything that was said of it, oldest first, with the day. Only for a file that is taken away."""


@dataclass(frozen=True)
class LogPage:
    """A page of a log."""

    rows: list[LogRow]
    has_more: bool


@dataclass(frozen=True)
class Counts:
    """How many open actions a log holds, and how many of them ask for attention."""

    open: int
    late: int
    often: int
    ownerless: int


@dataclass(frozen=True)
class Choices:
    """By what a log can be filtered: pairs of a reference and a name."""

    owners: list[tuple[str, str]]
    agencies: list[tuple[str, str]]
    years: list[int]
    meetings: list[tuple[str, date]]


def group_of_log(actor: Actor, ref: str) -> Group:
    """The group whose log is asked for. Raises Hidden for somebody who sees no log of it."""
    group = seen_by(actor, Group).filter(ref=ref).select_related("partnership").first()
    if group is None or not sees_log(actor, group):
        raise Hidden
    return group


def sees_log(actor: Actor, group: Group) -> bool:
    """Whether the actor belongs to the group or its office, or sees one of its actions for another reason."""
    office = actor.bodies("partnership", *roles.TEAM)
    if group.partnership_id in office:
        return True
    return seen_by(actor, Action).filter(group=group).exists() or _is_member(actor, group)


def log(actor: Actor, group: Group, filters: Filters, *, page: int = 1) -> LogPage:
    """A page of fifty actions of a group's log: open ones by when they are due, ended ones by their number."""
    note_list_read(actor, Action, group)
    found = ordered(filtered(log_of(actor, group), filters, actor.today), filters.shows)
    start = (page - 1) * PAGE
    rows = _rows(actor, found[start : start + PAGE + 1])
    return LogPage(rows[:PAGE], len(rows) > PAGE)


def every_row(actor: Actor, group: Group, filters: Filters) -> list[LogRow]:
    """Every action that a filter lets through, by number, for a file that is taken away."""
    note_list_read(actor, Action, group)
    found = filtered(log_of(actor, group), filters, actor.today).order_by("year", "number")
    rows = _rows(actor, found[: EVERY + 1])
    if len(rows) > EVERY:
        raise Refused(f"A file holds at most {EVERY} actions. Choose a year or an agency first.")
    said = said_of([action.pk for action in found])
    return [replace(row, said=(*said.get(row.ref, ()), *ended_with(row))) for row in rows]


def standing(actor: Actor, group: Group) -> tuple[Counts, Choices]:
    """How many actions of a log are open and ask for attention, and by what the log can be filtered. Three queries."""
    found = counted_by_owner(log_of(actor, group), actor.today)
    years = ActionYear.objects.filter(group=group, last__gt=0).order_by("-year").values_list("year", flat=True)
    return summed(found), Choices(
        owners=named(found, "owner"),
        agencies=named(found, "organisation"),
        years=list(years),
        meetings=[
            (ref, day_of(at)) for ref, at in _meetings(actor, group.pk).values_list("ref", "starts_at")[:MEETINGS]
        ],
    )


def meetings_held(actor: Actor, group_id: int) -> list[Meeting]:
    """The newest meetings of a group that have begun."""
    return list(_meetings(actor, group_id)[:MEETINGS])


def my_actions(actor: Actor, shows: str = "open", *, page: int = 1) -> LogPage:
    """The actions over all groups that the actor owns or works on."""
    return _over_groups(actor, _mine(actor), shows, page)


def agency_actions(actor: Actor, shows: str = "open", *, page: int = 1) -> LogPage:
    """The actions over all groups and boroughs for which the actor's agencies answer."""
    return _over_groups(actor, _of_my_agencies(actor), shows, page)


def counts_over_groups(actor: Actor) -> tuple[Counts, Counts | None]:
    """How many of the actor's own actions and of their agency's are open and late; None for somebody without agency."""
    mine = _counted(actor, _mine(actor))
    return mine, _counted(actor, _of_my_agencies(actor)) if my_agencies(actor) else None


def my_agencies(actor: Actor) -> frozenset[int]:
    """The agencies for whose actions the actor may answer."""
    return actor.bodies("organisation", *roles.AGENCY)


def group_by_ref(actor: Actor, ref: str) -> Group:
    """A group by its reference. Raises Hidden."""
    return fetch(actor, Group, "partnership", ref=ref)


def numbers_of(actor: Actor, group: Group) -> list[str]:
    """The numbers that a log holds, as people write them, whether or not the actor sees the action."""
    given = Action.objects.filter(group=group).values_list("year", "number")
    return [f"{year}/{number:02}" for year, number in given]


def days_met(actor: Actor, group: Group) -> list[date]:
    """The days on which a group met or is to meet."""
    meetings = seen_by(actor, Meeting).filter(group=group, owner_kind="").exclude(state="cancelled")
    return sorted({day_of(at) for at in meetings.values_list("starts_at", flat=True)})


def may_have_actions(actor: Actor) -> bool:
    """Whether the actor is somebody to whom an action could be given."""
    return actor.kind == "person" and bool(actor.powers) and not actor.holds(roles.UNBOUND)


def _meetings(actor: Actor, group_id: int) -> QuerySet[Meeting]:
    begun = seen_by(actor, Meeting).filter(group_id=group_id, owner_kind="", starts_at__lte=actor.at)
    return begun.order_by("-starts_at")


def _is_member(actor: Actor, group: Group) -> bool:
    alive = Q(until_on=None) | Q(until_on__gte=actor.today)
    posts = directory.posts_held(actor)
    return GroupSeat.objects.filter(alive, group=group, from_on__lte=actor.today, post_id__in=posts).exists()


def _mine(actor: Actor) -> QuerySet[Action]:
    led = list(ActionLead.objects.filter(person_id=actor.person_id or 0).values_list("action_id", flat=True))
    return seen_by(actor, Action).filter(Q(owner_id=actor.person_id or 0) | Q(pk__in=led))


def _of_my_agencies(actor: Actor) -> QuerySet[Action]:
    return seen_by(actor, Action).filter(organisation_id__in=my_agencies(actor))


def _over_groups(actor: Actor, found: QuerySet[Action], shows: str, page: int) -> LogPage:
    start = (page - 1) * PAGE
    in_order = ordered(filtered(found, Filters(shows), actor.today), shows)
    rows = _rows(actor, in_order[start : start + PAGE + 1])
    return LogPage(rows[:PAGE], len(rows) > PAGE)


def _counted(actor: Actor, found: QuerySet[Action]) -> Counts:
    return Counts(**found.filter(state=ACTION.start).aggregate(**_counting(actor.today)))


def counted_by_owner(found: QuerySet[Kept], day: date) -> list[dict[str, Any]]:
    """How many open actions each owner and agency has on a day. One query."""
    pairs = (
        found.filter(state=ACTION.start)
        .order_by()
        .values("owner__ref", "owner__name", "organisation__ref", "organisation__name")
        .annotate(**_counting(day))
    )
    return [dict(one) for one in pairs]


def summed(found: list[dict[str, Any]]) -> Counts:
    """What was counted for each owner, as one."""
    return Counts(*(sum(one[name] for one in found) for name in ("open", "late", "often", "ownerless")))


def named(found: list[dict[str, Any]], what: str) -> list[tuple[str, str]]:
    """The owners, or the agencies, for whom something was counted, as choices."""
    pairs = {(one[f"{what}__ref"], one[f"{what}__name"]) for one in found if one[f"{what}__ref"]}
    return sorted(pairs, key=lambda pair: pair[1])


def filtered(found: QuerySet[Kept], filters: Filters, day: date) -> QuerySet[Kept]:
    """What a filter lets through of actions, or of their lines on a day."""
    path = "" if found.model is Action else "action__"
    wanted = {
        "owner__ref": filters.owner,
        "organisation__ref": filters.agency,
        "year": filters.year,
        f"{path}item__meeting__ref": filters.meeting,
        "text__icontains": filters.words,
    }
    found = found.filter(_shown(filters.shows, day))
    return found.filter(**{name: value for name, value in wanted.items() if value})


def ordered(found: QuerySet[Kept], shows: str) -> QuerySet[Kept]:
    """Open actions by when they are due, others by their number."""
    if shows in ("open", "late", "often"):
        return found.order_by(F("due_sort").asc(nulls_last=True), "pk")
    return found.order_by("-year", "-number")


def said_of(action_ids: list[int], until: datetime | None = None) -> dict[str, list[str]]:
    """Everything that was said of actions before a moment, oldest first, with the day, by their reference."""
    said: dict[str, list[str]] = {}
    updates = ActionUpdate.objects.filter(action__in=action_ids).order_by("said_at", "pk")
    if until is not None:
        updates = updates.filter(said_at__lt=until)
    for ref, at, text in updates.values_list("action__ref", "said_at", "text"):
        said.setdefault(ref, []).append(f"{day_words(at)}: {text}")
    return said


def ended_with(row: LogRow) -> tuple[str, ...]:
    """What was said when an action ended."""
    return tuple(words for words in (row.evidence, row.dropped_because) if words)


def row_of(action: Action, said: Action | ActionLine, co_leads: tuple[str, ...], update: str, day: date) -> LogRow:
    """An action as a row of its log on a day: `said` is the action itself, or its line on a day that is past."""
    is_open = said.state == ACTION.start
    return LogRow(
        ref=action.ref,
        name=said.name,
        text=said.text,
        group=said.group.name,
        group_ref=said.group.ref,
        raised_on=action.raised_on,
        state=said.state,
        state_words=ACTION.title_of(said.state),
        owner=said.owner.name if said.owner else "",
        leads_as_printed=said.leads_as_printed,
        co_leads=co_leads,
        agency=said.organisation.name if said.organisation else "",
        due=said.due_on.words if said.due_on else "",
        is_late=is_open and said.due_sort is not None and said.due_sort < day,
        carried=said.carried_count,
        update=update,
        ended=said.closed_on.words if said.closed_on else "",
        evidence=said.evidence,
        dropped_because=said.dropped_because,
    )


def _counting(day: date) -> dict[str, Count]:
    """How each number of `Counts` is counted among open actions, in its order."""
    return {
        "open": Count("pk"),
        "late": Count("pk", filter=Q(due_sort__lt=day)),
        "often": Count("pk", filter=Q(carried_count__gte=OFTEN)),
        "ownerless": Count("pk", filter=Q(owner=None)),
    }


def _shown(shows: str, day: date) -> Q:
    is_open = Q(state=ACTION.start)
    return {
        "open": is_open,
        "late": is_open & Q(due_sort__lt=day),
        "often": is_open & Q(carried_count__gte=OFTEN),
        "closed": Q(state="closed"),
        "dropped": Q(state="dropped"),
    }.get(shows, Q())


def _rows(actor: Actor, found: QuerySet[Action]) -> list[LogRow]:
    said = ActionUpdate.objects.filter(action_id=OuterRef("pk")).order_by("-said_at", "-pk").values("text")[:1]
    about = found.select_related("group", "owner", "organisation").annotate(newest=Subquery(said))
    actions = list(about)
    leads: dict[int, list[str]] = {}
    beside = ActionLead.objects.filter(action__in=[action.pk for action in actions]).order_by("person__name")
    for action_id, name in beside.values_list("action_id", "person__name"):
        leads.setdefault(action_id, []).append(name)
    return [
        row_of(action, action, tuple(leads.get(action.pk, ())), action.newest or "", actor.today) for action in actions
    ]
