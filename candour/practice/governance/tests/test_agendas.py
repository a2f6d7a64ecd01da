"""An agenda through its pages: items in order, its length, papers, the forward plan, updates, and sending it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.deadlines.models import Deadline
from candour.platform.messaging.models import OutboxMessage
from candour.practice.governance.models import AgendaItem, GroupSeat, ItemUpdate, Meeting, Paper, PlannedItem
from candour.practice.governance.operations import agendas, plans, series, updates
from candour.practice.governance.queries.plans import falls_into
from candour.practice.governance.tests.test_group_pages import crwg, page, post
from conftest import NOW
from tests.cast import Cast
from tests.pages import words

JANUARY = datetime(2027, 1, 14, 9, 0, tzinfo=UTC)
FEBRUARY = datetime(2027, 2, 11, 9, 0, tzinfo=UTC)
MARCH = datetime(2027, 3, 11, 9, 0, tzinfo=UTC)
SUMMARY = "The paper says what we found last year. Members are asked to say whether it is enough."
FACTS = {"presenter": "", "domain": "both", "readers": "group", "presenter_ref": ""}


def called(cast: Cast, at: datetime = JANUARY) -> Meeting:
    return series.plan_one(cast.acting("manager"), group_ref=crwg().ref, starts_at=at, minutes=120)


def put(cast: Cast, meeting: Meeting, title: str, minutes: int = 10, **facts: Any) -> AgendaItem:
    return agendas.add_item(
        cast.acting("manager"), ref=meeting.ref, facts=FACTS | {"title": title, "minutes": minutes} | facts
    )


def planned(cast: Cast, title: str, standing: str, due_on: date | None = None, minutes: int = 10) -> PlannedItem:
    facts = {"title": title, "standing": standing, "due_on": due_on, "minutes": minutes, "domain": "both"}
    return plans.plan_item(cast.acting("manager"), group_ref=crwg().ref, facts=facts)


def titles(meeting: Meeting) -> list[str]:
    items = AgendaItem.objects.filter(meeting=meeting, removed_at=None).order_by("order")
    return [f"{one.order} {one.title}" for one in items]


def text_file(name: str = "paper.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"What we found.", "text/plain")


def test_items_add_up_against_the_length_of_the_meeting(cast: Cast) -> None:
    # MTG-02
    meeting = called(cast)
    for title, minutes in (("Notes", 12), ("Log", 30), ("Reviews", 60)):
        put(cast, meeting, title, minutes)
    assert "102 of 120 minutes" in page(cast, "nurse", "meeting", meeting.ref)
    put(cast, meeting, "Other business", 20)
    assert "122 of 120 minutes, 2 too many" in page(cast, "manager", "meeting", meeting.ref)


def test_an_agenda_has_the_order_the_presenter_and_the_minutes_of_each_item(cast: Cast) -> None:
    # MTG-02
    meeting = called(cast)
    for title, minutes, presenter in (("Notes", 12, "Ruth Ellison"), ("Reviews", 60, "Daniel Osei")):
        put(cast, meeting, title, minutes, presenter=presenter)
    said = words(cast.client("nurse").get(reverse("meeting", args=[meeting.ref])))
    assert "1. Notes Ruth Ellison · 12 minutes" in said
    assert "2. Reviews Daniel Osei · 60 minutes" in said


def test_items_move_without_a_script_and_keep_their_numbers_whole(cast: Cast) -> None:
    meeting = called(cast)
    first, second, third = (put(cast, meeting, title) for title in ("A", "B", "C"))
    post(cast, "manager", "item_up", third.ref)
    assert titles(meeting) == ["1 A", "2 C", "3 B"]
    post(cast, "manager", "item_down", first.ref)
    assert titles(meeting) == ["1 C", "2 A", "3 B"]
    stays = post(cast, "manager", "item_down", second.ref)
    assert "It stands at the end of the agenda already." in stays.content.decode()
    post(cast, "manager", "item_remove", third.ref)
    assert titles(meeting) == ["1 A", "2 B"]


def test_a_member_of_one_half_sees_only_that_half(cast: Cast) -> None:
    # MTG-03
    meeting = called(cast)
    put(cast, meeting, "Review of a child", domain="children")
    put(cast, meeting, "Review of an adult", domain="adults")
    GroupSeat.objects.filter(group=crwg(), title="Adult social care").update(domain="adults")
    html = page(cast, "adults_care", "meeting", meeting.ref)
    assert "Review of an adult" in html
    assert "Review of a child" not in html
    assert "1 item is not open to you." in html
    assert "20 of 120 minutes" in html


def test_an_item_for_named_readers_is_theirs_alone(cast: Cast) -> None:
    meeting = called(cast)
    form = {"title": "Staffing", "minutes": "5", "domain": "both", "readers": "named"}
    nobody = post(cast, "manager", "item_add", meeting.ref, **form)
    assert "Name who may read it." in nobody.content.decode()
    post(cast, "manager", "item_add", meeting.ref, named=[cast.people["nurse"].ref], **form)
    assert "Staffing" in page(cast, "nurse", "meeting", meeting.ref)
    assert "Staffing" not in page(cast, "nelft", "meeting", meeting.ref)


def test_papers_keep_their_letters_over_versions_and_removal(cast: Cast) -> None:
    meeting = called(cast)
    item = put(cast, meeting, "Reviews")
    for title in ("Report", "Letter", "Form"):
        done = post(
            cast, "manager", "paper_add", item.ref, title=title, author="R Ellison", summary=SUMMARY, file=text_file()
        )
        assert "The paper is added" in done.content.decode()
    report, letter, form = Paper.objects.order_by("pk")
    assert [one.letter for one in (report, letter, form)] == ["A", "B", "C"]
    post(
        cast,
        "manager",
        "paper_replace",
        report.ref,
        title="Report",
        author="R Ellison",
        summary=SUMMARY,
        file=text_file(),
    )
    post(cast, "manager", "paper_remove", letter.ref)
    post(cast, "manager", "paper_add", item.ref, title="Map", author="R Ellison", summary=SUMMARY, file=text_file())
    live = Paper.objects.filter(removed_at=None, replaced_by=None).order_by("letter")
    assert [(one.letter, one.title, one.number) for one in live] == [
        ("A", "Report", 2),
        ("C", "Form", 1),
        ("D", "Map", 1),
    ]
    versions = page(cast, "manager", "paper", live[0].ref)
    assert versions.count("Version ") == 2


def test_a_paper_after_the_deadline_is_late_and_stands_under_its_author(cast: Cast) -> None:
    meeting = called(cast)
    item = put(cast, meeting, "Reviews")
    # Papers for 14 January are due on 5 January, to the end of the day.
    for at, title in (
        (datetime(2027, 1, 5, 23, 0, tzinfo=UTC), "In time"),
        (datetime(2027, 1, 6, 0, 1, tzinfo=UTC), "Late one"),
    ):
        agendas.add_paper(
            cast.acting("manager", at),
            item_ref=item.ref,
            title=title,
            author="Owen Dunmore",
            summary=SUMMARY,
            upload=text_file(),
        )
    html = " ".join(page(cast, "manager", "meeting", meeting.ref).split())
    assert "<strong>Owen Dunmore</strong>: B. Late one" in html
    assert "A. In time" not in html


def test_sending_the_agenda_tells_the_members_and_meets_the_deadline(cast: Cast) -> None:
    meeting = called(cast)
    empty = post(cast, "administrator", "agenda_send", meeting.ref)
    assert "There is nothing on the agenda yet." in empty.content.decode()
    put(cast, meeting, "Reviews of Lola")
    post(cast, "administrator", "agenda_send", meeting.ref)
    told = OutboxMessage.objects.filter(template="governance.agenda_out")
    assert "ruth.ellison@example.org" in {one.to for one in told}
    assert Deadline.objects.get(key="papers").met_at == NOW
    assert "sent out 18 November 2026" in page(cast, "nurse", "meeting", meeting.ref)


def test_a_settled_agenda_is_not_changed(cast: Cast) -> None:
    meeting = called(cast)
    item = put(cast, meeting, "Reviews")
    Meeting.objects.filter(pk=meeting.pk).update(state="held")
    assert "The agenda is settled" in post(cast, "manager", "item_remove", item.ref).content.decode()
    assert titles(meeting) == ["1 Reviews"]


@pytest.mark.parametrize(
    ("standing", "due", "on", "others", "falls"),
    [
        ("every", None, (2027, 1, 14), [], True),
        ("once", (2027, 1, 20), (2027, 1, 14), [], True),  # six days after the meeting, within the tolerance
        ("once", (2027, 1, 22), (2027, 1, 14), [], False),
        ("once", (2027, 1, 1), (2027, 2, 11), [(2027, 1, 14)], False),  # January's meeting comes first
        ("once", None, (2027, 1, 14), [], False),  # still to be confirmed
        ("six-monthly", (2026, 7, 10), (2027, 1, 14), [], True),
        ("six-monthly", (2026, 7, 10), (2027, 2, 11), [(2027, 1, 14)], False),
        ("six-monthly", (2026, 10, 10), (2027, 2, 11), [(2026, 10, 12)], False),  # again in April
        ("yearly", (2026, 2, 10), (2027, 2, 11), [(2027, 1, 14)], True),
        ("statutory", (2027, 2, 1), (2027, 1, 14), [(2027, 2, 11)], True),  # the last meeting before
        ("statutory", (2027, 3, 1), (2027, 1, 14), [(2027, 2, 11)], False),
    ],
)
def test_an_item_of_the_plan_falls_into_the_right_meeting(
    standing: str,
    due: tuple[int, int, int] | None,
    on: tuple[int, int, int],
    others: list[tuple[int, int, int]],
    falls: bool,
) -> None:
    item = PlannedItem(standing=standing, due_on=date(*due) if due else None)
    assert falls_into(item, date(*on), [date(*one) for one in others], tolerance_days=7) is falls


def test_the_plan_falls_into_meetings_when_they_are_planned(cast: Cast) -> None:
    # MTG-04, F11
    planned(cast, "Learning from reviews", "six-monthly", date(2027, 1, 10))
    planned(cast, "Annual report", "once", date(2027, 2, 1))
    planned(cast, "Notes of the last meeting", "every")
    january, february = called(cast, JANUARY), called(cast, FEBRUARY)
    july = called(cast, datetime(2027, 7, 8, 8, 0, tzinfo=UTC))
    assert titles(january) == ["1 Notes of the last meeting", "2 Learning from reviews"]
    assert titles(february) == ["1 Notes of the last meeting", "2 Annual report"]
    assert titles(july) == ["1 Notes of the last meeting", "2 Learning from reviews"]


def test_the_plan_of_2020_brings_back_the_learning_of_every_half_year() -> None:
    # F11
    held = ["2020-08-03", "2020-09-09", "2020-10-15", "2020-11-27", "2021-01-08", "2021-02-12", "2021-03-26"]
    days = [date.fromisoformat(one) for one in held]
    learning = PlannedItem(standing="six-monthly", due_on=date(2020, 7, 6))
    fallen: list[date] = []
    for on in days:
        if falls_into(learning, on, [one for one in days if one != on], tolerance_days=7, placed=fallen):
            fallen.append(on)
    assert fallen == [date(2020, 8, 3), date(2021, 1, 8)]


def test_each_line_of_the_plan_has_its_lead_its_comment_and_when_it_comes(cast: Cast) -> None:
    # MTG-04
    called(cast)
    facts = {"minutes": 10, "domain": "both", "lead": "Daniel Osei", "due_on": date(2027, 1, 10)}
    for title, more in (
        ("Tracker", {"standing": "every", "comment": "Standing item"}),
        ("Learning", {"standing": "six-monthly", "comment": "From all boroughs"}),
        ("Violence reduction", {"standing": "once", "comment": "Subject to them", "due_on": None}),
    ):
        plans.plan_item(cast.acting("manager"), group_ref=crwg().ref, facts=facts | {"title": title} | more)
    said = words(cast.client("manager").get(reverse("forward_plan", args=[crwg().ref])))
    meeting, waits = said.split("Without a meeting")
    assert "Tracker, Daniel Osei Standing item On the agenda At every meeting" in meeting
    assert "Learning, Daniel Osei From all boroughs On the agenda Every six months" in meeting
    assert "Violence reduction, Daniel Osei, 10 minutes Subject to them" in waits


def test_the_plan_shows_what_will_fall_where_how_full_it_is_and_what_waits(cast: Cast) -> None:
    # MTG-04, F11
    meeting = called(cast)
    planned(cast, "Annual report", "once", date(2027, 1, 10), minutes=130)
    planned(cast, "Spring review", "once", None)
    html = " ".join(page(cast, "manager", "forward_plan", crwg().ref).split())
    assert "130 of 120 minutes: more than it has" in html
    assert html.index("Annual report") < html.index("Without a meeting") < html.index("Spring review")
    assert titles(meeting) == ["1 Annual report"], "it fell in when it was planned"
    post(cast, "manager", "agenda_fill", meeting.ref)
    assert titles(meeting) == ["1 Annual report"]


def test_an_agenda_that_is_out_takes_a_new_item_only_when_it_is_asked_to(cast: Cast) -> None:
    meeting = called(cast)
    put(cast, meeting, "Reviews")
    agendas.send_agenda(cast.acting("manager"), ref=meeting.ref)
    planned(cast, "Annual report", "once", date(2027, 1, 10))
    assert titles(meeting) == ["1 Reviews"]
    assert "Will fall into it" in page(cast, "manager", "forward_plan", crwg().ref)
    post(cast, "manager", "agenda_fill", meeting.ref)
    assert titles(meeting) == ["1 Reviews", "2 Annual report"]


def test_what_is_carried_three_times_is_pointed_at_with_its_trail(cast: Cast) -> None:
    # MTG-04, F11
    planned(cast, "Thresholds", "once", date(2027, 1, 10))
    meetings = [called(cast, at) for at in (JANUARY, FEBRUARY, MARCH, datetime(2027, 4, 8, 8, 0, tzinfo=UTC))]
    for meeting in meetings[:3]:
        item = AgendaItem.objects.get(meeting=meeting, removed_at=None)
        assert "The item is carried forward." in post(cast, "manager", "item_carry", item.ref).content.decode()
    html = " ".join(page(cast, "manager", "meeting", meetings[3].ref).split())
    assert '<span class="mark mark--soon">carried 3 times</span>' in html
    assert "Carried from 11 February 2027, then 11 March 2027" in html
    assert [titles(one) for one in meetings] == [[], [], [], ["1 Thresholds"]]


def test_a_cancelled_meeting_loses_nothing(cast: Cast) -> None:
    planned(cast, "Notes", "every")
    planned(cast, "Thresholds", "once", date(2027, 1, 10))
    january = called(cast, JANUARY)
    put(cast, january, "Housing")
    post(cast, "manager", "meeting_cancel", january.ref, because="Snow.")
    february = called(cast, FEBRUARY)
    assert {one.title: one.carried_count for one in AgendaItem.objects.filter(meeting=february)} == {
        "Notes": 0,
        "Thresholds": 1,
        "Housing": 1,
    }


def asked(cast: Cast, *agencies: str) -> AgendaItem:
    item = put(cast, called(cast), "Update from partners")
    answers = {"due_on_day": "6", "due_on_month": "1", "due_on_year": "2027"}
    chosen = [cast.organisation(one).ref for one in agencies]
    done = post(cast, "manager", "updates_ask", item.ref, agencies=chosen, **answers)
    assert "The updates are asked for." in done.content.decode()
    return item


def test_updates_are_due_received_or_missing_on_the_agenda(cast: Cast) -> None:
    item = asked(cast, "NELFT", "Police")
    update = ItemUpdate.objects.get(organisation__short_name="NELFT")
    assert "Update from partners" in page(cast, "nelft", "meetings")
    sent = post(cast, "nelft", "item_update", update.ref, text="All wards counted.", version="1")
    assert "The update is sent." in sent.content.decode()
    html = " ".join(page(cast, "manager", "meeting", item.meeting.ref).split())
    assert '<span class="mark mark--met">Received</span> NELFT' in html
    assert '<span class="mark mark--open">Due</span> Metropolitan Police' in html
    assert "All wards counted." in html
    ItemUpdate.objects.filter(received_at=None).update(due_at=NOW - timedelta(days=1))
    assert '<span class="mark mark--late">Missing</span>' in page(cast, "manager", "meeting", item.meeting.ref)


def test_another_agency_finds_no_update_of_this_one(cast: Cast) -> None:
    asked(cast, "NELFT")
    update = ItemUpdate.objects.get()
    response = cast.client("redbridge").get(reverse("item_update", args=[update.ref]))
    assert response.status_code == 404
    refused = post(cast, "police_lead", "item_update", update.ref, text="Not mine.", version="1")
    assert "The agency that was asked" in refused.content.decode()


def test_updates_are_chased_before_they_are_due_and_once_more_when_late(cast: Cast) -> None:
    asked(cast, "NELFT")
    chased = []
    for day in (2, 4, 5, 7, 8):  # it is due on 6 January
        actor = Actor.system("chasing", datetime(2027, 1, day, 9, 0, tzinfo=UTC))
        chased.append(updates.chase_updates(actor))
    assert chased == [0, 1, 0, 1, 0]
    told = OutboxMessage.objects.filter(template="governance.update_chased")
    assert [one.to for one in told] == ["daniel.osei@example.org"] * 2


def test_the_deadline_of_an_update_stands_with_the_agency(cast: Cast) -> None:
    asked(cast, "NELFT")
    assert "Send the update before the meeting" in cast.client("nelft").get("/").content.decode()
    assert "Send the update before the meeting" not in cast.client("housing").get("/").content.decode()
