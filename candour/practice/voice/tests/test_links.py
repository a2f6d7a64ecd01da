"""The office makes a link with which a relative or a practitioner writes, and whoever holds it opens it with a code."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from candour.platform.messaging.models import OutboxMessage
from candour.practice.voice.models import LogEntry, Member, Practitioner, WritingLink
from candour.practice.voice.tests.rooms import Played, play
from candour.practice.voice.tests.writers import LAST, MAIL, Writer, handed, letter, mother, relative
from conftest import NOW
from tests.cast import Cast
from tests.pages import problems, words


@pytest.fixture
def here(cast: Cast) -> Played:
    cache.clear()
    return play(cast, to="shared")


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


def test_whoever_sends_the_form_of_a_link_twice_is_told_that_it_was_made(here: Played) -> None:
    member = relative(here)
    asked = {"ends_on": LAST, "by": "hand", "submission_key": "a-key"}
    assert "This is shown once." in words(here.send("relative_link", member.ref, **asked))
    again = words(here.send("relative_link", member.ref, **asked))
    assert "This was done already. If you did not see what it showed, begin again." in again
    assert WritingLink.objects.count() == 1


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


def test_a_handed_code_can_be_guessed_ten_times_and_no_more(here: Played) -> None:
    member = relative(here)
    writer = handed(here, "relative_link", member.ref)
    wrong = "1111 1111" if writer.code != "1111 1111" else "2222 2222"
    for _ in range(10):
        assert Client().post(writer.link, {"code": wrong}).status_code == 422
    assert writer.client.post(writer.link, {"code": writer.code}).status_code == 422
    cache.clear()
    assert writer.client.post(writer.link, {"code": writer.code}).status_code == 422


def test_the_two_hours_of_a_link_begin_anew_with_each_saving(here: Played) -> None:
    _, writer = mother(here)
    with time_machine.travel(NOW + timedelta(minutes=110), tick=False):
        writer.client.post(reverse("writing"), {"text": "Still here", "version": "0", "autosave": "1"})
    with time_machine.travel(NOW + timedelta(minutes=200), tick=False):
        assert writer.client.get(reverse("writing")).status_code == 200
    with time_machine.travel(NOW + timedelta(minutes=231), tick=False):
        assert writer.client.get(reverse("writing")).status_code == 403
