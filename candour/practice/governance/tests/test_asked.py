"""What is asked of each agency, worked out by hand: the office sees all, an agency its own part."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse

from candour.platform.deadlines.models import Deadline
from candour.practice.governance.models import Response
from candour.practice.governance.operations import actions, rounds
from candour.practice.governance.queries.asked import asked_of_agencies
from candour.practice.governance.tests.rooms import group_of
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast


def action(cast: Cast, key: str, due: date) -> None:
    actions.add_action(
        cast.acting("manager"),
        group=group_of(cast, "Case Review Working Group"),
        item=None,
        text="Count the wards.",
        owner=cast.people[key],
        due_on=FuzzyDate.on(due),
    )


def test_what_was_asked_is_counted_by_agency_with_what_became_of_it(cast: Cast) -> None:
    # GOV-15, F27
    for key, due in (("nelft", date(2026, 11, 2)), ("nelft", date(2026, 12, 2)), ("hospital", date(2027, 4, 2))):
        action(cast, key, due)
    Deadline.objects.filter(due_on=date(2026, 11, 2)).update(met_at=cast.now)
    opened = rounds.open_round(
        cast.acting("manager"),
        group_ref=group_of(cast, "Case Review Working Group").ref,
        kind="comments",
        question="Is it enough?",
        closes_at=cast.now + timedelta(days=3),
    )
    place = Response.objects.get(round=opened, seat__title="NELFT")
    rounds.answer_round(cast.acting("nelft"), ref=opened.ref, response_id=place.pk, answer="nothing")
    later = cast.now + timedelta(days=5)
    counted = {
        row.agency: (row.whole.asked, row.whole.in_time, row.whole.late, row.whole.overdue, row.whole.waiting)
        for row in asked_of_agencies(cast.acting("manager", later), 2026)
    }
    nelft, trust = cast.organisation("NELFT").name, cast.organisation("BHRUT").name
    # One action late, one still to come, and one round answered; the hospital's action is of the next year.
    assert counted[nelft] == (3, 1, 1, 0, 1)
    assert counted[trust] == (1, 0, 0, 1, 0)
    page = cast.client("nelft").get(reverse("asked_of_agencies")).content.decode()
    assert nelft in page
    assert trust not in page, "an agency sees its own part"
    assert trust in cast.client("manager").get(reverse("asked_of_agencies")).content.decode()


def test_whoever_lent_powers_or_holds_them_finds_them_on_their_page(cast: Cast) -> None:
    # F26, F27
    for key in ("health", "nominee"):
        page = cast.client(key).get(reverse("asked_of_agencies")).content.decode()
        assert "to Nadia Rahman until" in page
    assert "Nadia Rahman" not in cast.client("police").get(reverse("asked_of_agencies")).content.decode()
