"""The pages of groups, as a browser would work through them: the list, the chart, seats, quorum and reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candour.platform.deadlines.models import Deadline
from candour.practice.directory.models import Appointment
from candour.practice.governance.models import Group, GroupSeat, QuorumRule, ReportingLine, Terms
from candour.practice.governance.operations import groups as operations
from tests.cast import Cast
from tests.pages import words

EMPTY = {"from_on_day": "1", "from_on_month": "10", "from_on_year": "2026"}
NEW = EMPTY | {
    "name": "Housing Task Group",
    "kind": "working",
    "frequency": "six-weekly",
    "tolerance_days": "7",
    "at_least_a_year": "8",
    "usual_start": "09:30",
    "usual_minutes": "90",
    "chairing": "one",
    "papers_before": "7",
    "minutes_within": "21",
}


def crwg() -> Group:
    return Group.objects.get(name="Case Review Working Group")


def executive() -> Group:
    return Group.objects.get(name="Executive")


def page(cast: Cast, who: str, name: str, *args: Any, **query: str) -> str:
    client = cast.client(who)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    assert len(queries) <= 30, len(queries)
    return response.content.decode()


def post(cast: Cast, who: str, address: str, /, *args: Any, **fields: Any) -> Any:
    return cast.client(who).post(reverse(address, args=args), fields, follow=True)


def new(cast: Cast, **fields: Any) -> Any:
    return post(cast, "manager", "group_add", partnership=cast.partnership().ref, **NEW | fields)


def test_the_list_shows_my_groups_and_the_chart_nests_them(cast: Cast) -> None:
    Group.objects.filter(pk=crwg().pk).update(parent=executive())
    html = page(cast, "manager", "groups")
    assert "Case Review Working Group" in html
    assert "Practice Review Group" not in html, "the group of another borough"
    chart = " ".join(page(cast, "manager", "structure").split())
    assert chart.index(">Executive</a>") < chart.index(">Case Review Working Group</a>")
    below = chart[chart.index(">Executive</a>") :]
    assert below.index('<ul class="structure">') < below.index(">Case Review Working Group</a>") < below.index("</ul>")


def test_a_group_page_lists_seats_holders_deputies_vacancies_and_the_quorum(cast: Cast) -> None:
    # GOV-05
    GroupSeat.objects.create(
        group=crwg(), title="Voluntary sector", kind="core", unit="Voluntary sector", from_on=date(2026, 1, 1)
    )
    Appointment.objects.filter(person=cast.people["nurse"]).update(from_on=date(2026, 5, 4))
    GroupSeat.objects.filter(group=crwg(), title="Metropolitan Police").update(from_on=date(2026, 10, 5))
    html = " ".join(page(cast, "manager", "group", crwg().ref).split())
    assert 'Ruth Ellison<br><span class="source">Designated nurse for safeguarding, since 4 May 2026</span>' in html
    assert "since 5 October 2026</span>" in html, "the seat is younger than the appointment to its post"
    assert "Vacant:</span> Voluntary sector" in html
    assert "Agencies present: 6 needed of 11" in html
    assert "Represented: 4 needed of 4" in html


def test_whoever_has_no_post_there_finds_no_group(cast: Cast) -> None:
    response = cast.client("redbridge").get(reverse("group", args=[crwg().ref]))
    assert response.status_code == 404


def test_a_manager_sets_up_a_group_and_changes_it(cast: Cast) -> None:
    assert "The group is set up" in new(cast).content.decode()
    group = Group.objects.get(name="Housing Task Group")
    assert (group.frequency, group.usual_minutes, f"{group.usual_start:%H:%M}") == ("six-weekly", 90, "09:30")
    changed = post(cast, "manager", "group_change", group.ref, version="1", **NEW | {"name": "Housing Group"})
    assert "The group is changed" in changed.content.decode()
    stale = post(cast, "manager", "group_change", group.ref, version="1", **NEW | {"name": "Other"})
    assert stale.status_code == 422
    assert "Somebody else changed this" in stale.content.decode()
    assert Group.objects.get(pk=group.pk).name == "Housing Group"


def test_two_living_groups_of_a_partnership_have_two_names(cast: Cast) -> None:
    new(cast)
    again = new(cast)
    assert again.status_code == 422
    assert "There is a group called Housing Task Group already." in again.content.decode()


def test_nobody_but_the_manager_keeps_groups(cast: Cast) -> None:
    response = post(
        cast,
        "administrator",
        "seat_add",
        crwg().ref,
        title="Fire service",
        kind="core",
        unit="Fire",
        domain="both",
        **EMPTY,
    )
    assert response.status_code == 422
    assert "Only a manager of the partnership" in response.content.decode()
    assert not GroupSeat.objects.filter(title="Fire service").exists()


def test_a_task_group_cannot_open_without_terms_commissioner_and_end(cast: Cast) -> None:
    # GOV-14
    refused = new(cast, kind="task-and-finish")
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "needs terms of reference before it opens" in html
    assert "Say which body commissioned" in html
    assert "Say on which day" in html
    assert not Group.objects.filter(name="Housing Task Group").exists()
    done = new(
        cast,
        kind="task-and-finish",
        terms_text="To look at damp.",
        commissioned_by=executive().ref,
        ends_on_day="31",
        ends_on_month="3",
        ends_on_year="2027",
    )
    assert "The group is set up" in done.content.decode()
    group = Group.objects.get(name="Housing Task Group")
    assert Terms.objects.get(group=group).text == "To look at damp."
    asked = Deadline.objects.get(owner_kind="governance.group", owner_id=group.pk, key="closing-report")
    assert asked.due_on == date(2027, 3, 31)
    given = post(cast, "manager", "group_closing_report", group.ref, text="Damp is gone.", version="1")
    assert "Damp is gone." in given.content.decode()
    asked.refresh_from_db()
    assert asked.met_at is not None


def test_a_seat_is_added_changed_and_ended(cast: Cast) -> None:
    seat = {
        "title": "Fire service",
        "kind": "core",
        "unit": "Fire brigade",
        "sectors": "fire, rescue",
        "domain": "both",
    }
    assert (
        "The seat is added"
        in post(cast, "manager", "seat_add", crwg().ref, counts="on", **seat, **EMPTY).content.decode()
    )
    added = GroupSeat.objects.get(title="Fire service")
    assert (added.sectors, added.counts) == (["fire", "rescue"], True)
    post(cast, "manager", "seat_change", crwg().ref, added.pk, **seat | {"title": "Fire and rescue"})
    added.refresh_from_db()
    assert (added.title, added.counts) == ("Fire and rescue", False)
    ended = post(cast, "manager", "seat_end", crwg().ref, added.pk, on_day="1", on_month="11", on_year="2026")
    assert "The seat has its last day" in ended.content.decode()
    assert "Fire and rescue" not in ended.content.decode()


def test_the_groups_own_quorum_is_chosen_in_parts_and_shows_its_base(cast: Cast) -> None:
    answers = {
        "domain": "children",
        "deputies_count": "on",
        "first_counts": "share",
        "first_share": "1/3",
        "first_base": "seats",
        "first_rounding": "up",
        "first_each": ["health", "police"],
        "second_counts": "number",
        "second_number": "9",
        "second_base": "members",
    }
    done = post(cast, "manager", "group_quorum", crwg().ref, **answers, **EMPTY)
    html = " ".join(done.content.decode().split())
    assert "The rule is set" in html
    rule_words = "(at least a third of the seats, rounded up and each of health and police) or at least 9 members"
    assert f"Quorate with {rule_words}." in html
    assert "Items for children" in html
    # Ten seats count: a third of them is three and a third, rounded up to four.
    assert "Seats filled: 4 needed of 10" in html
    rule = QuorumRule.objects.get(group=crwg())
    assert rule.own_rule == {
        "any": [
            {"all": [{"share": "1/3", "of": "seats", "rounding": "up"}, {"each": ["health", "police"]}]},
            {"number": 9, "of": "members"},
        ]
    }


def test_a_later_rule_ends_the_one_before_and_an_earlier_one_is_refused(cast: Cast) -> None:
    name = "havering-executive-2022/executive-quorum"
    chosen = {"domain": "both", "rulebook_name": name, "deputies_count": "on"}
    post(cast, "manager", "group_quorum", crwg().ref, **chosen, **EMPTY)
    later = EMPTY | {"from_on_month": "12"}
    post(cast, "manager", "group_quorum", crwg().ref, **chosen, **later)
    first, second = QuorumRule.objects.filter(group=crwg()).order_by("from_on")
    assert (first.until_on, second.until_on) == (date(2026, 11, 30), None)
    again = post(cast, "manager", "group_quorum", crwg().ref, **chosen, **EMPTY)
    assert again.status_code == 422
    assert "This one must begin later" in again.content.decode()
    neither = post(cast, "manager", "group_quorum", crwg().ref, domain="both", **later | {"from_on_year": "2027"})
    assert "Choose a rule of the rulebook, or describe" in neither.content.decode()


def test_what_a_group_reports_is_due_and_comes_back_when_it_was_sent(cast: Cast) -> None:
    # GOV-13
    post(
        cast,
        "manager",
        "reporting_add",
        crwg().ref,
        to=executive().ref,
        what="Quarterly update",
        frequency="quarterly",
        due_on_day="30",
        due_on_month="11",
        due_on_year="2026",
    )
    line = ReportingLine.objects.get()
    due = Deadline.objects.get(owner_kind="governance.group", key=f"report:{line.ref}")
    assert due.due_on == date(2026, 11, 30)
    owed = " ".join(page(cast, "manager", "group", crwg().ref).split())
    assert (
        "30 November 2026</span></span> <span><strong>Quarterly update</strong><br>to Executive, quarterly</span>"
        in owed
    )
    assert "not sent yet" in owed
    sent = post(cast, "administrator", "reporting_sent", line.ref, on_day="1", on_month="11", on_year="2026")
    assert "last sent 1 November 2026" in sent.content.decode()
    live = Deadline.objects.get(owner_kind="governance.group", key=f"report:{line.ref}", cancelled_at=None)
    assert live.due_on == date(2027, 2, 28)


def test_a_body_is_a_record_with_its_place_purpose_chair_rhythm_and_days(cast: Cast) -> None:
    # GOV-01
    facts = {"purpose": "Homes that harm nobody.", "parent": executive().ref, "chairing": "rotating"}
    new(cast, **facts)
    group = Group.objects.get(name="Housing Task Group")
    seat = crwg_seat("Housing")
    GroupSeat.objects.create(
        group=group,
        title="Housing",
        kind="core",
        unit="Housing",
        post=seat.post,
        chairs_in_turn=1,
        from_on="2026-10-01",
    )
    Group.objects.filter(pk=group.pk).update(until_on=date(2027, 3, 31))
    said = words(cast.client("manager").get(reverse("group", args=[group.ref])))
    assert f"{cast.partnership().name} Housing Task Group" in said
    assert "Homes that harm nobody." in said
    assert "Housing Chair, place 1 Sam Whitlock" in said
    for fact in ("Under Executive", "Since 1 October 2026", "Closed 31 March 2027", "Meets Every six weeks"):
        assert fact in said
    assert f"Chaired by {group.get_chairing_display()}" in said


def test_services_of_one_council_are_one_agency_once_their_seats_name_it(cast: Cast) -> None:
    # T12
    assert "Agencies present: 5 needed of 10" in words(cast.client("manager").get(reverse("group", args=[crwg().ref])))
    for title in ("Children’s services", "Adult social care", "Public health", "Housing", "Community safety"):
        seat = crwg_seat(title)
        kept = {"title": title, "kind": seat.kind, "sectors": ", ".join(seat.sectors), "domain": seat.domain}
        post(cast, "manager", "seat_change", crwg().ref, seat.pk, unit="Havering Council", counts="on", **kept)
    # Five services become one agency beside the police, the nurse, NELFT, the hospital and education.
    assert "Agencies present: 3 needed of 6" in words(cast.client("manager").get(reverse("group", args=[crwg().ref])))


def crwg_seat(title: str) -> GroupSeat:
    return GroupSeat.objects.select_related("post").get(group=crwg(), title=title)


def test_the_chart_of_an_earlier_day_shows_the_body_that_stood_there_then(cast: Cast) -> None:
    # GOV-01
    scp = cast.partnership()
    facts = {"from_on": date(2020, 1, 1)}
    board, below = (
        operations.found_group(cast.acting("manager"), partnership=scp, facts={"name": name, **facts})
        for name in ("Old Board", "Lower Group")
    )
    new_board = operations.found_group(
        cast.acting("manager"), partnership=scp, facts={"name": "New Board", "from_on": date(2024, 1, 1)}
    )
    Group.objects.filter(pk=board.pk).update(until_on=date(2023, 12, 31), successor=new_board)
    Group.objects.filter(pk=below.pk).update(parent=new_board)
    then = page(cast, "manager", "structure", on_day="1", on_month="6", on_year="2022")
    assert "New Board" not in then
    assert then.index("Old Board") < then.index("Lower Group")
    assert "since ended" in then
    now = page(cast, "manager", "structure")
    assert "Old Board" not in now
    assert now.index("New Board") < now.index("Lower Group")
