"""Posts and who holds them: powers come from posts held on the day, one holder at a time, and end with them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from candour.platform.access.actor import Actor, Power
from candour.platform.access.policy import Refused
from candour.practice.directory import operations
from candour.practice.directory.models import Appointment, Person, Post, StandingDeputy
from candour.practice.directory.queries import deputies_of
from tests.cast import Cast
from tests.databases import RealDatabase, race
from tests.pages import problems, words

TODAY, TOMORROW = date(2026, 11, 18), date(2026, 11, 19)


def post_of(title: str, organisation: str = "Havering", partnership: str = "Havering SCP") -> Post:
    return Post.objects.get(title=title, organisation__short_name=organisation, partnership__short_name=partnership)


def director() -> Post:
    return post_of("Director of Children’s Services")


def held(cast: Cast, key: str) -> Appointment:
    return Appointment.objects.get(person=cast.people[key], until_on=None)


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def appoint(client: Client, post: Post, person: Person, from_on: date, until_on: date | None = None) -> Any:
    sent = {"person": person.ref} | day("from_on", from_on) | (day("until_on", until_on) if until_on else {})
    return client.post(f"/directory/posts/{post.ref}/appoint/", sent)


def end(client: Client, appointment: Appointment, on: date) -> Any:
    return client.post(f"/directory/appointments/{appointment.ref}/end/", day("until_on", on))


def roles_of(cast: Cast, key: str, on: date) -> set[str]:
    at = cast.now + timedelta(days=(on - TODAY).days)
    return {power.role for power in cast.acting(key, at).powers}


def test_a_power_is_held_from_the_first_to_the_last_day_of_the_appointment(cast: Cast) -> None:
    assert roles_of(cast, "council", TODAY) == {"statutory-partner"}

    assert end(cast.client("manager"), held(cast, "council"), TODAY).status_code == 302

    assert roles_of(cast, "council", TODAY) == {"statutory-partner"}
    assert roles_of(cast, "council", TOMORROW) == set()
    appoint(cast.client("manager"), director(), cast.people["head"], TOMORROW)
    assert "statutory-partner" not in roles_of(cast, "head", TODAY)
    assert "statutory-partner" in roles_of(cast, "head", TOMORROW)


def test_powers_reach_no_further_than_the_bodies_of_the_post(cast: Cast) -> None:
    bodies = (("partnership", cast.partnership().pk), ("organisation", cast.organisation("Havering").pk))

    assert cast.acting("council").powers == {Power("statutory-partner", bodies)}


def test_a_post_has_one_holder_at_a_time(cast: Cast) -> None:
    office = cast.client("manager")

    taken = appoint(office, director(), cast.people["head"], TODAY)
    assert problems(taken) == ["Somebody holds this post on those days. End that appointment first."]
    end(office, held(cast, "council"), date(2026, 11, 30))
    assert appoint(office, director(), cast.people["head"], date(2026, 11, 30)).status_code == 422
    assert appoint(office, director(), cast.people["head"], date(2026, 12, 1)).status_code == 302


def test_an_appointment_that_ended_is_not_made_longer(cast: Cast) -> None:
    office, council = cast.client("manager"), held(cast, "council")
    end(office, council, TODAY)
    appoint(office, director(), cast.people["head"], TOMORROW)

    longer = end(office, council, date(2027, 1, 1))

    assert longer.status_code == 422
    assert roles_of(cast, "council", TOMORROW) == set()
    before = end(office, held(cast, "teacher"), date(2020, 1, 1))
    assert problems(before) == ["An appointment cannot end before it began."]


def test_nobody_appoints_themselves_or_in_another_partnership(cast: Cast) -> None:
    end(cast.client("manager"), held(cast, "council"), TODAY)

    own = appoint(cast.client("manager"), director(), cast.people["manager"], TOMORROW)
    assert problems(own) == ["You cannot appoint yourself. Ask another manager or a system administrator."]
    for key in ("redbridge", "council", "administrator", "technical", "chair"):
        refused = appoint(cast.client(key), director(), cast.people["head"], TOMORROW)
        assert refused.status_code == 422, key
        assert problems(refused)[0].startswith("You cannot appoint to a post. Only a manager of its partnership"), key


def test_a_post_without_a_holder_is_shown_as_vacant_with_who_held_it(cast: Cast) -> None:
    # GOV-17
    office, page = cast.client("manager"), f"/directory/posts/{director().ref}/"
    assert "Vacant" not in words(office.get(page))
    Appointment.objects.filter(pk=held(cast, "council").pk).update(until_on=TODAY - timedelta(days=1))

    shown = words(office.get(page))
    assert "Helen Marsh, since" in shown
    assert "until 17 November 2026 Vacant" in shown
    listed = words(office.get("/directory/posts/"))
    assert (
        "Director of Children’s Services, Havering Council, Havering Safeguarding Children Partnership Vacant" in listed
    )


def test_the_standing_deputy_is_one_from_the_moment_they_are_named(cast: Cast) -> None:
    post, office = director(), cast.client("manager")
    address = f"/directory/posts/{post.ref}/deputy/"

    for key in ("head", "teacher"):
        office.post(address, {"person": cast.people[key].ref})
        assert deputies_of(cast.acting("manager"), [post.pk]) == {post.pk: cast.people[key]}
    own = office.post(address, {"person": cast.people["council"].ref})
    assert problems(own) == ["The holder of the post cannot be their own deputy."]


def test_of_two_deputies_named_at_once_one_stands(demonstration: RealDatabase, demonstration_cast: Cast) -> None:
    post, actor = director(), demonstration_cast.acting("manager")
    people = [demonstration_cast.people[key] for key in ("head", "teacher", "nelft", "hospital")]

    outcomes = race(4, lambda number: operations.name_deputy(actor, post=post, person=people[number]))

    assert all(outcome is None or isinstance(outcome, Refused) for outcome in outcomes), outcomes
    assert StandingDeputy.objects.filter(post=post, until_on=None).count() == 1


def test_of_many_appointed_at_once_one_holds_the_post(demonstration: RealDatabase, demonstration_cast: Cast) -> None:
    actor = Actor.system("a test", demonstration_cast.now)
    post = operations.add_post(
        actor,
        title="Training officer",
        role="partnership-team",
        organisation=None,
        partnership=demonstration_cast.partnership(),
    )
    people = [demonstration_cast.people[key] for key in ("head", "teacher", "nelft", "hospital")]

    outcomes = race(4, lambda number: operations.appoint(actor, post=post, person=people[number], from_on=TODAY))

    assert sum(isinstance(outcome, Appointment) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 3


@pytest.mark.parametrize("given", [{}, {"organisation": "", "partnership": ""}])
def test_a_post_belongs_somewhere(cast: Cast, given: dict[str, str]) -> None:
    answer = cast.client("manager").post("/directory/posts/add/", {"title": "Nowhere", "role": "contributor"} | given)
    assert problems(answer) == ["A post belongs to an organisation, a partnership or both."]
