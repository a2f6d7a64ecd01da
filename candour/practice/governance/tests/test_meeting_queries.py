"""The pages of groups and meetings ask the database so many questions and no more, however much they show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from candour.practice.governance.tests.test_agendas import JANUARY, called, planned, put
from candour.practice.governance.tests.test_group_pages import crwg
from tests.cast import Cast
from tests.questions import questions

OF_GROUP = ("group", "forward_plan", "group_year")
MOST = {"group": 14, "meeting": 19}
"""A group’s page shows eight lists: seats, holders, deputies, meetings, rules, terms, signers and what is reported.

A meeting’s page shows agenda, papers, one’s own notes, updates, apologies, seats and the quorum that is foreseen.
"""


def asked(cast: Cast, who: str, address: str) -> int:
    return len(questions(cast.client(who), address))


@pytest.mark.parametrize("who", ["manager", "nurse"])
@pytest.mark.parametrize("name", ["meetings", "groups", "structure", "attendance_report", *OF_GROUP, "meeting"])
def test_more_to_show_asks_no_more_questions(cast: Cast, who: str, name: str) -> None:
    first = called(cast, JANUARY)
    put(cast, first, "Reviews")
    planned(cast, "Notes", "every")
    args = [first.ref] if name == "meeting" else [crwg().ref] if name in OF_GROUP else []
    address = reverse(name, args=args)
    before = asked(cast, who, address)
    for week in range(1, 5):
        called(cast, JANUARY + timedelta(weeks=week))
        put(cast, first, f"Item {week}")
        planned(cast, f"Plan {week}", "once", datetime(2027, 1, 20, tzinfo=UTC).date())
    assert before <= MOST.get(name, 12)
    assert asked(cast, who, address) <= before
