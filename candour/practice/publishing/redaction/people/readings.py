"""What has been read of one name so far: its words, its title, and the parts of whose name they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.people.name_forms import FAMILY, GIVEN, INITIAL, PLURAL, Part
from candour.practice.publishing.redaction.text.wording import Word

_SHORT_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "mx"))
_BEFORE_A_NUMBER = frozenset(("pc", "dc", "ps", "ds", "wpc", "pcso", "sgt"))
_NUMBER = re.compile(r"\s\d{2,6}\s")
_RARE_ALONE = 0.3
"""What it costs that a family name stands alone: that is rare, and a given name alone is not."""


@dataclass
class Reading:
    """One name, as far as it has been read."""

    first: int
    """The place of its first word among the words of the text."""
    last: int
    title: str = ""
    parts: dict[int, list[Part]] = field(default_factory=dict)
    """The parts read, for each person who has them all."""
    words: int = 0
    clash: bool = False
    """Two parts belong to different people."""
    strange: bool = False
    """One half of the name is not in the register."""
    unheld: bool = False
    """The given name is nobody's of the register: a relative whom it does not hold."""

    @property
    def roles(self) -> frozenset[str]:
        """What the parts are to the name: given, family and so on."""
        return frozenset(part.role for parts in self.parts.values() for part in parts)

    @property
    def is_family_only(self) -> bool:
        """Whether nothing but a family name was read."""
        return self.roles <= {FAMILY, PLURAL}

    def costs(self) -> dict[int, float]:
        """How far each person's name is from what is written."""
        return {
            who: sum(part.cost for part in parts)
            + _RARE_ALONE * (not self.title and all(part.role == FAMILY for part in parts))
            for who, parts in self.parts.items()
        }

    def take(self, last: int, parts: list[Part], gap: str) -> bool:
        """Add a part up to a word, if it fits the same person, or is plainly the other half of one name."""
        fresh: dict[int, list[Part]] = {}
        for part in parts:
            fresh.setdefault(part.who, []).append(part)
        if not self.parts:
            self.parts = {who: [min(of, key=lambda part: part.cost)] for who, of in fresh.items()}
        elif together := self._together(fresh, gap):
            self.parts = together
        elif not self.clash and self._clashes(parts, gap):
            self.clash = True
        else:
            return False
        self.words += 1
        self.last = last
        return True

    def why(self, who: int) -> str:
        """In words, what the name is to the name that the register holds."""
        words = " and ".join(dict.fromkeys(part.how for part in self.parts[who]))
        if self.strange:
            return f"{words}, with another name beside it"
        if self.clash:
            return f"{words}, with somebody else's family name"
        return f"{words} after a title" if self.title else words

    def _together(self, fresh: dict[int, list[Part]], gap: str) -> dict[int, list[Part]]:
        return {
            who: [*so_far, best]
            for who, so_far in self.parts.items()
            if who in fresh and (best := _fitting(so_far, fresh[who], gap)) is not None
        }

    def _clashes(self, parts: list[Part], gap: str) -> bool:
        """A given name of one with the family name of another: one name all the same, and a person says whose."""
        family = any(part.role == FAMILY and part.cost < 0.5 for part in parts)
        return self.roles <= {GIVEN} and gap in (" ", "\n") and family


def _fitting(so_far: list[Part], fresh: list[Part], gap: str) -> Part | None:
    """The part that may follow what was read of the same person: not the same part twice."""
    had = {part.role for part in so_far}
    fits = [
        part
        for part in fresh
        if part.role not in had or part.role == INITIAL or (part.role == GIVEN and gap.strip() in ('"', "(", "'"))
    ]
    return min(fits, key=lambda part: part.cost, default=None)


def is_title(word: Word | None) -> bool:
    """Whether a word is a title, as it is written here."""
    if word is None:
        return False
    known = any(word.key in tables.words("cues", kind) for kind in ("titles", "titles of women", "titles of men"))
    return known and (word.capital or word.key in _SHORT_TITLES)


def leads_to_name(title: Word, gap: str) -> bool:
    """Whether what stands after a title lets a name follow: a full stop only after an abbreviation."""
    if _NUMBER.fullmatch(gap):
        return title.key in _BEFORE_A_NUMBER
    between = gap.strip(" \n")
    return not between or (between == "." and len(title.text) <= 4)
