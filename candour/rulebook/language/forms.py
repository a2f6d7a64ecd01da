"""A form as a protocol prescribes it: sections, questions and what kind of answer each expects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from candour.rulebook.language.citations import Citation


class Kind(Enum):
    """What kind of answer a question expects."""

    SHORT = "short"
    LONG = "long"
    DATE = "date"
    """A date that may be known only to the month or the year, or not at all."""
    MOMENT = "moment"
    NUMBER = "number"
    EMAIL = "email"
    PHONE = "phone"
    YES_NO = "yes-no"
    YES_NO_UNKNOWN = "yes-no-unknown"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True)
class Option:
    """One answer that may be chosen."""

    key: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class Question:
    """One question of a form."""

    key: str
    text: str
    kind: Kind = Kind.SHORT
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    only_if: tuple[str, str] | None = None
    """The key of another question in the same section and the answer that makes this one apply."""
    identifies: bool = False
    """Whether the answer is a name, a date of birth, an address or a contact, which belongs in the vault."""
    may_be_ahead: bool = False
    """Whether a date may lie after the day of the answer, as an expected date of birth does."""

    def applies(self, answers: Mapping[str, object]) -> bool:
        """Whether the question is asked, given the other answers of its section."""
        return self.only_if is None or answers.get(self.only_if[0]) == self.only_if[1]


@dataclass(frozen=True)
class Section:
    """A page of a form; one that repeats is answered once for each person or event."""

    key: str
    title: str
    questions: tuple[Question, ...]
    intro: str = ""
    repeats: bool = False
    one_of: str = ""
    """What one of a repeating section is called: "child", "family member"."""
    at_least: int = 0

    def question(self, key: str) -> Question:
        """One question by its key. Raises KeyError where the section has no such question."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)


@dataclass(frozen=True)
class Form:
    """A form with its sections. Answers are kept with the form's name, so an old answer keeps its question."""

    key: str
    title: str
    sections: tuple[Section, ...]
    cites: Citation
    intro: str = ""

    @property
    def name(self) -> str:
        """The form's full name: the key of its edition and its own."""
        return f"{self.cites.edition.key}/{self.key}"

    def section(self, key: str) -> Section:
        """One section by its key. Raises KeyError where the form has no such section."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)
