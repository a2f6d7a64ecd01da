"""Closing a group into its successor: no open thing is left behind, and what is over stays under the old name."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from candour.platform.deadlines.models import Deadline
from candour.practice.governance.models import (
    Action,
    ActionUpdate,
    AgendaItem,
    Group,
    GroupDecision,
    GroupSeat,
    Meeting,
    Minutes,
    PlannedItem,
    ReportingLine,
    Response,
    Round,
)
from candour.practice.governance.operations import actions, decisions, groups, live, minutes, rounds
from candour.practice.governance.tests.rooms import QUORATE, Room, room
from candour.practice.governance.tests.test_agendas import called, planned, put
from candour.practice.governance.tests.test_group_pages import crwg, executive, page, post
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from conftest import NOW
from tests.cast import Cast

LAST = {"on_day": "17", "on_month": "11", "on_year": "2026"}


def successor(cast: Cast) -> Group:
    group = groups.found_group(
        cast.acting("manager"),
        partnership=cast.partnership(),
        facts={"name": "Practice Learning Group", "from_on": date(2026, 1, 1), "quorum_name": crwg().quorum_name},
    )
    nurse = GroupSeat.objects.get(group=crwg(), title="Designated nurse")
    groups.add_seat(
        cast.acting("manager"),
        group_ref=group.ref,
        facts={
            "title": "Nurse",
            "kind": "core",
            "unit": "ICB",
            "post": nurse.post,
            "domain": "both",
            "from_on": date(2026, 1, 1),
        },
    )
    return group


def close(cast: Cast, into: Group, group: Group | None = None, **answers: Any) -> Any:
    closing = group or crwg()
    fields = {"successor": into.ref, "version": str(closing.version)} | LAST | answers
    return post(cast, "manager", "group_close", closing.ref, **fields)


def add(cast: Cast, group: Group, item: AgendaItem | None = None) -> Action:
    return actions.add_action(
        cast.acting("manager"),
        group=group,
        item=item,
        text="Count the wards.",
        owner=cast.people["nelft"],
        due_on=FuzzyDate.on(date(2026, 12, 1)),
    )


def test_closing_hands_over_every_open_thing(cast: Cast) -> None:
    into, old = successor(cast), crwg()
    add(cast, into)  # takes 2026/01 in the successor's log
    held = called(cast)
    item = put(cast, held, "Reviews")
    Meeting.objects.filter(pk=held.pk).update(starts_at=NOW - timedelta(days=2), state="held", ended_at=NOW)
    open_one, done = add(cast, old, item), add(cast, old)
    actions.carry_forward(cast.acting("manager"), ref=open_one.ref, meeting=held, text="Nearly.")
    actions.close_action(cast.acting("nelft"), ref=done.ref, evidence="Counted.")
    coming = called(cast)
    planned(cast, "Annual report", "yearly", date(2027, 6, 1))
    rounds.open_round(
        cast.acting("manager"),
        group_ref=old.ref,
        kind="comments",
        question="Are the forms clear?",
        closes_at=NOW + timedelta(days=9),
    )
    groups.add_reporting_line(
        cast.acting("manager"),
        group_ref=old.ref,
        to_ref=executive().ref,
        what="Update",
        frequency="quarterly",
        due_on=date(2027, 1, 31),
    )
    answer = close(cast, into).content.decode()
    # The open action, the meeting to come, the item of the plan, the round and the reporting line.
    assert "5 open things passed to its successor" in answer

    open_one.refresh_from_db()
    assert (open_one.group, open_one.name, open_one.carried_count) == (into, "2026/02", 1)
    assert ActionUpdate.objects.filter(
        action=open_one, text="Handed over by Case Review Working Group, in whose log it was 2026/01."
    ).exists()
    assert Meeting.objects.get(pk=coming.pk).group == into
    assert PlannedItem.objects.get().group == into
    assert Round.objects.get().group == into
    assert [one.seat.title for one in Response.objects.select_related("seat")] == ["Nurse"]
    assert ReportingLine.objects.get().group == into
    # What is over stays where it was.
    assert Action.objects.get(pk=done.pk).group == old
    assert Meeting.objects.get(pk=held.pk).group == old


def test_no_open_thing_is_left_with_the_closed_group(cast: Cast) -> None:
    into, old = successor(cast), crwg()
    add(cast, old)
    called(cast)
    planned(cast, "Notes", "every")
    close(cast, into)
    assert not Action.objects.filter(group=old, state="open").exists()
    assert not Meeting.objects.filter(group=old, state="planned").exists()
    assert not PlannedItem.objects.filter(group=old, removed_at=None).exists()
    assert not Deadline.objects.filter(
        owner_kind="governance.group", owner_id=old.pk, met_at=None, cancelled_at=None
    ).exists()
    live = Deadline.objects.filter(owner_kind="governance.action", met_at=None, cancelled_at=None)
    assert [one.title for one in live] == ["Action 2026/01 of Practice Learning Group"]


def test_the_history_stays_readable_under_the_old_name(cast: Cast) -> None:
    into, old = successor(cast), crwg()
    close(cast, into)
    html = page(cast, "manager", "group", old.ref)
    assert "This group ended on 17 November 2026." in " ".join(html.split())
    assert "Practice Learning Group" in html
    assert "Set the rule" not in html
    assert "It took over from" in page(cast, "manager", "group", into.ref)
    listed = page(cast, "manager", "groups")
    assert listed.index(">Ended<") < listed.index("Case Review Working Group</a>, ")
    into.refresh_from_db()
    assert into.reviews_cases, "somebody still looks at cases"


def test_a_member_of_the_new_group_sees_an_action_that_came_from_the_old(cast: Cast) -> None:
    into, old = successor(cast), crwg()
    held = called(cast)
    action = add(cast, old, put(cast, held, "Reviews"))
    secret = add(cast, old, put(cast, held, "Staffing", readers="core"))
    Meeting.objects.filter(pk=held.pk).update(starts_at=NOW - timedelta(days=2), state="held", ended_at=NOW)
    GroupSeat.objects.filter(group=old, title="Designated nurse").update(until_on=date(2026, 11, 1))
    close(cast, into)
    log = page(cast, "nurse", "action_log", into.ref)
    action.refresh_from_db()
    secret.refresh_from_db()
    assert action.name in log
    assert secret.name not in log, "the item from which it came was not for everybody"
    assert secret.name in page(cast, "manager", "action_log", into.ref)


def test_a_group_does_not_close_into_itself_or_a_closed_one_or_in_the_middle_of_a_meeting(cast: Cast) -> None:
    into, old = successor(cast), crwg()
    Meeting.objects.filter(pk=called(cast).pk).update(state="under-way")
    refused = close(cast, into)
    assert "A meeting of the group is under way. End it first." in refused.content.decode()
    Meeting.objects.update(state="held")
    future = close(cast, into, on_year="2027")
    assert "The last day lies between" in future.content.decode()
    close(cast, into)
    old.refresh_from_db()
    assert old.until_on == date(2026, 11, 17)
    again = close(cast, executive(), group=old)
    assert "This group has closed already." in again.content.decode()


def test_a_task_group_closes_only_with_its_report(cast: Cast) -> None:
    task = groups.found_group(
        cast.acting("manager"),
        partnership=cast.partnership(),
        facts={
            "name": "Damp",
            "kind": "task-and-finish",
            "from_on": date(2026, 1, 1),
            "ends_on": date(2026, 11, 30),
            "commissioned_by": executive(),
        },
        terms_text="To look at damp.",
    )
    refused = close(cast, executive(), group=task)
    assert "gives its closing report before it closes" in refused.content.decode()


def test_groups_below_and_reports_to_the_closed_group_follow(cast: Cast) -> None:
    into, old = successor(cast), crwg()
    below = groups.found_group(
        cast.acting("manager"),
        partnership=cast.partnership(),
        facts={"name": "Lower Group", "from_on": date(2026, 1, 1), "parent": old},
    )
    groups.add_reporting_line(
        cast.acting("manager"),
        group_ref=below.ref,
        to_ref=old.ref,
        what="Notes",
        frequency="monthly",
        due_on=date(2027, 1, 1),
    )
    close(cast, into)
    below.refresh_from_db()
    assert below.parent == into
    assert ReportingLine.objects.get().to_body == into


def test_a_closed_group_s_minutes_are_agreed_and_its_inquorate_decision_ratified_by_its_successor(cast: Cast) -> None:
    # GOV-02, MTG-07, MTG-08
    held = room(cast, items=1, days=10)
    held.open(1, 1)
    inquorate = decided(held, held.at(2))
    live.close_meeting(held.manager(30), ref=held.ref)
    minutes.finalise(held.manager(40), ref=held.ref)
    into = crwg()
    Group.objects.filter(pk=executive().pk).update(successor=into, until_on=NOW.date())
    after = room(cast, group=into.name, items=1)
    after.come(*QUORATE)
    after.open(1, 1)
    quorate = decided(after, after.at(2))
    minutes.agree(after.manager(3), ref=held.ref, item_ref=after.item(1).ref)
    decisions.ratify(after.manager(4), ref=inquorate.ref, by_ref=quorate.ref)
    inquorate.refresh_from_db()
    assert inquorate.ratified_by == quorate
    assert Minutes.objects.get(meeting=held.meeting).agreed_on_item == after.item(1)


def decided(at: Room, moment: datetime) -> GroupDecision:
    return decisions.decide(
        at.cast.acting("manager", moment),
        ref=at.ref,
        item_ref=at.item(1).ref,
        question="Do we count?",
        options=[],
        decision="We count.",
        reason="Nobody has.",
    )
