"""An agenda before its meeting: its items and their order, who may read them, papers, and sending it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import F

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.files.operations import take_in
from candour.platform.workflow.moving import save_edit
from candour.practice.directory import queries as directory
from candour.practice.governance import audit_events, messages
from candour.practice.governance.models import AgendaItem, ItemReader, Meeting, Paper, PlannedItem
from candour.practice.governance.operations.plans import last_order
from candour.practice.governance.queries.groups import members_of
from candour.practice.governance.queries.meetings import own_meeting, papers_due_at
from candour.practice.governance.summaries import reasons_against, tidied
from candour.practice.governance.vocabulary import Readers, Standing
from candour.practice.governance.workflow import MEETING
from candour.rulebook.language.clocks import day_of

if TYPE_CHECKING:
    from candour.platform.files.models import StoredFile

PAPERS = "papers"
"""The key of the deadline by which the papers of a meeting are out."""
SETTLED = "The agenda is settled: the meeting has begun or is over."


@operation
def add_item(actor: Actor, *, ref: str, facts: Mapping[str, Any], reader_refs: Sequence[str] = ()) -> AgendaItem:
    """Put an item at the end of an agenda, also while the meeting is under way. Raises Refused."""
    meeting = own_meeting(actor, ref)
    require(actor, "run meetings", meeting)
    if meeting.state not in (MEETING.start, "under-way"):
        raise Refused(SETTLED)
    item = AgendaItem.objects.create(meeting=meeting, order=last_order(meeting) + 1, **_columns(actor, facts))
    _name_readers(actor, item, reader_refs)
    record(audit_events.ITEM_ADDED, subject=item, within=meeting, number=item.order, group=meeting.group.name)
    return item


@operation
def change_item(
    actor: Actor, *, item_ref: str, version: int, facts: Mapping[str, Any], reader_refs: Sequence[str] = ()
) -> None:
    """Change an item of an agenda before its meeting. Raises Refused, and Conflict if somebody was quicker."""
    item = _item(actor, item_ref)
    save_edit(item, version, **_columns(actor, facts))
    _name_readers(actor, item, reader_refs)
    group = item.meeting.group
    record(audit_events.ITEM_CHANGED, subject=item, within=item.meeting, number=item.order, group=group.name)


@operation
def move_item(actor: Actor, *, item_ref: str, up: bool) -> None:
    """Move an item one place up or down. Raises Refused at the end of the agenda."""
    item = _item(actor, item_ref)
    items = list(AgendaItem.objects.filter(meeting=item.meeting_id, removed_at=None).order_by("order", "pk"))
    at = next(number for number, one in enumerate(items) if one.pk == item.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(items):
        raise Refused("It stands at the end of the agenda already.")
    items[at], items[to] = items[to], items[at]
    _renumber(items)
    record(
        audit_events.ITEM_MOVED,
        subject=item,
        within=item.meeting,
        number=item.order,
        group=item.meeting.group.name,
        way="up" if up else "down",
    )


@operation
def remove_item(actor: Actor, *, item_ref: str) -> None:
    """Take an item off an agenda before its meeting. Raises Refused."""
    item = _item(actor, item_ref)
    _take_off(actor, item)
    group = item.meeting.group
    record(audit_events.ITEM_REMOVED, subject=item, within=item.meeting, number=item.order, group=group.name)


@operation
def carry_item(actor: Actor, *, item_ref: str) -> AgendaItem | None:
    """Carry an item forward to the group's next planned meeting, or into the forward plan where none is planned.

    An agenda that is still to come loses it; one of a meeting that was held keeps it. Raises Refused.
    """
    item = fetch(actor, AgendaItem, "meeting", "meeting__group", "planned", ref=item_ref, removed_at=None)
    require(actor, "run meetings", item)
    if AgendaItem.objects.filter(carried_from=item).exists():
        raise Refused("This item has been carried forward already.")
    return _carry(actor, item)


def carry_all(actor: Actor, meeting: Meeting) -> int:
    """Carry everything forward that does not stand on every agenda anyway, inside an operation. Returns how many."""
    items = AgendaItem.objects.filter(meeting=meeting, removed_at=None).select_related("planned", "meeting__group")
    carried = [item for item in items.order_by("order") if not _comes_anyway(item)]
    for item in carried:
        _carry(actor, item)
    return len(carried)


def add_paper(
    actor: Actor,
    *,
    item_ref: str,
    title: str,
    author: str,
    summary: str,
    upload: UploadedFile,
    replaces_ref: str = "",
) -> Paper:
    """Add a paper to an item, or a later version of one, which keeps its letter. After the deadline it is late.

    Raises Refused, also without a summary for somebody from outside, and for a file that is not taken in.
    """
    item = fetch(actor, AgendaItem, "meeting", "meeting__group", ref=item_ref, removed_at=None)
    require(actor, "run meetings", item)
    if item.meeting.state not in (MEETING.start, "under-way"):
        raise Refused(SETTLED)
    _refuse_summary(summary, title)
    stored = take_in(actor, upload=upload, owner=item, classification="Paper")
    if stored.state == "refused":
        raise Refused(stored.why)
    said = {"title": title.strip(), "author": author.strip(), "summary": tidied(summary)}
    return _add_paper(actor, item_ref=item_ref, said=said, stored=stored, replaces_ref=replaces_ref)


@operation
def _add_paper(actor: Actor, *, item_ref: str, said: Mapping[str, str], stored: StoredFile, replaces_ref: str) -> Paper:
    item = fetch(actor, AgendaItem, "meeting", "meeting__group", ref=item_ref, removed_at=None)
    before = (
        fetch(actor, Paper, ref=replaces_ref, item=item, removed_at=None, replaced_by=None) if replaces_ref else None
    )
    due_at = papers_due_at(actor, item.meeting)
    paper = Paper.objects.create(
        item=item,
        **said,
        file=stored,
        number=before.number + 1 if before else 1,
        letter=before.letter if before else _next_letter(item),
        added_at=actor.at,
        added_by=actor.label,
        is_late=due_at is not None and actor.at > due_at,
    )
    if before is not None:
        Paper.objects.filter(pk=before.pk, replaced_by=None).update(replaced_by=paper)
    record(
        audit_events.PAPER_ADDED,
        subject=paper,
        within=item.meeting,
        letter=paper.letter,
        number=paper.number,
        item=item.order,
        group=item.meeting.group.name,
    )
    return paper


@operation
def change_summary(actor: Actor, *, ref: str, version: int, summary: str) -> None:
    """Change the plain summary of a paper, or write that of one which was listed before papers had to have one.

    Raises Refused, and Conflict if somebody was quicker.
    """
    paper = fetch(actor, Paper, "item", "item__meeting", "item__meeting__group", ref=ref, removed_at=None)
    meeting = paper.item.meeting
    require(actor, "run meetings", paper)
    if meeting.state not in (MEETING.start, "under-way"):
        raise Refused(SETTLED)
    if paper.replaced_by_id is not None:
        raise Refused("A later version of this paper is on the agenda. Change the summary of that one.")
    _refuse_summary(summary, paper.title)
    save_edit(paper, version, summary=tidied(summary), predates_summaries=False)
    record(
        audit_events.SUMMARY_CHANGED,
        subject=paper,
        within=meeting,
        letter=paper.letter,
        item=paper.item.order,
        group=meeting.group.name,
    )


@operation
def remove_paper(actor: Actor, *, ref: str) -> None:
    """Take a paper off an item before the meeting. The letters of the others stay. Raises Refused."""
    paper = fetch(actor, Paper, "item", "item__meeting", "item__meeting__group", ref=ref, removed_at=None)
    require(actor, "run meetings", paper)
    meeting = paper.item.meeting
    if meeting.state != MEETING.start:
        raise Refused(SETTLED)
    Paper.objects.filter(pk=paper.pk).update(removed_at=actor.at)
    record(
        audit_events.PAPER_REMOVED,
        subject=paper,
        within=meeting,
        letter=paper.letter,
        item=paper.item.order,
        group=meeting.group.name,
    )


@operation
def send_agenda(actor: Actor, *, ref: str) -> int:
    """Send the agenda out: its members are told by mail where it is. Sending it again tells them again. Raises Refused.

    Returns how many were told.
    """
    meeting = own_meeting(actor, ref)
    require(actor, "run meetings", meeting)
    if meeting.state != MEETING.start:
        raise Refused(SETTLED)
    if not AgendaItem.objects.filter(meeting=meeting, removed_at=None).exists():
        raise Refused("There is nothing on the agenda yet.")
    Meeting.objects.filter(pk=meeting.pk).update(agenda_out_at=actor.at, version=F("version") + 1)
    papers = Paper.objects.filter(item__meeting=meeting, item__removed_at=None, removed_at=None, replaced_by=None)
    record(audit_events.AGENDA_SENT, subject=meeting, group=meeting.group.name, papers=papers.count())
    deadlines.meet(actor, owner=meeting, key=PAPERS)
    return messages.agenda_out(actor, meeting, members_of(actor, meeting.group_id))


def _item(actor: Actor, item_ref: str) -> AgendaItem:
    item = fetch(actor, AgendaItem, "meeting", "meeting__group", "planned", ref=item_ref, removed_at=None)
    require(actor, "run meetings", item)
    if item.meeting.state != MEETING.start:
        raise Refused(SETTLED)
    return item


def _columns(actor: Actor, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of an item, with the person who presents it found by their reference."""
    columns = dict(facts)
    ref = columns.pop("presenter_ref", "")
    return columns | {"presenter_person_id": directory.person(actor, ref).pk if ref else None}


