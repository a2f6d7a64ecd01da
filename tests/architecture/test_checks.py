"""What `make check` adds of its own: lock files without addresses, and documents that say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import check, documents

PINNED = "django==5.2.9 \\\n    --hash=sha256:aa11 \\\n    --hash=sha256:bb22\n    # via -r requirements/base.in\n"


# Lock files


def test_the_lock_files_name_no_address_and_pin_every_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.check_locks() == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    "planted",
    [
        "--index-url https://packages.example.org/simple",
        "--extra-index-url packages",
        "--find-links wheels",
        "--trusted-host packages.example.org",
        "django @ https://packages.example.org/django.whl",
        '      "resolved": "https://packages.example.org/govuk-frontend.tgz",',
    ],
)
def test_an_address_in_a_lock_file_is_caught(planted: str) -> None:
    assert check.addresses_in("base.txt", PINNED) == []
    assert check.addresses_in("base.txt", f"{PINNED}{planted}\n") == [f"base.txt, line 5: {planted.strip()}"]


def test_a_comment_in_a_lock_file_may_name_an_address() -> None:
    assert check.addresses_in("base.txt", "# See https://pip.example.org.\n") == []


def test_a_package_without_a_hash_is_caught() -> None:
    assert check.unpinned_in("base.txt", PINNED) == []
    assert check.unpinned_in("base.txt", f"{PINNED}asgiref==3.11.0\n") == ["base.txt: asgiref==3.11.0 has no hash"]
    whole = (
        '{"packages": {"": {}, "node_modules/one": {"integrity": "sha512-a"}, "node_modules/two": {"version": "1"}}}'
    )
    assert check.unpinned_in("package-lock.json", whole) == ["package-lock.json: node_modules/two has no hash"]


# The checks


def test_a_check_that_fails_is_named_with_what_it_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    python = check.sys.executable
    planted = [
        check.Check("One", (python, "-c", "print('all is well')")),
        check.Check("Two", (python, "-c", "print('line 7 is wrong'); raise SystemExit(1)")),
        check.Check("Three", (python, "-c", "import os; assert os.environ['PLANTED'] == 'yes'"), {"PLANTED": "yes"}),
        check.Check(
            "Four",
            (python, "-c", "import os; assert 'CANDOUR_SECRETS_KEY' not in os.environ"),
            {"CANDOUR_SECRETS_KEY": ""},
        ),
    ]
    monkeypatch.setattr(check, "checks", lambda production: planted)
    monkeypatch.setattr(check, "_production", lambda folder: {})
    for name in ("CANDOUR_VAR", "DATABASE_URL"):
        monkeypatch.setenv(name, "")

    status = check.main(said.append)

    assert status == 1
    assert [line.split()[0] for line in said] == ["passed", "FAILED", "line", "passed", "passed", "FAILED"]
    assert said[-1].endswith(": Two.")


def test_every_tool_has_its_check() -> None:
    commands = " ".join(part for one in check.checks({}) for part in one.command)

    for tool in ("ruff format --check", "ruff check", "mypy candour", "lint-imports", "makemigrations --check"):
        assert tool.split()[0] in commands
        assert all(word in commands for word in tool.split())
    assert commands.count("check --fail-level WARNING") == 1
    assert commands.count("check --deploy --fail-level WARNING") == 1
    assert "tests.documents" in commands


# Generated documents


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(documents, "ROOT", tmp_path)
    monkeypatch.setattr(documents, "DOCS", tmp_path / "docs")
    return tmp_path / "docs"


def test_what_was_written_is_current_and_what_differs_is_stale(folder: Path) -> None:
    made = {folder / "map.md": "# What is where\n", folder / "rulebook" / "one.md": "# One\n"}
    assert documents.stale(made) == sorted(made)

    documents.write(made)
    assert documents.stale(made) == []

    (folder / "map.md").write_text("# What was where\n", encoding="utf-8")
    (folder / "rulebook" / "gone.md").write_text("# Gone\n", encoding="utf-8")
    (folder / "glossary.md").write_text("Written by hand.\n", encoding="utf-8")
    assert documents.stale(made) == [folder / "map.md", folder / "rulebook" / "gone.md"]

    documents.write(made)
    assert documents.stale(made) == []
    assert (folder / "glossary.md").exists()


def test_the_map_names_every_module_but_no_test_and_no_migration(folder: Path) -> None:
    app = folder.parent / "candour" / "platform" / "dates"
    for path, says in {
        "candour/__init__.py": "Candour.",
        "candour/platform/dates/__init__.py": "Days in words.",
        "candour/platform/dates/words.py": "How a day is said.",
        "candour/platform/dates/tests/test_words.py": "Days are said in words.",
        "candour/platform/dates/migrations/0001_initial.py": "The first migration.",
    }.items():
        file = folder.parent / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'"""{says}\n\nMore of it.\n"""\n', encoding="utf-8")

    said = documents.the_map()

    assert app.is_dir()
    assert said.split("\n")[6:] == [
        "## `candour`",
        "",
        "Candour.",
        "",
        "## `candour/platform/dates`",
        "",
        "Days in words.",
        "",
        "- `words.py`: How a day is said.",
        "",
    ]


def test_the_permissions_say_who_may_in_the_words_of_the_rules() -> None:
    said = documents.permissions()

    assert "| Decide as chair | Only the partnership chair, for a child;" in said
    assert "| Area |  | Everybody: the names of boroughs are no secret. |" in said
    assert "| `/cases/<ref>/` | case | a person who signed in with a second step |" in said
    assert "| `/about/privacy/` | about_privacy | anybody |" in said


def test_the_workflows_say_from_where_to_where_and_what_guards_the_move() -> None:
    said = documents.workflows()
    sent = "Record that it was sent to the Panel | Agreed | Sent to the Panel"

    assert "    received --> in_review: Open the review" in said
    assert f"| {sent} | Only the partnership office. | is notified |" in said
