"""What is seen: nothing unless a rule says so, the same by every way in, and what is hidden is as what is not there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from candour.platform.access import policy
from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, UnknownAct, fetch, may, owner_of, require, seen_by
from candour.platform.accounts.models import Account
from candour.platform.deadlines.models import Deadline
from candour.platform.search import registry
from candour.platform.search.index import put
from candour.platform.search.queries import find
from tests.folders import MAY_NOT, OPEN_A_FOLDER, Folder, person

MakeFolder = Callable[..., Folder]


def deadline_of(folder: Folder, now: datetime) -> Deadline:
    return Deadline.objects.create(
        owner_kind="access.emergencyaccess",
        owner_id=folder.pk,
        key="read",
        starts_on=now.date(),
        counts="working-days",
        number=1,
        by=now.time(),
        due_on=now.date(),
        due_at=now,
        body_id=1,
        set_at=now,
    )


@pytest.mark.django_db
def test_a_model_without_a_rule_shows_nothing_to_anybody_but_a_job(now: datetime) -> None:
    account = Account.objects.create_user("ada@example.org", joined_at=now)

    for actor in (person(account.pk, now), Actor.visitor(now), Actor.link("a link", ("account", account.pk), now)):
        assert list(seen_by(actor, Account)) == []
        with pytest.raises(Hidden):
            fetch(actor, Account, pk=account.pk)
    assert fetch(Actor.system("a job", now), Account, pk=account.pk) == account


def test_an_act_that_nobody_declared_is_an_error_and_no_permission(now: datetime) -> None:
    for actor in (person(1, now), Actor.system("a job", now)):
        with pytest.raises(UnknownAct):
            may(actor, "an act that nobody declared")


@pytest.mark.django_db
def test_one_rule_serves_the_list_the_record_its_parts_and_search(
    folder: MakeFolder, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_kinds", {})
    registry.register(Folder, called="Folder")
    made = {number: folder(number) for number in (1, 2)}
    parts = {number: deadline_of(made[number], now) for number in (1, 2)}
    for number, one in made.items():
        put(one, title=f"Paper {number}", body="", address="/", at=now.date())

    for number, other in ((1, 2), (2, 1)):
        actor = person(number, now)
        assert list(seen_by(actor, Folder)) == [made[number]]
        assert fetch(actor, Folder, pk=made[number].pk) == made[number]
        assert list(seen_by(actor, Deadline)) == [parts[number]]
        assert owner_of(actor, "access.emergencyaccess", made[number].pk) == made[number]
        assert [hit.title for hit in find(actor, "paper").found] == [f"Paper {number}"]
        with pytest.raises(Hidden):
            fetch(actor, Folder, pk=made[other].pk)
        with pytest.raises(Hidden):
            fetch(actor, Deadline, pk=parts[other].pk)
        with pytest.raises(Hidden):
            owner_of(actor, "access.emergencyaccess", made[other].pk)


@pytest.mark.django_db
def test_what_belongs_to_a_kind_that_owns_nothing_is_hidden(folder: MakeFolder, now: datetime) -> None:
    mine = deadline_of(folder(1), now)
    Deadline.objects.filter(pk=mine.pk).update(owner_kind="accounts.account")

    assert list(seen_by(person(1, now), Deadline)) == []
    with pytest.raises(Hidden):
        owner_of(person(1, now), "accounts.account", 1)


@pytest.mark.django_db
def test_who_sees_a_record_may_not_therefore_act_on_it(folder: MakeFolder, now: datetime) -> None:
    closed = folder(1, may_open=False)

    with pytest.raises(Refused, match=MAY_NOT) as refused:
        require(person(1, now), OPEN_A_FOLDER, closed)
    assert refused.value.reasons == (f"You cannot {OPEN_A_FOLDER}. {MAY_NOT}",)
    require(person(1, now), OPEN_A_FOLDER, folder(1))


@pytest.mark.parametrize("twice", ["sees", "act"])
def test_a_second_rule_for_the_same_thing_is_an_error(folder: MakeFolder, twice: str) -> None:
    rules = policy.Policy("others")
    declare = rules.sees(Folder) if twice == "sees" else rules.act(OPEN_A_FOLDER)

    with pytest.raises(ValueError, match="has a rule already"):
        declare(lambda actor, record=None: policy.EVERYTHING)  # type: ignore[arg-type]


def test_a_rule_that_does_not_say_what_it_allows_is_an_error() -> None:
    with pytest.raises(ValueError, match="docstring"):
        policy.Policy("others").act("do as one likes")(lambda actor, record: True)
    assert "do as one likes" not in {act.name for act in policy.all_acts()}


@pytest.mark.django_db
def test_whoever_is_kept_from_a_record_finds_nothing_that_grew_out_of_it(
    folder: MakeFolder, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, open_to_all = folder(), folder()
    for one in (kept, open_to_all):
        deadline_of(one, now)
    bars = {"access.emergencyaccess": lambda actor: Folder.objects.filter(pk=kept.pk).values("pk")}
    monkeypatch.setattr(policy, "_bars", bars)

    found = Deadline.objects.filter(policy.not_barred(person(1, now))).values_list("owner_id", flat=True)

    assert list(found) == [open_to_all.pk]
