"""The same index on every database: what it finds in a corpus is what a plain reading of the corpus finds."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command

from candour.platform.access.actor import Actor
from candour.platform.search.index import drop, put, settle
from candour.platform.search.queries import find
from candour.platform.search.tests.conftest import DAY, Putting
from candour.platform.search.words import indexed, sought_in
from tests.databases import RealDatabase
from tests.folders import person


def corpus() -> list[str]:
    """Three hundred documents with words of a long-tailed kind, in several forms, alphabets and ways of writing."""
    chance = random.Random(20261118)
    stems = "review refer notif agree close plan safeguard child meeting agenc polic house share control visit".split()  # noqa: SIM905
    endings = ["", "s", "ed", "ing", "ral", "ation", "ies", "y", "ren", "’s", "-led", "er"]
    others = ["RR/2020/03", "O'Brien", "Łódź", "naïve", "中文", "محمد", "1e5", "20%", "co-op", "A&E", "e-mail", "3.5"]
    common = ["the", "of", "and", "board", "partnership"]
    documents = []
    for _ in range(300):
        words = [chance.choice(stems) + chance.choice(endings) for _ in range(chance.randint(5, 40))]
        words += chance.choices(others, k=chance.randint(0, 3)) + chance.choices(common, k=4)
        chance.shuffle(words)
        documents.append(" ".join(words))
    return documents


SEARCHES = [
    "review", "reviews", "reviewing", "revi", "referral", "referra", "refer", "agency", "agencies", "agenc", "child",
    "children", "childr", "safeguarding", "policing", "police", "policy", "poli", "rr 2020", "rr/2020/03", "2020", "20",
    "obrien", "o'brien", "o’b", "lodz", "łódź", "naive", "中文", "中", "محمد", "1e", "coop", "co op", "a e", "email",
    "the", "t", "board partnership", "board of the partnership review", "closing plan", "visited houses", "shar",
    "control controlled", "shared", "e mail", "nothing", "review nothing",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("_either_way")
def test_the_same_documents_are_found_on_every_database(folder_with: Putting, now: datetime) -> None:
    documents = {folder_with("Document", text).pk: words_of("Document", text) for text in corpus()}
    settle()

    differing = {}
    for typed in SEARCHES:
        results = find(Actor.system("a test", now), typed, newest=1000)
        found = {int(hit.address.split("/")[2]) for hit in results.found}
        expected = {pk for pk, words in documents.items() if matches(words, typed)}
        if found != expected:
            differing[typed] = (len(found), len(expected))
    assert differing == {}


def test_the_documents_give_the_searches_something_to_do() -> None:
    documents = [words_of(text) for text in corpus()]
    hits = {typed: sum(matches(words, typed) for words in documents) for typed in SEARCHES}

    assert hits["nothing"] == hits["review nothing"] == 0
    assert sum(0 < number < 300 for number in hits.values()) >= len(SEARCHES) - 6


def words_of(*texts: str) -> set[str]:
    return set(indexed(*texts).split())


def matches(words: set[str], typed: str) -> bool:
    sought = sought_in(typed)
    assert sought is not None
    begins = any(word.startswith(sought.beginning) for word in words)
    return words.issuperset(sought.roots[:-1]) and (sought.roots[-1] in words or begins)


@pytest.mark.django_db
def test_after_any_order_of_changes_the_index_is_what_was_put_last(folder_with: Putting, now: datetime) -> None:
    chance = random.Random(7)
    words = ["alpha", "beta", "gamma", "delta", "alphabet"]
    folders = [folder_with(str(number)) for number in range(8)]
    held: dict[int, str] = {}
    for _ in range(300):
        ours = chance.choice(folders)
        if chance.random() < 0.25:
            drop(ours)
            held.pop(ours.pk, None)
        else:
            body = " ".join(chance.sample(words, chance.randint(0, 4)))
            put(ours, title="x", body=body, address=f"/f/{ours.pk}/", at=DAY + timedelta(days=chance.randint(-9, 9)))
            held[ours.pk] = body
    for typed in [*words, "alp", "a", "x", "beta gam"]:
        found = {int(hit.address.split("/")[2]) for hit in find(Actor.system("a test", now), typed).found}
        assert found == {pk for pk, body in held.items() if matches(words_of("x", body), typed)}, typed


def test_the_index_can_be_taken_away_and_built_again(
    real_database: RealDatabase, folder_with: Putting, now: datetime
) -> None:
    call_command("migrate", "search", "0001", verbosity=0)
    call_command("migrate", "search", verbosity=0)
    folder_with("Ours", "word")

    assert [found.title for found in find(person(1, now), "word").found] == ["Ours"]
