"""Challenges: what is asked for, who is never named, what history tells, what is due, and the ladder."""

from __future__ import annotations

from datetime import date, timedelta
from string import ascii_lowercase
from typing import Any

import pytest

from candour.platform.audit_trail.queries import history_of
from candour.platform.deadlines.models import Deadline
from candour.platform.deadlines.queries import MINE, undated_for, what_is_due
from candour.platform.vault import operations as vault
from candour.platform.workflow.moving import Conflict
from candour.practice.cases.models import Case, TeamMember
from candour.practice.challenges import operations
from candour.practice.challenges.models import Challenge, Step
from candour.practice.challenges.queries.challenges import first_ladder
from candour.practice.challenges.tests.ledgers import (
    SAID,
    answered,
    day,
    higher,
    page,
    post,
    raised,
    resolved,
    withdrawn,
)
from candour.rulebook.index import LADDERS
from conftest import NOW
from tests.cast import Cast
from tests.databases import race
from tests.pages import problems, value_of, words

TODAY = NOW.date()


# What is asked for


def form(cast: Cast, **changed: Any) -> dict[str, Any]:
    sent = {
        **SAID,
        "partnership": cast.partnership().ref,
        "body": cast.organisation("Havering Children").ref,
        "stage": "1",
        **day("raised_on", date(2026, 11, 16)),
        **day("answer_by", date(2026, 11, 20)),
    }
    return {**sent, **changed}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"safe_meanwhile": " "}, "Say how the child or adult is safe meanwhile."),
        ({"title": ""}, "Enter an answer to “The challenge in a few words”."),
        ({"issue": ""}, "Choose an answer to “What is it about”."),
        (day("raised_on", date(2026, 11, 19)), "A challenge cannot come after today."),
        (day("answer_by", date(2026, 11, 15)), "The answer cannot be asked for before the challenge was raised."),
    ],
)
def test_what_a_challenge_needs_is_said_and_nothing_is_kept(cast: Cast, changed: dict[str, Any], said: str) -> None:
    answer = post(cast, "nelft", "challenge_raise", **form(cast, **changed))
    assert said in problems(answer)
    assert "Look again at the decision" in answer.content.decode()
    assert not Challenge.objects.exists()


def test_where_nobody_is_concerned_nobody_need_be_safe(cast: Cast) -> None:
    post(cast, "nelft", "challenge_raise", **form(cast, concerned="nobody", safe_meanwhile=""))
    assert Challenge.objects.get().concerned == "nobody"


def test_a_body_does_not_challenge_itself_nor_one_that_does_not_take_part(cast: Cast) -> None:
    itself = post(cast, "nelft", "challenge_raise", **form(cast, body=cast.organisation("NELFT").ref))
    assert problems(itself) == ["A body does not challenge itself. Choose two."]
    elsewhere = post(cast, "nelft", "challenge_raise", **form(cast, partnership=cast.partnership("Redbridge SCP").ref))
    name = cast.organisation("Havering Children").name
    assert problems(elsewhere) == [f"{name} does not take part in {cast.partnership('Redbridge SCP').name}."]


def test_sent_twice_it_is_raised_once(cast: Cast) -> None:
    client, address = cast.client("nelft"), "/challenges/raise/"
    key = value_of(client.get(address), "submission_key")
    sent = [client.post(address, form(cast, submission_key=key)) for _ in range(2)]
    assert [one["Location"] for one in sent] == [f"/challenges/{Challenge.objects.get().ref}/"] * 2
    assert Challenge.objects.count() == 1
    assert Deadline.objects.filter(owner_kind="challenges.challenge").count() == 1


def test_numbers_begin_again_in_april_and_each_partnership_has_its_own(cast: Cast) -> None:
    names = [
        raised(cast, on=date(2026, 3, 31)).name,
        raised(cast, on=date(2026, 4, 1)).name,
        raised(cast, on=date(2026, 4, 2)).name,
        raised(cast, on=date(2026, 4, 2), of="Havering Adults", partnership="Havering SAB").name,
    ]
    assert names == ["C2025/1", "C2026/1", "C2026/2", "C2026/1"]


