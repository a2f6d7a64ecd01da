"""The meeting: returns released together, quorum by the group's own rule, conflicts, and what it found."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from candour.platform.access.policy import Refused, seen_by
from candour.platform.audit_trail.queries import history_of
from candour.platform.deadlines.models import Deadline
from candour.practice.cases.models import Case, MeetingPoint, TeamMember, Wall
from candour.practice.cases.operations import meetings, teams
from candour.practice.cases.operations.meetings import raise_immediate
from candour.practice.cases.queries import meetings as queries
from candour.practice.cases.tests.papers import text_of
from candour.practice.directory.models import Person
from candour.practice.governance.models import QuorumRule
from candour.project.demonstration.stage import request_to, seat_of
from tests.cast import Cast
from tests.pages import problems, words
from tests.walks import SEATED, Walk, moment, on_with, walk

SEATS = {title: key for title, key in SEATED} | {"Education": "teacher", "Housing": "housing"}  # noqa: C416
FIVE = ("Metropolitan Police", "Children’s services", "Adult social care", "NELFT", "Acute hospital trust")
"""Five of the ten agencies that count, with the police, children's and adults' social care and health among them."""


@pytest.fixture
def going(cast: Cast) -> Walk:
    return walk(cast, to="released")


def come(going: Walk, *titles: str, key: str = "") -> None:
    manager = going.manager(moment(28, "14:00"))
    for title in titles:
        person = going.cast.people[key or SEATS[title]]
        seat = seat_of(group_of(going), title)
        meetings.arrive(manager, ref=going.case.ref, seat_id=seat, person_ref=person.ref)


def go(going: Walk, title: str) -> None:
    manager = going.manager(moment(28, "14:30"))
    meetings.leave(manager, ref=going.case.ref, seat_id=seat_of(group_of(going), title))


def group_of(going: Walk) -> int:
    group = going.review.group_id
    assert group is not None
    return group


def is_quorate(going: Walk) -> bool:
    manager = going.manager(moment(28, "15:00"))
    meeting = queries.meeting_of(manager, going.case)
    assert meeting is not None
    standing = queries.quorum(manager, meeting)
    assert standing is not None
    return bool(standing.standing.met)


def test_the_returns_go_out_together_to_the_group_and_the_leads_and_each_opening_is_kept(going: Walk) -> None:
    # RR-07
    case, cast = going.case, going.cast
    there = set(TeamMember.objects.filter(case=case, purpose="group").values_list("person__name", flat=True))
    assert {"Daniel Osei", "Ines Castellan", "Ruth Ellison", "Bernard Achebe", "Moira Keane"} <= there
    step = Deadline.objects.get(owner_id=case.pk, owner_kind="cases.case", key="circulate-returns")
    assert step.met_at == moment(27, "10:00")
    answered = cast.client("hospital").get(reverse("agency_return", args=[request_to(case, "Police").ref]))
    assert answered.status_code == 200
    readers = [line.who for line in history_of(case, kinds=("read",))]
    assert "Farah Siddiqui" in readers
    page = text_of(cast.client("manager"), reverse("case_history", args=[case.ref]))
    assert "Farah Siddiqui" in page


def test_the_meeting_keeps_what_works_well_concerns_themes_actions_and_recommendations(going: Walk) -> None:
    # RR-07
    manager = going.manager(moment(28, "14:30"))
    for kind in MeetingPoint.Kind.values:
        meetings.add_point(manager, ref=going.case.ref, kind=kind, text=f"Found: {kind}.")
    assert MeetingPoint.Kind.labels == [
        "What works well", "Concern", "Theme", "Action already taken", "Action required", "Recommendation",
    ]  # fmt: skip
    page = text_of(going.cast.client("manager"), reverse("case_meeting", args=[going.case.ref]))
    assert all(f"Found: {kind}." in page for kind in MeetingPoint.Kind.values)
    with pytest.raises(Refused, match="Write what the meeting found"):
        meetings.add_point(manager, ref=going.case.ref, kind="theme", text=" ")
    gone = MeetingPoint.objects.get(kind="theme")
    meetings.remove_point(manager, ref=going.case.ref, point_id=gone.pk)
    assert "Found: theme." not in text_of(going.cast.client("manager"), reverse("case_meeting", args=[going.case.ref]))


def test_no_meeting_is_called_for_a_day_that_is_not_worked_by_a_slip(cast: Cast) -> None:
    # T5: 22 November 2026 is a Sunday
    case = walk(cast, to="opened").case
    address, shown = reverse("meeting_plan", args=[case.ref]), reverse("case_meeting", args=[case.ref])
    manager = cast.client("manager")
    sunday = {"on_day": "22", "on_month": "11", "on_year": "2026", "at": "14:00", "place": "Town hall"}
    slip = problems(manager.post(address, sunday))
    assert slip == [
        "22 November 2026 is not a working day (Sunday). Choose another day, or say why the meeting is on this one."
    ]
    manager.post(address, {**sunday, "day_because": "Nobody can wait."})
    assert "On a day that is not worked: Nobody can wait." in words(manager.get(shown))
    manager.post(address, {**sunday, "on_day": "23", "day_because": "Nobody can wait."})
    page = words(manager.get(shown))
    assert "23 November 2026" in page
    assert "Nobody can wait." not in page


def test_immediate_actions_stand_first_at_the_meeting_the_open_ones_before_those_done(going: Walk) -> None:
    # INC-15
    case, cast = going.case, going.cast
    done = raise_immediate(cast.acting("nelft", moment(27)), ref=case.ref, what="Find a cot.", owner="NELFT")
    manager = going.manager(moment(28, "09:00"))
    with pytest.raises(Refused, match="Say what was done and how you know"):
        meetings.immediate_done(manager, ref=case.ref, action_ref=done.ref, words="")
    meetings.immediate_done(manager, ref=case.ref, action_ref=done.ref, words="Seen by the health visitor.")
    raise_immediate(manager, ref=case.ref, what="See the brother tonight.", owner="Police")
    meetings.add_point(manager, ref=case.ref, kind="concern", text="Contacts were not read together.")
    page = text_of(cast.client("manager"), reverse("case_meeting", args=[case.ref]))
    places = [
        page.index(text) for text in ("See the brother tonight.", "Find a cot.", "Contacts were not read together.")
    ]
    assert places == sorted(places)
    with pytest.raises(Refused, match="Say what must be done at once, and who does it"):
        raise_immediate(manager, ref=case.ref, what="Something.", owner=" ")
    with pytest.raises(Refused, match="recorded as done already"):
        meetings.immediate_done(manager, ref=case.ref, action_ref=done.ref, words="Again.")


def test_the_group_is_quorate_with_half_of_its_agencies_and_the_four_that_must_be_there(going: Walk) -> None:
    assert not is_quorate(going)
    come(going, *FIVE[:4])
    assert not is_quorate(going), "four of ten are not half"
    come(going, "Acute hospital trust")
    assert is_quorate(going)
    go(going, "Metropolitan Police")
    come(going, "Education", "Housing")
    assert not is_quorate(going), "six of ten, and no police"
    page = text_of(going.cast.client("manager"), reverse("case_meeting", args=[going.case.ref]))
    assert "Not quorate" in page
    come(going, "Metropolitan Police")
    assert is_quorate(going)


def test_a_standing_deputy_counts_for_the_seat_and_the_page_says_so(going: Walk) -> None:
    come(going, "Metropolitan Police", "Adult social care", "NELFT", "Acute hospital trust")
    come(going, "Children’s services", key="head")
    assert is_quorate(going)
    page = text_of(going.cast.client("manager"), reverse("case_meeting", args=[going.case.ref]))
    assert "Carys Yilmaz" in page
    assert "standing deputy" in page


def test_the_lay_member_and_the_adviser_do_not_make_up_the_number(going: Walk) -> None:
    come(going, *FIVE[:4])
    come(going, "Lay member", key="lay")
    come(going, "Probation", key="probation")
    assert not is_quorate(going)


def test_a_conflict_during_the_meeting_takes_the_person_out_of_room_case_and_papers(going: Walk) -> None:
    case, cast = going.case, going.cast
    come(going, *FIVE)
    assert is_quorate(going)
    police = cast.acting("police_lead", moment(28, "14:20"))
    client = cast.client("police_lead")
    paper = request_to(case, "Police").letter_docx
    assert paper is not None
    assert client.get(reverse("case_meeting", args=[case.ref])).status_code == 200
    teams.declare_conflict(
        police, ref=case.ref, person_ref=cast.people["police_lead"].ref, nature="involved", substitute="DCI Amber Low"
    )
    assert not is_quorate(going)
    for address in (
        reverse("case", args=[case.ref]),
        reverse("case_meeting", args=[case.ref]),
        reverse("agency_return", args=[request_to(case, "Police").ref]),
        reverse("file", args=[paper.ref]),
    ):
        assert client.get(address).status_code == 404, address
    with pytest.raises(Refused, match="has a conflict of interest in the case and cannot take part"):
        come(going, "Metropolitan Police")
    wall = Wall.objects.get(case=case)
    assert (wall.substitute, wall.nature) == ("DCI Amber Low", "involved")
    assert "Ines Castellan" in text_of(cast.client("manager"), reverse("case_meeting", args=[case.ref]))


def test_nobody_declares_a_conflict_for_somebody_else_but_the_office(going: Walk) -> None:
    case, cast = going.case, going.cast
    with pytest.raises(Refused, match="You can declare a conflict of your own"):
        teams.declare_conflict(
            cast.acting("nelft", moment(28)), ref=case.ref, person_ref=cast.people["police_lead"].ref, nature="family"
        )
    teams.declare_conflict(
        cast.acting("administrator", moment(28)), ref=case.ref, person_ref=cast.people["hospital"].ref, nature="family"
    )
    with pytest.raises(Refused, match="recorded already"):
        teams.declare_conflict(
            cast.acting("manager", moment(28)), ref=case.ref, person_ref=cast.people["hospital"].ref, nature="other"
        )


def test_it_takes_two_of_the_office_to_lift_a_wall(going: Walk) -> None:
    case, cast = going.case, going.cast
    manager, administrator = going.manager(moment(28)), cast.acting("administrator", moment(28, "13:00"))
    teams.declare_conflict(manager, ref=case.ref, person_ref=cast.people["housing"].ref, nature="person")
    wall = Wall.objects.get(case=case)
    assert teams.lift_wall(manager, ref=case.ref, wall_id=wall.pk) is False
    with pytest.raises(Refused, match="A second person has to agree"):
        teams.lift_wall(manager, ref=case.ref, wall_id=wall.pk)
    assert not seen_by(cast.acting("housing"), Case).exists()
    assert teams.lift_wall(administrator, ref=case.ref, wall_id=wall.pk) is True
    assert seen_by(cast.acting("housing"), Case).exists()


def test_the_last_of_the_office_cannot_be_walled_off_or_leave(going: Walk) -> None:
    case, cast = going.case, going.cast
    administrator = TeamMember.objects.get(case=case, person__name="Tom Okafor")
    teams.leave_team(going.manager(moment(28)), ref=case.ref, member_id=administrator.pk)
    mine = TeamMember.objects.get(case=case, person__name="Priya Anand")
    with pytest.raises(Refused, match="Nobody of the office would be left"):
        teams.leave_team(going.manager(moment(28)), ref=case.ref, member_id=mine.pk)
    with pytest.raises(Refused, match="Nobody else of the office is on the case"):
        teams.declare_conflict(
            going.manager(moment(28)), ref=case.ref, person_ref=cast.people["manager"].ref, nature="family"
        )


@pytest.mark.parametrize(("titles", "quorate"), [(FIVE, True), (FIVE[:4], False)])
def test_a_recommendation_keeps_whether_the_meeting_was_quorate_then(
    titles: tuple[str, ...], quorate: bool, going: Walk
) -> None:
    come(going, *titles)
    manager = going.manager(moment(28, "15:00"))
    with pytest.raises(Refused) as refused:
        meetings.recommend(manager, ref=going.case.ref, outcome="a-prize", reason=" ")
    assert refused.value.reasons == ("Choose one of the outcomes.", "Give the reason for the recommendation.")
    assert meetings.recommend(manager, ref=going.case.ref, outcome="none", reason="Known already.") is quorate
    meetings.end_meeting(manager, ref=going.case.ref)
    assert going.review.met_quorate is quorate
    with pytest.raises(Refused, match="The meeting has ended"):
        meetings.recommend(manager, ref=going.case.ref, outcome="none", reason="Again.")
    come_late = re.compile("This meeting has ended")
    with pytest.raises(Refused, match=come_late.pattern):
        come(going, "Education")


def test_two_people_do_not_sit_in_one_seat_and_one_may_sit_in_two(going: Walk) -> None:
    come(going, "NELFT")
    with pytest.raises(Refused, match="Let them leave first"):
        come(going, "NELFT", key="nelft_senior")
    come(going, "Education", key="nelft")
    manager = going.manager(moment(28, "15:00"))
    meeting = queries.meeting_of(manager, going.case)
    assert meeting is not None
    there = {seat.title: seat.present for seat in queries.seats(manager, meeting) if seat.present}
    assert there == {"NELFT": "Daniel Osei", "Education": "Daniel Osei"}


def test_the_groups_own_rule_goes_before_the_rulebooks(going: Walk) -> None:
    come(going, *FIVE)
    assert is_quorate(going)
    group_id = group_of(going)
    QuorumRule.objects.create(
        group_id=group_id, own_rule={"number": 6, "of": "agencies"}, from_on=date(2020, 1, 1), sentence="Six of them."
    )
    assert not is_quorate(going)
    page = text_of(going.cast.client("manager"), reverse("case_meeting", args=[going.case.ref]))
    assert "Six of them." in page
    come(going, "Education")
    assert is_quorate(going)


def test_a_partner_who_is_walled_off_is_not_brought_back_by_a_later_step(cast: Cast) -> None:
    going = walk(cast, to="asked")
    teams.declare_conflict(
        going.manager(moment(22)), ref=going.case.ref, person_ref=cast.people["nelft"].ref, nature="agency"
    )
    going = on_with(going, to="notified", after="asked")
    meetings.release_returns(going.manager(moment(27)), ref=going.case.ref)
    person = Person.objects.get(pk=cast.people["nelft"].pk)
    assert not TeamMember.objects.filter(case=going.case, person=person, left_at=None).exists()
    with pytest.raises(Refused, match="cannot join its team"):
        teams.join_team(going.manager(moment(27)), ref=going.case.ref, person_ref=person.ref, purpose="adviser")