def _refuse_summary(summary: str, title: str) -> None:
    if reasons := reasons_against(summary, title):
        raise Refused(*reasons)


def _comes_anyway(item: AgendaItem) -> bool:
    return item.planned is not None and item.planned.standing == Standing.EVERY


def _carry(actor: Actor, item: AgendaItem) -> AgendaItem | None:
    meeting, count = item.meeting, item.carried_count + 1
    leaves = meeting.state in (MEETING.start, "cancelled")
    if leaves:
        _take_off(actor, item)
    following = (
        Meeting.objects.filter(
            group=meeting.group, owner_kind="", state=MEETING.start, starts_at__gt=max(meeting.starts_at, actor.at)
        )
        .order_by("starts_at", "pk")
        .first()
    )
    planned = item.planned
    if planned is not None:
        PlannedItem.objects.filter(pk=planned.pk).update(carried_count=count)
    made = _put_on(item, following, count) if following is not None else None
    comes_by_itself = leaves and planned is not None and planned.standing == Standing.ONCE
    if made is None and not comes_by_itself:
        _put_into_plan(item, count)
    record(
        audit_events.ITEM_CARRIED,
        subject=item,
        within=meeting,
        number=item.order,
        group=meeting.group.name,
        count=count,
    )
    return made


def _put_on(item: AgendaItem, meeting: Meeting, count: int) -> AgendaItem:
    made = AgendaItem.objects.create(
        meeting=meeting,
        order=last_order(meeting) + 1,
        title=item.title,
        presenter=item.presenter,
        presenter_person=item.presenter_person,
        minutes=item.minutes,
        domain=item.domain,
        readers=item.readers,
        planned=item.planned,
        carried_from=item,
        carried_count=count,
    )
    readers = ItemReader.objects.filter(item=item).values_list("person_id", flat=True)
    ItemReader.objects.bulk_create(ItemReader(item=made, person_id=person_id) for person_id in readers)
    return made


