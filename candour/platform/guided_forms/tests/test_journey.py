"""Filling in a guided form: saved as it is typed, resumed after signing in again, and never one text over another.

The form is the referral, which anybody can fill in.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from candour.platform.guided_forms.models import FormAnswers, SectionAnswers
from candour.platform.guided_forms.queries import values_of
from tests.cast import Cast
from tests.pages import markup, problems, title, value_of, words
from tests.planted import found_in, whole_database

WHAT = "/refer/part/what-happened/"
CHANGED = "Somebody else changed this while you were writing."


def begun(cast: Cast, client: Client | None = None) -> Client:
    """A browser in which a referral was begun, by a visitor unless somebody is signed in."""
    client = client or Client()
    started = client.post("/refer/", {"partnership": cast.partnership().ref})
    assert started["Location"] == "/refer/tasks/"
    return client


def type_in(client: Client, outline: str, version: str = "", **more: str) -> Any:
    """What the page sends while somebody types."""
    sent = {"outline": outline, "autosave": "1", "version": version or value_of(client.get(WHAT), "version")}
    return client.post(WHAT, sent | more, HTTP_HX_REQUEST="true")


def kept() -> dict[str, Any]:
    return values_of(FormAnswers.objects.get()).get("what-happened", {})


def test_what_is_typed_is_kept_before_anybody_presses_a_button(cast: Cast) -> None:
    client = begun(cast)

    saved = type_in(client, "It began on a Mon")

    assert saved.status_code == 200
    assert "Saved just now" in saved.content.decode()
    assert value_of(saved, "version") == "1"
    assert kept() == {"outline": "It began on a Mon"}
    assert "It began on a Mon</textarea>" in markup(client.get(WHAT))


def test_typing_on_needs_no_new_page(cast: Cast) -> None:
    client = begun(cast)

    version = value_of(type_in(client, "It began"), "version")
    for text in ("It began on", "It began on a Monday"):
        version = value_of(type_in(client, text, version), "version")

    assert version == "3"
    assert kept() == {"outline": "It began on a Monday"}


def test_what_does_not_hold_yet_is_kept_all_the_same(cast: Cast) -> None:
    client = begun(cast)

    type_in(client, "", **{"incident-on": "sometime in spring", "harm": "nonsense"})

    assert kept() == {"incident-on": "sometime in spring", "harm": "nonsense"}
    assert value_of(client.get(WHAT), "incident-on") == "sometime in spring"


def test_a_date_that_is_none_comes_back_as_it_was_written_with_a_summary(cast: Cast) -> None:
    client = begun(cast)

    refused = client.post(WHAT, {"outline": "", "incident-on": "31/02/2026", "version": "0"})

    assert refused.status_code == 422
    assert title(refused).startswith("Error: What happened?")
    assert problems(refused) == [
        "Enter an answer to “Tell us what happened, in your own words”.",
        "“31/02/2026” is not a real date.",
    ]
    page = markup(refused)
    for place in re.findall(r'<li><a href="#([^"]+)">', page):
        assert f'id="{place}"' in page
    assert value_of(refused, "incident-on") == "31/02/2026"
    assert kept() == {"incident-on": "31/02/2026"}, "nothing typed is lost, even if it does not hold"


def test_a_part_that_holds_leads_to_the_next(cast: Cast) -> None:
    client = begun(cast)

    saved = client.post(WHAT, {"outline": "It began on a Monday.", "incident-on": "March 2026", "version": "0"})

    assert saved.status_code == 302
    assert saved["Location"].startswith("/refer/part/")
    assert "What happened? Done" in words(client.get("/refer/tasks/"))


@pytest.mark.parametrize("automatic", [{"autosave": "1"}, {}])
def test_of_two_pages_the_second_is_told_and_both_texts_are_there(cast: Cast, automatic: dict[str, str]) -> None:
    client = begun(cast)
    type_in(client, "The first page", version="0")

    second = client.post(WHAT, {"outline": "The second page", "version": "0", **automatic})

    assert CHANGED in second.content.decode()
    assert kept() == {"outline": "The first page"}
    if not automatic:
        assert second.status_code == 422
        assert "What is saved now Tell us what happened, in your own words The first page" in words(second)
        assert "The second page</textarea>" in markup(second)
    again = client.post(WHAT, {"outline": "Both together", "version": value_of(second, "version")})
    assert again.status_code == 302
    assert kept() == {"outline": "Both together"}


def test_the_same_page_sent_twice_saves_once(cast: Cast) -> None:
    client = begun(cast)
    sent = {"outline": "Once", "version": "0"}

    answers = [client.post(WHAT, sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert SectionAnswers.objects.get(section="what-happened").version == 1


@pytest.mark.parametrize("version", ["²", "-1", "x", "", "9" * 30, "9" * 5000, "٣", "\x00"])
def test_a_version_that_was_tampered_with_changes_nothing(cast: Cast, version: str) -> None:
    client = begun(cast)
    type_in(client, "As it was")

    answer = client.post(WHAT, {"outline": "Forged", "version": version})

    assert answer.status_code == 422
    assert kept() == {"outline": "As it was"}


def test_one_more_of_what_repeats_is_added_once_and_can_be_taken_out(cast: Cast) -> None:
    client = begun(cast)
    new = client.get("/refer/part/people/new/")
    address = re.search(r'action="(/refer/part/people/\d+/)"', markup(new))
    assert address
    assert client.get("/refer/part/people/99/").status_code == 404

    for _ in range(2):
        client.post(address[1], {"forenames": "Ann", "surname": "Example", "version": "0"})
    assert SectionAnswers.objects.filter(section="people").count() == 1

    client.post(address[1], {"remove": "1", "version": "1"})
    assert not SectionAnswers.objects.filter(section="people").exists()


def test_nobody_else_finds_what_a_visitor_wrote(cast: Cast) -> None:
    type_in(begun(cast), "Mine")

    for other in (Client(), cast.client("manager"), cast.client("technical"), begun(cast)):
        assert "Mine" not in other.get(WHAT).content.decode()


def test_a_referral_is_resumed_by_signing_in_again(cast: Cast) -> None:
    type_in(begun(cast, cast.client("teacher")), "Written before the bell")

    again = cast.client("teacher")
    start = again.get("/refer/")
    assert "You have begun a referral, and what you wrote is kept." in words(start)
    assert "Written before the bell" in again.get(WHAT).content.decode()
    assert again.get("/refer/tasks/")["Location"] == "/refer/", "which partnership is asked again"
    again.post("/refer/", {"partnership": cast.partnership().ref})
    assert "What happened? Done" in words(again.get("/refer/tasks/"))
    assert FormAnswers.objects.count() == 1


def test_what_was_sent_after_the_session_ended_is_offered_after_signing_in(cast: Cast) -> None:
    client = begun(cast, cast.client("teacher"))
    type_in(client, "Before")

    late = Cast(cast.people, cast.now + timedelta(minutes=21))
    with time_machine.travel(late.now, tick=False):
        sent = client.post(WHAT, {"outline": "Before and after", "version": "1"})
        assert sent["Location"].startswith("/account/sign-in/?next=%2Frefer%2Fpart%2Fwhat-happened%2F&ended=1")
        held = client.session["held_form"]
        again = late.client("teacher")
        session = again.session
        session["held_form"] = held
        session.save()

        offered = again.get(WHAT)
        assert value_of(offered, "outline") == "Before and after"
        again.post(WHAT, {"outline": "Before and after", "version": "1"})
    assert kept() == {"outline": "Before and after"}


def test_typing_after_the_session_ended_is_told_and_not_swallowed(cast: Cast) -> None:
    client = begun(cast, cast.client("teacher"))
    type_in(client, "Before")

    with time_machine.travel(cast.now + timedelta(minutes=21), tick=False):
        assert type_in(client, "Before and after", "1").status_code == 401
    assert kept() == {"outline": "Before"}


def test_what_is_thrown_away_is_gone_for_good(cast: Cast) -> None:
    client = begun(cast, cast.client("teacher"))
    type_in(client, "Nonsense")

    client.post("/refer/drop/")

    assert not FormAnswers.objects.exists()
    assert not SectionAnswers.objects.exists()
    assert "You have begun" not in words(cast.client("teacher").get("/refer/"))


def test_the_words_of_a_draft_are_sealed_in_the_database(cast: Cast) -> None:
    type_in(begun(cast), "Xanthippe Quillifer fell")

    assert found_in(whole_database(), ["Xanthippe", "Quillifer"]) == []
