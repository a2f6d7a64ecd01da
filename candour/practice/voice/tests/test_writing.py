"""A relative or a practitioner writes for themselves with a link: made, opened, saved, sent, taken back and stopped."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from candour.platform.access.policy import seen_by
from candour.platform.audit_trail.queries import history_of
from candour.platform.deadlines.models import Deadline
from candour.practice.cases.operations.teams import join_team
from candour.practice.voice.models import Contribution, LogEntry, WritingDraft, WritingLink
from candour.practice.voice.operations.writing import BOX_IS_FULL, LONGEST_DRAFT
from candour.practice.voice.tests.rooms import Played, play
from candour.practice.voice.tests.writers import LAST, SAID, Writer, handed, letter, mother
from conftest import NOW
from tests.cast import Cast
from tests.pages import problems, words


@pytest.fixture
def here(cast: Cast) -> Played:
    cache.clear()
    return play(cast, to="shared")


def test_what_is_written_is_saved_as_they_go_and_nobody_else_reads_it(here: Played) -> None:
    member, writer = mother(here)
    auto = writer.client.post(reverse("writing"), {"text": "He loved", "version": "0", "autosave": "1"})
    assert "Saved just now" in auto.content.decode()
    writer.client.post(reverse("writing"), {"text": "He loved the sea", "version": "1", "keep": "1"})
    again = Writer(writer.link, writer.code, Client())
    again.open()
    assert "He loved the sea" in again.page()
    assert WritingDraft.objects.get().text == "He loved the sea"
    assert "He loved" not in words(here.get("relative", member.ref))
    assert not seen_by(here.cast.acting("manager"), WritingDraft).exists()
    assert not LogEntry.objects.exists()


def test_two_windows_lose_nothing(here: Played) -> None:
    _, writer = mother(here)
    page = reverse("writing")
    writer.client.post(page, {"text": "From the first", "version": "0", "autosave": "1"})
    stale = writer.client.post(page, {"text": "From the second", "version": "0", "autosave": "1"})
    assert "another window" in stale.content.decode()
    assert WritingDraft.objects.get().text == "From the first"
    answer = writer.client.post(page, {"text": "From the second", "version": "0", "quoting": "no"})
    assert "another window" in problems(answer)[0]
    assert "From the first" in words(answer)
    assert "From the second" in words(answer)
    kept = writer.client.post(page, {"text": "From the second", "version": "0", "keep": "1"})
    assert kept.status_code == 422
    assert "From the first" in words(kept)
    assert "From the second" in words(kept)
    assert not LogEntry.objects.exists()


def test_it_is_sent_once_and_kept_to_the_last_blank(here: Played) -> None:
    member, writer = mother(here)
    form = writer.client.get(reverse("writing")).content.decode()
    key = re.search(r'name="submission_key" value="([^"]+)"', form)
    assert key is not None
    said = {"text": SAID, "quoting": "yes-unnamed", "version": "0", "submission_key": key[1]}
    for _ in range(2):
        done = writer.client.post(reverse("writing"), said, follow=True)
        assert done.status_code == 200
    assert problems(writer.client.post(reverse("writing"), {**said, "submission_key": "another"})) != []
    entry = LogEntry.objects.get()
    assert (entry.text, entry.kind, entry.quoting, entry.on) == (SAID, "words", "yes-unnamed", date(2026, 11, 18))
    assert (entry.made_by, WritingDraft.objects.get().text) == ("person 1 of the family, by their link", "")
    page = words(here.get("relative", member.ref))
    apart = page[page.index("In their own words") :]
    assert "He loved the sea. Nobody EVER asked him – so I say it." in apart
    assert "written by themselves, with their link" in apart
    assert "Yes, so that nobody knows whose they are" in apart
    told = "\n".join(line.what for line in history_of(here.case))
    assert "sent their own words by the link of person 1 of the family" in told
    assert "the sea" not in told


@pytest.mark.once
def test_a_form_that_does_not_hold_comes_back_and_is_saved_all_the_same(here: Played) -> None:
    _, writer = mother(here)
    bare = writer.send("He loved the sea", quoting="")
    assert problems(bare) == ["Say whether we may quote what you write."]
    assert WritingDraft.objects.get().text == "He loved the sea"
    assert problems(writer.send("  ")) == ["Write something first, or close the page if you would rather not."]
    long = writer.send("a" * 20_001)
    assert problems(long) == [
        "This is longer than can be sent at once. It is all saved: send the first part, and then the rest."
    ]
    assert len(WritingDraft.objects.get().text) == 20_001
    assert not LogEntry.objects.exists()


def test_they_add_and_take_back_until_the_link_ends(here: Played) -> None:
    member, writer = mother(here)
    writer.send("First, about the sea.")
    writer.send("And then about the dog.", quoting="no")
    assert "Take this back" in writer.page()
    writer.client.post(reverse("writing"), {"text": "Half a thought", "version": writer.version(), "keep": "1"})
    gone = writer.client.post(reverse("writing_take_back", args=[1]), follow=True)
    assert "You have taken it back" in words(gone)
    assert [one.text for one in LogEntry.objects.order_by("pk")] == ["", "And then about the dog."]
    assert WritingDraft.objects.get().text == "First, about the sea.\n\nHalf a thought"
    page = words(here.get("relative", member.ref))
    assert "about the sea" not in page
    assert "They took back on 18 November 2026 what they had sent." in page
    assert problems(writer.client.post(reverse("writing_take_back", args=[1]))) == ["You have taken this back already."]
    for number in (0, 3):
        assert writer.client.get(reverse("writing_take_back", args=[number])).status_code == 404
    with time_machine.travel(NOW.replace(month=12, day=11), tick=False):
        assert writer.client.post(reverse("writing_take_back", args=[2])).status_code in (403, 404)
    assert LogEntry.objects.get(taken_back_at=None).text == "And then about the dog."


@pytest.mark.once
def test_what_is_taken_back_never_cuts_what_stands_in_the_box(here: Played) -> None:
    _, writer = mother(here)
    writer.send("First, about the sea.")
    long = "a" * LONGEST_DRAFT
    writer.client.post(reverse("writing"), {"text": long, "version": writer.version(), "keep": "1"})
    refused = writer.client.post(reverse("writing_take_back", args=[1]))
    assert problems(refused) == [BOX_IS_FULL]
    assert WritingDraft.objects.get().text == long
    assert LogEntry.objects.get().text == "First, about the sea."


COPY = "Not saved yet: copy this first"


@pytest.mark.once
def test_what_is_sent_after_the_two_hours_is_shown_back_and_not_said_to_be_kept(here: Played) -> None:
    _, writer = mother(here)
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        late = writer.client.post(reverse("writing"), {"text": "</textarea>Not kept", "quoting": "yes"})
        again = writer.client.get(reverse("writing"))
    assert late.status_code == again.status_code == 403
    assert COPY in words(late)
    assert "&lt;/textarea&gt;Not kept</textarea>" in late.content.decode()
    assert "the code that you were given with it" in words(late)
    assert COPY not in words(again)
    assert not [page for page in (late, again) if "Everything that you wrote is kept" in words(page)]
    assert not WritingDraft.objects.exists()


@pytest.mark.once
def test_what_is_sent_after_the_link_was_ended_is_shown_back_and_nothing_else_is_told(here: Played) -> None:
    member, writer = mother(here)
    here.send("relative_link_end", member.ref)
    late = writer.client.post(reverse("writing"), {"text": "Not kept", "quoting": "yes"})
    assert late.status_code == 404
    assert COPY in words(late)
    assert "Not kept</textarea>" in late.content.decode()
    assert here.room.partnership.name not in late.content.decode()
    gone = writer.client.get(reverse("writing"))
    assert (gone.status_code, words(gone)) == (404, words(Client().get("/nothing-is-here/")))


@pytest.mark.once
def test_the_office_hears_that_something_came_and_says_that_it_was_read(here: Played) -> None:
    member, writer = mother(here)
    writer.send("One")
    writer.send("Two")
    due = Deadline.objects.get(title__startswith="Words have come")
    assert (due.title, due.due_on) == (f"Words have come from the family – {here.room.title}", date(2026, 11, 19))
    assert "Words have come from the family" in words(here.get("home"))
    assert "What they sent waits to be read" in words(here.get("relative", member.ref))
    here.send("relative_link_read", member.ref)
    due.refresh_from_db()
    assert due.met_at is not None
    assert "Nothing waits to be read." in words(here.send("relative_link_read", member.ref))
    writer.send("Three")
    assert Deadline.objects.filter(title__startswith="Words have come", met_at=None).count() == 1


@pytest.mark.once
def test_whoever_stops_is_asked_nothing_and_the_link_ends(here: Played) -> None:
    member, writer = mother(here)
    writer.send("I say this much.")
    writer.client.post(reverse("writing"), {"text": "Not this", "version": writer.version(), "keep": "1"})
    assert "What you have sent stays" in words(writer.client.get(reverse("writing_stop")))
    assert "Nobody will ask you why" in words(writer.client.post(reverse("writing_stop")))
    assert not WritingDraft.objects.exists()
    assert writer.client.get(reverse("writing")).status_code == 403
    assert Client().get(writer.link).status_code == 404
    page = words(here.get("relative", member.ref))
    assert "They stopped it 18 November 2026" in page
    assert "I say this much." in page


@pytest.mark.once
def test_a_new_link_ends_the_old_one_and_brings_the_words_along_to_the_same_person(here: Played) -> None:
    member, writer = mother(here)
    writer.send("Sent before.")
    writer.client.post(reverse("writing"), {"text": "Not sent yet", "version": writer.version(), "keep": "1"})
    new = handed(here, "relative_link", member.ref)
    assert writer.client.get(reverse("writing")).status_code == 404
    assert Client().get(writer.link).status_code == 404
    new.open()
    assert "Sent before." in new.page()
    assert "Not sent yet" in new.page()
    here.send("relative_link", member.ref, ends_on=LAST, by="email")
    link = "/" + letter("voice.write")["link"].split("/", 3)[3]
    elsewhere = Client()
    elsewhere.post(link, {"send": "1"})
    other = words(elsewhere.post(link, {"code": letter("voice.code")["code"]}, follow=True))
    assert "Who asks you" in other
    assert "Not sent yet" not in other, "another address may be somebody else’s"
    assert "Sent before." not in other


# A practitioner


def test_a_practitioner_writes_apart_from_their_agency_and_is_not_quoted(here: Played) -> None:
    # REV-08
    one = here.practitioner()
    writer = handed(here, "practitioner_link", one.ref)
    page = words(writer.open())
    assert "It is not used to judge how you or anybody else does their work" in page
    assert "quote" not in page
    writer.client.post(reverse("writing"), {"text": SAID, "version": "0"})
    kept = Contribution.objects.get()
    assert (kept.text, kept.kind, kept.practitioner) == (SAID, "written", one)
    assert "He loved the sea." in words(here.get("practitioner", one.ref))
    join_team(here.cast.acting("manager"), ref=here.case.ref, person_ref=here.cast.people["nelft"].ref,
              purpose="adviser")  # fmt: skip
    for key in ("police", "council", "nelft", "nelft_senior"):
        assert here.get("practitioner", one.ref, key=key).status_code == 404, key
        actor = here.cast.acting(key)
        assert not seen_by(actor, Contribution).exists()
        assert not seen_by(actor, WritingLink).exists()
        assert not seen_by(actor, Deadline).filter(title__contains="practitioner").exists()
    told = "\n".join(line.what for line in history_of(here.case))
    assert "practitioner" not in told.replace("family and practitioners", "")
    here.send("practitioner_decline", one.ref)
    assert writer.client.get(reverse("writing")).status_code == 404, "whoever takes no part has no link"
