"""Who sees, raises, answers and ends a challenge, and every state against every move."""

from __future__ import annotations

from datetime import date

import pytest

from candour.platform.access.policy import Hidden, Refused
from candour.platform.search.queries import find
from candour.practice.challenges.models import Challenge, Step
from candour.practice.challenges.tests.ledgers import (
    ACTS,
    answered,
    closed,
    day,
    higher,
    now,
    page,
    post,
    raised,
    resolved,
    withdrawn,
)
from candour.practice.challenges.workflow import CHALLENGE
from conftest import NOW
from tests.cast import Cast
from tests.pages import problems, words

TODAY = NOW.date()


# Who may


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("manager", True),
        ("administrator", True),
        ("scrutineer", True),
        ("police", True),
        ("council", True),
        ("chair", True),
        ("nelft", True),
        ("nelft_senior", True),
        ("childrens_care", True),
        ("head", True),
        ("hospital", False),
        ("teacher", False),
        ("lay", False),
        ("redbridge", False),
        ("joint", False),
        ("author", False),
        ("technical", False),
        ("newcomer", False),
        ("board_chair", False),
    ],
)
def test_who_sees_a_challenge_of_nelft_to_childrens_services(cast: Cast, who: str, sees: bool) -> None:
    challenge = raised(cast)
    hidden = 302 if who == "newcomer" else 404
    assert page(cast, who, "challenge", challenge.ref).status_code == (200 if sees else hidden)
    listed = page(cast, who, "challenges")
    assert (f">{challenge.name}</a>" in listed.content.decode()) is sees
    if who in ("lay", "joint", "author", "technical"):
        assert (listed.status_code == 404) is (who != "joint")


def test_another_agency_in_the_same_partnership_finds_nothing_by_searching(cast: Cast) -> None:
    raised(cast)
    assert [one.title for one in find(cast.acting("nelft"), "referral door").found] == [
        "Challenge C2026/1: A referral that was closed at the door"
    ]
    assert find(cast.acting("hospital"), "referral door").found == ()


def test_a_lead_raises_for_their_own_agency_only_and_the_office_for_anyone(cast: Cast) -> None:
    with pytest.raises(Refused, match="Those who speak for the agency that raises it"):
        raised(cast, who="hospital", by="NELFT")
    with pytest.raises(Refused, match="Those who speak for the agency that raises it"):
        raised(cast, who="scrutineer", by="NELFT")
    assert raised(cast, who="manager", by="BHRUT", of="NELFT").recorded_by == "Priya Anand"
    assert raised(cast, who="hospital", by="BHRUT", of="NELFT").name == "C2026/2"


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("manager", {"answer", "higher", "withdraw"}),
        ("nelft", {"higher", "withdraw"}),
        ("childrens_care", {"answer"}),
        ("police", set()),
        ("scrutineer", set()),
        ("hospital", None),
        ("lay", None),
    ],
)
def test_who_may_do_what_with_a_challenge_that_waits(cast: Cast, who: str, may: set[str] | None) -> None:
    for key in ("answer", "higher", "withdraw"):
        challenge = raised(cast)
        if may is None:
            with pytest.raises(Hidden):
                ACTS[key](cast, challenge, TODAY, who)
        elif key in may:
            ACTS[key](cast, challenge, TODAY, who)
        else:
            with pytest.raises(Refused, match="Only those who speak for the agency"):
                ACTS[key](cast, challenge, TODAY, who)


# States and moves


def in_state(cast: Cast, state: str, *, top: bool) -> Challenge:
    challenge = raised(cast, stage=5 if top else 1)
    if state in ("answered", "resolved"):
        answered(cast, challenge, date(2026, 11, 4))
    if state == "resolved":
        resolved(cast, challenge, date(2026, 11, 5))
    if state == "withdrawn":
        withdrawn(cast, challenge, date(2026, 11, 5))
    if state == "unresolved":
        closed(cast, challenge, date(2026, 11, 5))
    return now(challenge)


LEADS_ON = {
    ("raised", False): {"answer": "answered", "higher": "raised", "withdraw": "withdrawn"},
    ("answered", False): {"resolve": "resolved", "higher": "raised", "withdraw": "withdrawn"},
    ("resolved", False): {},
    ("withdrawn", False): {},
    ("raised", True): {"answer": "answered", "withdraw": "withdrawn", "close": "unresolved"},
    ("answered", True): {"resolve": "resolved", "withdraw": "withdrawn", "close": "unresolved"},
    ("resolved", True): {},
    ("withdrawn", True): {},
    ("unresolved", True): {},
}


@pytest.mark.once
@pytest.mark.parametrize(("state", "top"), LEADS_ON)
@pytest.mark.parametrize("key", CHALLENGE.moves)
def test_every_state_against_every_move(cast: Cast, state: str, top: bool, key: str) -> None:
    challenge = in_state(cast, state, top=top)
    assert challenge.state == state
    leads_to = LEADS_ON[state, top].get(key)
    if leads_to:
        ACTS[key](cast, challenge, TODAY, "manager")
        assert now(challenge).state == leads_to
    else:
        with pytest.raises(Refused):
            ACTS[key](cast, challenge, TODAY, "manager")
        assert now(challenge).version == challenge.version, "nothing was saved"


def test_at_the_last_stage_it_is_not_taken_higher_and_below_it_not_closed(cast: Cast) -> None:
    challenge = raised(cast, stage=5)
    shown = words(page(cast, "nelft", "challenge", challenge.ref))
    assert "Take it higher: Stage 5 is the last. Close it unresolved, with what each side says." in shown
    sent = {"stage": "5", "because": "Still.", "with_whom": "X", "version": "1", **day("answer_by", date(2026, 12, 1))}
    assert problems(post(cast, "nelft", "challenge_higher", challenge.ref, **sent)) == [
        "Stage 5 is the last. Close it unresolved, with what each side says."
    ]
    low = raised(cast)
    assert "Close it unresolved: It is at stage 1 of 5. Take it higher first." in words(
        page(cast, "nelft", "challenge", low.ref)
    )


def test_both_sides_are_kept_where_it_ends_unresolved(cast: Cast) -> None:
    challenge = raised(cast, stage=5)
    one_side = post(cast, "nelft", "challenge_close", challenge.ref, dissent_of_raiser="Ours.", version="1")
    assert problems(one_side) == ["Enter an answer to “What does the body that was challenged still hold”."]
    shown = words(
        post(
            cast,
            "nelft",
            "challenge_close",
            challenge.ref,
            dissent_of_raiser="Ours.",
            dissent_of_body="Theirs.",
            version="1",
        )
    )
    assert "Unresolved Stage 5 of 5" in shown
    assert f"{cast.organisation('NELFT').name} still holds Ours." in shown
    assert f"{cast.organisation('Havering Children').name} still holds Theirs." in shown


def test_a_stage_may_be_passed_over_and_none_is_gone_back_to(cast: Cast) -> None:
    challenge = raised(cast)
    higher(cast, challenge, date(2026, 11, 3), stage=4)
    assert [(one.stage, one.title) for one in Step.objects.order_by("stage")] == [
        (1, "Between practitioners"),
        (4, "Between the agencies’ senior members of the partnership"),
    ]
    with pytest.raises(Refused, match="Choose a stage that is higher"):
        higher(cast, challenge, date(2026, 11, 4), stage=2)
