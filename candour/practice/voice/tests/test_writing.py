"""A relative or a practitioner writes for themselves with a link: made, opened, saved, sent, taken back and stopped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from candour.platform.access.policy import seen_by
from candour.platform.audit_trail.queries import history_of
from candour.platform.deadlines.models import Deadline
from candour.platform.messaging.models import OutboxMessage
from candour.practice.cases.operations.teams import join_team
from candour.practice.voice.models import (
    Contribution,
    LogEntry,
    Member,
    Practitioner,
    WritingDraft,
    WritingLink,
)
from candour.practice.voice.tests.rooms import WISHES, Played, play
from conftest import NOW
from tests.cast import Cast
from tests.pages import problems, words

MAIL = "odile@example.org"
LAST = date(2026, 12, 10)
SAID = "  He loved the sea.\r\n\r\nNobody EVER asked him – so I say it. "


@pytest.fixture
def here(cast: Cast) -> Played:
    cache.clear()
    return play(cast, to="shared")


@dataclass
class Writer:
    """Somebody with a link and a code, in a browser of their own."""

    link: str
    code: str
    client: Client

    def open(self) -> HttpResponse:
        """What comes of the link with its code."""
        return self.client.post(self.link, {"code": self.code}, follow=True)

    def page(self) -> str:
        """What they read on their page."""
        return words(self.client.get(reverse("writing")))

    def send(self, text: str = SAID, **more: object) -> HttpResponse:
        """What comes of sending, as the page stands."""
        said = {"text": text, "quoting": "yes", "version": self.version(), **more}
        return self.client.post(reverse("writing"), said, follow=True)

    def version(self) -> str:
        """The version of the draft that the page shows."""
        page = self.client.get(reverse("writing")).content.decode()
        found = re.search(r'id="version" value="(\d+)"', page)
        assert found is not None
        return found[1]


def relative(here: Played, **said: str) -> Member:
    member = here.member(email=MAIL, **said)
    here.send("relative_wishes", member.ref, version=1, **WISHES)
    return member


def handed(here: Played, page: str, ref: str, **said: Any) -> Writer:
    made = here.send(page, ref, **{"ends_on": LAST, "by": "hand", **said})
    text = made.content.decode()
    link = re.search(r"https?://[^/]+(/write/open/[\w-]+/)", text)
    code = re.search(r"\b(\d{4} \d{4})\b", text)
    assert link is not None
    assert code is not None
    return Writer(link[1], code[1], Client())


def mother(here: Played) -> tuple[Member, Writer]:
    member = relative(here)
    writer = handed(here, "relative_link", member.ref)
    writer.open()
    return member, writer


def letter(template: str) -> dict[str, str]:
    return OutboxMessage.objects.filter(template=template).latest("pk").values


# Making a link


@pytest.mark.once
def test_a_link_goes_by_mail_without_a_word_about_anybody_and_opens_with_a_code(here: Played) -> None:
    member = relative(here)
    sent = here.send("relative_link", member.ref, ends_on=LAST, by="email")
    assert "on its way to the address in the vault" in words(sent)
    message = OutboxMessage.objects.get(template="voice.write")
    assert message.to == MAIL
    assert message.values.keys() == {"body", "due", "link"}
    assert (message.values["body"], message.values["due"]) == (here.room.partnership.name, "10 December 2026")
    link = "/" + message.values["link"].split("/", 3)[3]
    token = link.rstrip("/").rpartition("/")[2]
    kept = WritingLink.objects.get()
    assert token not in (kept.link_hash, kept.ref)
    client = Client()
    assert client.get(reverse("writing")).status_code == 403
    before = words(client.get(link))
    assert here.room.partnership.name in before
    assert not [word for word in (here.case.key, "Odile", "Mother", MAIL) if word in before]
    client.post(link, {"send": "1"})
    code = letter("voice.code")["code"]
    assert problems(client.post(link, {"code": "000001" if code != "000001" else "000002"})) == [
        "That code is wrong or no longer works. Ask for a new one."
    ]
    page = words(client.post(link, {"code": code}, follow=True))
    assert "Who asks you, and why" in page
    assert not [word for word in (here.case.key, "Odile", MAIL) if word in page]
    assert problems(Client().post(link, {"code": code})) != [], "it works once"


@pytest.mark.once
def test_a_link_that_is_handed_over_is_shown_once_with_its_code(here: Played) -> None:
    member = relative(here)
    writer = handed(here, "relative_link", member.ref)
    assert not OutboxMessage.objects.filter(template__startswith="voice.").exists()
    assert writer.link not in here.get("relative", member.ref).content.decode()
    assert "Open until 10 December 2026" in words(here.get("relative", member.ref))
    assert Client().post(writer.link, {"send": "1"}).status_code == 404
    assert "Who asks you, and why" in words(writer.open())
    again = Writer(writer.link, writer.code.replace(" ", ""), Client())
    assert "Who asks you, and why" in words(again.open()), "it is all that they have, so it opens again"
    assert "first opened 18 November 2026" in words(here.get("relative", member.ref))


@pytest.mark.once
def test_no_link_is_made_on_a_quiet_date_or_for_whoever_wants_no_contact(here: Played) -> None:
    member = here.member(email=MAIL)
    asked = {"ends_on": LAST, "by": "email"}
    today = NOW.date()
    here.send("quiet_add", member.ref, why="birthday", first=today, for_all="on")
    quiet = (
        "18 November 2026 is a quiet date (birthday): nothing goes out to them that day. The next day on which "
        "something can is 19 November 2026."
    )
    unasked = "They have not been asked yet how they want to take part. Ask them first."
    assert problems(here.send("relative_link", member.ref, **asked)) == [unasked, quiet]
    assert quiet in words(here.get("relative_link", member.ref))
    assert quiet in words(here.get("relative", member.ref))
    for involvement, why in (
        ("declined", "They do not want to be contacted, so no link is made for them."),
        ("told-only", "They want to be told, not to take part, so no link is made for them."),
        ("not-invited", "They are not invited, so no link is made for them."),
    ):
        Member.objects.filter(pk=member.pk).update(involvement=involvement)
        assert problems(here.send("relative_link", member.ref, **asked)) == [why, quiet]
    Member.objects.filter(pk=member.pk).update(involvement="taking-part")
    assert problems(here.send("relative_link", member.ref, **asked)) == [quiet]
    one = here.practitioner(email=MAIL)
    here.send("practitioner_decline", one.ref)
    assert problems(here.send("practitioner_link", one.ref, **asked)) == [
        "They do not take part, so no link is made for them."
    ]
    assert not WritingLink.objects.exists()
    assert not OutboxMessage.objects.filter(template__startswith="voice.").exists()


@pytest.mark.once
def test_a_link_needs_a_day_within_half_a_year_and_an_address_that_works(here: Played) -> None:
    member = relative(here)
    today = NOW.date()
    assert problems(here.send("relative_link", member.ref, ends_on=today, by="hand")) == [
        "The last day must be after today."
    ]
    assert problems(here.send("relative_link", member.ref, ends_on=today + timedelta(days=181), by="hand")) == [
        "A link is open for 180 days at most. You can make another later."
    ]
    here.send("relative_names", member.ref, email="rings at the office")
    assert problems(here.send("relative_link", member.ref, ends_on=LAST, by="email")) == [
        "No email address that works is kept of them. Add one, or hand the link over yourself."
    ]


@pytest.mark.once
def test_only_those_who_run_the_review_make_or_end_a_link(here: Played) -> None:
    member, writer = mother(here)
    refused = here.send("relative_link", member.ref, key="police", ends_on=LAST, by="hand")
    assert problems(refused) == ["You cannot look after the family. Only those who run the review."]
    here.send("relative_link_end", member.ref, key="police")
    assert WritingLink.objects.get().closed_at is None
    assert here.get("relative_link", member.ref, key="nelft").status_code == 404
    one = here.practitioner()
    assert here.get("practitioner_link", one.ref, key="police").status_code == 404
    assert writer.client.get(reverse("relative", args=[member.ref])).status_code == 302
    assert here.get("writing").status_code == 404, "somebody signed in holds no link"
    assert "signed in as yourself" in words(here.cast.client("manager").get(writer.link))


# Writing


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


# One's own and nobody else's


def test_the_link_of_one_opens_nothing_of_another(here: Played) -> None:
    _, writer = mother(here)
    writer.send("Hers alone.")
    father = relative(here, relation="father", name="Marc Ferrant")
    his = handed(here, "relative_link", father.ref)
    crossed = Writer(his.link, writer.code, Client())
    assert problems(crossed.open()) == [
        "That code is not right. Look at it again or, if it still does not work, ring the office."
    ]
    assert crossed.client.get(reverse("writing")).status_code == 403
    his.open()
    assert "Hers alone." not in his.page()
    assert his.client.post(reverse("writing_take_back", args=[1])).status_code == 404
    one: Practitioner = here.practitioner()
    theirs = handed(here, "practitioner_link", one.ref)
    theirs.open()
    assert theirs.client.post(reverse("writing_take_back", args=[1])).status_code == 404
    assert LogEntry.objects.get().text == "Hers alone."


@pytest.mark.once
def test_an_ended_link_answers_like_one_that_never_was(here: Played) -> None:
    member, writer = mother(here)
    nothing = Client().get(reverse("writing_open", args=["nothing-is-here"]))
    assert nothing.status_code == 404

    def is_nothing() -> bool:
        found, posted = Client().get(writer.link), Client().post(writer.link, {"code": writer.code})
        return (found.status_code, words(found), posted.status_code) == (404, words(nothing), 404)

    assert not is_nothing()
    with time_machine.travel(NOW.replace(month=12, day=11, hour=0, minute=0), tick=False):
        assert is_nothing()
    Member.objects.filter(pk=member.pk).update(involvement="declined")
    assert is_nothing()
    assert writer.client.get(reverse("writing")).status_code == 404
    Member.objects.filter(pk=member.pk).update(involvement="taking-part")
    here.send("relative_link_end", member.ref)
    assert is_nothing()
    assert "No link is open." in words(here.send("relative_link_end", member.ref))


@pytest.mark.once
def test_a_handed_code_can_be_guessed_ten_times_and_no_more(here: Played) -> None:
    member = relative(here)
    writer = handed(here, "relative_link", member.ref)
    wrong = "1111 1111" if writer.code != "1111 1111" else "2222 2222"
    for _ in range(10):
        assert Client().post(writer.link, {"code": wrong}).status_code == 422
    assert writer.client.post(writer.link, {"code": writer.code}).status_code == 422
    cache.clear()
    assert writer.client.post(writer.link, {"code": writer.code}).status_code == 422


@pytest.mark.once
def test_the_two_hours_of_a_link_begin_anew_with_each_saving(here: Played) -> None:
    _, writer = mother(here)
    with time_machine.travel(NOW + timedelta(minutes=110), tick=False):
        writer.client.post(reverse("writing"), {"text": "Still here", "version": "0", "autosave": "1"})
    with time_machine.travel(NOW + timedelta(minutes=200), tick=False):
        assert writer.client.get(reverse("writing")).status_code == 200
    with time_machine.travel(NOW + timedelta(minutes=231), tick=False):
        assert writer.client.get(reverse("writing")).status_code == 403
