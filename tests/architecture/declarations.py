"""Reads an edition file as a syntax tree and says what in it is more than a declaration."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULEBOOK = ROOT / "candour" / "rulebook"
LANGUAGE = "candour.rulebook.language"
VALUE_MAKERS = {"datetime": {"date", "time"}, "fractions": {"Fraction"}}
CLOCK_READERS = {"today", "now", "utcnow", "time_ns", "localtime", "gmtime"}


def edition_files() -> list[Path]:
    """Every file that declares rules: those of the edition folders of England and of local protocols."""
    return sorted(path for part in ("england", "local") for path in (RULEBOOK / part).glob("**/edition_*/*.py"))


def foreign_imports(source: str) -> list[str]:
    """The modules that a rulebook file imports from outside the standard library and the rulebook."""
    modules = [
        module
        for node in ast.walk(ast.parse(source))
        for module in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else ["." * node.level + (node.module or "")]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    ]
    return [
        module
        for module in modules
        if module.partition(".")[0] not in sys.stdlib_module_names and not f"{module}.".startswith("candour.rulebook.")
    ]


def clock_readings(source: str) -> list[str]:
    """The places where a rulebook file asks what time it is."""
    return [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in CLOCK_READERS
    ]


def problems_in(source: str) -> list[str]:
    """What in an edition file is not a docstring, an import or a name given to a value made of the rulebook's nouns."""
    tree = ast.parse(source)
    problems = [] if ast.get_docstring(tree) else ["line 1: no docstring"]
    known: set[str] = set()
    makers: set[str] = set()
    for statement in tree.body[1:] if ast.get_docstring(tree) else tree.body:
        if isinstance(statement, ast.ImportFrom):
            problems += _bad_import(statement)
            names = {alias.asname or alias.name for alias in statement.names}
            known |= names
            if _makes_values(statement):
                makers |= names
        elif isinstance(statement, ast.Assign):
            problems += _bad_target(statement)
            problems += _bad_value(statement.value, known, makers)
            known |= {target.id for target in statement.targets if isinstance(target, ast.Name)}
        else:
            problems.append(f"line {statement.lineno}: {type(statement).__name__}")
    return problems


def assigned_names(source: str) -> list[str]:
    """The names to which an edition file gives values."""
    return [
        target.id
        for statement in ast.parse(source).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    ]


def _makes_values(statement: ast.ImportFrom) -> bool:
    module = statement.module or ""
    return module.startswith(f"{LANGUAGE}.") or module in VALUE_MAKERS


def _bad_import(statement: ast.ImportFrom) -> Iterator[str]:
    module = statement.module or ""
    allowed = VALUE_MAKERS.get(module)
    names = {alias.name for alias in statement.names}
    inside = f"{module}.".startswith("candour.rulebook.") and statement.level == 0
    if "*" in names or not (inside or (allowed and names <= allowed)):
        yield f"line {statement.lineno}: {ast.unparse(statement)}"


def _bad_target(statement: ast.Assign) -> Iterator[str]:
    for target in statement.targets:
        if not (isinstance(target, ast.Name) and target.id.isupper() and not target.id.startswith("_")):
            yield f"line {statement.lineno}: a name that is not in capitals: {ast.unparse(target)}"


def _bad_value(value: ast.expr, known: set[str], makers: set[str]) -> Iterator[str]:
    if isinstance(value, ast.Constant):
        return
    if isinstance(value, ast.Tuple):
        for element in value.elts:
            yield from _bad_value(element, known, makers)
    elif isinstance(value, ast.Call):
        yield from _bad_call(value, known, makers)
    elif not _is_known_name(value, known):
        yield f"line {value.lineno}: {type(value).__name__}: {ast.unparse(value)[:60]}"


def _bad_call(call: ast.Call, known: set[str], makers: set[str]) -> Iterator[str]:
    makes = isinstance(call.func, ast.Name) and call.func.id in makers
    cites = isinstance(call.func, ast.Attribute) and call.func.attr == "cite" and _is_known_name(call.func.value, known)
    if not (makes or cites):
        yield f"line {call.lineno}: a call of {ast.unparse(call.func)}"
    for argument in call.args:
        yield from _bad_value(argument, known, makers)
    for keyword in call.keywords:
        if keyword.arg is None:
            yield f"line {call.lineno}: ** in a call"
        yield from _bad_value(keyword.value, known, makers)


def _is_known_name(value: ast.expr, known: set[str]) -> bool:
    while isinstance(value, ast.Attribute):
        if value.attr.startswith("_"):
            return False
        value = value.value
    return isinstance(value, ast.Name) and value.id in known
