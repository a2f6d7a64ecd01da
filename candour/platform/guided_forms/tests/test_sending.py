"""Sending a form: only whole, only once, and not changed afterwards."""

from __future__ import annotations

import pytest
from django.test import Client

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused
from candour.platform.audit_trail.models import Entry
from candour.platform.guided_forms import operations
from candour.platform.guided_forms.models import FormAnswers, SectionAnswers
from candour.platform.guided_forms.queries import form_of
from candour.platform.workflow.moving import Conflict
from candour.rulebook import index
from candour.rulebook.language.forms import Form
from tests.cast import Cast
from tests.databases import RealDatabase, race
from tests.pages import value_of, words

PARTS = {
    "about": {"kind": "concern", "person": "child"},
    "what-happened": {"outline": "Nobody rang back."},
    "referrer": {"name": "Ann Example", "agency": "A school", "email": "ann@example.org"},
}


def filled_in(cast: Cast, client: Client, leave_out: str = "") -> Client:
    client.post("/refer/", {"partnership": cast.partnership().ref})
    for part, said in PARTS.items():
        if part != leave_out:
            answer = client.post(f"/refer/part/{part}/", said | {"version": "0"})
            assert answer.status_code in (302, 422), part
    return client


def sent() -> int:
    return Entry.objects.filter(verb="guided_forms.submitted").count()


def test_a_form_sent_twice_is_taken_in_once(cast: Cast) -> None:
    client = filled_in(cast, Client())
    key = value_of(client.get("/refer/check/"), "submission_key")

    first = client.post("/refer/check/", {"submission_key": key})
    assert first["Location"] == "/refer/sent/"
    again = client.post("/refer/check/", {"submission_key": key})

    assert again["Location"] == "/refer/sent/", "whoever clicks twice sees the receipt"
    assert sent() == 1
    assert FormAnswers.objects.exclude(submitted_at=None).count() == 1


def test_what_is_missing_is_said_and_the_form_stays(cast: Cast) -> None:
    client = filled_in(cast, Client(), leave_out="what-happened")
    key = value_of(client.get("/refer/check/"), "submission_key")

    refused = client.post("/refer/check/", {"submission_key": key}, follow=True)

    assert "Tell us what happened" in words(refused)
    assert FormAnswers.objects.filter(submitted_at=None).count() == 1
    client.post("/refer/part/what-happened/", PARTS["what-happened"] | {"version": "0"})
    key = value_of(client.get("/refer/check/"), "submission_key")
    assert client.post("/refer/check/", {"submission_key": key})["Location"] == "/refer/sent/"


@pytest.fixture
def answers(cast: Cast) -> FormAnswers:
    form = index.rule("bhr-protocol-2020/referral", Form)
    return operations.begin(cast.acting("teacher"), form=form)


def save(actor: Actor, answers: FormAnswers, outline: str, version: int = 0) -> SectionAnswers:
    section = form_of(answers).section("what-happened")
    return operations.save_section(
        actor, answers=answers, section=section, item=0, values={"outline": outline}, version=version
    )


def test_a_form_that_was_sent_is_changed_by_nobody(cast: Cast, answers: FormAnswers) -> None:
    actor = cast.acting("teacher")
    save(actor, answers, "As it was sent")
    FormAnswers.objects.update(submitted_at=cast.now)

    for change in (
        lambda: save(actor, answers, "Changed", 1),
        lambda: operations.remove_item(actor, answers=answers, section=form_of(answers).section("people"), item=1),
        lambda: operations.discard(actor, answers=answers),
    ):
        with pytest.raises(Refused, match="has been sent"):
            change()
    assert SectionAnswers.objects.get().values == {"outline": "As it was sent"}


def test_a_hash_is_that_of_the_words_and_of_nothing_else(cast: Cast, answers: FormAnswers) -> None:
    actor = cast.acting("teacher")
    save(actor, answers, "One")
    one = operations.hash_of(answers)
    save(actor, answers, "Two", 1)
    two = operations.hash_of(answers)
    save(actor, answers, "One", 2)

    assert one != two
    assert operations.hash_of(answers) == one


def test_of_many_who_save_a_part_at_once_one_wins_and_the_others_are_told(
    demonstration: RealDatabase, demonstration_cast: Cast
) -> None:
    actor = demonstration_cast.acting("teacher")
    answers = operations.begin(actor, form=index.rule("bhr-protocol-2020/referral", Form))

    outcomes = race(6, lambda number: save(actor, answers, f"Page {number}"))

    won = [outcome for outcome in outcomes if isinstance(outcome, SectionAnswers)]
    assert len(won) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 5
    assert SectionAnswers.objects.get(answers=answers).values == won[0].values

    outcomes = race(6, lambda number: save(actor, answers, f"Again {number}", 1))
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 5
    assert SectionAnswers.objects.get(answers=answers).version == 2
