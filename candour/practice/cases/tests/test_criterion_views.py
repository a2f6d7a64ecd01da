"""F24: members say alone how they see the criteria; the views open together, and who moves says why."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from candour.platform.access.policy import Refused, seen_by
from candour.practice.cases.models import CriterionView
from candour.practice.cases.operations import criterion_views as operations
from candour.practice.cases.queries.criterion_views import test_viewed as viewed
from tests.cast import Cast
from tests.walks import Walk, moment, walk


@pytest.fixture
def going(cast: Cast) -> Walk:
    return walk(cast, to="released")


def answers(going: Walk, **otherwise: str) -> dict[str, str]:
    keys = [criterion.key for criterion in viewed(going.case).criteria]
    given = {key: otherwise.get(key.replace("-", "_"), otherwise.get("every", "yes")) for key in keys}
    return given | {f"{key}-reason": otherwise.get("reason", "") for key in keys}


def give(going: Walk, client: Client, **otherwise: str) -> str:
    address = reverse("criterion_view_give", args=[going.case.ref])
    return client.post(address, answers(going, **otherwise), follow=True).content.decode()


def page(going: Walk, client: Client) -> str:
    words = client.get(reverse("criterion_views", args=[going.case.ref])).content.decode()
    return " ".join(words.split())


def test_views_stay_apart_until_they_open_together_and_who_moved_says_why(going: Walk) -> None:
    manager, nelft = going.cast.client("manager"), going.cast.client("nelft")
    assert "Give your view of:" in give(going, manager, every="")
    assert "nobody sees it until all are opened" in give(going, manager, every="yes", reason="The record shows it.")
    give(going, nelft, every="no", reason="One agency alone.")
    closed = page(going, manager)
    assert "Given before the discussion: 2." in closed
    assert "One agency alone." not in closed
    assert not seen_by(going.cast.acting("manager"), CriterionView).filter(person=going.cast.people["nelft"]).exists()

    assert nelft.post(reverse("criterion_views_open", args=[going.case.ref])).status_code in (302, 403, 404)
    going.review.refresh_from_db()
    assert going.review.views_opened_at is None
    manager.post(reverse("criterion_views_open", args=[going.case.ref]))
    give(going, nelft, every="yes", reason="Two agencies saw it.")
    opened = page(going, manager)
    assert "Daniel Osei: from “No” to “Yes”" in opened
    assert "Two agencies saw it." in opened
    before = CriterionView.objects.filter(person=going.cast.people["nelft"], stage="before")
    assert set(before.values_list("answer", flat=True)) == {"no"}


def test_there_is_nothing_to_open_before_somebody_has_said_and_nothing_to_say_once_it_is_over(going: Walk) -> None:
    with pytest.raises(Refused, match="Nobody has given a view yet"):
        operations.open_views(going.manager(moment(28)), ref=going.case.ref)
    assert going.cast.client("redbridge").get(reverse("criterion_views", args=[going.case.ref])).status_code == 404
    type(going.review).objects.filter(case=going.case).update(state="circulated")
    assert "The group has finished with the criteria." in give(going, going.cast.client("manager"))
