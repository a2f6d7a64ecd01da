"""Reads the product's code and templates as text, and says what in them goes against the shape of the project."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CANDOUR = ROOT / "candour"
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
CLOCKS = {
    ("timezone", "now"),
    ("timezone", "localtime"),
    ("timezone", "localdate"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
}
WRITES = {
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "get_or_create",
    "save",
    "update",
    "update_or_create",
}
MAY_LOAD = {"static"}
TAG = re.compile(r"{%\s*(\w+)(.*?)%}|{{(.*?)}}", re.DOTALL)
ASKS_THE_DATABASE = re.compile(
    r"\.(all|count|exists|filter|exclude|get|latest|earliest|aggregate|objects|\w+(?<!locally)_set)\b"
)


def modules(folder: Path = CANDOUR, *, tests: bool = False) -> list[Path]:
    """Every module below a folder: not the migrations, and the tests only if asked for."""
    found = (path for path in folder.rglob("*.py") if "migrations" not in path.parts)
    return sorted(path for path in found if tests or "tests" not in path.parts)


def included_alone(source: str, names: Collection[str]) -> list[str]:
    """Which of some templates, named as "app/file", a template includes with "only", so that they get no request."""
    found = re.findall(r'\{%\s*include\s+"([\w/.-]+)"[^%]*\sonly\s*%\}', source)
    return [name for name in found if name in names]


def templates() -> list[Path]:
    """Every template of the product."""
    return sorted(CANDOUR.rglob("templates/**/*.*"))


def app_of(path: Path) -> str:
    """The name of the platform or practice app that a file belongs to; empty elsewhere."""
    parts = path.relative_to(CANDOUR).parts
    return parts[1] if parts[0] in ("platform", "practice") and len(parts) > 2 else ""


def order_of_apps() -> list[str]:
    """The apps, lowest first, as the import contracts order them; neighbours of one layer by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = {one["id"]: one.get("layers", []) for one in project["tool"]["importlinter"]["contracts"]}
    found = [*reversed(layers["platform-order"]), *reversed(layers["practice-order"])]
    return [app for layer in found for app in sorted(layer.split(" | "), reverse=True)]


def wrong_relations(source: str, app: str, order: list[str]) -> list[str]:
    """Relations of an app's models that are no strings, point up the order, or add a name to what they point at."""
    return [
        f"line {call.lineno}: {problem}"
        for call in _calls(source, RELATIONS)
        for problem in _wrong_in(call, app, order)
    ]


def _wrong_in(call: ast.Call, app: str, order: list[str]) -> Iterator[str]:
    to = call.args[0] if call.args else next((word.value for word in call.keywords if word.arg == "to"), None)
    name = next((word.value for word in call.keywords if word.arg == "related_name"), None)
    if not isinstance(to, ast.Constant) or not isinstance(to.value, str):
        yield "points at something that is not a string"
    else:
        target = to.value.partition(".")[0] if "." in to.value else app
        if target not in order or order.index(target) > order.index(app):
            yield f"points up to {to.value}"
    if not isinstance(name, ast.Constant) or name.value != "+":
        yield 'has no related_name="+"'


def clock_readings(source: str) -> list[str]:
    """Where a module asks what time it is, or takes in a function that does."""
    tree = ast.parse(source)
    attributes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    found = [node for node in attributes if (ast.unparse(node.value).rpartition(".")[2], node.attr) in CLOCKS]
    taken = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and {((node.module or "").rpartition(".")[2], alias.name) for alias in node.names} & CLOCKS
    ]
    return [f"line {node.lineno}: {ast.unparse(node)}" for node in (*found, *taken)]


def may_read_the_clock(path: Path) -> bool:
    """Whether a module is an edge: pages, middleware, commands, and the project."""
    parts = path.relative_to(CANDOUR).with_suffix("").parts
    return parts[0] == "project" or bool({"web", "middleware", "management"} & set(parts))


def wrong_operations(source: str) -> list[str]:
    """Public functions of an operations module that are operations, or change something, without an actor first."""
    return [
        f"line {node.lineno}: {node.name}"
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and (_is_operation(node) or _changes_something(node))
        and [argument.arg for argument in node.args.args[:1]] != ["actor"]
    ]


def unguarded_operations(source: str) -> list[str]:
    """Public functions of an operations module that write without being an operation or recording it within one."""
    return [
        f"line {node.lineno}: {node.name}"
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not (_is_operation(node) or _records(node))
        and _changes_something(node)
    ]


def _is_operation(node: ast.FunctionDef) -> bool:
    return any(ast.unparse(decorator) == "operation" for decorator in node.decorator_list)


def _records(node: ast.FunctionDef) -> bool:
    return any(
        isinstance(inner, ast.Call) and ast.unparse(inner.func) in ("record", "move", "refresh")
        for inner in ast.walk(node)
    )


def _changes_something(node: ast.FunctionDef) -> bool:
    return any(
        isinstance(inner, ast.Attribute) and inner.attr in WRITES and "objects" in ast.unparse(inner.value)
        for inner in ast.walk(node)
    )


def wrong_first_lines(sources: dict[str, str]) -> list[str]:
    """Modules without a sentence at their head, and those whose sentence another module has too."""
    first = {name: (ast.get_docstring(ast.parse(source)) or "").split("\n", 1)[0] for name, source in sources.items()}
    times = Counter(first.values())
    return [
        f"{name}: {problem}"
        for name, line in sorted(first.items())
        for problem in _wrong_with(line, is_told_twice=times[line] > 1)
    ]


def _wrong_with(line: str, *, is_told_twice: bool) -> Iterator[str]:
    if not line:
        yield "no first line"
    elif not line.endswith((".", "?")) or " " not in line:
        yield f"not a sentence: {line}"
    elif is_told_twice:
        yield f"another module says the same: {line}"


def wrong_tags(source: str) -> list[str]:
    """What in a template asks the database, or loads tags that might."""
    problems = []
    for found in TAG.finditer(source):
        tag, arguments, variable = found.groups()
        loads_more = tag == "load" and not set(arguments.split()) <= MAY_LOAD
        if loads_more or ASKS_THE_DATABASE.search(arguments or variable or ""):
            problems.append(found[0])
    return problems


def methods_named_by(view: Callable[..., object]) -> list[str]:
    """The methods that a view says it takes; none if it takes whatever comes."""
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            held = cell.cell_contents
            if isinstance(held, list | tuple) and held and all(str(one).isupper() for one in held):
                return [str(one) for one in held]
        view = getattr(view, "__wrapped__", None)  # type: ignore[assignment]
    return []


def too_long(sources: dict[str, str], most: int = 400) -> list[str]:
    """The files that have more lines than a reader takes in."""
    return [
        f"{name}: {len(source.splitlines())}" for name, source in sources.items() if len(source.splitlines()) > most
    ]


def read(paths: Iterable[Path]) -> dict[str, str]:
    """The text of files, by their path within the project."""
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def _calls(source: str, names: set[str]) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in names
    ]
