"""The plain summary of a paper through its pages: none is listed without, and whoever sees the paper reads it."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.platform.audit_trail.queries import history_of
from candour.platform.files.models import StoredFile
from candour.practice.governance.models import AgendaItem, GroupSeat, ItemConflict, Paper
from candour.practice.governance.operations import agendas, live
from candour.practice.governance.tests.rooms import Room, room
from candour.practice.governance.tests.test_agendas import text_file
from candour.practice.governance.tests.test_group_pages import post
from candour.practice.governance.tests.test_pack import read
from tests.cast import Cast
from tests.pages import problems, words
from tests.questions import questions

SUMMARY = "The paper says how long families waited for the MASH last year. Members are asked whether it is enough."
EARLIER = "Listed before papers had a plain summary."


@pytest.fixture
def ahead(cast: Cast) -> Room:
    return room(cast, group="Case Review Working Group", begun=False, days=-20)


def sent(going: Room, number: int = 1, **said: Any) -> Any:
    form = {"title": "Waiting times", "author": "NELFT", "summary": SUMMARY, "file": text_file()} | said
    return post(going.cast, "manager", "paper_add", going.item(number).ref, **form)


def listed(going: Room, number: int = 1, **said: Any) -> Paper:
    answer = sent(going, number, **said)
    assert "The paper is added" in answer.content.decode()
    return Paper.objects.latest("pk")


def earlier(going: Room, number: int = 1) -> Paper:
    """A paper that was listed before papers had to have a summary."""
    one = listed(going, number)
    Paper.objects.filter(pk=one.pk).update(summary="", predates_summaries=True)
    return one


def agenda(going: Room, who: str) -> str:
    return words(going.cast.client(who).get(reverse("meeting", args=[going.ref])))


@pytest.mark.parametrize(
    ("summary", "why"),
    [
        ("", "Write a plain summary. A paper without one cannot be listed."),
        ("  \r\n ", "Write a plain summary. A paper without one cannot be listed."),
        ("tbc", "“tbc” in the summary stands for something that is not there yet."),
        (
            "The paper looks at XX and asks for a view.",
            "“XX” in the summary stands for something that is not there yet.",
        ),
        ("Waiting times.", "“Waiting times.” does not say what the paper is about."),
        ("N/A", "“N/A” does not say what the paper is about."),
        ("word " * 121, "Shorten the summary to 600 characters. It has 604."),
    ],
)
def test_a_paper_without_a_summary_cannot_be_listed(ahead: Room, summary: str, why: str) -> None:
    # F35
    answer = sent(ahead, summary=summary)
    assert answer.status_code == 422
    assert problems(answer)[0].startswith(why)
    assert problems(answer)[1] == "Choose the file again. It was not kept, as something else has to be put right."
    assert 'value="Waiting times"' in answer.content.decode(), "what was typed comes back"
    assert not Paper.objects.exists()
    with pytest.raises(Refused):
        agendas.add_paper(
            ahead.manager(),
            item_ref=ahead.item(1).ref,
            title="Waiting times",
            author="A",
            summary=summary,
            upload=text_file(),
        )
    assert not Paper.objects.exists()
    assert not StoredFile.objects.filter(owner_kind="governance.agendaitem").exists(), "no file is kept in vain"


def test_the_database_lists_no_paper_without_a_summary_either(ahead: Room) -> None:
    # F35
    one = listed(ahead)
    for wrong in ({"summary": ""}, {"predates_summaries": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Paper.objects.filter(pk=one.pk).update(**wrong)


def test_a_summary_that_singles_somebody_out_is_refused(ahead: Room) -> None:
    rare = "A boy of six with epilepsy died at Queens Hospital in June 2024."
    answer = sent(ahead, summary=rare)
    assert "can single" in " ".join(problems(answer))
    assert not Paper.objects.exists()


def test_a_lay_member_reads_what_each_paper_is_about_with_its_terms_explained(ahead: Room) -> None:
    # F35, VOI-03
    listed(ahead)
    said = agenda(ahead, "lay")
    assert SUMMARY in said
    foot = said.split("Words on this page")[1]
    assert "Multi-agency safeguarding hub (MASH) A team of several agencies that takes in reports of concern" in foot
    source = ahead.cast.client("lay").get(reverse("meeting", args=[ahead.ref])).content.decode()
    assert source.count('class="term"') == 1
    assert 'href="#word-multi-agency-safeguarding-hub"' in source
    one = Paper.objects.get()
    assert SUMMARY in words(ahead.cast.client("lay").get(reverse("paper", args=[one.ref])))


def test_a_lay_member_with_a_conflict_reads_no_summary_of_its_papers(ahead: Room) -> None:
    # VOI-03
    listed(ahead, 1, summary="Marmalade is what this paper is about, in short.")
    listed(ahead, 2, summary="Quince is what this paper is about, in short.")
    listed(ahead, 3, summary="Damson is what this paper is about, in short.")
    ItemConflict.objects.create(
        item=ahead.item(1), person=ahead.cast.people["lay"], nature="Own", declared_at=ahead.cast.now, declared_by="Her"
    )
    AgendaItem.objects.filter(pk=ahead.item(2).pk).update(readers="named")
    StoredFile.objects.filter(pk__in=Paper.objects.values("file_id")).update(state="clean")
    for who, seen in (("lay", ["Damson"]), ("manager", ["Marmalade", "Quince", "Damson"])):
        client = ahead.cast.client(who)
        answer = client.post(reverse("pack_make", args=[ahead.ref]))
        _, pack, _ = read(answer.content)
        for name in ("meeting", "pack", "meeting_live", "minutes"):
            page = client.get(reverse(name, args=[ahead.ref])).content.decode()
            found = [one for one in ("Marmalade", "Quince", "Damson") if one in page]
            assert found == (seen if name == "meeting" else []), (who, name)
        assert [one for one in ("Marmalade", "Quince", "Damson") if one in pack] == seen, who
        opened = [client.get(reverse("paper", args=[one.ref])).status_code for one in Paper.objects.order_by("pk")]
        assert opened == ([404, 404, 200] if who == "lay" else [200] * 3)


def test_the_pack_says_what_each_paper_is_about_and_moves_no_page_of_it(ahead: Room) -> None:
    # F35
    one = listed(ahead)
    StoredFile.objects.update(state="clean")
    answer = ahead.cast.client("lay").post(reverse("pack_make", args=[ahead.ref]))
    labels, text, _ = read(answer.content)
    assert labels[:2] == ["Agenda-1", "1A-1"]
    plain = " ".join(text.split())
    assert "The papers in plain words" in plain
    assert f"1A. {one.title} {SUMMARY}" in plain
    assert "Words in these summaries Multi-agency safeguarding hub (MASH) A team of several agencies" in plain
    assert plain.index("in plain words") < plain.index("What we found."), "which is the paper"


def test_the_room_shows_the_summary_of_the_item_in_hand(cast: Cast) -> None:
    going = room(cast)
    listed(going, 2)
    going.open(2, 3)
    assert SUMMARY in words(cast.client("council").get(reverse("meeting_live", args=[going.ref])))


def test_a_later_version_begins_with_the_summary_and_may_change_it(ahead: Room) -> None:
    # F35
    one = listed(ahead)
    form = ahead.cast.client("manager").get(reverse("paper_replace", args=[one.ref])).content.decode()
    assert SUMMARY in html.unescape(form)
    said: dict[str, Any] = {"title": "Waiting times", "author": "NELFT"}
    answer = post(ahead.cast, "manager", "paper_replace", one.ref, summary="", file=text_file(), **said)
    assert problems(answer)[0].startswith("Write a plain summary.")
    said |= {"summary": "It now counts the weekends as well.", "file": text_file()}
    post(ahead.cast, "manager", "paper_replace", one.ref, **said)
    assert "It now counts the weekends as well." in agenda(ahead, "lay")
    assert SUMMARY not in agenda(ahead, "lay")
    assert "Change the summary" not in words(ahead.cast.client("manager").get(reverse("paper", args=[one.ref])))
    one.refresh_from_db()
    late = post(ahead.cast, "manager", "paper_summary", one.ref, summary="Another.", version=one.version)
    assert problems(late) == ["A later version of this paper is on the agenda. Change the summary of that one."]


def test_a_summary_is_changed_without_a_new_version_and_two_windows_do_not_undo_each_other(ahead: Room) -> None:
    one = listed(ahead)
    answer = post(ahead.cast, "manager", "paper_summary", one.ref, summary="It is about time, in short.", version="1")
    assert "The summary is saved." in answer.content.decode()
    late = post(ahead.cast, "manager", "paper_summary", one.ref, summary="It is about money, in short.", version="1")
    assert late.status_code == 422
    assert "It is about time, in short." in words(late), "what is saved now stands beside it"
    one.refresh_from_db()
    assert (one.summary, one.number, one.version) == ("It is about time, in short.", 1, 2)
    assert any("changed the plain summary of paper A of item 1" in line.what for line in history_of(ahead.fresh))
    assert problems(
        post(ahead.cast, "lay", "paper_summary", one.ref, summary="It is mine alone, in short.", version="2")
    )
    one.refresh_from_db()
    assert one.summary == "It is about time, in short."


def test_an_earlier_paper_stays_listed_says_so_and_can_be_given_a_summary(ahead: Room) -> None:
    # F35
    one = earlier(ahead)
    assert EARLIER in agenda(ahead, "lay")
    assert "Write one" not in agenda(ahead, "lay")
    assert f"{EARLIER} Write one" in agenda(ahead, "manager")
    post(ahead.cast, "manager", "paper_summary", one.ref, summary=SUMMARY, version="1")
    one.refresh_from_db()
    assert (one.summary, one.predates_summaries) == (SUMMARY, False)
    assert EARLIER not in agenda(ahead, "lay")


def test_a_settled_agenda_keeps_its_summaries(cast: Cast) -> None:
    going = room(cast)
    one = listed(going)
    going.fresh.__class__.objects.filter(pk=going.meeting.pk).update(state="held")
    answer = post(cast, "manager", "paper_summary", one.ref, summary="It is about time, in short.", version="1")
    assert problems(answer) == ["The agenda is settled: the meeting has begun or is over."]


def test_how_plain_it_is_helps_and_gates_nothing(ahead: Room) -> None:
    one = listed(ahead, summary="The MASH and the QZX met twice in the year.")
    office = words(ahead.cast.client("manager").get(reverse("paper", args=[one.ref])))
    assert "10 words in 1 sentence. The longest sentence has 10 words." in office
    assert "Terms that it does not explain: Multi-agency safeguarding hub (MASH)." in office
    assert "Abbreviations that the glossary does not know: QZX. Write them out." in office
    assert "How plain" not in words(ahead.cast.client("lay").get(reverse("paper", args=[one.ref])))
    answer = sent(ahead, author="", summary="The QZX met twice in the year.")
    assert "Abbreviations that the glossary does not know: QZX. Write them out." in words(answer)


def test_more_papers_put_no_more_questions(ahead: Room) -> None:
    address = reverse("meeting", args=[ahead.ref])
    listed(ahead)
    client = ahead.cast.client("lay")
    one = len(questions(client, address))
    for number in (1, 2, 3, 3):
        listed(ahead, number)
    assert GroupSeat.objects.exists()
    assert len(questions(client, address)) == one


def test_minutes_explain_the_words_of_the_field(cast: Cast) -> None:
    going = room(cast)
    going.open(1, 1)
    going.note(1, "The LADO spoke of <b> thresholds.\n\nThe LADO will write.", 2)
    live.close_meeting(going.manager(60), ref=going.ref)
    answer = cast.client("manager").get(reverse("minutes", args=[going.ref]))
    assert "Local authority designated officer (LADO) Who oversees allegations" in words(answer)
    source = answer.content.decode()
    assert source.count('class="term"') == 1
    assert "</a> spoke of &lt;b&gt; thresholds.</p>" in source
    assert "<p>The LADO will write.</p>" in source
