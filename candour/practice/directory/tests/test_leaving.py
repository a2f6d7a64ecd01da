"""Leaving ends every access at once, and what the leaver held is listed for handover."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.test import Client

from candour.practice.directory.models import Appointment, Delegation, Person, StandingDeputy
from candour.practice.directory.queries import acting_partners
from candour.practice.directory.tests.test_posts import day, director, roles_of
from tests.cast import Cast
from tests.pages import problems, words

TODAY, TOMORROW = date(2026, 11, 18), date(2026, 11, 19)


def leaves(client: Client, person: Person, on: date = TODAY) -> Any:
    return client.post(f"/directory/people/{person.ref}/left/", day("left_on", on), follow=True)


def test_who_left_is_out_with_the_next_request_and_holds_nothing(cast: Cast) -> None:
    council = cast.client("council")
    assert council.get("/directory/").status_code == 200

    answer = leaves(cast.client("manager"), cast.people["council"])

    assert "1 appointments end." in words(answer)
    assert "Left on 18 November 2026" in words(answer)
    assert council.get("/directory/").status_code == 302
    assert cast.client("council").get("/directory/").status_code == 302, "nor by signing in again"
    assert roles_of(cast, "council", TOMORROW) == set()
    assert not Appointment.objects.filter(person=cast.people["council"], until_on=None).exists()
    partners = acting_partners(cast.acting("manager"), cast.partnership().pk, TOMORROW)
    assert [partner.actual for partner in partners] == ["Grace Adeyemi", "", "Marcus Bell"]


def test_a_nominee_who_leaves_acts_for_nobody(cast: Cast) -> None:
    assert "nominated-partner" in roles_of(cast, "nominee", TOMORROW)

    leaves(cast.client("manager"), cast.people["nominee"])

    assert "nominated-partner" not in roles_of(cast, "nominee", TOMORROW)
    assert Delegation.objects.get(nominee=cast.people["nominee"]).until_on == TODAY


def test_who_leaves_next_month_keeps_access_until_then_and_takes_up_nothing_after(cast: Cast) -> None:
    head, last = cast.people["head"], date(2026, 12, 18)
    office = cast.client("manager")
    Appointment.objects.filter(person=cast.people["council"]).update(until_on=date(2026, 12, 31))
    sent = {"person": head.ref} | day("from_on", date(2027, 1, 1))
    assert office.post(f"/directory/posts/{director().ref}/appoint/", sent).status_code == 302
    before = roles_of(cast, "head", TODAY)

    assert leaves(office, head, last).status_code == 200

    assert roles_of(cast, "head", last) == before != set()
    assert roles_of(cast, "head", last + timedelta(days=1)) == set()
    assert roles_of(cast, "head", date(2027, 1, 4)) == set()
    assert not StandingDeputy.objects.filter(person=head, until_on=None).exists()


def test_nobody_records_their_own_leaving_and_only_the_office_that_of_others(cast: Cast) -> None:
    own = leaves(cast.client("manager"), cast.people["manager"])
    assert problems(own) == ["You cannot record your own leaving. Ask another manager or a system administrator."]
    for key in ("nelft", "council", "administrator"):
        assert leaves(cast.client(key), cast.people["teacher"]).status_code == 422
    assert Person.objects.filter(left_on=None).count() == len(cast.people) - 1, "all but the one who left before"


def test_whoever_is_stopped_is_out_with_the_next_request_and_may_come_back(cast: Cast) -> None:
    nelft, office = cast.client("nelft"), cast.client("manager")
    page = f"/directory/people/{cast.people['nelft'].ref}/"

    assert "They can no longer sign in" in words(office.post(f"{page}stop/", follow=True))

    assert nelft.get("/directory/").status_code == 302
    assert roles_of(cast, "nelft", TODAY) == {"safeguarding-lead"}, "the post is still theirs"
    assert "Invite to sign in" in words(office.get(page))
    refused = cast.client("teacher").post(f"/directory/people/{cast.people['hospital'].ref}/stop/", follow=True)
    assert "You cannot invite people and stop them signing in." in words(refused)


def test_whoever_left_is_not_invited_again(cast: Cast) -> None:
    answer = cast.client("manager").post(f"/directory/people/{cast.people['left'].ref}/invite/", follow=True)

    assert "This person has left." in words(answer)