def test_whoever_was_overtaken_sees_where_it_lies_now(cast: Cast) -> None:
    challenge = raised(cast)
    higher(cast, challenge, TODAY, stage=2)
    sent = {"reply": "no", "text": "We looked again.", "version": "1", **day("replied_on", TODAY)}
    late = post(cast, "childrens_care", "challenge_answer", challenge.ref, **sent)
    assert late.status_code == 422
    assert "Somebody else changed this" in words(late)
    assert "Stage 2 of 5, answer by 25 November 2026" in words(late)
    assert "We looked again." in late.content.decode()
    assert Step.objects.exclude(reply="").count() == 0
    with pytest.raises(Conflict):
        operations.answer_challenge(cast.acting("childrens_care"), ref=challenge.ref, reply="no", text="No.",
                                    version=1, replied_on=TODAY)  # fmt: skip


def test_an_answer_needs_its_reason_and_comes_after_it_was_asked(cast: Cast) -> None:
    challenge = raised(cast, on=date(2026, 11, 10))
    sent = {"reply": "part", "text": "", "version": "1", **day("replied_on", date(2026, 11, 9))}
    assert problems(post(cast, "childrens_care", "challenge_answer", challenge.ref, **sent)) == [
        "Enter an answer to “Why, and what will it do”."
    ]
    early = post(cast, "childrens_care", "challenge_answer", challenge.ref, **{**sent, "text": "It was right."})
    assert problems(early) == ["An answer cannot come before it was asked for."]


# Nobody is named


def test_a_name_that_the_writer_may_know_and_what_singles_somebody_out_are_refused(cast: Cast) -> None:
    case = Case.objects.create(
        partnership=cast.partnership(), key="QV1", kind="serious-incident", about="child", opened_at=NOW
    )
    TeamMember.objects.create(case=case, person=cast.people["manager"], purpose="office", joined_at=NOW)
    facts = {"forenames": "Ottilie", "surname": "Vexley"}
    vault.keep(cast.acting("manager"), owner=case, kind="child", facts=facts)
    told = "“Ottilie Vexley” sounds like somebody whose name is kept with a record that you see. Leave the name out."
    for asked, order in (
        ("See Ottilie Vexley’s brother today.", ("Ottilie", "Vexley")),
        ("See Ottilie VEXLEY’s brother.", ("Ottilie", "VEXLEY")),
        ("It is about Vexley, Ottilie.", ("Ottilie", "Vexley")),
        ("See Ottilie May Vexley.", ("Ottilie", "Vexley")),
        ("See Ottilie\nVexley.", ("Ottilie", "Vexley")),
    ):
        named = form(cast, raised_by=cast.organisation("NELFT").ref, asked=asked)
        assert problems(post(cast, "manager", "challenge_raise", **named)) == [
            told.replace("Ottilie Vexley", " ".join(order))
        ], asked
    capitals = " ".join(f"A{one}{other}" for one in ascii_lowercase for other in ascii_lowercase)
    many = form(cast, raised_by=cast.organisation("NELFT").ref, asked=capitals)
    assert problems(post(cast, "manager", "challenge_raise", **many)) == [
        "It has too many words with capitals to be looked through for names. Write it shorter."
    ]
    postcode = form(cast, asked="Visit the flat at RM1 3BD at night.")
    assert "(a postcode) may lead to somebody" in problems(post(cast, "nelft", "challenge_raise", **postcode))[0]
    number = form(cast, asked="The child has the number 943 476 5919.")
    assert "may lead to somebody" in problems(post(cast, "nelft", "challenge_raise", **number))[0]
    assert not Challenge.objects.exists()

    challenge = raised(cast)
    sent = {"reply": "no", "text": "We saw Vexley, Ottilie. Ottilie Vexley is well.", "version": "1",
            **day("replied_on", TODAY)}  # fmt: skip
    assert problems(post(cast, "manager", "challenge_answer", challenge.ref, **sent)) == [told]


