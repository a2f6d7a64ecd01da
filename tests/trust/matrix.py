"""The table of who reaches what: how it is worked out, written and compared.

`python -m tests.trust.write_matrix` writes `access_matrix.txt` anew. Read what changed before you keep it: each letter
says what one person gets at one address. The table is the expectation; the suite asks the product for its letters.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.test import Client

from tests.cast import Cast
from tests.trust.addresses import Address, every_address, methods_of
from tests.trust.crawling import ACTORS, Changes, filled_in, form_in, sees_cases, text_of, watched
from tests.trust.situations import SITE, Situation

TABLE = Path(__file__).with_name("access_matrix.txt")
LETTERS = {
    "o": "opens",
    "d": "done: something was changed, and the answer leads on",
    "f": "the form comes back with what is wrong or who may do it",
    "b": "sent back, and nothing was changed",
    "r": "refused with a reason",
    "h": "hidden: the answer is the one for what does not exist",
    "s": "led to sign in, to the second factor or to what has to be signed first",
    "-": "no such method",
    "!": "an error of the server",
}
GATES = ("/account/sign-in/", "/account/proof/", "/undertakings/", "/account/confirm/")
WRITE_ANYHOW = ("case_chronology", "report_finish", "agency_return", "account_logout", "account_logout_everywhere")
"""Pages whose reading is itself told in history, because names are opened for it; and signing out, which leads
to signing in."""
KEPT = {"files_storedfile", "guided_forms_sectionanswers"}
"""What was sent or typed is kept, also where the form that it came with is refused."""
NOT_BY_TEAM = ("returns/", "referrals/", "practice/", "notifications/", "imports/", "files/")
"""Addresses of a case's situation that are not opened by being on its team: the table alone says who reaches them."""

POSTED_IN = (SITE, "running", "received", "elsewhere")
"""Situations in which forms are sent too. In the others only pages are read, for the time that it takes."""

LIKE_OTHERS = (
    *("administrator", "police", "health", "nurse", "nelft_senior", "hospital", "childrens_care", "adults_care"),
    *("teacher", "public_health", "probation", "head"),
)
"""Those whose standing in the running case somebody else shares: a share of its pages is asked for as each of them."""

CLOSELY = ("manager", "housing")
"""Those as whom everything of the running case is asked for: whoever runs it, and whoever is walled off from it."""
SHARES_OF_RUNNING = 4
"""Of the running case's addresses one in so many is asked for as each of the others; all with CANDOUR_EVERYTHING=1."""

Cell = tuple[str, str, str]
"""An address, a method and a situation."""
Look = Callable[[Cell, Any, Changes], None]


@dataclass(frozen=True)
class Problem:
    """Something about one cell that is wrong, whatever the table says."""

    cell: Cell
    words: str

    def __str__(self) -> str:
        return f"{' '.join(self.cell)}: {self.words}"


@dataclass
class Column:
    """What one of the cast gets."""

    letters: dict[Cell, str]
    problems: list[Problem]


@dataclass(frozen=True)
class Asking:
    """For which addresses somebody asks in which situations."""

    actor: str
    only: Collection[str] = ()
    """Names of addresses, asked for in every situation. If there are none, a share of all addresses is."""
    shares: int = 1
    """One in so many is asked for, and more of the running case."""

    def wants(self, address: Address, situation: Situation) -> bool:
        """Whether they ask for this address there."""
        if not address.parameters and situation.name != SITE:
            return False
        if self.only:
            return address.name in self.only
        if situation.name == SITE and self.actor == "manager":
            return True
        if address.name == "case":
            return True
        shares = self.shares
        if situation.name == "running" and self.actor not in LIKE_OTHERS:
            shares = 1 if self.actor in CLOSELY else min(shares, SHARES_OF_RUNNING)
        return zlib.crc32(f"{self.actor} {situation.name} {address.name}".encode()) % shares == 0


def column_of(
    cast: Cast, actor: str, client: Client, here: Iterable[Situation], asking: Asking, look: Look | None = None
) -> Column:
    """What one of the cast gets, and what is wrong with it in itself. `look` is shown each answer."""
    column = Column({}, [])
    seen, manager = sees_cases(cast, actor), cast.client("manager")
    asker = _Asker(column, client, text_of(client.get("/cases/nothing-is-here/")), look)
    for situation in here:
        is_hidden = situation.case is not None and situation.case.pk not in seen
        for address in every_address():
            path = situation.path(address) if asking.wants(address, situation) else None
            if path is None:
                continue
            shut = is_hidden and not address.route.startswith(NOT_BY_TEAM)
            for method in methods_taken(manager, address):
                if method == "GET" or situation.name in POSTED_IN:
                    asker.ask((address.name, method, situation.name), path, shut)
    return column


def methods_taken(client: Client, address: Address) -> list[str]:
    """Those of GET and POST that an address takes, asked as the manager; both, where that cannot be found out."""
    if address not in _methods:
        _methods[address] = methods_of(address, client) or ["GET", "POST"]
    return [method for method in ("GET", "POST") if method in _methods[address]]


_methods: dict[Address, list[str]] = {}


