"""History tells of every change, confidential reading and refusal, repeats no words, and shows a tampered line."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.operation import Unrecorded
from candour.platform.audit_trail.queries import verify_all
from candour.practice.cases.models import Case, LinkedProcess
from candour.practice.cases.operations import description
from tests.trust.conftest import PlantedCast
from tests.trust.crawling import browser_of
from tests.trust.history import modules_of_operations, writers_without_a_line
from tests.trust.walking import walk

TABLE = "audit_trail_entry"


@pytest.mark.parametrize("module", modules_of_operations(), ids=lambda path: "/".join(path.parts[-3:]))
def test_whatever_writes_is_an_operation(module: Any) -> None:
    assert writers_without_a_line(module.read_text(encoding="utf-8")) == []


def test_planted_a_writer_that_is_no_operation_is_caught() -> None:
    source = "def slip(actor):\n    Case.objects.filter(pk=1).update(state='closed')\n"

    assert writers_without_a_line(source) == ["slip"]
    assert writers_without_a_line(f"@operation\n{source}") == []


def test_planted_an_operation_that_forgets_its_line_saves_nothing(
    sown: PlantedCast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = Case.objects.get(kind="near-miss")
    before = LinkedProcess.objects.filter(case=case).count()
    monkeypatch.setattr(description, "record", lambda *args, **kwargs: None)

    with pytest.raises(Unrecorded):
        browser_of(sown, "manager").post(f"/cases/{case.ref}/processes/add/", {"kind": "inquest"})

    assert LinkedProcess.objects.filter(case=case).count() == before


def test_planted_a_page_that_notes_no_reading_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("candour.platform.access.middleware.write_reads", lambda *args, **kwargs: None)

    assert any("leaves no line" in wrong for wrong in walk(sown, "manager", ("case_team",)).history)


def test_planted_a_refusal_that_nobody_notes_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("candour.platform.access.middleware.write_refusal", lambda *args, **kwargs: None)

    assert any("that left no line" in wrong for wrong in walk(sown, "redbridge", ("case_team",)).history)


def test_the_history_of_the_demonstration_holds(sown: PlantedCast) -> None:
    found = verify_all()

    assert found.broken_at is None
    assert found.entries == Entry.objects.count() > 500


def changed(column: str, value: Callable[[Any], Any]) -> Callable[[random.Random], int]:
    def tamper(dice: random.Random) -> int:
        number = dice.randint(1, Entry.objects.count())
        was = Entry.objects.get(number=number)
        Entry.objects.filter(number=number).update(**{column: value(getattr(was, column))})
        return number

    return tamper


def deleted(dice: random.Random) -> int:
    number = dice.randint(1, Entry.objects.count() - 1)
    Entry.objects.filter(number=number).delete()
    return number


def swapped(dice: random.Random) -> int:
    number = dice.randint(1, Entry.objects.count() - 1)
    first, second = Entry.objects.get(number=number), Entry.objects.get(number=number + 1)
    Entry.objects.filter(pk=first.pk).update(who=second.who, verb=second.verb, facts=second.facts, hash="")
    Entry.objects.filter(pk=second.pk).update(who=first.who, verb=first.verb, facts=first.facts, hash=first.hash)
    Entry.objects.filter(pk=first.pk).update(hash=second.hash)
    return number


def slipped_in(dice: random.Random) -> int:
    number = dice.randint(1, Entry.objects.count())
    copied = Entry.objects.get(number=number)
    copied.pk, copied.number = None, Entry.objects.count() + 1
    copied.save(force_insert=True)
    return copied.number


TAMPERING = {
    "who": changed("who", lambda was: f"{was} "),
    "verb": changed("verb", lambda was: f"{was}s"),
    "kind": changed("kind", lambda was: "read" if was == "change" else "change"),
    "person": changed("person_id", lambda was: (was or 0) + 1),
    "account": changed("account_id", lambda was: (was or 0) + 1),
    "subject": changed("subject_id", lambda was: f"{was}0"),
    "within": changed("within_id", lambda was: f"{was}0"),
    "facts": changed("facts", lambda was: {**was, "more": 1}),
    "hash": changed("hash", lambda was: was[::-1]),
    "before": changed("previous_hash", lambda was: was[::-1]),
    "deleted": deleted,
    "swapped": swapped,
    "slipped in": slipped_in,
}


@pytest.mark.parametrize("how", TAMPERING)
@pytest.mark.parametrize("seed", range(4))
def test_planted_a_tampered_line_is_found_where_it_is(how: str, seed: int, sown: PlantedCast) -> None:
    dice = random.Random(f"{how} {seed}")
    disarm()

    number = TAMPERING[how](dice)

    broken = verify_all().broken_at
    assert broken is not None
    assert broken.number in (number, number + 1)


def disarm() -> None:
    """Take away, within this test, what makes the database refuse: as somebody with the whole machine could."""
    statements = (
        [f"DROP TRIGGER {TABLE}_no_update", f"DROP TRIGGER {TABLE}_no_delete"]
        if connection.vendor == "sqlite"
        else [f"DROP TRIGGER {TABLE}_no_change ON {TABLE}"]
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
