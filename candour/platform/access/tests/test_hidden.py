"""What is hidden is as what is not there, on every page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from candour.platform.access import policy
from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from tests.cast import Cast


def test_a_visitor_and_a_person_without_a_post_see_nothing_but_the_names_of_boroughs(told: Cast) -> None:
    nobody = Actor("person", "nobody", told.now, person_id=0, account_id=0)

    for actor in (Actor.visitor(told.now), nobody):
        assert seen_of(actor) == {"Area"}
    themselves = seen_of(told.acting("newcomer"))
    assert themselves == {"Area", "Person"}, "whoever has not signed sees only themselves besides"


def seen_of(actor: Actor) -> set[str]:
    """The kinds of record of which somebody sees one, but for those that were released to everybody."""
    kept = [model for model in policy.all_sees() if model._meta.app_label != "public"]
    return {model.__name__ for model in kept if seen_by(actor, model).exists()}


def without_itself(answer: Any) -> str:
    """The page without its form token and the address that was asked for, which both differ each time."""
    page = answer.content.decode().replace(answer.wsgi_request.path, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_a_hidden_case_answers_byte_for_byte_like_one_that_does_not_exist(told: Cast) -> None:
    theirs = told.case(about="adult")
    client = told.client("redbridge")

    for name in ("case", "case_team", "case_history", "case_tracker"):
        hidden, missing = client.get(reverse(name, args=[theirs.ref])), client.get(reverse(name, args=["A" * 16]))
        assert (hidden.status_code, missing.status_code) == (404, 404), name
        assert without_itself(hidden) == without_itself(missing), name
        assert hidden.headers.items() == missing.headers.items(), name
    assert told.client("manager").get(reverse("case", args=[theirs.ref])).status_code == 200


@pytest.mark.parametrize("ref", ["%00", "A%00", "A%00B", "%00%00%00"])
def test_an_address_with_a_zero_byte_is_not_found(told: Cast, ref: str) -> None:
    client: Client = told.client("manager")

    for page in ("directory/organisations", "directory/people", "directory/posts", "cases", "files"):
        assert client.get(f"/{page}/{ref}/").status_code == 404, page
