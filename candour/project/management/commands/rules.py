"""`manage.py rules`: list every rule by edition, show one (`rules NAME`), or publish them all as Markdown."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from candour.project.rulebook_pages.lookup import NotFound, any_rule
from candour.project.rulebook_pages.markdown import pages, rule_page
from candour.project.rulebook_pages.presenters import all_in_words, in_words

MEND = "Run `manage.py rules --publish {folder}`."


class Command(BaseCommand):
    """Shows the rulebook, and writes or checks its published pages."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which rule, in which form."""
        parser.add_argument("name", nargs="?", help="the full name or the short key of one rule")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="print JSON")
        form.add_argument("--publish", type=Path, metavar="FOLDER", help="write the Markdown pages into a folder")
        form.add_argument("--check", type=Path, metavar="FOLDER", help="fail if the pages in a folder are stale")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show, publish or check."""
        if options["name"] and (options["publish"] or options["check"]):
            raise CommandError("All rules are published together. Leave out the name.")
        if options["publish"]:
            self._publish(options["publish"])
        elif options["check"]:
            self._check(options["check"])
        elif options["name"]:
            self._show(options["name"], as_json=options["json"])
        else:
            self.stdout.write(_listed_as_json() if options["json"] else _listed())

    def _show(self, name: str, *, as_json: bool) -> None:
        try:
            rule = in_words(any_rule(name))
        except NotFound as not_found:
            raise CommandError(str(not_found)) from not_found
        self.stdout.write(json.dumps(asdict(rule), indent=2, ensure_ascii=False) if as_json else rule_page(rule))

    def _publish(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        wanted = pages()
        for name in _found(folder) - set(wanted):
            (folder / name).unlink()
        for name, text in wanted.items():
            (folder / name).write_text(text, encoding="utf-8")
        self.stdout.write(f"Wrote {len(wanted)} pages into {folder}.")

    def _check(self, folder: Path) -> None:
        wanted = pages()
        stale = sorted(
            {name for name, text in wanted.items() if not _holds(folder / name, text)} | (_found(folder) - set(wanted))
        )
        if stale:
            raise CommandError(f"Stale: {', '.join(stale)}. {MEND.format(folder=folder)}")
        self.stdout.write(f"All {len(wanted)} pages in {folder} are up to date.")


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _found(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.md")}


def _listed() -> str:
    lines = []
    for shelf in all_in_words():
        edition = shelf.edition
        lines += [f"{edition.title} ({edition.key})", f"  {edition.cases}, {edition.applies}"]
        lines += [f"  {rule.key:<26} {rule.kind:<14} {rule.title} [{rule.source.standing}]" for rule in shelf.rules]
        lines.append("")
    return "\n".join(lines).rstrip()


def _listed_as_json() -> str:
    editions = [
        asdict(shelf.edition)
        | {
            "rules": [
                {"name": rule.name, "kind": rule.kind, "title": rule.title, "source": asdict(rule.source)}
                for rule in shelf.rules
            ]
        }
        for shelf in all_in_words()
    ]
    return json.dumps({"editions": editions}, indent=2, ensure_ascii=False)
