"""F48: areas share learning and requests as files: who receives one sees little, and a rejected one leaves nothing."""

from __future__ import annotations

import html
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test.client import Client
from django.urls import reverse

from candour.platform.access.policy import Hidden, Refused, seen_by
from candour.platform.audit_trail.models import Entry
from candour.platform.deadlines.models import Deadline
from candour.practice.learning.exchange import Shared, written
from candour.practice.learning.models import Asked, Lesson, Received, Share
from candour.practice.learning.operations import asked, exchange, lessons
from candour.practice.learning.queries.exchange import glimpse
from candour.practice.learning.tests.test_lessons import add, briefing, day
from candour.practice.learning.tests.test_said_before import post
from tests.cast import Cast

SECRET = "quillwort"
ASKS = {"title": "Ponds without fences", "text": f"About {SECRET}.", "questions": "Is there a fence?\nWho mends it?"}
NOT_COUNTED = ("sessions.session", "allowances.taken", "audit_trail.doneonce")


def stocktake(cast: Cast) -> Lesson:
    return add(cast, "stocktake", **ASKS)


def made(cast: Cast, lesson: Lesson, who: str = "manager", **more: str) -> Share:
    by = day("answer_by", date(2026, 12, 2)) if lesson.kind == "stocktake" else {}
    answers = {"recipient": "Redbridge", "is_nobody": "on", **by, **more}
    page = post(cast, who, "lesson_share", lesson.ref, **answers)
    assert "The file is made." in page.content.decode(), page.content.decode()
    return Share.objects.latest("pk")


def saved(cast: Cast, share: Share, who: str = "manager") -> bytes:
    found = cast.client(who).get(reverse("share_file", args=[share.ref]))
    assert found["Content-Disposition"] == 'attachment; filename="For another area.json"'
    return found.content


def chosen(client: Client, content: bytes) -> str:
    upload = SimpleUploadedFile("from next door.json", content, "application/json")
    return client.post(reverse("exchange"), {"file": upload}).content.decode()


def decided(cast: Cast, client: Client, page: str, decision: str = "accept", at: str = "Redbridge SCP") -> str:
    found = re.search(r'name="sealed" value="([^"]+)"', page)
    assert found, page
    answers = {"sealed": html.unescape(found[1]), "decision": decision, "partnership": cast.partnership(at).ref}
    return client.post(reverse("exchange_decide"), answers, follow=True).content.decode()


def everything(words: str) -> list[str]:
    """Every column of every table in which the words stand, and every file that holds them."""
    found = []
    for model in _tables():
        for column in model._meta.concrete_fields:
            if not isinstance(column, models.CharField | models.TextField | models.JSONField):
                continue
            if any(words in str(value) for value in model._base_manager.values_list(column.attname, flat=True)):
                found.append(f"{model._meta.label_lower}.{column.name}")
    folder = Path(settings.CANDOUR_FILES)
    return found + [str(one) for one in folder.rglob("*") if one.is_file() and words.encode() in one.read_bytes()]


def _tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.managed]


def rows() -> dict[str, int]:
    """How many rows every table has."""
    counted = {model._meta.label_lower: model._base_manager.count() for model in _tables()}
    return {name: number for name, number in counted.items() if name not in NOT_COUNTED}


