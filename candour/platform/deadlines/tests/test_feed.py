"""The calendar feed: a secret address, neutral entries, and an end with the account."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from django.db import connection
from django.test import Client
from icalendar import Calendar

from candour.platform.access.actor import Actor
from candour.platform.accounts import operations as accounts
from candour.platform.deadlines.models import FeedKey
from candour.platform.deadlines.tests.conftest import Setting
from tests.cast import Cast
from tests.pages import words
from tests.planted import found_in

TITLE, NEXT = "Write about Xanthippe", "Ask Quillifer"


def made(client: Client) -> str:
    """The path of a new feed."""
    page = client.post("/due/calendar/")
    address = re.search(r"<code>(http://[^/]+)(/calendar/\S+\.ics)</code>", page.content.decode())
    assert address
    return address[2]


def test_an_entry_says_when_and_nothing_else(cast: Cast, due: Setting) -> None:
    deadline = due(TITLE, date(2026, 11, 20), cast.organisation("NELFT"), do_next=NEXT, role="safeguarding-lead")
    due("Of others", date(2026, 11, 20), cast.organisation("NELFT"), role="senior-manager")

    feed = Client().get(made(cast.client("nelft")))

    assert feed["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(feed.content).walk("VEVENT")
    assert event["summary"] == "Candour: something is due"
    assert event["dtend"].dt == datetime(2026, 11, 20, 23, 59, 0, tzinfo=UTC)
    assert event["uid"] == f"{deadline.ref}@candour"
    private = [TITLE, "Xanthippe", NEXT, "NELFT", "Daniel Osei", "rapid", "directory"]
    assert found_in(feed.content.decode().replace("\r\n ", ""), private) == []


def test_the_address_is_shown_once_and_only_its_hash_is_kept(cast: Cast) -> None:
    client = cast.client("nelft")
    token = made(client).removeprefix("/calendar/").removesuffix(".ics")

    assert token not in client.get("/due/calendar/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {FeedKey._meta.db_table}")  # noqa: S608
        assert token not in str(cursor.fetchall())


def test_a_new_address_ends_the_old_one_and_ending_ends_both(cast: Cast) -> None:
    client = cast.client("nelft")
    first = made(client)
    second = made(client)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)

    ended = client.post("/due/calendar/end/", follow=True)
    assert "The calendar feed has ended." in words(ended)
    assert Client().get(second).status_code == 404
    again = client.post("/due/calendar/end/", follow=True)
    assert "You have no calendar feed." in words(again)


def test_an_address_that_was_guessed_is_not_found(cast: Cast) -> None:
    made(cast.client("nelft"))

    for path in ("/calendar/x.ics", "/calendar/%00.ics", f"/calendar/{'a' * 500}.ics"):
        assert Client().get(path).status_code == 404


def test_a_feed_ends_with_the_account(cast: Cast) -> None:
    feed = made(cast.client("nelft"))
    account = cast.people["nelft"].account
    assert account

    accounts.disable(Actor.system("a test", cast.now), account=account)

    assert Client().get(feed).status_code == 404
