"""An import while it is a draft: checked row by row without changing anything, by whoever may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from candour.platform.access.actor import Actor
from candour.platform.access.models import EmergencyAccess as Folder
from candour.platform.access.policy import Hidden, Refused
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.queries import history_of
from candour.platform.files.models import StoredFile
from candour.platform.imports import operations, recipes
from candour.platform.imports.models import ImportRun
from candour.platform.imports.queries import rows_of, run_by_ref, runs_of
from candour.platform.imports.recipes import Recipe
from candour.platform.imports.tests.conftest import HEAD, PEOPLE
from candour.platform.imports.tests.documents import excel, word
from candour.platform.imports.tests.sent import ROWS, made, started, table, upload
from tests.folders import person
from tests.planted import found_in

pytestmark = pytest.mark.django_db


def test_it_changes_nothing_but_keeps_every_row(ada: Actor, into: Folder) -> None:
    run = started(ada, into)

    assert made() == []
    assert run.state == "draft"
    assert [
        (row.number, row.place, row.reading, [(note["level"], note["proposed"]) for note in row.notes])
        for row in rows_of(run)
    ] == [
        (1, "Table 1, row 2", {"email": "ada@example.org", "agency": "LBBD", "active": True}, []),
        (
            2,
            "Table 1, row 3",
            {"email": "bea@example.org", "agency": "LBBB", "active": True},
            [("correction", "LBBD"), ("fine", None)],
        ),
        (
            3,
            "Table 1, row 4",
            {"email": "no address", "agency": "LBBB", "active": True},
            [("problem", None), ("correction", "LBBD")],
        ),
        (
            4,
            "Table 1, row 5",
            {"email": "cai@example.org", "agency": "", "active": False},
            [("question", None), ("fine", None)],
        ),
    ]
    assert [line.what for line in history_of(into)] == ["sent 4 rows to be checked for import (Bring in people)"]


def test_columns_that_nobody_knows_are_kept_as_printed(ada: Actor, into: Folder) -> None:
    head = ("Email", "Notes", "Status", "Notes", "")
    run = started(ada, into, ("a@example.org", "one", "", "two", "three"), head=head)

    (row,) = rows_of(run)
    assert [(cell["title"], cell["text"], cell["key"]) for cell in row.cells] == [
        ("Email", "a@example.org", "email"),
        ("Notes", "one", ""),
        ("Status", "", "status"),
        ("Notes", "two", ""),
        ("", "three", ""),
    ]
    assert run.found[0]["unknown"] == ["Notes", "Notes"]
    assert run.found[0]["missing"] == ["Lead agency"]


@pytest.mark.parametrize(
    ("head", "fits"),
    [
        (("E-MAIL  Address:", "lead\nagency", "status"), True),
        (("email", "x", "STATUS"), True),
        (("Email", "x", "y"), False),
        (("Agency", "Status", "x"), False),
        (("Ｅｍａｉｌ", "Agency", ""), True),
    ],
)
def test_heads_are_known_by_at_least_half_of_the_columns(
    ada: Actor, into: Folder, head: tuple[str, ...], fits: bool
) -> None:
    run = started(ada, into, ("a@example.org", "b", "c"), head=head)

    assert run.found[0]["fits"] is fits
    assert rows_of(run).count() == (1 if fits else 0)


def test_the_head_may_stand_beneath_a_title_and_be_repeated(ada: Actor, into: Folder) -> None:
    run = started(
        ada,
        into,
        HEAD,
        ("a@example.org", "LBBD", ""),
        HEAD,
        ("b@example.org", "LBBD", ""),
        head=("Log", "", "2026"),
    )

    assert [(row.place, row.reading["email"]) for row in rows_of(run)] == [
        ("Table 1, row 3", "a@example.org"),
        ("Table 1, row 5", "b@example.org"),
    ]


def test_every_table_that_fits_is_read_and_the_others_are_named(ada: Actor, into: Folder) -> None:
    grids = [
        table(("x", "1"), head=("Year", "Cases"), name="Figures"),
        table(("a@example.org", "", ""), name="2025"),
        table(("b@example.org", "", ""), name="2026"),
        replace(table(("old@example.org", "", ""), name="Old"), is_hidden=True),
    ]
    run = operations.start(
        ada, recipe=PEOPLE, owner=into, grids=grids, source_name="log.xlsx", context={"known_as": {}}
    )

    assert [row.place for row in rows_of(run)] == ["2025, row 2", "2026, row 2"]
    assert [(found["name"], found["fits"], found["is_hidden"]) for found in run.found] == [
        ("Figures", False, False),
        ("2025", True, False),
        ("2026", True, False),
        ("Old", False, True),
    ]
    assert run.found[0]["missing"] == ["Email", "Lead agency", "Status"]


def test_too_many_rows_are_not_begun(ada: Actor, into: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MOST_ROWS", 3)

    run = started(ada, into)

    assert run.problem == "There are more than 3 rows. Send them in several parts."
    assert not rows_of(run).exists()


def test_too_many_tables_are_not_begun(ada: Actor, into: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MOST_TABLES", 1)
    grids = [table(("a@example.org", "", "")), table(("b@example.org", "", ""))]

    run = operations.start(ada, recipe=PEOPLE, owner=into, grids=grids, source_name="x", context={"known_as": {}})

    assert run.problem == "There are more than 1 tables. Send them in several parts."
    assert not rows_of(run).exists()


def test_more_corrections_than_a_page_can_hold_are_not_begun(
    ada: Actor, into: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "MOST_CORRECTIONS", 0)

    assert "more than 0 corrections" in started(ada, into).problem


def test_history_holds_no_word_of_the_rows(ada: Actor, into: Folder) -> None:
    operations.apply_run(ada, run=started(ada, into))

    assert found_in(str(list(Entry.objects.values())), ["Xanthippe", "ada@example.org", "no address"]) == []


def test_nobody_without_the_act(folder: Callable[..., Folder], ada: Actor) -> None:
    closed = folder(1, may_open=False)

    with pytest.raises(Refused, match="Only whoever the folder names"):
        started(ada, closed)
    with pytest.raises(Refused):
        operations.bring_in(ada, recipe=PEOPLE, owner=closed, owner_ref=str(closed.pk), text="x")
    assert not ImportRun.objects.exists()


def test_others_find_no_import(ada: Actor, into: Folder, now: datetime) -> None:
    run = started(ada, into)
    other = person(2, now)

    with pytest.raises(Hidden):
        run_by_ref(other, run.ref)
    assert runs_of(other, into) == []
    assert runs_of(ada, into) == [run]
    for attempt in (
        lambda: operations.decide(other, run=run, decisions={}, version=1),
        lambda: operations.apply_run(other, run=run),
        lambda: operations.undo_run(other, run=run),
    ):
        with pytest.raises(Refused):
            attempt()
    assert made() == []


def test_whoever_lost_the_act_finds_it_no_more(ada: Actor, into: Folder) -> None:
    run = started(ada, into)
    Folder.objects.update(who="somebody else")

    with pytest.raises(Hidden):
        run_by_ref(ada, run.ref)
    assert runs_of(ada, into) == []


def test_an_import_of_a_recipe_that_is_gone_is_hidden(
    ada: Actor, into: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = started(ada, into)
    monkeypatch.setattr(recipes, "_recipes", {})

    with pytest.raises(Hidden):
        run_by_ref(ada, run.ref)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("log.docx", word([HEAD, *ROWS])),
        ("log.xlsx", excel([HEAD, *ROWS])),
        ("log.csv", "\n".join(",".join(row) for row in (HEAD, *ROWS)).encode("utf-8-sig")),
        ("log.txt", "\n".join("\t".join(row) for row in (HEAD, *ROWS)).encode("utf-16")),
    ],
)
def test_each_kind_of_file(ada: Actor, into: Folder, name: str, content: bytes) -> None:
    run = operations.bring_in(ada, recipe=PEOPLE, owner=into, owner_ref="1", upload=upload(name, content))

    assert [row.reading["email"] for row in rows_of(run)] == [
        "ada@example.org", "bea@example.org", "no address", "cai@example.org",
    ]  # fmt: skip
    stored = StoredFile.objects.get(ref=run.source_ref)
    assert (stored.state, stored.owner_id, stored.classification) == ("held", into.pk, "Import")
    operations.apply_run(ada, run=run)
    assert len(made()) == 3


def test_pasted_text_is_kept(ada: Actor, into: Folder) -> None:
    pasted = "\n".join("\t".join(row) for row in (HEAD, *ROWS))
    run = operations.bring_in(ada, recipe=PEOPLE, owner=into, owner_ref="1", text=pasted + "\x00")

    assert rows_of(run).count() == 4
    assert ImportRun.objects.get().pasted == pasted + "\ufffd"


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("log.docm", word([HEAD, *ROWS]), "It may hold macros."),
        ("log.pdf", b"%PDF-1.7", "The PDF is cut off."),
        ("log.xlsx", b"PK\x03\x04 nothing", "The file is damaged."),
    ],
)
def test_what_is_refused_is_kept_and_said(
    ada: Actor, into: Folder, name: str, content: bytes, problem: str, contents: Path
) -> None:
    run = operations.bring_in(ada, recipe=PEOPLE, owner=into, owner_ref="1", upload=upload(name, content))

    assert run.problem.startswith(problem)
    assert StoredFile.objects.get(ref=run.source_ref).state == "refused"
    assert [path.read_bytes() for path in contents.rglob("*") if path.is_file()] == [content]


@pytest.mark.parametrize("recipe", [PEOPLE, replace(PEOPLE, key="other", columns=())])
def test_a_recipe_is_registered_once_and_has_columns(recipe: Recipe) -> None:
    with pytest.raises(ValueError, match="cannot be registered"):
        recipes.register(recipe)
