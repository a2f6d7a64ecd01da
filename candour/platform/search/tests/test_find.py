"""Finding: all the words, the last by its beginning, the newest first, page by page, and only what one may see."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused
from candour.platform.allowances.models import Used as Paper
from candour.platform.search import queries
from candour.platform.search.index import drop, put
from candour.platform.search.models import Entry
from candour.platform.search.queries import Found, find
from candour.platform.search.registry import NotRegistered, register
from candour.platform.search.tests.conftest import DAY, Putting
from candour.platform.search.words import sought_in
from tests.folders import Folder, person

pytestmark = pytest.mark.django_db

PutPaper = Callable[..., Paper]

NASTY = [
    '"',
    "'",
    "''",
    '"a" OR "b"',
    "a AND",
    "NOT a",
    "NEAR(a b)",
    "a NEAR/2 b",
    "text:a",
    "a*",
    "*",
    "^a",
    "(a",
    "a)",
    "{a}",
    "a & b | !c",
    "a <-> b",
    "a:*",
    "':*",
    "\\",
    "\\'",
    "%s",
    "%(a)s",
    "a%",
    "{{7*7}}",
    "; DROP TABLE search_entry",
    "\x00",
    "a\x00b",
    "😀",
    "\u202eright to left",
    "\ud800",
    "＝＋－＠",
    "ﬁ",
    "ß",
    "İ",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "𞤀𞤁",
    "中文 字",
    "e\u0301" * 200,
    "a" * 10_000,
    "a " * 10_000,
    "é" * 10_000,
    "2" * 400,
    "1e5 0x1f -1 1.5 http://a.b/c?d=e a@b.c",
    "\r\n\t",
    "$1 ? :a @a #a",
]


def titles(actor: Actor, words: str, **given: int) -> list[str]:
    return [found.title for found in find(actor, words, **given).found]


@pytest.mark.usefixtures("_either_way")
def test_all_words_are_needed_and_the_last_may_be_a_beginning(folder_with: Putting, now: datetime) -> None:
    folder_with("Rapid review RR/2020/03", "Neglect of an infant")
    folder_with("Learning review", "Referral and thresholds")

    def hits(words: str) -> list[str]:
        return sorted(titles(person(1, now), words))

    both = ["Learning review", "Rapid review RR/2020/03"]
    assert hits("review") == both
    assert hits("REVIEWS") == both
    assert hits("rev") == both
    assert hits("rapid reviews") == ["Rapid review RR/2020/03"]
    assert hits("reviewing negl") == ["Rapid review RR/2020/03"]
    assert hits("neglected") == ["Rapid review RR/2020/03"]
    assert hits("referra") == ["Learning review"]
    assert hits("rr 2020 3") == []
    assert hits("RR-2020-03") == ["Rapid review RR/2020/03"]
    assert hits("2020") == ["Rapid review RR/2020/03"]
    assert hits("rapi review") == [], "only the last word may be a beginning"
    assert hits("rapid thresholds") == []
    assert hits("rapid nothing") == []


@pytest.mark.usefixtures("_either_way")
def test_what_is_found_says_what_it_is_and_where(folder_with: Putting, paper_with: PutPaper, now: datetime) -> None:
    one = folder_with("The case of <b>bold</b>", "word")
    other = paper_with("Minutes", "word", at=date(2026, 11, 3))

    assert find(person(1, now), "word").found == (
        Found("allowances.used", "Minutes", "Paper, 3 November 2026", f"/papers/{other.pk}/"),
        Found("access.emergencyaccess", "The case of <b>bold</b>", "Folder, 2 November 2026", f"/folders/{one.pk}/"),
    )


@pytest.mark.usefixtures("_either_way")
def test_the_newest_come_first_and_pages_follow_without_a_gap(
    folder_with: Putting, paper_with: PutPaper, now: datetime
) -> None:
    days = [DAY + timedelta(days=day) for day in range(-400, 5)]
    chosen = random.Random(1).choices(days, k=25)
    made = [
        ((paper_with if number % 3 else folder_with)(f"Number {number}", "word", at=day), day, number)
        for number, day in enumerate(chosen)
    ]
    for number in range(10):
        folder_with(f"Hidden {number}", "word", number=2, at=random.Random(number).choice(days))
    expected = [f"Number {number}" for _, _, number in sorted(made, key=lambda row: (row[1], row[2]), reverse=True)]

    pages = [find(person(1, now), "word", page=page, newest=10) for page in (1, 2, 3, 4)]

    assert [found.title for page in pages for found in page.found] == expected
    assert [len(page.found) for page in pages] == [10, 10, 5, 0]
    assert [page.has_more for page in pages] == [True, True, False, False]
    assert titles(person(1, now), "word", page=-5, newest=10) == expected[:10]
    assert not find(person(1, now), "word", page=1, newest=25).has_more
    assert find(person(1, now), "word", page=1, newest=24).has_more
    assert find(person(1, now), "word", page=10**9).page == queries.LAST_PAGE


@pytest.mark.usefixtures("_either_way")
def test_only_what_is_seen_is_found(folder_with: Putting, paper_with: PutPaper, now: datetime) -> None:
    folder_with("Ours", "word")
    folder_with("Theirs", "word", number=2)
    paper_with("Their paper", "word", number=2)

    assert titles(person(1, now), "word") == ["Ours"]
    assert sorted(titles(person(2, now), "word")) == ["Their paper", "Theirs"]
    assert titles(person(3, now), "word") == []
    assert len(titles(Actor.system("a job", now), "word")) == 3
    for stranger in (Actor.visitor(now), Actor.link("a link", ("folder", 1), now)):
        with pytest.raises(Refused, match="Sign in"):
            find(stranger, "word")


@pytest.mark.usefixtures("_either_way")
def test_a_record_that_is_gone_or_moved_out_of_sight_is_not_found(folder_with: Putting, now: datetime) -> None:
    gone, moved = folder_with("Gone", "word"), folder_with("Moved", "word")
    Folder.objects.filter(pk=moved.pk).update(person_id=2)
    Folder.objects.filter(pk=gone.pk).delete()

    assert titles(person(1, now), "word") == []
    assert titles(person(2, now), "word") == ["Moved"]


@pytest.mark.usefixtures("_either_way")
def test_putting_again_replaces_and_dropping_takes_out(folder_with: Putting, now: datetime) -> None:
    ours, other = folder_with("Old title", "oldword"), folder_with("Other", "oldword", at=DAY + timedelta(days=1))

    put(ours, title="New title", body="newword", address="/new/", at=DAY + timedelta(days=2))

    assert titles(person(1, now), "oldword") == ["Other"]
    assert titles(person(1, now), "old") == ["Other"]
    assert find(person(1, now), "newword").found == (
        Found("access.emergencyaccess", "New title", "Folder, 4 November 2026", "/new/"),
    )
    drop(ours)
    drop(ours)
    assert titles(person(1, now), "new") == []
    assert titles(person(1, now), "o") == ["Other"]
    drop(other)
    assert not Entry.objects.exists()


@pytest.mark.usefixtures("_either_way")
def test_a_beginning_is_what_was_typed_and_not_its_root(folder_with: Putting, now: datetime) -> None:
    folder_with("Newham")
    folder_with("Businesses")
    folder_with("Newsletters")

    assert titles(person(1, now), "news") == ["Newsletters"]
    assert titles(person(1, now), "new") == ["Newsletters", "Newham"]
    assert titles(person(1, now), "business") == ["Businesses"]


def test_a_day_that_alone_changes_changes_the_order(folder_with: Putting, now: datetime) -> None:
    first = folder_with("First", "word")
    folder_with("Second", "word")
    assert titles(person(1, now), "word") == ["Second", "First"]

    Entry.objects.filter(record_id=first.pk).update(at=DAY + timedelta(days=1))

    assert titles(person(1, now), "word") == ["First", "Second"]


def test_what_an_operation_did_not_save_is_not_found(folder_with: Putting, now: datetime) -> None:
    kept = folder_with("Kept", "word")
    with transaction.atomic():
        folder_with("Lost", "word")
        put(kept, title="Changed", body="other", address="/x/", at=DAY)
        transaction.set_rollback(True)

    assert titles(person(1, now), "word") == ["Kept"]
    assert titles(person(1, now), "other") == []


@pytest.mark.usefixtures("_either_way")
@pytest.mark.parametrize("typed", NASTY)
def test_nothing_typed_breaks_it(folder_with: Putting, now: datetime, typed: str) -> None:
    folder_with("Nothing special", "unlike any of these")

    assert titles(person(1, now), typed) in ([], ["Nothing special"])
    assert titles(person(1, now), f"nothing {typed}") in ([], ["Nothing special"])
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("held", NASTY)
def test_nothing_put_in_breaks_it(folder_with: Putting, now: datetime, held: str) -> None:
    folder_with(held, f"findable {held}")

    (found,) = find(person(1, now), "findable").found
    assert len(found.title) <= 300
    assert found.title.isprintable()
    sought = sought_in(held)
    assert sought is None or len(find(person(1, now), held).found) == 1


def test_a_very_long_record_is_found_by_its_words(folder_with: Putting, now: datetime) -> None:
    folder_with("Long", " ".join(f"word{number}" for number in range(300_000)))
    folder_with("Wide", " ".join(chr(0x20000 + number) * 3 for number in range(40_000)))

    assert titles(person(1, now), "long word150") == ["Long"]
    assert titles(person(1, now), "wide") == ["Wide"]


def test_so_many_searches_in_a_minute(folder_with: Putting, now: datetime) -> None:
    folder_with("Ours", "word")
    for _ in range(60):
        assert titles(person(1, now), "word") == ["Ours"]

    with pytest.raises(Refused, match="searched 60 times in this minute"):
        find(person(1, now), "word")
    assert titles(person(2, now), "word") == []
    assert titles(person(1, now + timedelta(minutes=1)), "word") == ["Ours"]


def test_a_kind_must_be_registered_once_and_an_address_must_be_a_path(folder_with: Putting, now: datetime) -> None:
    ours = folder_with("Ours")
    with pytest.raises(ValueError, match="registered already"):
        register(Folder, called="Folder")
    with pytest.raises(NotRegistered):
        put(Entry.objects.get(), title="x", body="", address="/x/", at=DAY)
    for address in ("https://elsewhere.example/", "//elsewhere.example/", "x/", "", "javascript:alert(1)"):
        with pytest.raises(ValueError, match="path of this site"):
            put(ours, title="x", body="", address=address, at=DAY)


def test_an_entry_of_a_kind_no_longer_registered_is_not_found(
    folder_with: Putting, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    folder_with("Ours", "word")
    monkeypatch.setattr("candour.platform.search.registry._kinds", {})

    assert titles(person(1, now), "word") == []
    assert titles(Actor.system("a job", now), "word") == []


@pytest.mark.usefixtures("_either_way")
def test_queries_do_not_grow_with_what_is_found(folder_with: Putting, paper_with: PutPaper, now: datetime) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            find(person(1, now), "word")
        return len(asked)

    folder_with("One", "word")
    find(person(1, now), "word")
    few = asked()
    for number in range(30):
        folder_with(f"Folder {number}", "word")
        paper_with(f"Paper {number}", "word")

    assert asked() == few <= 4
