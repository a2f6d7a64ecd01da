"""The page: one box for whoever is signed in, results as they may see them, and not a sign of anything else."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from candour.platform.access import identity
from candour.platform.accounts.models import Account
from candour.platform.accounts.sessions import SECOND_FACTOR_AT
from candour.platform.allowances.models import Used as Paper
from candour.platform.audit_trail.models import Entry as Line
from candour.platform.design import navigation
from candour.platform.search import queries
from candour.platform.search.index import drop
from candour.platform.search.models import Entry
from candour.platform.search.scope import Scope
from candour.platform.search.tests.conftest import Putting
from tests.folders import Folder, person
from tests.pages import markup, title
from tests.planted import found_in

pytestmark = pytest.mark.django_db

CANARY = "Quillifer Zanzibarnack"
SECRET = "Hippogriffstone"
NOTHING = "Nothing found that is open to you."


@pytest.fixture(autouse=True)
def _wired(settings: Settings, monkeypatch: pytest.MonkeyPatch, now: datetime) -> Iterator[None]:
    monkeypatch.setattr(identity, "_person_of", [person])
    monkeypatch.setattr(navigation, "_places", [])
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def signed_in(now: datetime) -> Callable[[], Client]:
    """The browser of a new person, whose number is that of their account."""

    def sign_in() -> Client:
        client = Client()
        account = Account.objects.create_user(f"{Account.objects.count()}@example.org", joined_at=now)
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[SECOND_FACTOR_AT] = now.isoformat()
        session.save()
        return client

    return sign_in


def number_of(client: Client) -> int:
    return int(client.session["_auth_user_id"])


def page(client: Client, words: str = "", number: str = "") -> str:
    asked = {"q": words} | ({"page": number} if number else {})
    answer = client.get(f"/search/?{urlencode(asked, errors='replace')}")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    return markup(answer)


def plain(body: str) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", body)


def test_the_box_is_empty_at_first(signed_in: Callable[[], Client], folder_with: Putting) -> None:
    body = page(signed_in())

    assert "<title>Search –" in body
    assert 'name="q" type="search" value=""' in body
    assert "Results" not in body
    assert NOTHING not in body
    assert "Results" not in page(signed_in(), "   ")


def test_what_is_found_is_linked_and_what_was_asked_stays_in_the_box(
    signed_in: Callable[[], Client], folder_with: Putting
) -> None:
    client = signed_in()
    ours = folder_with("<b>Rapid</b> review", number=number_of(client))

    body = page(client, '"rapid" <review>')

    assert f'<a class="govuk-link" href="/folders/{ours.pk}/">&lt;b&gt;Rapid&lt;/b&gt; review</a>' in body
    assert "Folder, 2 November 2026" in body
    assert 'value="&quot;rapid&quot; &lt;review&gt;"' in body
    assert "rapid" not in title(body).lower()
    assert NOTHING in page(client, "rapid nothing")
    assert NOTHING in page(client, "😀")


def test_pages_lead_to_each_other(signed_in: Callable[[], Client], folder_with: Putting) -> None:
    client = signed_in()
    for number in range(45):
        folder_with(f"Folder {number:02} & more", number=number_of(client))

    first, second, third = (
        page(client, "folder more"),
        page(client, "folder more", "2"),
        page(client, "folder more", "3"),
    )

    def listed(body: str) -> list[str]:
        return re.findall(r"Folder (\d\d) &amp; more", body)

    assert listed(first) + listed(second) + listed(third) == [f"{number:02}" for number in reversed(range(45))]
    assert 'href="?q=folder+more&amp;page=2" rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'href="?q=folder+more&amp;page=1" rel="prev"' in second
    assert 'href="?q=folder+more&amp;page=3" rel="next"' in second
    assert 'rel="next"' not in third
    assert NOTHING in page(client, "folder more", "4")
    for odd in ("0", "-1", "x", "1e3", "99999999999999999999", "²", ""):
        assert page(client, "folder more", odd).count("Folder, ") == 20, odd


def test_strangers_and_half_signed_in_people_are_sent_to_sign_in(
    signed_in: Callable[[], Client], folder_with: Putting
) -> None:
    half = signed_in()
    session = half.session
    del session[SECOND_FACTOR_AT]
    session.save()

    for client in (Client(), half):
        answer = client.get("/search/?q=word")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_can_only_be_read(signed_in: Callable[[], Client], method: str) -> None:
    assert getattr(signed_in(), method)("/search/?q=word").status_code == 405


def test_the_sixty_first_search_in_a_minute_is_refused_in_words(
    signed_in: Callable[[], Client], folder_with: Putting, now: datetime
) -> None:
    client = signed_in()
    for _ in range(60):
        page(client, "word")

    answer = client.get("/search/?q=word")
    assert answer.status_code == 403
    assert "You have searched 60 times in this minute." in answer.content.decode()
    with time_machine.travel(now + timedelta(minutes=1), tick=False):
        assert NOTHING in page(client, "word")


def test_what_was_looked_for_is_nowhere_kept(
    signed_in: Callable[[], Client], folder_with: Putting, caplog: pytest.LogCaptureFixture
) -> None:
    client = signed_in()
    folder_with("Ours", number=number_of(client))

    page(client, SECRET)

    assert found_in("".join(str(list(line.facts.items())) + line.verb for line in Line.objects.all()), [SECRET]) == []
    assert found_in(str(dict(client.session)) + caplog.text, [SECRET]) == []


def test_the_number_of_queries_does_not_depend_on_what_is_found(
    signed_in: Callable[[], Client], folder_with: Putting, paper_with: Callable[..., Paper]
) -> None:
    client = signed_in()

    def asked(words: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            page(client, words)
        return len(asked)

    page(client, "word")
    folder_with("One word", number=number_of(client))
    few = asked("word")
    for number in range(40):
        folder_with(f"Folder {number} word", number=number_of(client))
        paper_with(f"Paper {number} word", number=number_of(client))

    assert asked("word") == few


def hide_a_canary(folder_with: Putting, number: int) -> Folder:
    return folder_with(CANARY, f"a body with {SECRET} and ordinary words", number=number)


def prefixes() -> list[str]:
    words = [*CANARY.split(), SECRET, CANARY]
    return sorted({word[:length] for word in words for length in (2, 3, 4, 5, len(word))} | {"ordinary", "ord"})


def leaks(client: Client, reveal: Callable[[], Folder]) -> list[str]:
    """The searches whose page is not byte for byte the same when the hidden record is there."""
    without = {words: plain(page(client, words)) for words in prefixes()}
    hidden = reveal()
    different = [words for words in prefixes() if plain(page(client, words)) != without[words]]
    drop(hidden)
    hidden.delete()
    return different


@pytest.mark.usefixtures("_either_way")
def test_a_hidden_record_leaves_no_trace_on_any_page(
    signed_in: Callable[[], Client], folder_with: Putting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "A_MINUTE", 10_000)
    curious, owner = signed_in(), signed_in()
    for number in range(25):
        folder_with(f"Ordinary {number}", "ordinary words", number=number_of(curious))

    assert leaks(curious, lambda: hide_a_canary(folder_with, number_of(owner))) == []

    hide_a_canary(folder_with, number_of(owner))
    for words in prefixes():
        assert html.escape(CANARY) in page(owner, words), words


def test_a_search_without_a_scope_would_be_caught(
    signed_in: Callable[[], Client], folder_with: Putting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "A_MINUTE", 10_000)
    monkeypatch.setattr(queries, "scope_of", lambda actor: Scope(Entry.objects.all(), is_narrow=False))
    curious, owner = signed_in(), signed_in()

    assert leaks(curious, lambda: hide_a_canary(folder_with, number_of(owner))) == prefixes()


def test_a_scope_put_on_after_counting_would_be_caught(
    signed_in: Callable[[], Client], folder_with: Putting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "A_MINUTE", 10_000)
    curious, owner = signed_in(), signed_in()
    ours = {folder_with(f"Ordinary {number}", "ordinary words", number=number_of(curious)).pk for number in range(20)}
    whole = queries._BACKENDS[connection.vendor].newest

    class Late:
        @staticmethod
        def newest(sought: object, scope: object, start: int, end: int) -> list[Entry]:
            every = whole(sought, Scope(Entry.objects.all(), is_narrow=False), start, end)
            mine = [entry for entry in every if entry.record_id in ours]
            return mine + mine[: len(every) - len(mine)]

    monkeypatch.setitem(queries._BACKENDS, connection.vendor, Late)

    found = leaks(curious, lambda: hide_a_canary(folder_with, number_of(owner)))
    assert "ordinary" in found, "one more hidden record must not be seen by a page that offers more"
