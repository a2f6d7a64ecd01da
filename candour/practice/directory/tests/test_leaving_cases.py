"""Leaving, where somebody is on the team of a case: it closes to them, and is listed for handover."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from candour.platform.access.policy import Hidden, fetch
from candour.practice.directory.models import Appointment
from candour.practice.directory.tests.test_leaving import TODAY, leaves
from tests.cast import Cast
from tests.pages import words


def test_a_case_closes_to_a_member_of_its_team_whose_last_post_ended(told: Cast) -> None:
    case = told.case(kind="concern")
    Appointment.objects.filter(person=told.people["administrator"]).update(until_on=TODAY)

    assert fetch(told.acting("administrator"), type(case), pk=case.pk) == case
    with pytest.raises(Hidden):
        fetch(told.acting("administrator", told.now + timedelta(days=1)), type(case), pk=case.pk)


def test_what_a_leaver_held_is_listed_for_whoever_takes_over(told: Cast) -> None:
    # GOV-17
    case, administrator = told.case(kind="concern"), told.people["administrator"]

    answer = leaves(told.client("manager"), administrator)

    said = words(answer).partition("To hand over ")[2]
    assert f"On the team of case {case.key} (Partnership office)" in said
    assert reverse("case_team", args=[case.ref]) in answer.content.decode()
    seen_by_others = words(told.client("redbridge").get(f"/directory/people/{administrator.ref}/"))
    assert "To hand over" not in seen_by_others, "nobody learns of cases that they do not see"
