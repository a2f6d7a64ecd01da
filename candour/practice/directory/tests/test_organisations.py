"""Organisations have dates and successors, and each sector its own words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from candour.practice.directory.models import Organisation
from candour.practice.directory.queries import (
    agencies_of_each,
    label_for,
    organisations,
    organisations_for,
    partnerships,
)
from candour.practice.directory.tests.test_posts import day
from tests.cast import Cast
from tests.pages import problems, words

TODAY = date(2026, 11, 18)


def close(cast: Cast, one: Organisation, on: date, successor: str = "", key: str = "manager") -> Any:
    sent = day("until_on", on) | {"successor": successor}
    return cast.client(key).post(f"/directory/organisations/{one.ref}/close/", sent, follow=True)


def test_an_organisation_that_ends_keeps_its_name_and_names_what_took_its_place(cast: Cast) -> None:
    old, new = cast.organisation("Probation"), cast.organisation("NELFT")

    answer = close(cast, old, TODAY, new.ref)
    assert "The organisation has ended. Its history stays under its own name." in words(answer)
    assert f"until 18 November 2026, then {new.name}" in words(answer)

    assert old in organisations(cast.acting("manager")), "its last day is still its own"
    later = cast.acting("manager", cast.now + timedelta(days=1))
    assert old not in organisations(later)
    Organisation.objects.filter(pk=old.pk).update(until_on=TODAY - timedelta(days=1))
    ended = words(cast.client("nelft").get("/directory/")).partition(" Ended ")[2]
    assert f"{old.name} until 17 November 2026, then {new.name}" in ended


def test_the_clinical_commissioning_groups_ended_and_the_board_came_after_them(cast: Cast) -> None:
    page = words(cast.client("nelft").get("/directory/"))

    ended = Organisation.objects.get(short_name="BHR CCGs")
    assert (ended.until_on, ended.successor) == (date(2022, 6, 30), cast.organisation("NEL ICB"))
    assert f"{ended.name} until 30 June 2022, then {cast.organisation('NEL ICB').name}" in page


@pytest.mark.parametrize(
    ("on", "itself", "reason"),
    [
        (TODAY, True, "Select a valid choice."),
        (date(2019, 12, 31), False, "An organisation cannot end before it began."),
    ],
)
def test_an_end_that_cannot_be_is_refused(cast: Cast, on: date, itself: bool, reason: str) -> None:
    one = cast.organisation("Probation")
    Organisation.objects.filter(pk=one.pk).update(from_on=date(2020, 1, 1))

    (problem,) = problems(close(cast, one, on, one.ref if itself else ""))

    assert problem.startswith(reason)
    assert Organisation.objects.get(pk=one.pk).until_on is None


def test_what_ended_does_not_end_again(cast: Cast) -> None:
    one = cast.organisation("Probation")
    close(cast, one, TODAY)

    assert problems(close(cast, one, date(2027, 1, 1))) == ["This organisation has ended already."]


def test_a_name_can_be_taken_up_again_and_not_twice_at_a_time(cast: Cast) -> None:
    old = cast.organisation("Probation")
    sent = {"name": old.name, "short_name": "Probation 2", "sector": "probation"}
    office = cast.client("manager")

    refused = office.post("/directory/organisations/add/", sent)
    assert problems(refused) == [f"There is an organisation called {old.name} already."]
    close(cast, old, TODAY)
    assert office.post("/directory/organisations/add/", sent).status_code == 302
    assert Organisation.objects.filter(name=old.name).count() == 2


@pytest.mark.parametrize("key", ["nelft", "council", "administrator", "scrutineer"])
def test_only_the_office_keeps_the_directory(cast: Cast, key: str) -> None:
    answer = close(cast, cast.organisation("Probation"), TODAY, key=key)

    assert problems(answer) == ["You cannot keep the directory. Only a partnership manager or a system administrator."]


def test_each_sector_reads_its_own_word_for_a_thing(cast: Cast) -> None:
    for key, word in (("nelft", "Serious child safeguarding incident"), ("teacher", "Serious incident")):
        assert label_for(cast.acting(key), "serious-incident", "Serious incident") == word


def test_agencies_of_several_partnerships_are_those_of_each(cast: Cast) -> None:
    manager = cast.acting("manager")
    everywhere = [one.pk for one in partnerships(manager)]
    found = agencies_of_each(manager, everywhere)
    assert found == {id_: organisations_for(manager, id_) for id_ in everywhere}
    names = {one.short_name for one in found[cast.partnership().pk]}
    assert {"Havering Children", "NELFT"} <= names
    assert not {"Havering", "Redbridge Children"} & names, "neither a council with services nor those of another"
