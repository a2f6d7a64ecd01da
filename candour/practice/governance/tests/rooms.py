"""A meeting of a group of the cast, with items, for tests of what happens in the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from candour.platform.access.actor import Actor
from candour.practice.governance.models import AgendaItem, Group, GroupSeat, Meeting
from candour.practice.governance.operations import live
from tests.cast import Cast

SITS = {
    "Metropolitan Police": "police_lead",
    "Children’s services": "childrens_care",
    "Adult social care": "adults_care",
    "Designated nurse": "nurse",
    "NELFT": "nelft",
    "Public health": "public_health",
    "Housing": "housing",
    "Acute hospital trust": "hospital",
    "Education": "teacher",
    "Lay member": "lay",
    "Council": "council",
    "Police": "police",
    "Health": "health",
}
"""Who of the cast holds which seat."""
QUORATE = ("Metropolitan Police", "Children’s services", "Adult social care", "NELFT", "Acute hospital trust")
"""Five of the ten agencies of the working group that count, with every sector that its rule names."""


@dataclass(frozen=True)
class Room:
    """A meeting with its items, run by the manager."""

    cast: Cast
    meeting: Meeting

    @property
    def ref(self) -> str:
        """The reference of the meeting."""
        return self.meeting.ref

    @property
    def fresh(self) -> Meeting:
        """The meeting as it is now."""
        return Meeting.objects.select_related("group").get(pk=self.meeting.pk)

    def manager(self, minute: int = 0) -> Actor:
        """The manager so many minutes after the meeting was to begin."""
        return self.cast.acting("manager", self.at(minute))

    def at(self, minute: int) -> datetime:
        """A moment of the meeting."""
        return self.meeting.starts_at + timedelta(minutes=minute)

    def item(self, number: int) -> AgendaItem:
        """An item by its number."""
        return AgendaItem.objects.select_related("meeting").get(meeting=self.meeting, order=number)

    def seat(self, title: str) -> int:
        """The id of a seat."""
        return GroupSeat.objects.get(group_id=self.meeting.group_id, title=title).pk

    def come(self, *titles: str, minute: int = 0) -> None:
        """Have the holders of seats arrive."""
        for title in titles:
            person = self.cast.people[SITS[title]]
            live.mark_here(self.manager(minute), ref=self.ref, seat_id=self.seat(title), person_ref=person.ref)

    def go(self, title: str, minute: int) -> None:
        """Have whoever is in a seat leave."""
        live.mark_left(self.manager(minute), ref=self.ref, seat_id=self.seat(title))

    def open(self, number: int, minute: int) -> None:
        """Come to an item."""
        live.open_item(self.manager(minute), ref=self.ref, item_ref=self.item(number).ref)

    def note(self, number: int, text: str, minute: int = 0) -> None:
        """Write the notes of an item."""
        item = self.item(number)
        live.save_notes(self.manager(minute), ref=self.ref, item_ref=item.ref, text=text, version=item.notes_version)


def group_of(cast: Cast, name: str) -> Group:
    """A group of Havering's children's partnership by its name."""
    return Group.objects.get(partnership=cast.partnership(), name=name)


def room(
    cast: Cast, *, group: str = "Executive", items: int = 3, begun: bool = True, days: int = 0, hours: int = 2
) -> Room:
    """A meeting of a group with some items, begun two hours ago unless it is said otherwise."""
    meeting = Meeting.objects.create(
        group=group_of(cast, group), starts_at=cast.now - timedelta(days=days, hours=hours), place="Town hall"
    )
    for number in range(1, items + 1):
        AgendaItem.objects.create(meeting=meeting, order=number, title=f"Matter {number}", minutes=10)
    made = Room(cast, meeting)
    if begun:
        live.begin_meeting(made.manager(), ref=meeting.ref)
    return made
