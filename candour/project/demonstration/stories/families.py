"""A family told of each step, a draft read with comments, and practitioners heard; and a family not asked yet."""

from __future__ import annotations

from datetime import date, timedelta

from candour.practice.cases.models import Case
from candour.practice.cases.operations.voices import open_voices
from candour.practice.directory.models import Organisation
from candour.practice.voice.operations import family, practitioners, readings
from candour.project.demonstration.stage import Stage, Story
from candour.rulebook.language.clocks import day_of

SENT_LATE = "Injury to a baby"
AT_THE_MEETING = "Safer sleeping"


def of_the_baby(stage: Stage) -> Story:
    """The mother takes part and reads a draft; the father does not want to hear; two practitioners are heard."""
    at = stage.back(56, "10:00")
    yield at
    manager = stage.acting("manager", at)
    case = Case.objects.get(themes__startswith=SENT_LATE)
    room = open_voices(manager, ref=case.ref)
    mother = family.add_member(manager, ref=room.ref, relation="mother", names={"name": "Jade Tolland"})
    father = family.add_member(manager, ref=room.ref, relation="father", names={"name": "Ryan Moss"})
    wishes = {
        "involvement": "taking-part",
        "wishes": "To know who saw the bruise first, and that somebody asks her before they write about her.",
        "pace": "each-step",
        "channel": "visit",
        "language": "English",
        "advocacy": "has",
        "advocate": "From the council’s advocacy service",
        "contact": "The partnership manager",
        "explained_on": day_of(at),
    }
    family.change_wishes(manager, ref=mother.ref, version=1, wishes=wishes)
    refusing = {"involvement": "declined", "because": "He wrote that he wants no letters from anybody."}
    family.change_wishes(manager, ref=father.ref, version=1, wishes=refusing)
    birthday = date(2026, 5, 9)
    family.add_quiet_date(
        manager, ref=room.ref, member_ref="", why="birthday", first=birthday, last=None, is_yearly=True
    )

    at = stage.back(53, "15:00")
    yield at
    manager = stage.acting("manager", at)
    on = day_of(at)
    family.record_told(
        manager, ref=mother.ref, about="decision", told_on=on, channel="visit", words="With the advocate."
    )
    family.record_not_told(
        manager, ref=father.ref, about="decision", why_not="wish", words="He asked for no letters; a note is on file."
    )
    said = "I told three people about the mark on his arm. Nobody wrote it down as mine."
    family.keep_words(manager, ref=mother.ref, on=on, channel="visit", words=said, quoting="yes-unnamed")
    for short_name, job, words in (
        ("NELFT", "Health visitor", "We each held a piece. I would have rung if I had known that the others had none."),
        (
            "BHRUT",
            "Nurse in the emergency department",
            "The protocol was on a shelf. At three in the morning it stays.",
        ),
    ):
        one = practitioners.invite(
            manager,
            ref=room.ref,
            organisation_ref=Organisation.objects.get(short_name=short_name).ref,
            job=job,
            names={},
            invited_on=on,
            promised=True,
            support="A colleague of their choice",
        )
        practitioners.hear(manager, ref=one.ref, kind="conversation", on=on, text=words)
    yield from _reading(stage, mother.ref)


def _reading(stage: Stage, mother: str) -> Story:
    at = stage.back(30, "11:00")
    yield at
    manager = stage.acting("manager", at)
    on = day_of(at)
    reading = readings.plan_reading(
        manager, ref=mother, draft="Draft 2 of the learning", on=on, place="The family centre", beside="Her advocate"
    )
    readings.record_reading(manager, ref=reading.ref, on=on, beside="Her advocate", kept="Her own notes")
    for place, text in (
        ("Page 3, paragraph 2", "I did open the door. It was the second visit that I missed."),
        ("Page 5", "Please take out the street. Everybody will know."),
        ("Page 8", "Say sorry."),
    ):
        readings.add_comment(manager, ref=reading.ref, place=place, text=text)
    readings.answer_comment(
        manager, ref=reading.ref, number=1, answer="accepted", words="The paragraph names the second visit now."
    )
    readings.answer_comment(manager, ref=reading.ref, number=2, answer="accepted", words="The street is taken out.")
    family.log_contact(
        manager,
        ref=mother,
        kind="reached",
        on=on,
        channel="phone",
        text="She would like to hear before it is published.",
    )
    family.set_next_contact(manager, ref=mother, on=day_of(stage.now) + timedelta(days=20))


def not_asked_yet(stage: Stage) -> Story:
    """A mother whose child has died: the funeral is a quiet date, and nobody has asked her yet how to take part."""
    at = stage.back(6, "16:30")
    yield at
    manager = stage.acting("manager", at)
    case = Case.objects.get(themes__startswith=AT_THE_MEETING)
    room = open_voices(manager, ref=case.ref)
    mother = family.add_member(manager, ref=room.ref, relation="mother", names={"name": "Kelly Stannard"})
    funeral = day_of(stage.ahead(6, "09:00"))
    family.set_next_contact(manager, ref=mother.ref, on=funeral)
    family.add_quiet_date(
        manager,
        ref=room.ref,
        member_ref=mother.ref,
        why="funeral",
        first=funeral,
        last=funeral + timedelta(days=1),
        is_yearly=False,
    )
