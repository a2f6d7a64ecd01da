"""A rule in words: the plain values from which a page, a Markdown file, a command and JSON are made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """Another rule, as a link to it needs it."""

    name: str
    edition_key: str
    key: str
    title: str


@dataclass(frozen=True)
class Source:
    """A place from which a rule comes, and what was checked of it."""

    words: str
    standing: str
    grade: str
    grade_words: str
    link: str


@dataclass(frozen=True)
class EditionInWords:
    """An edition with the days on which it applies."""

    key: str
    title: str
    publisher: str
    cases: str
    applies: str
    link: str
    note: str


@dataclass(frozen=True)
class ReadingInWords:
    """One way in which sources read the start of a limit."""

    key: str
    starts_when: str
    counting: str
    source: Source
    is_default: bool


@dataclass(frozen=True)
class Telling:
    """A duty to tell: who tells whom, and in which circumstances."""

    duty: Reference
    strength: str
    owner: str
    applies_when: str
    tells: tuple[str, ...]


@dataclass(frozen=True)
class StepInWords:
    """A step of a plan."""

    key: str
    heading: str
    title: str
    who: str
    day: str
    by: str
    is_past_limit: bool


@dataclass(frozen=True)
class CriterionInWords:
    """A criterion of a test."""

    text: str
    hint: str
    source: Source


@dataclass(frozen=True)
class GroupInWords:
    """Criteria that count together, and how."""

    title: str
    together: str
    criteria: tuple[CriterionInWords, ...]


@dataclass(frozen=True)
class QuestionInWords:
    """A question of a form."""

    text: str
    kind: str
    hint: str
    is_required: bool
    options: tuple[str, ...]


@dataclass(frozen=True)
class SectionInWords:
    """A page of a form."""

    title: str
    intro: str
    repeats: str
    questions: tuple[QuestionInWords, ...]


@dataclass(frozen=True)
class RuleInWords:
    """A rule with everything that is known of it. What its kind does not have is empty."""

    name: str
    key: str
    kind: str
    title: str
    source: Source
    """The source with which the rule is introduced."""
    other_sources: tuple[Source, ...]
    edition: EditionInWords
    facts: tuple[tuple[str, str], ...]
    note: str
    locally_set: str
    repeats: Reference | None
    limit: Reference | None
    """The time limit that belongs to a duty."""
    readings: tuple[ReadingInWords, ...]
    relaxations: tuple[tuple[str, Source], ...]
    tellings: tuple[Telling, ...]
    steps: tuple[StepInWords, ...]
    groups: tuple[GroupInWords, ...]
    sections: tuple[SectionInWords, ...]
    differs: tuple[str, ...]
    """Where the founding papers say otherwise."""


@dataclass(frozen=True)
class EditionWithRules:
    """An edition and what it says."""

    edition: EditionInWords
    rules: tuple[RuleInWords, ...]