def _put_into_plan(item: AgendaItem, count: int) -> None:
    if item.readers != Readers.GROUP:
        raise Refused(
            f"Item {item.order} is not for everybody in the group, who all read the forward plan. "
            "Plan the next meeting first, so that it can be carried there."
        )
    PlannedItem.objects.create(
        group=item.meeting.group,
        title=item.title,
        lead=item.presenter,
        minutes=item.minutes,
        domain=item.domain,
        standing=Standing.ONCE,
        due_on=day_of(item.meeting.starts_at),
        carried_count=count,
    )


def _take_off(actor: Actor, item: AgendaItem) -> None:
    AgendaItem.objects.filter(pk=item.pk).update(removed_at=actor.at, version=F("version") + 1)
    left = AgendaItem.objects.filter(meeting=item.meeting_id, removed_at=None)
    _renumber(list(left.order_by("order", "pk")))


def _renumber(items: list[AgendaItem]) -> None:
    for number, one in enumerate(items, start=1):
        if one.order != number:
            AgendaItem.objects.filter(pk=one.pk).update(order=number, version=F("version") + 1)


def _next_letter(item: AgendaItem) -> str:
    """The letter after the last that was ever given, so that no letter comes to mean another paper."""
    number = len(set(Paper.objects.filter(item=item).values_list("letter", flat=True)))
    letters = ""
    while True:
        number, place = divmod(number, 26)
        letters = chr(ord("A") + place) + letters
        if number == 0:
            return letters
        number -= 1


def _name_readers(actor: Actor, item: AgendaItem, reader_refs: Sequence[str]) -> None:
    named = [directory.person(actor, ref) for ref in dict.fromkeys(reader_refs)] if reader_refs else []
    if item.readers == Readers.NAMED and not named:
        raise Refused("Name who may read it.")
    ItemReader.objects.filter(item=item).delete()
    if item.readers == Readers.NAMED:
        ItemReader.objects.bulk_create(ItemReader(item=item, person=person) for person in named)