def test_a_request_goes_out_is_answered_next_door_and_its_outcome_comes_back(cast: Cast) -> None:
    lesson = stocktake(cast)
    share = made(cast, lesson)
    lesson.refresh_from_db()
    assert lesson.state == "asked", "a draft is sent by this"
    content = saved(cast, share)
    assert json.loads(content) == {
        "format": "candour-exchange", "version": 1, "kind": "request", "reference": share.ref,
        "from": cast.partnership().name, "title": ASKS["title"], "made_on": "2026-11-18",
        "content": {
            "text": f"About {SECRET}.", "questions": ["Is there a fence?", "Who mends it?"], "answer_by": "2026-12-02",
        },
    }  # fmt: skip

    client = cast.client("redbridge")
    page = chosen(client, content)
    for told in (cast.partnership().name, "Questions of a stocktake", ASKS["title"], "18 November 2026"):
        assert told in page
    assert SECRET not in page
    assert "Is there a fence?" not in page
    assert "The file is accepted." in decided(cast, client, page)
    taken = Received.objects.get()
    theirs = Asked.objects.get(lesson=taken.lesson)
    assert (taken.sender, taken.source_ref, taken.asked) == (cast.partnership().name, share.ref, theirs)
    assert (taken.lesson.partnership, taken.lesson.state) == (cast.partnership("Redbridge SCP"), "asked")
    assert Deadline.objects.get(key="learning-answer", owner_id=theirs.pk).due_on == date(2026, 12, 2)
    assert f"asked by {cast.partnership().name}" in client.get(reverse("lessons")).content.decode()
    assert cast.partnership().name in client.get(reverse("asked", args=[theirs.ref])).content.decode()
    assert "accepted already" in decided(cast, client, page), "a file is accepted once"
    assert Lesson.objects.filter(partnership=cast.partnership("Redbridge SCP")).count() == 1

    outcome = reverse("outcome_file", args=[taken.ref])
    early = client.post(outcome, follow=True).content.decode()
    assert "Answer it first, or say why you do not." in early
    post(cast, "redbridge", "asked_answer", theirs.ref, answer_0="Half of them.", answer_1="Nobody.", version="1")
    assert "Accept it or not" not in client.get(reverse("asked", args=[theirs.ref])).content.decode()
    with pytest.raises(Refused, match="The area that asked"):
        asked.judge_answer(cast.acting("redbridge"), ref=theirs.ref, version=2, is_accepted=True, reason="Yes.")
    answer = client.post(outcome)
    assert answer["Content-Disposition"] == 'attachment; filename="What came of it.json"'
    assert "redbridge" not in answer.content.decode().replace("Redbridge", ""), "nobody is named, only the area"

    home = cast.client("manager")
    page = chosen(home, answer.content)
    assert f"{ASKS['title']}, made for Redbridge" in page
    assert "Half of them." not in page
    shown = decided(cast, home, page)
    assert "Is there a fence?<br>Half of them." in shown
    share.refresh_from_db()
    assert (share.result, share.outcome_on) == ("answered", date(2026, 11, 18))
    assert share.outcome_from == cast.partnership("Redbridge SCP").name
    assert "was accepted already" in decided(cast, home, page)
    assert "was accepted already" in chosen(home, answer.content)


def test_of_a_rejected_file_nothing_is_left(cast: Cast) -> None:
    files = {
        "request": Shared(kind="request", questions=(f"Where is {SECRET}?",), answer_by=date(2026, 12, 2), **_head()),
        "learning": Shared(kind="learning", what="source", text=SECRET, publisher=SECRET, **_head()),
    }
    client = cast.client("redbridge")
    for shared in files.values():
        before = rows()
        page = chosen(client, written(shared).encode())
        assert "Ponds of pillwort" in page
        assert "Nothing of it was kept." in decided(cast, client, page, "reject")
        assert rows() == before
        for words in (SECRET, "pillwort", shared.reference, "Thurrock"):
            assert everything(words) == []
    decided(cast, client, chosen(client, written(files["learning"]).encode()))
    assert {"learning.lesson.text", "learning.received.sender"} <= {*everything(SECRET), *everything("Thurrock")}, (
        "what is accepted is found by the same search"
    )


def _head(reference: str = "nB3kq0S_x9-LmPzA") -> dict[str, Any]:
    return {
        "reference": reference, "sender": "Thurrock SCP", "title": "Ponds of pillwort", "made_on": date(2026, 11, 17),
    }  # fmt: skip


def test_of_a_rejected_outcome_nothing_is_left_and_another_may_come(cast: Cast) -> None:
    share = made(cast, stocktake(cast))
    said = (("Is there a fence?", "Pillwort."), ("Who mends it?", "We."))
    head = _head(share.ref) | {"title": ASKS["title"]}
    content = written(Shared(kind="outcome", result="answered", answers=said, **head)).encode()
    client, before = cast.client("manager"), rows()
    assert "Nothing of it was kept." in decided(cast, client, chosen(client, content), "reject")
    assert rows() == before
    assert everything("Pillwort") == everything("Thurrock") == []
    share.refresh_from_db()
    assert (share.result, share.accepted_at) == ("", None)
    assert "Who mends it?<br>We." in decided(cast, client, chosen(client, content))


