"""What history must tell of a request: each change, each confidential reading and each refusal, and no words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.trust.crawling import OF_EVERY_REQUEST, TYPED, Changes
from tests.trust.hygiene import CALLED
from tests.trust.planting import Planted, words_in
from tests.trust.situations import CASES

CANDOUR = Path(__file__).parents[2] / "candour"
PAGES_OF_A_CASE = ("case", "agencies_", "chronology", "report_", "decision_", "meeting_", "review_")
WITHOUT_A_LINE = {
    *("guided_forms_formanswers", "guided_forms_sectionanswers", "voice_writingdraft", "messaging_outboxmessage")
}
"""Tables of which history tells nothing: a draft is its writer's own until it is sent, and the outbox keeps itself."""
DRAFTS_AND_PARTS = ("begin", "save_section", "remove_item", "discard", "refresh", "count_from_awareness")
DRAFTS_AND_PARTS += (
    "save_notes",
    "save_draft",
    "move_copies",
    "hold",
    "note",
    "begin_again",
    "look",
    "changed",
    "set_review",
    "put_words",
    "follow_step",
    "new_link",
)
"""Functions that write and leave no line: those that keep a draft, and steps of operations that keep what follows from
them."""
TELLERS = ("record", "move")
"""Calls that refuse to run outside an operation, so that whatever makes one is a step of an operation."""
REPEATS_ON_PURPOSE = (
    *("organisation_add", "organisation_close", "post_add", "terms", "bank_holidays"),
    *("agency_move_date", "report_finish", "notification_not_owed", "review_withdraw", "informing_record"),
    *("group_add", "seat_add"),
)
"""Where history holds what was typed: the name of a body, and why something was moved, ended early or not owed."""
WRITERS = {"create", "bulk_create", "update", "bulk_update", "save", "delete", "get_or_create", "update_or_create"}


def wrong_in_history(cell: tuple[str, str, str], letter: str, changes: Changes, planted: Planted) -> Iterator[str]:
    """What history lacks of a request, or tells too much of."""
    name, method, situation = cell
    changed = changes.tables - OF_EVERY_REQUEST - WITHOUT_A_LINE
    if changed and not changes.lines + changes.reads:
        yield f"it changed {sorted(changed)} and left no line of history"
    is_of_case = situation in CASES and name.startswith(PAGES_OF_A_CASE)
    if is_of_case and method == "GET" and letter == "o" and not changes.reads + changes.lines:
        yield "it opens a confidential record and leaves no line of it"
    if is_of_case and letter == "h" and not changes.refusals:
        yield "it was refused, and that left no line"
    words = {word for word in words_in(changes.facts) & planted.words.keys() if not _names_a_thing(planted, word)}
    if words:
        yield f"history tells {planted.told(words)}"
    if TYPED in changes.facts and name not in REPEATS_ON_PURPOSE:
        yield "history repeats what was typed"


def writers_without_a_line(source: str) -> list[str]:
    """The public functions of a module of operations that write to the database and are no operation."""
    return [
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not any("operation" in ast.unparse(decorator) for decorator in node.decorator_list)
        and node.name not in DRAFTS_AND_PARTS
        and _writes_alone([call for call in ast.walk(node) if isinstance(call, ast.Call)])
    ]


def modules_of_operations() -> list[Path]:
    """Every module in which operations are."""
    single = CANDOUR.glob("*/*/operations.py")
    return sorted([*single, *CANDOUR.glob("*/*/operations/*.py")])


def _writes_alone(calls: list[ast.Call]) -> bool:
    tells = any(isinstance(call.func, ast.Name) and call.func.id in TELLERS for call in calls)
    return any(_writes(call) for call in calls) and not tells


def _writes(call: ast.Call) -> bool:
    if not (isinstance(call.func, ast.Attribute) and call.func.attr in WRITERS):
        return False
    # Of a dictionary or a digest, "update" writes nothing to the database.
    return "objects" in ast.unparse(call.func) or call.func.attr in ("save", "delete")


def _names_a_thing(planted: Planted, word: str) -> bool:
    where = planted.words[word]
    return (where.model, where.name) in CALLED or where.model._meta.app_label in ("governance", "exports", "deadlines")
