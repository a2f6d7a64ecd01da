"""What everybody signs: nothing opens before both are signed, or after a year, by any address."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings

from candour.platform.access.exposure import Exposure
from candour.platform.access.tests.test_exposure import paths
from candour.practice.directory.middleware import ALWAYS_OPEN
from candour.practice.directory.models import Undertaking
from tests.cast import Cast
from tests.pages import problems, words

BOTH = {"confidentiality": "on", "principles": "on"}


def test_whoever_has_not_signed_is_led_to_what_there_is_to_sign_from_everywhere(cast: Cast) -> None:
    # GOV-11
    newcomer = cast.client("newcomer")
    gated = {
        name: one
        for name, one in settings.CANDOUR_EXPOSURES.items()
        if name not in ALWAYS_OPEN and not name.startswith("mfa_")
    }

    for path in paths(gated, Exposure.SIGNED_IN):
        for method in (newcomer.get, newcomer.post):
            answer = method(path)
            assert (answer.status_code, answer.get("Location")) == (302, "/undertakings/"), path
    for path in paths(gated, Exposure.LINK):
        assert newcomer.get(path).status_code in (403, 404, 405), path


def test_signing_both_opens_the_door_and_is_kept_with_the_version_of_the_words(cast: Cast) -> None:
    # GOV-11
    newcomer = cast.client("newcomer")
    page = words(newcomer.get("/undertakings/"))
    assert "Confidentiality agreement" in page
    assert "Selflessness: I act only in the public interest." in page

    assert newcomer.post("/undertakings/", BOTH)["Location"] == "/"

    assert newcomer.get("/directory/").status_code == 200
    signed = Undertaking.objects.filter(person=cast.people["newcomer"])
    assert {(one.kind, one.text_version, one.signed_at) for one in signed} == {
        ("confidentiality", "2026-1", cast.now),
        ("principles", "2026-1", cast.now),
    }


@pytest.mark.parametrize("only", ["confidentiality", "principles"])
def test_one_of_the_two_opens_nothing(cast: Cast, only: str) -> None:
    # GOV-11
    newcomer = cast.client("newcomer")

    refused = newcomer.post("/undertakings/", {only: "on"})

    assert refused.status_code == 422
    assert len(problems(refused)) == 1
    assert not Undertaking.objects.filter(person=cast.people["newcomer"]).exists()
    Undertaking.objects.create(
        person=cast.people["newcomer"],
        kind=only,
        text_version="2026-1",
        signed_at=cast.now,
        ends_on=cast.now.date() + timedelta(days=365),
    )
    assert newcomer.get("/directory/")["Location"] == "/undertakings/"


def test_after_a_year_it_is_signed_again(cast: Cast) -> None:
    # GOV-11
    cast.client("newcomer").post("/undertakings/", BOTH)

    for days, leads_to in ((365, None), (366, "/undertakings/")):
        later = Cast(cast.people, cast.now + timedelta(days=days))
        with time_machine.travel(later.now, tick=False):
            assert later.client("newcomer").get("/directory/").get("Location") == leads_to, days


def test_an_actor_who_has_not_signed_holds_no_power_anywhere(cast: Cast) -> None:
    actor = cast.acting("newcomer")

    assert {power.role for power in actor.powers} == {"unbound"}
    assert actor.bodies("organisation") == frozenset()


def test_what_others_signed_is_seen_by_the_office_only(cast: Cast) -> None:
    page = f"/directory/people/{cast.people['council'].ref}/"

    assert "Confidentiality agreement," in words(cast.client("manager").get(page))
    assert "Confidentiality agreement" not in words(cast.client("nelft").get(page))
