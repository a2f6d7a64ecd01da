"""Writes the documents that are generated from the code (`--write`), or says which of them are no longer true."""

from __future__ import annotations

import ast
import importlib
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from candour.platform.workflow.table import Workflow

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
LEFT_OUT = {"tests", "migrations", "__pycache__"}
GENERATED = "<!-- Generated from the code by `make documents`; do not edit. -->"
EXPOSED = {
    "public": "anybody",
    "open": "anybody, without being asked who they are",
    "half signed in": "somebody who gave a password, to set up or give the second step",
    "signed in": "a person who signed in with a second step",
    "link": "the holder of a link, or a person signed in",
    "demonstration": "anybody, in the demonstration only",
}


def modules(folder: Path) -> list[Path]:
    """Every module of the product below a folder, packages before what they hold; tests and migrations left out."""
    found = (path for path in folder.rglob("*.py") if not LEFT_OUT & set(path.relative_to(folder).parts))
    return sorted(found, key=lambda path: (path.parent.parts, path.name != "__init__.py", path.name))


def first_line(source: str) -> str:
    """The first line of a module's docstring; empty if it has none."""
    return (ast.get_docstring(ast.parse(source)) or "").split("\n", 1)[0]


def the_map() -> str:
    """What every module is for, package by package, from their first lines."""
    lines = ["# What is where", "", GENERATED, "", "What every module is for, in its own first line.", ""]
    for folder, held in groupby(modules(ROOT / "candour"), key=lambda path: path.parent):
        paths = list(held)
        lines += [f"## `{folder.relative_to(ROOT).as_posix()}`", ""]
        for path in paths:
            says = first_line(path.read_text(encoding="utf-8"))
            lines += [says, ""] if path.name == "__init__.py" else [f"- `{path.name}`: {says}"]
        if lines[-1]:
            lines.append("")
    return "\n".join(lines)


def permissions() -> str:
    """Who sees what, who may do what, and who may reach which address."""
    from candour.platform.access import policy

    lines = ["# Permissions", "", GENERATED, ""]
    lines += ["Powers come from appointments held today. What no rule names is not seen and not done.", ""]
    seen = sorted(policy.all_sees().items(), key=lambda pair: (pair[0]._meta.app_label, pair[0].__name__))
    rows = {
        app: [(_words(model.__name__), "yes" if rule.confidential else "", rule.says) for model, rule in pairs]
        for app, pairs in groupby(seen, key=lambda pair: pair[0]._meta.app_label)
    }
    for app, of_app in rows.items():
        lines += [f"## What is seen: {app}", "", *_table(("What", "Reads are recorded", "Seen by"), of_app), ""]
    for app, acts in groupby(policy.all_acts(), key=lambda act: act.app):
        lines += [f"## What may be done: {app}", ""]
        lines += [*_table(("Act", "Who may"), [(_capital(act.name), act.says) for act in acts]), ""]
    lines += ["## Addresses", "", "Who may reach an address at all, before any record is looked at.", ""]
    lines += [*_table(("Address", "Name", "Reached by"), _addresses()), ""]
    return "\n".join(lines)


def workflows() -> str:
    """The life of each kind of record: its states, its moves, and what guards each move."""
    from candour.platform.access.policy import why_not

    lines = ["# Workflows", "", GENERATED, ""]
    lines += ["Only these moves change a state. Each needs its permission and what the rules ask for first.", ""]
    for app, table in _workflows():
        lines += [f"## {_capital(table.name)} ({app})", "", "```mermaid", "stateDiagram-v2"]
        lines += [f"    {_id(state.key)}: {state.title}" for state in table.states.values()]
        lines += [f"    [*] --> {_id(table.start)}"]
        for move in table.moves.values():
            lines += [f"    {_id(state)} --> {_id(move.to_state)}: {move.title}" for state in move.from_states]
        lines += [f"    {_id(state.key)} --> [*]" for state in table.states.values() if state.is_end]
        rows = [
            (
                move.title,
                ", ".join(table.title_of(state) for state in move.from_states),
                table.title_of(move.to_state),
                why_not(move.act),
                "; ".join(need.__name__.strip("_").replace("_", " ") for need in move.needs),
            )
            for move in table.moves.values()
        ]
        lines += ["```", "", *_table(("Move", "From", "To", "Who may", "What must be so first"), rows), ""]
    return "\n".join(lines)


def glossary() -> str:
    """The words of the field with what each means, from the terms that pages explain."""
    from candour.rulebook.glossary import TERMS

    lines = ["# Glossary", "", GENERATED, ""]
    lines += [
        "The field's own words, as Candour uses them in its code and on its pages. A text that holds one of those"
    ]
    lines += ["marked with * explains it at its foot. In pages a partnership can put its own label in place of some of"]
    lines += ["them: health services, for instance, use “serious incident” for something else.", ""]
    rows = [(f"{term.name}{' *' if term.is_marked else ''}", term.means) for term in TERMS]
    lines += [*_table(("Word", "Meaning"), rows), ""]
    return "\n".join(lines)


def wanted() -> dict[Path, str]:
    """Every generated document as it should be."""
    from candour.project.rulebook_pages.markdown import pages

    return {
        DOCS / "glossary.md": glossary(),
        DOCS / "map.md": the_map(),
        DOCS / "permissions.md": permissions(),
        DOCS / "workflows.md": workflows(),
        **{DOCS / "rulebook" / name: text for name, text in pages().items()},
    }


def stale(documents: dict[Path, str]) -> list[Path]:
    """The documents that are missing, that say something else, or that nothing generates any more."""
    changed = {path for path, text in documents.items() if not _holds(path, text)}
    return sorted(changed | _no_longer(documents))


def write(documents: dict[Path, str]) -> None:
    """Write the documents, and remove those of the rulebook that nothing generates any more."""
    for path in _no_longer(documents):
        path.unlink()
    for path, text in documents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Write or check. The status is that of a process."""
    import tests.environment  # noqa: F401

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.project.settings")
    import django

    django.setup()
    documents = wanted()
    if arguments == ["--write"]:
        write(documents)
        print(f"Wrote {len(documents)} documents into docs.")
        return 0
    old = stale(documents)
    for path in old:
        print(f"{path.relative_to(ROOT).as_posix()} is not what the code says.")
    print("Run `make documents`." if old else f"All {len(documents)} documents are current.")
    return int(bool(old))


def _no_longer(documents: dict[Path, str]) -> set[Path]:
    folders = {path.parent for path in documents} - {DOCS}
    return {path for folder in folders for path in folder.glob("*.md")} - set(documents)


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _addresses() -> list[tuple[str, str, str]]:
    from tests.trust.addresses import every_address

    return [
        (f"`/{address.route}`", address.name, EXPOSED[address.exposure.value] if address.exposure else "nobody")
        for address in every_address()
    ]


def _workflows() -> Iterator[tuple[str, Workflow]]:
    from django.apps import apps

    from candour.platform.workflow.table import Workflow

    for app in apps.get_app_configs():
        name = f"{app.name}.workflow"
        if app.name.startswith("candour.") and importlib.util.find_spec(name):
            module = importlib.import_module(name)
            yield from ((app.label, one) for one in vars(module).values() if isinstance(one, Workflow))
        name = f"{app.name}.workflow_of_reviews"
        if app.name.startswith("candour.") and importlib.util.find_spec(name):
            of_types = importlib.import_module(name).FULL_REVIEWS
            yield from ((app.label, table) for table in of_types.values())


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]


def _words(name: str) -> str:
    return _capital("".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _id(state: str) -> str:
    return state.replace("-", "_")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
