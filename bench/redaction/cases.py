"""Invented families with everything that a register would hold of them, the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from candour.practice.publishing.redaction import Entity, Register

_SEXES = {"f": "women", "m": "men"}
WORDS = Path(__file__).parent / "words"


@dataclass
class Someone:
    """A person of a case."""

    key: str
    given: str
    family: str
    sex: str
    born_on: date
    role: str
    middle: str = ""
    alias: str = ""
    private: str = ""
    title: str = ""
    nhs: str = ""
    nino: str = ""
    phone: str = ""
    email: str = ""
    handle: str = ""
    known: bool = True

    @property
    def full(self) -> str:
        """The name in full."""
        return f"{self.given} {self.family}"


@dataclass
class Case:
    """A family, those around it, and where and when things happened."""

    people: dict[str, Someone]
    addresses: dict[str, dict[str, str]]
    organisations: dict[str, str]
    days: dict[str, date]
    references: dict[str, str]
    council: str
    anchor_on: date
    keeps_practitioners: bool
    words: list[str] = field(default_factory=list)
    """Ordinary words that are also names in this family."""


def sections(name: str) -> dict[str, list[str]]:
    """The sections of a file of words."""
    found: dict[str, list[str]] = {}
    current = ""
    for line in (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = line[1 : line.index("]")] if not line.startswith("[[") else current
            found.setdefault(current, [])
            if not line.startswith("[["):
                continue
        if line and not line.startswith("#"):
            found.setdefault(current, []).append(line)
    return found


def names() -> dict[str, dict[str, list[str]]]:
    """Women's, men's and family names by where they come from."""
    return {
        origin: {line.partition(":")[0]: line.partition(":")[2].split() for line in lines}
        for origin, lines in sections("names").items()
        if origin
    }


def make(dice: random.Random) -> Case:
    """A case, by chance."""
    return _Making(dice).case()


class _Making:
    """Draws a case, name by name, so that nobody in it has the name of another by accident."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.origins = names()
        self.words = sections("word_names")
        self.shorts = {line.partition(":")[0]: line.partition(":")[2].split() for line in sections("short_names")[""]}
        self.private = sections("private_names")[""][0].split()
        self.incident = date(2021, 1, 1) + timedelta(days=dice.randrange(1400))
        self.people: dict[str, Someone] = {}
        self.taken: set[str] = set()

    def case(self) -> Case:
        """The case."""
        dice = self.dice
        one, other, third = (dice.choice(list(self.origins)) for _ in range(3))
        self._family(one, other)
        for key in "MF":
            _reach(self.people[key], dice)
        self._practitioners()
        self._strangers(third)
        places = sections("places")
        return Case(
            self.people,
            {"A1": _address(dice), "A2": _address(dice)},
            {
                key: dice.choice(places[kind][0].split("|"))
                for key, kind in (("SC", "schools"), ("NU", "nurseries"), ("GP", "practices"), ("HO", "hospitals"))
            },
            {
                "incident": self.incident,
                "removal": self.incident + timedelta(days=dice.randrange(2, 12)),
                "referral": self.incident - timedelta(days=dice.randrange(14, 150)),
            },
            _references(dice),
            dice.choice(places["councils"][0].split("|")),
            self.incident + timedelta(days=dice.randrange(30, 300)),
            dice.random() < 0.4,
            [
                name
                for someone in self.people.values()
                if someone.known
                for name in (someone.given, someone.family)
                if self._is_word(name)
            ],
        )

    def _family(self, one: str, other: str) -> None:
        dice = self.dice
        mothers, fathers = self._family_name(one), self._family_name(other)
        if dice.random() < 0.25:
            fathers = dice.choice(self.words["family"]).partition(":")[0]
        childrens = dice.choice((fathers, fathers, mothers))
        self._add("C", "index child", dice.choice("fm"), dice.choice((one, other)), childrens, (0.4, 16))
        self._add("S1", "sibling", dice.choice("fm"), dice.choice((one, other)), childrens, (5, 17))
        self._add("S2", "half-sibling", dice.choice("fm"), one, dice.choice((childrens, mothers)), (1, 9))
        self._add("M", "mother", "f", one, mothers, (19, 44))
        self._add("F", "father", "m", other, fathers, (19, 50))
        self._add("G", "maternal grandmother", "f", one, dice.choice((mothers, self._family_name(one))), (45, 70))

    def _add(self, key: str, role: str, sex: str, origin: str, family: str, ages: tuple[float, float]) -> None:
        dice = self.dice
        youngest, oldest = (int(age * 365.25) for age in ages)
        name = self._given(origin, sex)
        own = self.shorts.get(name, [])
        self.people[key] = Someone(
            key,
            name,
            family,
            sex,
            self.incident - timedelta(days=dice.randrange(youngest + 1, oldest)),
            role,
            middle=dice.choice(self.origins[origin][_SEXES[sex]]) if dice.random() < 0.3 else "",
            alias=dice.choice(own) if own and dice.random() < 0.5 else "",
            private=dice.choice(self.private),
            nhs=health_number(dice),
        )

    def _family_name(self, origin: str) -> str:
        bearers = {someone.family for someone in self.people.values()}
        families = self.origins[origin]["families"]
        return self.dice.choice([name for name in families if name not in bearers] or families)

    def _given(self, origin: str, sex: str) -> str:
        pool = self.origins[origin][_SEXES[sex]]
        if self.dice.random() < 0.12:
            pool = [line.partition(":")[0] for line in self.words["given"]]
        name = self.dice.choice([name for name in pool if name not in self.taken] or pool)
        self.taken.add(name)
        return name

    def _practitioners(self) -> None:
        dice, roles = self.dice, sections("roles")
        jobs, titles = roles["practitioners"][0].split("|"), roles["titles"][0].split("|")
        for number, job in enumerate(jobs[:6], start=1):
            origin, sex = dice.choice(list(self.origins)), dice.choice("fm")
            titled = job in ("Detective Constable", "GP")
            title = titles[number - 1] if titled else {"f": "Ms", "m": "Mr"}[sex]
            given, family = self._given(origin, sex), self._family_name(origin)
            self.people[f"P{number}"] = Someone(f"P{number}", given, family, sex, date(1980, 1, 1), job, title=title)

    def _strangers(self, origin: str) -> None:
        roles = sections("roles")["strangers"][0].split("|")
        for key in "XY":
            sex, home = self.dice.choice("fm"), self.dice.choice(list(self.origins))
            given, family = self._given(origin, sex), self._family_name(home)
            role = self.dice.choice(roles)
            self.people[key] = Someone(key, given, family, sex, date(1980, 1, 1), role, known=False)

    def _is_word(self, name: str) -> bool:
        return any(line.startswith(f"{name}:") for line in (*self.words["given"], *self.words["family"]))