def test_learning_becomes_a_source_with_where_it_came_from_and_what_it_means_goes_back(cast: Cast) -> None:
    share = made(cast, briefing(cast))
    client = cast.client("redbridge")
    decided(cast, client, chosen(client, saved(cast, share)))
    lesson = Received.objects.get().lesson
    assert (lesson.kind, lesson.form, lesson.state) == ("source", "elsewhere", "noted")
    assert (lesson.title, lesson.text) == ("Fathers at discharge", "Ask who else lives there.")
    assert lesson.publisher == cast.partnership().name
    page = client.get(reverse("lesson", args=[lesson.ref])).content.decode()
    assert "From another area" in page
    assert "Make a file for another area" not in page, "whoever wants it asks where it came from"
    found = client.get(reverse("search"), {"q": "fathers discharge"}).content.decode()
    assert reverse("lesson", args=[lesson.ref]) in found
    lessons.lead_on(
        cast.acting("redbridge"), ref=lesson.ref, step="consider", version=1, facts={"decision": "We do the same."}
    )
    outcome = client.post(reverse("outcome_file", args=[Received.objects.get().ref])).content
    assert json.loads(outcome)["content"] == {"text": "We do the same.", "result": "considered", "answers": []}
    home = cast.client("manager")
    assert "We do the same." in decided(cast, home, chosen(home, outcome))


def test_a_request_that_is_declined_goes_back_with_the_reason_alone(cast: Cast) -> None:
    share = made(cast, stocktake(cast))
    client = cast.client("redbridge")
    decided(cast, client, chosen(client, saved(cast, share)))
    theirs = Received.objects.get().asked
    assert theirs is not None
    post(cast, "redbridge", "asked_decline", theirs.ref, reason="We have no ponds.", version="1")
    outcome = client.post(reverse("outcome_file", args=[Received.objects.get().ref])).content
    assert json.loads(outcome)["content"] == {"text": "We have no ponds.", "result": "declined", "answers": []}


@pytest.mark.parametrize("who", ["lay", "nelft", "council", "scrutineer"])
def test_files_are_for_the_office(cast: Cast, who: str) -> None:
    share = made(cast, stocktake(cast))
    client = cast.client(who)
    assert client.get(reverse("exchange")).status_code == 404
    assert client.post(reverse("exchange_decide"), {"decision": "accept"}).status_code == 404
    assert client.get(reverse("share_file", args=[share.ref])).status_code in (403, 404)
    with pytest.raises((Hidden, Refused)):
        exchange.share_lesson(cast.acting(who), ref=share.lesson.ref, recipient="Us", answer_by=date(2026, 12, 2))
    assert Share.objects.count() == 1
    partner = who in ("council", "scrutineer")
    assert seen_by(cast.acting(who), Share).exists() is partner


def test_another_area_finds_nothing_of_a_file_that_it_was_not_sent(cast: Cast) -> None:
    share = made(cast, stocktake(cast))
    assert cast.client("redbridge").get(reverse("share_file", args=[share.ref])).status_code == 404
    said = Shared(kind="outcome", result="declined", text="No.", **_head(share.ref))
    page = chosen(cast.client("redbridge"), written(said).encode())
    assert "It answers no file that your office made." in page
    nobody = Shared(kind="outcome", result="declined", text="No.", **_head())
    assert "It answers no file that your office made." in chosen(cast.client("manager"), written(nobody).encode())


def test_what_a_page_carried_is_of_use_to_nobody_else_and_for_an_hour_only(cast: Cast) -> None:
    content = written(Shared(kind="learning", what="source", **_head())).encode()
    at = cast.partnership("Redbridge SCP").ref
    sealed = glimpse(cast.acting("redbridge"), content).sealed
    mine = ("redbridge", sealed[:-4] + "AAAA"), ("redbridge", ""), ("redbridge", "é:é")
    for who, carried in (("manager", sealed), *mine):
        with pytest.raises(Refused, match="Choose the file again"):
            exchange.accept_file(cast.acting(who), sealed=carried, partnership_ref=at)
    late = cast.acting("redbridge", at=cast.now + timedelta(minutes=61))
    with pytest.raises(Refused, match="more than an hour ago"):
        exchange.accept_file(late, sealed=sealed, partnership_ref=at)
    for other in (cast.partnership().ref, "", "nothing-is-here"):
        with pytest.raises((Refused, Hidden)):
            exchange.accept_file(cast.acting("redbridge"), sealed=sealed, partnership_ref=other)
    assert not Received.objects.exists()
    assert not Lesson.objects.exists()


