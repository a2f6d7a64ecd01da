"""What is taken from somebody is gone with their next request, whatever page, file, form or feed they still hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from candour.platform.access import middleware
from candour.platform.accounts import operations as accounts
from candour.platform.deadlines import operations as deadlines
from candour.platform.files.models import StoredFile
from candour.practice.cases.models import AgencyRequest, Case, TeamMember
from candour.practice.cases.operations import teams
from candour.practice.directory import operations as directory
from candour.practice.directory.models import Appointment
from conftest import NOW
from tests.cast import Cast
from tests.trust.addresses import every_address
from tests.trust.crawling import LINK, browser_of, watched
from tests.trust.situations import Situation, furnish, situations

Taking = Callable[[Cast, Case], None]


def off_the_team(cast: Cast, case: Case) -> None:
    member = TeamMember.objects.get(case=case, person=cast.people["lay"], left_at=None)
    teams.leave_team(cast.acting("manager"), ref=case.ref, member_id=member.pk)


def walled(cast: Cast, case: Case) -> None:
    teams.declare_conflict(
        cast.acting("manager"), ref=case.ref, person_ref=cast.people["lay"].ref, nature="family", substitute=""
    )


def stopped(cast: Cast, case: Case) -> None:
    account = cast.people["lay"].account
    assert account is not None
    accounts.disable(cast.acting("technical"), account=account)


def left(cast: Cast, case: Case) -> None:
    directory.person_left(cast.acting("manager"), ref=cast.people["lay"].ref, left_on=cast.now.date())


def out_of_post(cast: Cast, case: Case) -> None:
    Appointment.objects.filter(person=cast.people["lay"]).update(until_on=cast.now.date() - timedelta(days=1))


TAKINGS: tuple[Taking, ...] = (off_the_team, walled, stopped, left, out_of_post)


@pytest.fixture
def running(told: Cast) -> Situation:
    furnish(told)
    return next(situation for situation in situations(told) if situation.name == "running")


@pytest.mark.parametrize("take", TAKINGS, ids=lambda take: take.__name__)
def test_every_page_of_a_case_is_gone_with_the_next_request(take: Taking, told: Cast, running: Situation) -> None:
    assert still_open(told, running, take) == []


def test_planted_a_person_remembered_from_one_request_to_the_next_is_caught(
    told: Cast, running: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = told.acting("lay")
    rule = teams.Case  # the module is loaded
    assert rule is Case
    monkeypatch.setattr(middleware, "actor_of_request", lambda request, at: held)

    assert still_open(told, running, out_of_post)


def test_a_feed_ends_with_the_account(told: Cast) -> None:
    token = deadlines.make_feed(told.acting("nelft"))
    calendar = browser_of(told, "visitor")
    assert b"BEGIN:VEVENT" in calendar.get(f"/calendar/{token}.ics").content
    account = told.people["nelft"].account
    assert account is not None

    accounts.disable(told.acting("technical"), account=account)

    assert calendar.get(f"/calendar/{token}.ics").status_code == 404


def test_a_link_ends_after_two_hours_and_with_its_request(told: Cast) -> None:
    asked = AgencyRequest.objects.get(review__state="released", organisation__short_name="Police")
    browser = browser_of(told, LINK)
    page = f"/returns/{asked.ref}/"
    assert browser.get(page).status_code == 200

    with time_machine.travel(NOW + timedelta(hours=2, seconds=1), tick=False):
        assert browser.get(page).status_code == 403


def test_an_external_author_is_out_on_the_day_after_the_last(told: Cast, running: Situation) -> None:
    case = running.case
    assert case is not None
    assert told.client("author").get(f"/cases/{case.ref}/").status_code == 200

    last = TeamMember.objects.get(case=case, person=told.people["author"])
    TeamMember.objects.filter(pk=last.pk).update(until_on=told.now.date() - timedelta(days=1))

    assert told.client("author").get(f"/cases/{case.ref}/").status_code == 404


def still_open(cast: Cast, running: Situation, take: Taking) -> list[str]:
    """The addresses of the running case that the lay member still opens after something was taken from them."""
    case = running.case
    assert case is not None
    browser = cast.client("lay")
    of_case = [one for one in every_address() if one.route.startswith("cases/<ref>")]
    paths = {one.name: running.path(one) for one in of_case}
    stored = StoredFile.objects.filter(owner_kind="cases.case", owner_id=case.pk, state="clean").first()
    if stored is not None:
        paths["file"] = f"/files/{stored.ref}/"
    assert browser.get(f"/cases/{case.ref}/").status_code == 200
    take(cast, case)
    open_still = []
    for name, path in paths.items():
        for method in ("get", "post") if path else ():
            with watched():
                status = getattr(browser, method)(path).status_code
            if status not in (404, 405, 302):
                open_still.append(f"{name} {method} {status}")
    return open_still
