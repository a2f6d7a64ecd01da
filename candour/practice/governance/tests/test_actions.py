"""The action log: numbers, updates, carrying forward, closing, and what is due to whom."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, seen_by
from candour.platform.audit_trail.queries import history_of
from candour.platform.deadlines.queries import MINE, what_is_due
from candour.platform.messaging.models import OutboxMessage
from candour.platform.workflow.moving import Conflict
from candour.practice.directory.queries import handover_of
from candour.practice.governance.models import (
    Action,
    ActionLead,
    ActionUpdate,
    AgendaItem,
    Group,
    ItemConflict,
    Meeting,
)
from candour.practice.governance.operations import actions
from candour.practice.governance.operations.actions_chased import chase_actions
from candour.practice.governance.permissions import log_of
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from conftest import NOW
from tests.cast import Cast
from tests.databases import race


def group() -> Group:
    return Group.objects.get(name="Case Review Working Group")


def meeting(on: datetime = NOW) -> Meeting:
    return Meeting.objects.create(group=group(), starts_at=on)


def item(at: Meeting | None = None, title: str = "Housing update") -> AgendaItem:
    return AgendaItem.objects.create(meeting=at or meeting(), order=1, title=title)


def add(cast: Cast, owner: str = "nelft", due: str = "15 December 2026", **more: Any) -> Action:
    return actions.add_action(
        cast.acting("manager"),
        group=group(),
        item=more.pop("item", None),
        text=more.pop("text", "Circulate the bruising pathway to every ward."),
        owner=cast.people[owner],
        due_on=FuzzyDate.parse(due) if due else None,
        **more,
    )


def test_numbers_follow_each_other_through_a_year_and_begin_again_in_april(cast: Cast) -> None:
    winter = item(meeting(datetime(2027, 2, 10, 10, tzinfo=UTC)))
    spring = item(meeting(datetime(2027, 4, 14, 10, tzinfo=UTC)))
    names = [add(cast).name, add(cast, item=winter).name, add(cast, item=spring).name]
    assert names == ["2026/01", "2026/02", "2027/01"]


def test_the_agency_is_that_of_the_owners_seat(cast: Cast) -> None:
    assert add(cast, "nelft").organisation == cast.organisation("NELFT")
    assert add(cast, "administrator").organisation is None


def test_only_the_office_adds_an_action(cast: Cast) -> None:
    with pytest.raises(Refused, match="Only the office"):
        actions.add_action(
            cast.acting("nelft"), group=group(), item=None, text="Do it.", owner=cast.people["nelft"], due_on=None
        )
    assert not Action.objects.exists()


def test_an_action_in_part_of_a_year_is_late_only_after_the_last_day_that_could_be_meant(cast: Cast) -> None:
    assert add(cast, due="January 2027").due_sort == date(2027, 1, 31)
    assert add(cast, due="2027").due_sort == date(2027, 12, 31)
    assert add(cast, due="TBC").due_sort is None
    assert add(cast, due="").due_sort is None


def test_an_exact_date_is_due_to_the_owner_and_seen_by_their_agency(cast: Cast) -> None:
    add(cast)
    mine = what_is_due(cast.acting("nelft"), MINE)
    assert [(line.title, line.is_mine) for line in mine.later] == [
        ("Action 2026/01 of Case Review Working Group", True)
    ]
    senior = what_is_due(cast.acting("nelft_senior"), MINE)
    assert [line.is_mine for line in senior.waiting] == [False]
    assert what_is_due(cast.acting("hospital"), MINE).is_empty


def test_an_owner_without_a_role_in_the_agency_still_finds_it_due(cast: Cast) -> None:
    add(cast, "lay")
    assert [line.is_mine for line in what_is_due(cast.acting("lay"), MINE).later] == [True]


def test_an_inexact_date_makes_no_deadline(cast: Cast) -> None:
    add(cast, due="December 2026")
    assert what_is_due(cast.acting("nelft"), MINE).is_empty


def test_closing_needs_evidence_and_ends_what_is_due(cast: Cast) -> None:
    action = add(cast)
    owner = cast.acting("nelft")
    with pytest.raises(Refused, match="Say what shows that it was done"):
        actions.close_action(owner, ref=action.ref, evidence=" ")
    actions.close_action(owner, ref=action.ref, evidence="The pathway went out on 17 November.")
    action.refresh_from_db()
    assert (action.state, action.closed_on) == ("closed", FuzzyDate.on(NOW.date()))
    assert what_is_due(owner, MINE).is_empty


def test_opening_again_keeps_what_was_said_and_makes_it_due_again(cast: Cast) -> None:
    action = add(cast)
    actions.close_action(cast.acting("nelft"), ref=action.ref, evidence="The pathway went out.")
    actions.reopen_action(cast.acting("manager"), ref=action.ref)
    action.refresh_from_db()
    assert (action.state, action.evidence, action.closed_on) == ("open", "", None)
    assert "The pathway went out." in ActionUpdate.objects.get(action=action).text
    assert len(what_is_due(cast.acting("nelft"), MINE).later) == 1


def test_dropping_needs_a_reason_and_is_for_the_office(cast: Cast) -> None:
    action = add(cast)
    with pytest.raises(Refused) as refused:
        actions.drop_action(cast.acting("nelft"), ref=action.ref, because="")
    assert len(refused.value.reasons) == 2
    actions.drop_action(cast.acting("manager"), ref=action.ref, because="The ward has closed.")
    action.refresh_from_db()
    assert action.state == "dropped"
    assert what_is_due(cast.acting("nelft"), MINE).is_empty


def test_carrying_forward_counts_once_for_each_meeting(cast: Cast) -> None:
    action, office = add(cast), cast.acting("manager")
    first, second = meeting(), meeting(NOW + timedelta(days=42))
    actions.carry_forward(office, ref=action.ref, meeting=first, text="No reply yet.")
    with pytest.raises(Refused, match="carried the action forward already"):
        actions.carry_forward(office, ref=action.ref, meeting=first, text="No reply yet.")
    actions.carry_forward(office, ref=action.ref, meeting=second, text="Half the wards.")
    action.refresh_from_db()
    assert action.carried_count == 2
    assert list(ActionUpdate.objects.order_by("pk").values_list("text", flat=True)) == [
        "No reply yet.",
        "Half the wards.",
    ]


def test_an_ended_action_is_neither_updated_nor_carried(cast: Cast) -> None:
    action = add(cast)
    actions.close_action(cast.acting("nelft"), ref=action.ref, evidence="Done.")
    with pytest.raises(Refused, match="Open it again first"):
        actions.update_action(cast.acting("nelft"), ref=action.ref, text="One more thing.")
    with pytest.raises(Refused, match="Open it again first"):
        actions.carry_forward(cast.acting("manager"), ref=action.ref, meeting=meeting(), text="More.")


def test_another_owner_and_date_are_due_elsewhere_and_stand_in_the_history_without_a_name(cast: Cast) -> None:
    action = add(cast)
    actions.change_action(
        cast.acting("manager"),
        ref=action.ref,
        version=action.version,
        text=action.text,
        owner=cast.people["hospital"],
        due_on=FuzzyDate.parse("20 January 2027"),
        co_leads=[cast.people["nelft"]],
    )
    action.refresh_from_db()
    assert action.organisation == cast.organisation("BHRUT")
    assert what_is_due(cast.acting("nelft_senior"), MINE).is_empty
    assert len(what_is_due(cast.acting("hospital"), MINE).later) == 1
    assert (
        "changed the owner and the co-leads and the due date from 15 December 2026 to 20 January 2027 of action 2026/01"
    ) in [line.what for line in history_of(action)]


def test_a_change_over_somebody_elses_change_is_a_conflict(cast: Cast) -> None:
    action, office = add(cast), cast.acting("manager")
    fields = {"text": "Circulate it.", "owner": cast.people["nelft"], "due_on": None}
    actions.change_action(office, ref=action.ref, version=action.version, **fields)
    with pytest.raises(Conflict):
        actions.change_action(office, ref=action.ref, version=action.version, **fields | {"text": "Send it round."})


def test_a_co_lead_and_the_agency_may_say_how_it_stands_and_others_see_nothing(cast: Cast) -> None:
    action = add(cast, "lay", co_leads=[cast.people["scrutineer"], cast.people["lay"]])
    assert ActionLead.objects.count() == 1  # the owner is not a co-lead of their own
    actions.update_action(cast.acting("scrutineer"), ref=action.ref, text="Drafted.")
    other = add(cast, "nelft")
    actions.update_action(cast.acting("nelft_senior"), ref=other.ref, text="Signed off.")
    with pytest.raises(Hidden):
        actions.update_action(cast.acting("redbridge"), ref=other.ref, text="Hello.")
    assert not seen_by(cast.acting("joint"), Action).exists()


def test_a_conflict_in_the_item_hides_the_action_even_from_its_owner(cast: Cast) -> None:
    about = item()
    add(cast, "housing", item=about)
    assert seen_by(cast.acting("housing"), Action).exists()
    ItemConflict.objects.create(
        item=about, person=cast.people["housing"], nature="Their own tenant", declared_at=NOW, declared_by="Them"
    )
    assert not seen_by(cast.acting("housing"), Action).exists()


def test_eight_at_once_get_eight_numbers_without_a_gap(demonstration: Any, demonstration_cast: Cast) -> None:
    acting, owner, into = demonstration_cast.acting("manager"), demonstration_cast.people["nelft"], group()
    before = Action.objects.filter(group=into).count()

    def one(number: int) -> str:
        made = actions.add_action(acting, group=into, item=None, text=f"Do {number}.", owner=owner, due_on=None)
        return made.name

    outcomes = race(8, one)
    assert sorted(str(one) for one in outcomes) == [f"2026/{number:02}" for number in range(before + 1, before + 9)]


def test_a_number_of_an_operation_that_fails_is_given_again(cast: Cast) -> None:
    add(cast)
    with pytest.raises(Refused):
        add(cast, text=" ")
    assert add(cast).name == "2026/02"


def test_owners_and_co_leads_are_asked_once_before_each_meeting(cast: Cast) -> None:
    add(cast, "nelft")
    add(cast, "nelft", co_leads=[cast.people["lay"]])
    done = add(cast, "hospital")
    actions.close_action(cast.acting("manager"), ref=done.ref, evidence="Done.")
    meeting(NOW + timedelta(days=9))
    meeting(NOW + timedelta(days=60))
    job = Actor.system("the sweep", NOW)
    assert chase_actions(job) == 2
    assert chase_actions(job) == 0
    assert [(one.to, one.template) for one in OutboxMessage.objects.order_by("to")] == [
        ("bernard.achebe@example.org", "governance.actions_before_meeting"),
        ("daniel.osei@example.org", "governance.actions_before_meeting"),
    ]


def test_a_cancelled_meeting_asks_nobody(cast: Cast) -> None:
    add(cast)
    Meeting.objects.filter(pk=meeting(NOW + timedelta(days=5)).pk).update(state="cancelled")
    assert chase_actions(Actor.system("the sweep", NOW)) == 0


def test_the_log_of_a_group_shows_everybody_exactly_what_the_rule_shows(cast: Cast) -> None:
    quiet = item(title="Named readers only")
    AgendaItem.objects.filter(pk=quiet.pk).update(readers="named")
    conflicted = item(title="Housing")
    add(cast, "nelft")
    add(cast, "hospital", item=quiet)
    add(cast, "housing", item=conflicted)
    for who in ("housing", "administrator"):
        ItemConflict.objects.create(
            item=conflicted, person=cast.people[who], nature="Theirs", declared_at=NOW, declared_by="Them"
        )
    seen = {}
    for who in cast.people:
        actor = cast.acting(who)
        rule = set(seen_by(actor, Action).filter(group=group()).values_list("pk", flat=True))
        assert set(log_of(actor, group()).values_list("pk", flat=True)) == rule, who
        seen[who] = len(rule)
    assert (seen["manager"], seen["administrator"], seen["nelft"], seen["housing"]) == (3, 2, 2, 1)
    assert (seen["hospital"], seen["redbridge"]) == (3, 0)


def test_whoever_leaves_is_shown_with_the_actions_that_need_another_owner(cast: Cast) -> None:
    # GOV-17
    add(cast, "nelft")
    done = add(cast, "nelft")
    actions.close_action(cast.acting("nelft"), ref=done.ref, evidence="Done.")
    held = handover_of(cast.acting("manager"), cast.people["nelft"].pk)
    assert [one.what for one in held] == ["Action 2026/01 of Case Review Working Group"]