def register_of(case: Case) -> Register:
    """What the register would hold of the case: not the strangers, and no name that only the family uses."""
    entities = []
    for someone in case.people.values():
        if someone.known:
            entities.append(_entity(someone, case))
    for key, address in case.addresses.items():
        entities.append(
            Entity(key, "place", "home", "", {name: address[name] for name in ("line", "street", "town", "postcode")})
        )
    for key, name in case.organisations.items():
        entities.append(Entity(key, "organisation", "", "", {"names": (name,)}))
    for key, value in case.references.items():
        entities.append(Entity(f"code-{key}", "code", "", "", {"values": (value,)}))
    for key, day in case.days.items():
        entities.append(Entity(f"day-{key}", "date", key, "", {"on": day.isoformat()}))
    return Register(tuple(entities), (case.council,), case.anchor_on)


def _entity(someone: Someone, case: Case) -> Entity:
    practitioner = someone.key.startswith("P")
    facts = {
        "names": (someone.full,), "given": someone.given, "middle": someone.middle, "family": someone.family,
        "aliases": (someone.alias,) if someone.alias else (), "sex": "" if practitioner else someone.sex,
        "title": someone.title, "nhs_number": someone.nhs, "ni_number": someone.nino, "phones": someone.phone,
        "emails": someone.email, "handles": someone.handle,
        "born_on": "" if practitioner else someone.born_on.isoformat(),
    }  # fmt: skip
    return Entity(
        someone.key,
        "person",
        f"practitioner: {someone.role}" if practitioner else someone.role,
        "",
        {name: value for name, value in facts.items() if value},
        kept=practitioner and case.keeps_practitioners,
    )


def _reach(someone: Someone, dice: random.Random) -> None:
    plain = "".join(letter for letter in someone.given.lower() if letter.isascii() and letter.isalpha()) or "someone"
    letters = "ABCEGHJKLMNPRSTWXYZ"
    begin = dice.choice(letters) + dice.choice(letters)
    someone.nino = f"{begin}{dice.randrange(10**5, 10**6)}{dice.choice('ABCD')}"
    someone.phone = f"07700 900{dice.randrange(100, 999)}"
    host = dice.choice(("example.com", "example.org"))
    someone.email = f"{plain}{dice.choice(('', '.', '_'))}{dice.randrange(10, 99)}@{host}"
    before, between = dice.choice(("real", "its", "x", "")), dice.choice(("", "_", "."))
    someone.handle = f"@{before}{plain}{between}{dice.randrange(1, 99)}"


def _references(dice: random.Random) -> dict[str, str]:
    reference = dice.choice(("CSC-{}", "LCSPR/2023/{}", "EH{}", "SAR {}", "W{}/24"))
    crime = dice.choice(("01/{}/24", "23{}21", "CRI-{}", "6{}443"))
    return {
        "ref": reference.format(dice.randrange(1000, 999999)),
        "crime": crime.format(dice.randrange(10000, 99999)),
        "plate": _plate(dice),
    }


def _address(dice: random.Random) -> dict[str, str]:
    places = sections("places")
    street = dice.choice(places["streets"][0].split("|"))
    unit = dice.choice(places["houses"][0].split("|"))
    line = f"{unit} {dice.randrange(1, 240)}{dice.choice(('', '', '', 'a', 'B'))} {street}".strip()
    district = dice.choice(places["districts"][0].split("|"))
    inward = f"{dice.randrange(1, 9)}{dice.choice('ABDEFGHJLN')}{dice.choice('PQRSTUWXYZ')}"
    code = f"{district}{dice.randrange(1, 40)} {inward}"
    return {"line": line, "street": street, "town": dice.choice(places["towns"][0].split("|")), "postcode": code}


def _plate(dice: random.Random) -> str:
    letters = "ABCDEFGHJKLMNOPRSTUVWXY"
    first = dice.choice("ABCDEFGHKLMNOPRSVWY") + dice.choice(letters)
    return f"{first}{dice.randrange(2, 24):02d} {''.join(dice.choice(letters.replace('O', 'E')) for _ in range(3))}"


def health_number(dice: random.Random, *, valid: bool = True) -> str:
    """Ten digits that are an NHS number, or that are none by their check digit."""
    while True:
        digits = [dice.randrange(4, 8), *(dice.randrange(10) for _ in range(8))]
        rest = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if rest == 10:
            continue
        last = 0 if rest == 11 else rest
        return "".join(map(str, [*digits, last if valid else (last + 3) % 10]))
