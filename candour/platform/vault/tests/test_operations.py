"""What people do with the vault: keep, change, be shown for a reason, use for a purpose, find, and forget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from candour.platform.access import policy
from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, UnknownAct
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.queries import history_of
from candour.platform.vault import operations, queries
from candour.platform.vault.models import Fact, Identity, Mark, Reveal
from candour.platform.vault.reasons import UnknownReason, reason
from candour.platform.workflow.moving import Conflict
from tests.folders import MAY_NOT, OPEN_A_FOLDER, Folder, person

pytestmark = pytest.mark.django_db

MakeFolder = Callable[..., Folder]
ANN = {"forenames": "Ann Marie", "surname": "Reed-O’Brien", "born_on": "2019-03-14", "address": "1 Any Street\nRM1 3BB"}


def keep(actor: Actor, owner: Folder, facts: Mapping[str, str] = ANN, kind: str = "subject") -> Identity:
    return operations.keep(actor, owner=owner, kind=kind, facts=facts)


def reveal(actor: Actor, identity: Identity, **given: object) -> dict[str, str]:
    asked = {"act": OPEN_A_FOLDER, "reason_kind": "contact", "reason": "The visit is today."} | given
    return operations.reveal(actor, identity=identity, **asked)  # type: ignore[arg-type]


def told(owner: Folder) -> list[str]:
    return [line.what for line in reversed(history_of(owner, kinds=("change", "read")))]


@pytest.fixture
def ours(folder: MakeFolder) -> Folder:
    return folder(1)


def test_what_is_kept_can_be_shown_for_a_reason(ours: Folder, now: datetime) -> None:
    identity = keep(person(1, now), ours)

    assert reveal(person(1, now), identity) == ANN
    assert reveal(person(1, now), identity, names=["surname"]) == {"surname": "Reed-O’Brien"}
    assert told(ours) == [
        "put into the vault about the subject: address, born on, forenames, surname",
        "was shown address, born on, forenames, surname of the subject because: to contact the family",
        "was shown surname of the subject because: to contact the family",
    ]


def test_the_reason_is_kept_for_those_who_see_the_record(ours: Folder, now: datetime) -> None:
    identity = keep(person(1, now), ours)
    reveal(person(1, now), identity, reason="  Mrs Reed asked us to ring.  ", names=["surname"])

    (shown,) = queries.reveals_of(person(1, now), identity)
    assert shown == queries.Shown(now, "person 1", ["surname"], "to contact the family", "Mrs Reed asked us to ring.")
    assert queries.reveals_of(person(2, now), identity) == []
    assert "Mrs Reed" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_nobody_else_learns_that_it_exists(ours: Folder, now: datetime) -> None:
    identity = keep(person(1, now), ours)

    for stranger in (person(2, now), Actor.visitor(now), Actor.link("a link", ("folder", ours.pk), now)):
        with pytest.raises(Hidden):
            reveal(stranger, identity)
        with pytest.raises(Hidden):
            operations.open_for(stranger, identity=identity, purpose="letter")
        with pytest.raises(Hidden):
            operations.change(stranger, identity=identity, version=1, facts={"surname": "Quick"})
        with pytest.raises(Hidden):
            operations.forget(stranger, identity=identity)
        assert queries.held_by(stranger, ours) == []
        assert queries.alike(stranger, ANN) == []
    assert Entry.objects.count() == 1, "only the line of keeping it"
    assert operations.open_for(person(1, now), identity=identity, purpose="letter") == ANN


def test_a_gone_owner_hides_it_from_people(ours: Folder, now: datetime) -> None:
    identity = keep(person(1, now), ours)
    ours.delete()

    with pytest.raises(Hidden):
        reveal(person(1, now), identity)


def test_the_apps_own_act_is_required(folder: MakeFolder, now: datetime) -> None:
    closed = folder(1, may_open=False)
    identity = keep(person(1, now), closed)

    with pytest.raises(Refused, match=MAY_NOT):
        reveal(person(1, now), identity)
    with pytest.raises(UnknownAct):
        reveal(person(1, now), identity, act="an act that nobody declared")
    assert not Reveal.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_without_a_reason_nothing_is_shown(ours: Folder, now: datetime, reason: str) -> None:
    identity = keep(person(1, now), ours)

    with pytest.raises(Refused, match="Say why"):
        reveal(person(1, now), identity, reason=reason)
    with pytest.raises(UnknownReason) as unknown:
        reveal(person(1, now), identity, reason_kind="Mrs Reed asked")
    assert "Reed" not in str(unknown.value)


def test_what_is_not_held_is_refused_and_not_counted(ours: Folder, now: datetime, settings: Settings) -> None:
    settings.CANDOUR_DAILY_REVEALS = 1
    identity = keep(person(1, now), ours)

    with pytest.raises(Refused, match="does not hold"):
        reveal(person(1, now), identity, names=["phone"])
    with pytest.raises(Refused, match="does not hold"):
        reveal(person(1, now), identity, names=[])
    assert reveal(person(1, now), identity) == ANN


def test_so_many_in_a_day_and_no_more(ours: Folder, now: datetime, settings: Settings) -> None:
    settings.CANDOUR_DAILY_REVEALS = 2
    identity = keep(person(1, now), ours)
    reveal(person(1, now), identity)
    reveal(person(1, now), identity, names=["surname"])
    lines = Entry.objects.count()

    with pytest.raises(Refused, match="shown what the vault holds 2 times today"):
        reveal(person(1, now), identity)

    assert Reveal.objects.count() == 2
    assert Entry.objects.count() == lines
    assert reveal(person(1, now + timedelta(days=1)), identity) == ANN
    assert operations.open_for(person(1, now), identity=identity, purpose="letter") == ANN, "not counted"


def test_only_people_are_shown_things(ours: Folder, now: datetime) -> None:
    identity = keep(person(1, now), ours)

    with pytest.raises(Refused, match="signed in"):
        reveal(Actor.system("a job", now), identity)
    assert operations.open_for(Actor.system("a job", now), identity=identity, purpose="letter") == ANN
    assert told(ours)[-1] == "used address, born on, forenames, surname of the subject for: a letter to the family"


def test_a_change_replaces_adds_and_takes_away(ours: Folder, now: datetime) -> None:
    identity = keep(person(1, now), ours)

    changed = operations.change(
        person(1, now),
        identity=identity,
        version=1,
        facts={"surname": "Quick", "phone": "020 7946 0000", "address": " "},
    )

    assert changed.version == 2
    assert operations.open_for(person(1, now), identity=identity, purpose="letter") == {
        "forenames": "Ann Marie",
        "surname": "Quick",
        "born_on": "2019-03-14",
        "phone": "020 7946 0000",
    }
    assert told(ours)[1] == "changed in the vault about the subject: address, phone, surname"


def test_a_stale_change_conflicts_and_changes_nothing(ours: Folder, now: datetime) -> None:
    identity = keep(person(1, now), ours)
    operations.change(person(1, now), identity=identity, version=1, facts={"surname": "Quick"})

    with pytest.raises(Conflict):
        operations.change(person(1, now), identity=identity, version=1, facts={"surname": "Slow"})

    texts = operations.open_for(person(1, now), identity=identity, purpose="letter", names=["surname"])
    assert texts == {"surname": "Quick"}


def test_a_change_is_found_by_what_is_known_now(ours: Folder, now: datetime) -> None:
    identity = keep(person(1, now), ours, {"forenames": "Ann", "surname": "Reed", "born_on": "2019-03-14"})

    operations.change(person(1, now), identity=identity, version=1, facts={"surname": "Quick", "born_on": ""})

    assert queries.alike(person(1, now), {"forenames": "Ann", "surname": "Reed", "born_on": "2019-03-14"}) == []
    assert [hit.strength for hit in queries.alike(person(1, now), {"forenames": "Ann", "surname": "Quick"})] == [40]


@pytest.mark.parametrize("name", ["Surname", "sur name", "", "1st", "Ann Reed", "a" * 41, "näme"])
def test_a_name_of_a_fact_cannot_smuggle_content_into_history(ours: Folder, now: datetime, name: str) -> None:
    with pytest.raises(ValueError, match="small letters") as refused:
        keep(person(1, now), ours, {name: "x"})

    assert name == "" or name not in str(refused.value)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("kind", ["Ann Reed", "", "ann2019", "a" * 41, "subject: Ann"])
def test_a_kind_cannot_smuggle_content_into_history(ours: Folder, now: datetime, kind: str) -> None:
    with pytest.raises(ValueError, match="a word or two"):
        keep(person(1, now), ours, kind=kind)

    assert not Identity.objects.exists()


def test_nothing_is_left_when_it_is_forgotten(ours: Folder, now: datetime) -> None:
    identity = keep(person(1, now), ours)
    other = keep(person(1, now), ours, kind="relative")
    reveal(person(1, now), identity)

    operations.forget(person(1, now), identity=identity)

    assert list(Identity.objects.all()) == [other]
    assert {fact.identity_id for fact in Fact.objects.all()} == {other.pk}
    assert {mark.identity_id for mark in Mark.objects.all()} == {other.pk}
    assert not Reveal.objects.exists()
    assert told(ours)[-1] == "removed from the vault all that was held about the subject"


def test_it_is_masked_for_everybody_else(ours: Folder, now: datetime) -> None:
    facts = ANN | {"died_on": "March 2020", "nhs_number": "9434765919", "known_as": "", "phone": "020 7946 0000"}
    identity = keep(person(1, now), ours, facts)

    masked = {
        "forenames": "held in the vault",
        "surname": "held in the vault",
        "born_on": "•• •• 2019",
        "died_on": "•• •• 2020",
        "address": "held in the vault",
        "nhs_number": "held in the vault",
        "phone": "held in the vault",
    }
    assert queries.masked(identity) == masked
    assert queries.held_by(person(1, now), ours) == [queries.Held(identity, masked)]


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("surname", " o’brien ", "held in the vault"),
        ("surname", "😀", "held in the vault"),
        ("forenames", "Alexandra Beatrice Charlotte", "held in the vault"),
        ("born_on", "unknown", "•• •• ••••"),
        ("born_on", "14/03/2019", "•• •• 2019"),
        ("born_on", "about 2019", "•• •• 2019"),
        ("born_on", "the 14th, in Romford", "•• •• ••••"),
        ("email", "ann@example.org", "held in the vault"),
    ],
)
def test_a_mask_shows_a_year_at_most(ours: Folder, now: datetime, name: str, text: str, masked: str) -> None:
    identity = keep(person(1, now), ours, {name: text})

    assert queries.masked(identity) == {name: masked}


def test_a_list_takes_two_queries_however_long(
    ours: Folder, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        keep(person(1, now), ours)
    keep(person(1, now), ours, kind="relative")

    with django_assert_num_queries(2):
        held = queries.held_by(person(1, now), ours)
    assert [one.identity.kind for one in held] == ["subject"] * 5 + ["relative"]
    assert len(queries.held_by(person(1, now), ours, "relative")) == 1


def test_the_likeliest_come_first_and_only_those_that_are_seen(
    folder: MakeFolder, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ours, theirs = folder(1), folder(2)
    first_letter = keep(person(1, now), ours, {"forenames": "Abel", "surname": "Quick", "born_on": "2019-03-14"})
    twin = keep(person(1, now), ours, {"forenames": "Ivy", "surname": "Reed", "born_on": "2019-03-14"})
    same = keep(person(1, now), ours, {"forenames": "Annie", "surname": "REED", "born_on": "2019-03-14"})
    keep(person(2, now), theirs, {"forenames": "Ann", "surname": "Reed", "born_on": "2019-03-14"})
    keep(person(1, now), ours, {"forenames": "Nobody", "surname": "Like", "born_on": "1999-01-01"})
    asked = {"forenames": "Ann", "surname": "Reed", "born_on": "2019-03-14"}

    with django_assert_num_queries(2):  # where somebody sits, and the marks
        hits = queries.alike(person(1, now), asked)

    assert [hit.identity for hit in hits] == [same, twin, first_letter]
    assert [hit.strength for hit in hits] == [90, 60, 30]
    assert hits[0].why == [
        "the same surname, forename and date of birth",
        "the same date of birth, and a surname that sounds the same",
        "a forename and a surname that sound the same",
        "the same date of birth and first letter of a forename",
    ]
    assert [hit.identity for hit in queries.alike(person(1, now), asked, but_not=same)] == [twin, first_letter]
    assert len(queries.alike(person(2, now), asked)) == 1
    assert len(queries.alike(Actor.system("a job", now), asked)) == 4
    assert queries.alike(person(1, now), {}) == []


def test_never_more_than_fifty_are_named(ours: Folder, now: datetime) -> None:
    for _ in range(52):
        keep(person(1, now), ours, {"nhs_number": "9434765919"})

    assert len(queries.alike(person(1, now), {"nhs_number": "9434765919"})) == 50


def test_a_reason_is_declared_once() -> None:
    with pytest.raises(ValueError, match="already a reason"):
        reason("contact", "to contact somebody")


def test_the_rule_says_who_may_see_it() -> None:
    assert "Whoever sees the record" in policy.all_sees()[Identity].says
    assert policy.all_sees()[Identity].confidential