def test_a_name_is_no_way_to_find_out_who_is_known(cast: Cast) -> None:
    case = Case.objects.create(
        partnership=cast.partnership(), key="QV1", kind="serious-incident", about="child", opened_at=NOW
    )
    TeamMember.objects.create(case=case, person=cast.people["manager"], purpose="office", joined_at=NOW)
    vault.keep(cast.acting("manager"), owner=case, kind="child", facts={"forenames": "Ottilie", "surname": "Vexley"})
    answer = post(cast, "nelft", "challenge_raise", **form(cast, asked="See Ottilie Vexley today."))
    assert problems(answer) == [], "whoever does not see the case is told nothing of it"


def test_history_tells_each_step_and_none_of_the_words(cast: Cast) -> None:
    challenge = raised(cast)
    answered(cast, challenge, date(2026, 11, 4), who="childrens_care")
    higher(cast, challenge, date(2026, 11, 5), stage=2, who="nelft")
    answered(cast, challenge, date(2026, 11, 6), who="childrens_care", reply="agrees")
    resolved(cast, challenge, date(2026, 11, 9), who="nelft")
    told = [f"{line.who} {line.what}" for line in reversed(history_of(challenge))]
    assert [line for line in told if "deadline" not in line] == [
        f"Daniel Osei raised a challenge of {challenge.body.name}, to be answered by 9 November 2026",
        "Owen Dunmore recorded the answer at stage 1: Does not agree",
        "Daniel Osei took it higher, to stage 2, to be answered by 12 November 2026",
        "Owen Dunmore recorded the answer at stage 2: Agrees",
        "Daniel Osei resolved it at stage 2",
    ]


# What is due


def test_the_answer_is_due_to_the_body_and_watched_by_whoever_raised_it(cast: Cast) -> None:
    challenge = raised(cast, answer_by=TODAY - timedelta(days=1))
    due = what_is_due(cast.acting("childrens_care"), MINE)
    assert [(line.title, line.do_next) for line in due.late] == [("Answer challenge C2026/1", "Answer it")]
    assert [line.title for line in what_is_due(cast.acting("nelft"), MINE).waiting] == ["Answer challenge C2026/1"]
    assert what_is_due(cast.acting("hospital"), MINE).is_empty

    higher(cast, challenge, TODAY, stage=2)
    due = what_is_due(cast.acting("childrens_care"), MINE)
    assert due.late == []
    assert [line.due_at.date() for line in (*due.this_week, *due.later)] == [TODAY + timedelta(days=7)]
    answered(cast, challenge, TODAY, who="childrens_care")
    assert what_is_due(cast.acting("childrens_care"), MINE).is_empty
    assert [(one.title, one.do_next) for one in undated_for(cast.acting("nelft"))] == [
        ("Challenge C2026/1 was answered", "Resolve it or take it higher")
    ]
    assert undated_for(cast.acting("childrens_care")) == []
    resolved(cast, challenge, TODAY, who="nelft")
    assert undated_for(cast.acting("nelft")) == []


def test_what_is_withdrawn_is_no_longer_due(cast: Cast) -> None:
    challenge = raised(cast)
    withdrawn(cast, challenge, TODAY)
    assert what_is_due(cast.acting("childrens_care"), MINE).is_empty


# The ladder


@pytest.mark.once
def test_the_ladder_is_local_and_never_law() -> None:
    for ladder in LADDERS.values():
        assert not ladder.cites.grade.is_law
        assert ladder.cites.standing == "Local protocol"
        assert [stage.number for stage in ladder.stages] == list(range(1, ladder.last + 1))
    assert first_ladder().last == 5


def test_the_page_says_that_the_stages_are_no_law(cast: Cast) -> None:
    assert "Local protocol, not law: Challenge between partners in five stages" in words(
        page(cast, "nelft", "challenge", raised(cast).ref)
    )


def test_two_who_raise_at_once_get_two_numbers(demonstration_cast: Cast) -> None:
    race(4, lambda number: raised(demonstration_cast, on=TODAY, title=f"Caller {number}"))
    made = Challenge.objects.filter(title__startswith="Caller ").values_list("number", flat=True)
    assert len(made) == len(set(made)) == 4
