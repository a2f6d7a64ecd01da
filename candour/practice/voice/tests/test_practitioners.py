"""Practitioners in a review: invited with a promise, heard apart from their agency, and told what came of it."""

from __future__ import annotations

from datetime import date

import pytest

from candour.platform.access.actor import Power
from candour.platform.access.policy import seen_by
from candour.platform.audit_trail.queries import history_of
from candour.practice.cases.operations.teams import join_team
from candour.practice.directory.models import Appointment, Post
from candour.practice.voice.models import Contribution, Practitioner
from candour.practice.voice.tests.rooms import Played, play
from tests.cast import Cast
from tests.pages import problems, words

SAID = "We all thought that somebody else had rung."


@pytest.fixture
def here(cast: Cast) -> Played:
    return play(cast, to="shared")


def heard(here: Played, one: Practitioner, kind: str = "conversation", text: str = SAID, on: int = 10) -> object:
    return here.send("practitioner_hear", one.ref, kind=kind, on=date(2026, 11, on), text=text)


def test_nobody_is_heard_without_the_promise(here: Played) -> None:
    # REV-08
    assert "it is not used to judge" in words(here.get("practitioner_invite", here.room.ref)).lower()
    said = {"organisation": here.cast.organisation("NELFT").ref, "job": "Midwife", "invited_on": date(2026, 11, 2)}
    refused = here.send("practitioner_invite", here.room.ref, **said)
    assert problems(refused) == ["Tick “They were given the promise above, in writing or read out”."]
    assert not Practitioner.objects.exists()


def test_a_practitioner_is_heard_told_and_asked_how_it_was(here: Played) -> None:
    one = here.practitioner()
    heard(here, one)
    heard(here, one, "event", "", on=11)
    heard(here, one, "told", "", on=16)
    heard(here, one, "feedback", "I was listened to.", on=17)
    page = words(here.get("practitioner", one.ref))
    for words_ in (SAID, "Came to the learning event", "Was told what came of it", "I was listened to."):
        assert words_ in page
    assert "Perpetua" not in page
    assert problems(heard(here, one, text="")) == ["Write what they said."]
    assert problems(heard(here, one, on=1)) == ["This cannot have been before they were invited."]
    here.send("practitioner_decline", one.ref)
    assert problems(heard(here, one)) == ["They do not take part."]
    told = "\n".join(line.what for line in history_of(here.case))
    assert "practitioner" not in told.replace("family and practitioners", "")


def test_only_the_review_team_hears_and_never_the_practitioners_own_agency(here: Played) -> None:
    # REV-08: no performance use
    one = here.practitioner()
    heard(here, one)
    join_team(here.cast.acting("manager"), ref=here.case.ref, person_ref=here.cast.people["author"].ref,
              purpose="adviser")  # fmt: skip
    join_team(here.cast.acting("manager"), ref=here.case.ref, person_ref=here.cast.people["nelft"].ref,
              purpose="adviser")  # fmt: skip
    assert SAID in words(here.get("practitioner", one.ref, key="author"))
    for key in ("police", "council", "nelft", "nelft_senior", "nurse", "redbridge", "technical"):
        assert here.get("practitioner", one.ref, key=key).status_code == 404, key
        assert not seen_by(here.cast.acting(key), Contribution).exists()
    room = words(here.get("voices", here.room.ref, key="police"))
    assert "Only the review team reads who was invited" in room
    assert "Health visitor" not in room
    assert "Health visitor" not in words(here.get("voices", here.room.ref, key="nelft"))
    asked = here.send("practitioner_invite", here.room.ref, key="police", organisation=one.organisation.ref,
                      job="Midwife", invited_on=date(2026, 11, 2), promised="on")  # fmt: skip
    assert "Only the review team" in problems(asked)[0]


def test_an_office_worker_with_a_post_in_the_agency_hears_somebody_else(here: Played) -> None:
    one = here.practitioner()
    agency = one.organisation_id
    post = Post.objects.create(title="Named nurse", role="safeguarding-lead", organisation_id=agency)
    Appointment.objects.create(post=post, person=here.cast.people["manager"], from_on=date(2026, 1, 1))
    assert any(isinstance(power, Power) and power.body("organisation") == agency
               for power in here.cast.acting("manager").powers)  # fmt: skip
    assert here.get("practitioner", one.ref).status_code == 404
    again = here.send("practitioner_invite", here.room.ref, organisation=one.organisation.ref, job="Midwife",
                      invited_on=date(2026, 11, 2), promised="on")  # fmt: skip
    assert "You have a post in this agency" in problems(again)[0]
    assert Practitioner.objects.count() == 1
