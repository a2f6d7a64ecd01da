"""A statutory or local test: criteria answered one by one with reasons, and what the answers together mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from candour.rulebook.language.citations import Citation
from candour.rulebook.language.findings import Finding, met, not_known, not_met


class Answer(Enum):
    """How somebody answers one criterion."""

    YES = "yes"
    MAY = "may"
    NO = "no"

    @property
    def words(self) -> str:
        """The answer as it is shown."""
        return {"yes": "Yes", "may": "It may", "no": "No"}[self.value]


class Together(Enum):
    """How the criteria of a group bear on the test."""

    ALL = "all"
    """Every criterion must be met."""
    ANY = "any"
    """One criterion is enough."""
    CONSIDER = "consider"
    """Each must be taken into account; none of them decides."""


@dataclass(frozen=True)
class Criterion:
    """One question of a test."""

    key: str
    text: str
    cites: Citation
    hint: str = ""
    may_counts: bool = True
    """Whether "it may" meets the criterion, as it does where the law says "highlights or may highlight".

    Where it does not, the criterion stays open: an uncertain fact is never taken for one that is absent.
    """

    def is_met(self, answer: Answer | None) -> bool | None:
        """Whether the answer meets the criterion; None while that is open."""
        if answer is None or (answer is Answer.MAY and not self.may_counts):
            return None
        return answer is not Answer.NO


@dataclass(frozen=True)
class Group:
    """Criteria that count together."""

    key: str
    title: str
    together: Together
    criteria: tuple[Criterion, ...]

    def find(self, answers: Mapping[str, Answer]) -> Finding:
        """What the answers given so far mean for this group."""
        cites = tuple({criterion.cites: None for criterion in self.criteria})
        found = [(criterion, criterion.is_met(answers.get(criterion.key))) for criterion in self.criteria]
        hits = [criterion for criterion, is_met in found if is_met]
        open_ = [criterion for criterion, is_met in found if is_met is None]
        misses = [criterion for criterion, is_met in found if is_met is False]
        if self.together is Together.CONSIDER:
            unanswered = sum(criterion.key not in answers for criterion in self.criteria)
            if unanswered:
                return not_known(f"{self.title}: {unanswered} of {len(self.criteria)} not yet considered.", *cites)
            return met(f"{self.title}: all considered, {len(hits)} of {len(self.criteria)} met.", *cites)
        if self.together is Together.ANY:
            if hits:
                return met(f"{self.title}: {hits[0].text}", *cites)
            if open_:
                return not_known(f"{self.title}: still open: {open_[0].text}", *cites)
            return not_met(f"{self.title}: none is met.", *cites)
        if misses:
            return not_met(f"{self.title}: not met: {misses[0].text}", *cites)
        if open_:
            return not_known(f"{self.title}: still open: {open_[0].text}", *cites)
        return met(f"{self.title}: all are met.", *cites)


@dataclass(frozen=True)
class CriteriaTest:
    """A named test with its groups of criteria. All groups that decide must be met; those to consider never decide."""

    key: str
    title: str
    question: str
    cites: Citation
    groups: tuple[Group, ...]
    if_met: str
    if_not: str
    note: str = ""
    differs: tuple[str, ...] = ()
    """Where the founding papers say otherwise: shown beside the rule, never applied."""

    @property
    def name(self) -> str:
        """The test's full name: the key of its edition and its own."""
        return f"{self.cites.edition.key}/{self.key}"

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion of the test in order."""
        return tuple(criterion for group in self.groups for criterion in group.criteria)

    def find(self, answers: Mapping[str, Answer]) -> Finding:
        """What the answers mean together: met, not met, or not known while answers are missing."""
        deciding = [group.find(answers) for group in self.groups if group.together is not Together.CONSIDER]
        considered = [group.find(answers) for group in self.groups if group.together is Together.CONSIDER]
        for finding in deciding:
            if finding.met is False:
                return not_met(f"{self.if_not} {finding.because}", self.cites)
        for finding in [*deciding, *considered]:
            if finding.met is None:
                return not_known(finding.because, self.cites)
        because = " ".join(finding.because for finding in [*deciding, *considered])
        return met(f"{self.if_met} {because}", self.cites)
