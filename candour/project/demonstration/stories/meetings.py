"""A quarter of the working group: a meeting that was held, what it promised, and the next one with its agenda."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from candour.platform.exports.documents import Bullets, Document, Paragraph, write_docx
from candour.platform.links import operations as links
from candour.practice.cases.models import Case
from candour.practice.directory.models import Person
from candour.practice.governance.models import Action, AgendaItem, Group, GroupSeat, Paper
from candour.practice.governance.operations import actions, agendas, decisions, live, paper_notes, plans, rounds, series
from candour.project.demonstration.stage import Stage, Story
from candour.rulebook.language.fuzzy_dates import FuzzyDate

PRESENT = (
    ("Metropolitan Police", "police_lead"),
    ("Children’s services", "childrens_care"),
    ("Adult social care", "adults_care"),
    ("NELFT", "nelft"),
    ("Acute hospital trust", "hospital"),
    ("Education", "teacher"),
)
ITEMS = (
    ("Notes of the last meeting", "The chair", 5, "Agreed without amendments."),
    (
        "What midwives are told at discharge",
        "Acute hospital trust",
        20,
        "The group heard how addresses are checked before a newborn goes home.\n"
        "Action: the designated nurse to find out whether other hospitals check them too.",
    ),
    (
        "How we hear from schools",
        "Education",
        15,
        "Schools are told of a review late, and by different people. One name for each school was asked for.",
    ),
)
ACTIONS = (
    (1, "Bring the checklist for discharge to the next meeting.", "hospital", 4),
    (2, "Name one person in each school who is told of a review.", "teacher", -6),
    (2, "Ask the board’s chair how adults’ reviews tell colleges.", "manager", 12),
)
"""The item, what is promised, who answers for it, and in how many working days it is due (negative: before today)."""
ASKED_AT_DISCHARGE = (
    "where the child will sleep, and who else lives there;",
    "whether the address is the one that the community midwife holds;",
    "whom the family would ring at night.",
)
IN_PLAIN_WORDS = (
    "A list of what the ward asks and writes down before a newborn baby goes home. It came out of a rapid review. "
    "Members are asked whether it is enough, so that somebody looks in on every baby who may be at risk."
)
PLANNED = (
    ("Tracker of case reviews", "Partnership manager", 15, "every", None),
    ("Learning from reviews, half-yearly", "Partnership manager", 30, "six-monthly", 20),
    ("Self-harm and the emergency department", "Acute hospital trust", 20, "once", None),
)


def meetings_of_the_group(stage: Stage) -> Story:
    """The Case Review Working Group's last meeting and its next."""
    at = stage.back(40, "10:00")
    yield at
    manager = stage.acting("manager", at)
    group = Group.objects.get(partnership__short_name="Havering SCP", name="Case Review Working Group")
    for title, lead, minutes, standing, days in PLANNED:
        due_on = stage.ahead(days, "10:00").date() if days else None
        facts = {"title": title, "lead": lead, "minutes": minutes, "standing": standing, "due_on": due_on}
        plans.plan_item(manager, group_ref=group.ref, facts=facts)
    starts_at = stage.back(16, "10:00")
    held = series.plan_one(manager, group_ref=group.ref, starts_at=starts_at, minutes=120, place="Town hall, room 3")
    for title, presenter, minutes, _ in ITEMS:
        agendas.add_item(manager, ref=held.ref, facts={"title": title, "presenter": presenter, "minutes": minutes})
    at = stage.back(26, "12:00")
    yield at
    agendas.send_agenda(stage.acting("manager", at), ref=held.ref)
    yield starts_at
    _hold(stage, group, held.ref)
    at = stage.back(15, "11:00")
    yield at
    manager = stage.acting("manager", at)
    ahead = series.plan_one(
        manager, group_ref=group.ref, starts_at=stage.ahead(9, "10:00"), minutes=120, place="Town hall, room 3"
    )
    item = agendas.add_item(
        manager,
        ref=ahead.ref,
        facts={"title": "Checklist for discharge", "presenter": "Acute hospital trust", "minutes": 20},
    )
    paper = SimpleUploadedFile("checklist.docx", _checklist(at))
    agendas.add_paper(
        manager,
        item_ref=item.ref,
        title="Checklist for discharge",
        author="Acute hospital trust",
        summary=IN_PLAIN_WORDS,
        upload=paper,
    )
    at = stage.back(5, "18:30")
    yield at
    paper_notes.keep_note(
        stage.acting("nelft", at),
        paper_ref=Paper.objects.get(item=item).ref,
        text="Ask who rings the health visitor at a weekend.",
        version=0,
    )
    at = stage.back(3, "15:00")
    yield at
    rounds.open_round(
        stage.acting("manager", at),
        group_ref=group.ref,
        kind="comments",
        question="Does the checklist for discharge ask what your agency needs to know?",
        closes_at=stage.ahead(4, "17:00"),
    )
    links.link(
        stage.acting("manager", at),
        one=Action.objects.filter(group=group).earliest("number"),
        words=Case.objects.get(themes__startswith="Injury to a baby").key,
        why="The checklist came out of what this case showed at discharge.",
    )


def _checklist(at: datetime) -> bytes:
    """The paper that comes to the next meeting."""
    said = (
        Paragraph("Before a newborn goes home, the ward asks and writes down:"),
        Bullets(ASKED_AT_DISCHARGE),
    )
    return write_docx(Document("Checklist for discharge", "", "Official", at, "the working group", said))


def _hold(stage: Stage, group: Group, ref: str) -> None:
    begins = stage.back(16, "10:00")
    live.begin_meeting(stage.acting("manager", begins), ref=ref)
    for title, key in PRESENT:
        seat = GroupSeat.objects.get(group=group, title=title)
        live.mark_here(
            stage.acting("manager", begins), ref=ref, seat_id=seat.pk, person_ref=stage.people[key].ref, at=begins
        )
    items = {item.title: item for item in AgendaItem.objects.filter(meeting__ref=ref).order_by("order")}
    for number, (title, _, _, notes) in enumerate(ITEMS):
        now = begins + timedelta(minutes=25 * number)
        manager = stage.acting("manager", now)
        item = items[title]
        live.open_item(manager, ref=ref, item_ref=item.ref)
        live.save_notes(manager, ref=ref, item_ref=item.ref, text=notes, version=item.notes_version)
        for at_item, text, key, due in ACTIONS:
            if at_item == number:
                owner = Person.objects.get(pk=stage.people[key].pk)
                day = (stage.ahead(due, "09:00") if due > 0 else stage.back(-due, "09:00")).date()
                actions.add_action(manager, group=group, item=item, text=text, owner=owner, due_on=FuzzyDate.on(day))
    decisions.decide(
        stage.acting("manager", begins + timedelta(minutes=70)),
        ref=ref,
        item_ref=items["How we hear from schools"].ref,
        question="How are schools told of a review?",
        options=["By the council’s education service", "By the partnership’s office, one name for each school"],
        decision="By the partnership’s office, one name for each school.",
        reason="Schools were told twice or not at all.",
        told="Head teachers, by letter",
    )
    live.close_meeting(stage.acting("manager", begins + timedelta(minutes=95)), ref=ref)
