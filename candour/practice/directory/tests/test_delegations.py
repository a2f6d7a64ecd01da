"""A statutory partner lends powers to a nominee: between two days, within a scope, and stays accountable."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from candour.practice.directory.models import Delegation, Person, Post
from candour.practice.directory.queries import acting_partners
from candour.practice.directory.tests.test_posts import day, director, post_of, roles_of
from tests.cast import Cast
from tests.pages import problems, words

TODAY = date(2026, 11, 18)
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)


def lend(
    client: Client, post: Post, to: Person, first: date = FIRST, last: date = LAST, scope: str = "To sign.", **more: Any
) -> Any:
    sent = {"person": to.ref, "scope": scope} | day("from_on", first) | day("until_on", last)
    return client.post(f"/directory/posts/{post.ref}/delegate/", sent | more)


def test_the_nominee_acts_from_the_first_to_the_last_day(cast: Cast) -> None:
    assert lend(cast.client("council"), director(), cast.people["head"]).status_code == 302

    acts = {on: "nominated-partner" in roles_of(cast, "head", on) for on in (TODAY, FIRST, LAST, date(2027, 1, 1))}
    assert list(acts.values()) == [False, True, True, False]
    for on, nominees in ((TODAY, []), (FIRST, ["Carys Yilmaz"]), (date(2027, 1, 1), [])):
        council = acting_partners(cast.acting("manager"), cast.partnership().pk, on)[1]
        assert council.actual == "Helen Marsh", "whoever lends stays accountable"
        assert [name for _, name in council.nominees] == nominees


def test_the_page_says_who_acts_for_whom_within_what_and_by_which_letter(cast: Cast) -> None:
    letter = SimpleUploadedFile("letter.txt", b"I lend my powers.")
    council = cast.client("council")
    lend(council, director(), cast.people["head"], TODAY, LAST, "To sign reports.", document=letter)

    page = council.get(f"/directory/posts/{director().ref}/")
    said = words(page)
    assert "The actual partner stays accountable for what a nominee signs." in said
    assert f"In force {cast.people['head'].name}: To sign reports. 18 November 2026 to 31 December 2026" in said
    ref = Delegation.objects.get(nominee=cast.people["head"]).document_ref
    assert ref
    assert f"/files/{ref}/" in page.content.decode()


def test_it_ends_at_once_where_it_is_ended_and_is_ended_once(cast: Cast) -> None:
    lend(cast.client("council"), director(), cast.people["head"], TODAY)
    given = Delegation.objects.get(nominee=cast.people["head"])
    assert "nominated-partner" in roles_of(cast, "head", TODAY)

    address = f"/directory/delegations/{given.ref}/end/"
    assert "The delegation has ended." in words(cast.client("council").post(address, follow=True))

    assert "nominated-partner" not in roles_of(cast, "head", TODAY)
    assert "This delegation has ended already." in words(cast.client("manager").post(address, follow=True))


def test_what_is_wrong_with_a_delegation_is_said_all_at_once(cast: Cast) -> None:
    administrator = Post.objects.get(title="Partnership administrator", partnership=cast.partnership())

    answer = lend(cast.client("manager"), administrator, cast.people["manager"], LAST, FIRST, "x")

    assert problems(answer) == [
        "Only a statutory partner's powers are delegated in this way.",
        "The last day must not be before the first.",
        "You cannot make yourself the nominee.",
    ]
    assert problems(lend(cast.client("council"), director(), cast.people["head"], scope=" ")) == [
        "Enter an answer to “What may the nominee do”."
    ]


@pytest.mark.parametrize("key", ["police", "nelft", "redbridge", "administrator", "nominee"])
def test_only_the_partner_and_the_office_that_has_the_letter_delegate(cast: Cast, key: str) -> None:
    answer = lend(cast.client(key), director(), cast.people["head"])

    assert answer.status_code == 422
    assert problems(answer)[0].startswith("You cannot delegate a statutory partner's powers. Only the holder")


def test_a_nominee_lends_nothing_on(cast: Cast) -> None:
    assert "nominated-partner" in roles_of(cast, "nominee", TODAY)
    health = post_of("Associate Director for safeguarding", "NEL ICB")

    assert lend(cast.client("nominee"), health, cast.people["head"]).status_code == 422


def test_a_delegation_of_another_partnership_is_not_seen(cast: Cast) -> None:
    ref = Delegation.objects.get(nominee=cast.people["nominee"]).ref

    assert cast.client("redbridge").post(f"/directory/delegations/{ref}/end/").status_code == 404