@dataclass
class _Asker:
    column: Column
    client: Client
    nothing: str
    """What the asker gets for what does not exist."""
    look: Look | None
    answers: dict[str, Any] = field(default_factory=dict)

    def ask(self, cell: Cell, path: str, is_shut: bool) -> None:
        kept = {name: morsel.value for name, morsel in self.client.cookies.items()}
        with watched() as changes:
            response = self.client.get(path) if cell[1] == "GET" else self.client.post(path, self.answers)
        if {name: morsel.value for name, morsel in self.client.cookies.items()} != kept:
            self.client.cookies.clear()
            self.client.cookies.load(kept)
        self.answers = filled_in(form_in(response)) if cell[1] == "GET" and response.status_code == 200 else {}
        letter = self.column.letters[cell] = letter_of(response, changed=bool(changes.lines))
        self.column.problems += [
            Problem(cell, words) for words in self._wrong(cell, response, letter, changes, is_shut)
        ]
        if self.look:
            self.look(cell, response, changes)

    def _nothing_at(self, cell: Cell) -> str:
        """What the asker gets from the same address where nothing is: the menu marks the part they are in."""
        address = next(one for one in every_address() if one.name == cell[0])
        nowhere = address.anywhere()
        return text_of(self.client.get(nowhere) if cell[1] == "GET" else self.client.post(nowhere))

    def _wrong(self, cell: Cell, response: Any, letter: str, changes: Changes, is_shut: bool) -> Iterator[str]:
        may_write = (cell[1] == "POST" and letter in "dbo") or cell[0] in WRITE_ANYHOW
        if not changes.is_nothing and not may_write and not (letter == "f" and KEPT & changes.tables):
            yield f"{LETTERS[letter]}, and yet it wrote {sorted(changes.tables)}"
        if letter == "!":
            yield f"answers {response.status_code}"
        if letter == "h" and text_of(response) != self.nothing and text_of(response) != self._nothing_at(cell):
            yield "what is hidden does not answer like what does not exist"
        if is_shut and letter not in "hs":
            yield f"the case is hidden from them, and yet: {LETTERS[letter]}"


def letter_of(response: Any, *, changed: bool) -> str:
    """What an answer came to, as a letter of the table."""
    status = response.status_code
    if status in (301, 302, 303):
        if response["Location"].startswith(GATES):
            return "s"
        return "d" if changed else "b"
    if status == 200:
        return "d" if changed and response.request["REQUEST_METHOD"] == "POST" else "o"
    return {403: "r", 404: "h", 405: "-", 422: "f"}.get(status, "!")


def write_table(columns: dict[str, dict[Cell, str]]) -> str:
    """The table as a file: a letter for each of the cast, in a row for each address, method and situation.

    Situations in which everybody gets the same share a row.
    """
    rows: dict[tuple[str, str, str], list[str]] = {}
    for name, method, situation in sorted({cell for letters in columns.values() for cell in letters}, key=_order()):
        letters = "".join(columns[actor].get((name, method, situation), " ") for actor in ACTORS)
        rows.setdefault((name, method, letters), []).append(situation)
    lines = ["Who reaches what. Written by `python -m tests.trust.write_matrix` and reviewed letter by letter.", ""]
    lines += [f"{letter}  {words}" for letter, words in LETTERS.items() if letter != "!"]
    lines += ["", *_heads()]
    before = ""
    for (name, method, letters), held in rows.items():
        lines += [""] if name != before else []
        lines.append(f"{name if name != before else '':<38}{method:<6}{letters}  {' '.join(held)}")
        before = name
    return "\n".join(lines) + "\n"


def updated(columns: dict[str, dict[Cell, str]]) -> dict[str, dict[Cell, str]]:
    """The table's columns with new letters where there are some, and without addresses that are no more."""
    names = {address.name for address in every_address()}
    old = read_table(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {}
    return {
        actor: {
            cell: letter for cell, letter in (old.get(actor, {}) | columns.get(actor, {})).items() if cell[0] in names
        }
        for actor in ACTORS
    }


def read_table(text: str) -> dict[str, dict[Cell, str]]:
    """The columns of a table that was written."""
    columns: dict[str, dict[Cell, str]] = {actor: {} for actor in ACTORS}
    name = ""
    for line in text.splitlines():
        method = line[38:44].strip()
        if method not in ("GET", "POST"):
            continue
        name = line[:38].strip() or name
        letters, held = line[44 : 44 + len(ACTORS)], line[44 + len(ACTORS) :].split()
        for actor, letter in zip(ACTORS, letters, strict=True):
            for situation in held if letter != " " else ():
                columns[actor][(name, method, situation)] = letter
    return columns


def columns() -> dict[str, dict[Cell, str]]:
    """The columns of the table as it stands."""
    return read_table(TABLE.read_text(encoding="utf-8"))


def compared(actor: str, letters: dict[Cell, str], *, of_all: bool = False) -> list[str]:
    """Each letter of one of the cast that is not as the table has it, in words."""
    return differences(actor, columns()[actor], letters, of_all=of_all)


def differences(actor: str, expected: dict[Cell, str], found: dict[Cell, str], *, of_all: bool = False) -> list[str]:
    """Each cell of a column that is not as the table has it, in words; with `of_all`, also those not asked for."""
    told = []
    for cell in sorted(expected.keys() | found.keys() if of_all else found.keys()):
        was, now = expected.get(cell, " "), found.get(cell, " ")
        if was == now:
            continue
        said = [LETTERS.get(letter, "not in the table" if letter == was else "not asked for") for letter in (was, now)]
        told.append(f"{actor}, {' '.join(cell)}: the table says “{said[0]}”, and now it is “{said[1]}”")
    return told


def _heads() -> list[str]:
    longest = max(len(actor) for actor in ACTORS)
    return [" " * 44 + "".join(actor.rjust(longest)[place] for actor in ACTORS).rstrip() for place in range(longest)]


def _order() -> Any:
    routes = {address.name: place for place, address in enumerate(every_address())}
    return lambda cell: (routes.get(cell[0], -1), cell[1], cell[2])


class Writer:
    """What is to be written, while the suite runs to write the table instead of comparing it."""

    columns: dict[str, dict[Cell, str]] = {}
    is_writing = False