def test_only_what_is_open_here_is_passed_on(cast: Cast) -> None:
    manager = cast.acting("manager")
    product = add(cast, "product", title="Fences", form="briefing", text="Build them.")
    proposal = add(cast, "proposal", title="Fences", text="Why.", data="Six.", options="Wait")
    source = add(cast, "source", title="Fences", form="research", publisher="X", text="Y", is_restricted="on")
    for lesson, reason in (
        (product, "It is “planned”, and so is not passed on."),
        (proposal, "A proposal is decided here first. Share what came of it."),
        (source, "It came in confidence, and so is not passed on."),
    ):
        with pytest.raises(Refused) as refused:
            exchange.share_lesson(manager, ref=lesson.ref, recipient="Redbridge")
        assert refused.value.reasons == (reason,)
        assert "Make a file" not in cast.client("manager").get(reverse("lesson", args=[lesson.ref])).content.decode()
    asks = stocktake(cast)
    page = post(cast, "manager", "lesson_share", asks.ref, recipient="Redbridge", is_nobody="on",
                **day("answer_by", cast.now.date()))  # fmt: skip
    assert "Leave them at least a day to answer." in page.content.decode()
    unread = post(
        cast, "manager", "lesson_share", asks.ref, recipient="Redbridge", **day("answer_by", date(2026, 12, 2))
    )
    assert unread.status_code == 422
    told = add(cast, "stocktake", title="Fences", text="Ring 020 7946 0958.", questions="Why?")
    with pytest.raises(Refused, match="a telephone number"):
        exchange.share_lesson(manager, ref=told.ref, recipient="Redbridge", answer_by=date(2026, 12, 2))
    told.refresh_from_db()
    assert told.state == "draft", "what is refused has sent nothing out"
    assert not Share.objects.exists()


def test_what_is_no_file_of_ours_gets_a_clear_answer_and_is_not_kept(cast: Cast) -> None:
    client, before = cast.client("redbridge"), rows()
    ahead = {**_head(), "made_on": date(2026, 11, 19)}
    far = Shared(kind="request", questions=("Why?",), answer_by=date(9999, 12, 31), **_head())
    for content, answer in (
        (b"spearwort", "The file cannot be read."),
        (b"spearwort" * 40_000, "larger than 256 kilobytes"),
        (written(far).replace('"version": 1', '"version": 2').encode(), "another version of the format than 1"),
        (written(far).encode(), "cannot be counted"),
        (written(Shared(kind="learning", what="source", **ahead)).encode(), "made on a day to come"),
        (b"", "is empty"),
    ):
        page = chosen(client, content)
        assert answer in page
        assert "sealed" not in page
    assert client.post(reverse("exchange"), {}).status_code == 422
    told = Entry.objects.exclude(kind="refusal").count()
    assert rows() | {"audit_trail.entry": told} == before, "history tells that somebody was refused, and no more"
    assert everything("spearwort") == []


def test_words_of_a_file_are_shown_as_words(cast: Cast) -> None:
    head = _head() | {"title": "<script>alert(1)</script>", "sender": "<b>Next door</b>"}
    content = written(Shared(kind="learning", what="source", text="<img src=x>", link="javascript:alert(1)", **head))
    client = cast.client("redbridge")
    page = chosen(client, content.encode())
    shown = decided(cast, client, page)
    for found in (page, shown):
        assert "<script>alert" not in found
        assert "<b>Next door" not in found
        assert "&lt;script&gt;alert(1)" in found
    assert "<img src=x>" not in shown
    assert 'href="javascript' not in shown


def test_its_own_file_is_not_taken_in(cast: Cast) -> None:
    share = made(cast, stocktake(cast))
    client = cast.client("manager")
    page = decided(cast, client, chosen(client, saved(cast, share)), at="Havering SCP")
    assert "This file was made here, and is for another area." in page
    assert not Received.objects.exists()
