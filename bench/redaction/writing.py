"""Writes documents about a case, and marks in them what must be masked and what must be left standing."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from bench.redaction.cases import Case, Someone, health_number, sections
from bench.redaction.forms import dates, misspelt, organisation_short, person, street_abbreviated

_SLOT = re.compile(r"<([A-Za-z0-9]+)(?:\.([A-Za-z0-9]+))?(?:\.([A-Za-z]+))?>|\[\[([a-z_]+)\|(.*?)\]\]")


@dataclass(frozen=True)
class Mark:
    """A stretch that must be masked: whose it is, of what kind, in which form, and whether the register could know."""

    start: int
    end: int
    entity: str
    kind: str
    form: str
    known: bool


@dataclass(frozen=True)
class Trap:
    """A stretch that must be left standing."""

    start: int
    end: int
    kind: str


@dataclass
class Written:
    """A document and what is marked in it."""

    name: str
    case: Case
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    traps: list[Trap] = field(default_factory=list)


KINDS = ("minutes", "agency", "chronology", "report")


def write(case: Case, kind: str, wording: str, dice: random.Random, name: str) -> Written:
    """A document of a kind in one of the two wordings."""
    words = sections(f"wording_{wording}")
    document = Written(name, case)
    writer = _Writer(document, dice)
    writer.line(dice.choice(words[f"{kind} head"]).replace("~", "\n"))
    if kind == "minutes":
        writer.line(dice.choice(words["minutes people"]))
    lines = list(words[kind])
    dice.shuffle(lines)
    extra = [_about(word, wording) for word in case.words]
    for line in [*lines[: max(12, len(lines) * 2 // 3)], *extra]:
        writer.line(line, gap="\n" if kind == "chronology" else "\n\n")
    return _roughened(document, dice) if dice.random() < 0.4 else document


def _about(word: str, wording: str) -> str:
    words = sections("word_names")
    line = next(line for line in (*words["given"], *words["family"]) if line.startswith(f"{word}:"))
    return line.partition(":")[2].split("||")[wording != "development"].strip()


class _Writer:
    def __init__(self, document: Written, dice: random.Random) -> None:
        self.document, self.case, self.dice = document, document.case, dice
        self.met: set[str] = set()

    def line(self, template: str, gap: str = "\n") -> None:
        document, last = self.document, 0
        if document.text:
            document.text += gap
        for slot in _SLOT.finditer(template):
            document.text += template[last : slot.start()]
            last = slot.end()
            if slot[4]:
                start = len(document.text)
                inner = (
                    slot[5].replace("<other>", self._other()).replace("<badnhs>", health_number(self.dice, valid=False))
                )
                document.text += inner
                document.traps.append(Trap(start, len(document.text), slot[4]))
            else:
                self._slot(slot[1], slot[2] or "", slot[3] or "")
        document.text += template[last:]

    def _slot(self, what: str, form: str, detail: str) -> None:
        if what in self.case.people:
            self._person(self.case.people[what], form)
        elif what in self.case.addresses:
            self._address(what, form)
        elif what in self.case.organisations:
            name = self.case.organisations[what]
            self._mark(name if form == "name" else organisation_short(name, self.dice), what, "ORG", f"place {form}")
        elif what == "council":
            self.document.text += self.case.council
        elif what == "date":
            self._mark(dates(self.case.days[form], self.dice), f"day-{form}", "DATE", "day")
        elif what in ("dob", "dobpart"):
            born = self.case.people[form].born_on
            self._mark(dates(born, self.dice, part=what == "dobpart"), f"{form}-born", "DATE", "birth")
        elif what == "age":
            self._age(self.case.people[form], detail)
        elif what == "code":
            self._code(form, detail)
        elif what == "other":
            self.document.text += self._other()

    def _mark(self, written: str, entity: str, kind: str, form: str, known: bool = True) -> None:
        start = len(self.document.text)
        self.document.text += written
        self.document.marks.append(Mark(start, len(self.document.text), entity, kind, form, known))

    def _person(self, someone: Someone, form: str) -> None:
        if form == "role":
            self.document.text += someone.role
            return
        if form == "job":
            self.document.text += someone.role
            return
        if form == "first" and not someone.known and someone.key not in self.met:
            form = "full"
        self.met.add(someone.key)
        written, form = person(someone, form, self.dice, [other.given for other in self.case.people.values()])
        if someone.key.startswith("P") and self.case.keeps_practitioners:
            start = len(self.document.text)
            self.document.text += written
            self.document.traps.append(Trap(start, len(self.document.text), "practitioner_kept"))
            return
        self._mark(written, someone.key, "PERSON", form, someone.known and form != "private")

    def _address(self, key: str, form: str) -> None:
        address = self.case.addresses[key]
        line, town, code = address["line"], address["town"], address["postcode"]
        written = {
            "full": f"{line}, {town}, {code}",
            "line": line,
            "street": address["street"],
            "abbr": street_abbreviated(line),
            "nopc": f"{line}, {town}",
            "pc": self.dice.choice((code, code.replace(" ", ""))),
        }[form]
        if form == "street" and self.dice.random() < 0.2:
            written, form = misspelt(written, self.dice), "street misspelt"
        self._mark(written, key, "LOC", f"address {form}")

    def _age(self, someone: Someone, detail: str) -> None:
        on = self.case.days["incident"] if someone.key == "C" else self.case.anchor_on
        years = on.year - someone.born_on.year - ((on.month, on.day) < (someone.born_on.month, someone.born_on.day))
        months = (
            (on.year - someone.born_on.year) * 12 + on.month - someone.born_on.month - (on.day < someone.born_on.day)
        )
        count, unit = (str(years), "year") if years >= 2 else (str(max(1, months)), "month")
        if detail == "num":
            written = count if unit == "year" else f"{count} months"
        else:
            written = {
                "years": f"{count} {unit}s old",
                "adj": f"{count}-{unit}-old",
                "abbr": self.dice.choice(
                    (f"{count}{'yrs' if unit == 'year' else 'mths'}", f"{count} {'yrs' if unit == 'year' else 'mths'}")
                ),
            }[detail]
        self._mark(written, f"{someone.key}-age", "AGE", f"age {detail}")

    def _code(self, kind: str, owner: str) -> None:
        someone = self.case.people.get(owner)
        if kind in self.case.references:
            self._mark(self.case.references[kind], f"code-{kind}", "CODE", kind)
        elif kind == "xphone":
            number = self.dice.choice(
                (
                    f"07700 900{self.dice.randrange(100, 999)}",
                    f"0113 496 0{self.dice.randrange(100, 999)}",
                    f"+44 7700 900{self.dice.randrange(100, 999)}",
                )
            )
            self._mark(number, f"phone-{number}", "CODE", "stranger's phone")
        elif kind == "url" and someone:
            self._mark(f"https://www.instagram.example/{_web(someone)}", f"{owner}-url", "CODE", "url")
        elif someone:
            value = {
                "nhs": someone.nhs,
                "nino": someone.nino,
                "phone": someone.phone,
                "email": someone.email,
                "handle": someone.handle,
            }[kind]
            self._mark(_spaced(kind, value, self.dice), f"{owner}-{kind}", "CODE", kind)

    def _other(self) -> str:
        register = {*self.case.days.values(), *(someone.born_on for someone in self.case.people.values())}
        same = {(day.month, day.day) for day in register}
        while True:
            day = date(2019, 1, 1) + timedelta(days=self.dice.randrange(2200))
            if (day.month, day.day) not in same and day.strftime("%Y%m") not in {
                one.strftime("%Y%m") for one in register
            }:
                return dates(day, self.dice)


def _web(someone: Someone) -> str:
    return re.sub(r"[^a-z.]", "", f"{someone.given}.{someone.family}".lower())


def _spaced(kind: str, value: str, dice: random.Random) -> str:
    if kind == "nhs":
        return dice.choice((value, f"{value[:3]} {value[3:6]} {value[6:]}", f"{value[:3]}-{value[3:6]}-{value[6:]}"))
    if kind == "nino":
        return dice.choice((value, f"{value[:2]} {value[2:4]} {value[4:6]} {value[6:8]} {value[8:]}"))
    if kind == "phone":
        plain = value.replace(" ", "")
        return dice.choice(
            (
                value,
                plain,
                f"+44 {plain[1:5]} {plain[5:]}",
                f"{plain[:5]}-{plain[5:]}",
                f"(0){plain[1:]}",
                f"+44(0){plain[1:]}",
            )
        )
    return value


_ROUGH = {"'": "\u2019", "-": "\u2011", " ": "\u00a0"}


def _roughened(document: Written, dice: random.Random) -> Written:
    """The same text with the letters that word processors put in, each still one letter."""
    letters = list(document.text)
    for place, letter in enumerate(letters):
        if (letter == "'" and dice.random() < 0.8) or (letter in "- " and dice.random() < 0.03):
            letters[place] = _ROUGH[letter]
    document.text = "".join(letters)
    if dice.random() < 0.5:
        _wrap(document)
    return document


def _wrap(document: Written) -> None:
    """Lines of at most 92 letters, as plain text is sent; a space becomes the end of a line, so no place moves."""
    letters, begin, last = list(document.text), 0, -1
    for place, letter in enumerate(letters):
        if letter == "\n":
            begin, last = place + 1, -1
        elif letter == " ":
            last = place
        if place - begin > 92 and last > begin:
            letters[last] = "\n"
            begin, last = last + 1, -1
    document.text = "".join(letters)
