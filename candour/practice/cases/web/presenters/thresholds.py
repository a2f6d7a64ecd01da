"""A test as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from candour.platform.design.rules import RuleShown, shown

if TYPE_CHECKING:
    from candour.practice.cases.queries.criterion_views import Spread
    from candour.practice.cases.queries.thresholds import TestStanding


@dataclass(frozen=True)
class CriterionShown:
    """A criterion with its answer."""

    group: str
    text: str
    source: str
    answer: str
    reason: str
    by: str


@dataclass(frozen=True)
class TestShown:
    """A test with everything that its page says."""

    __test__ = False

    title: str
    question: str
    note: str
    differs: tuple[str, ...]
    rows: list[CriterionShown]
    finding: str
    mark: str
    progress: str
    conclusion: str
    rationale: str
    concluded_by: str
    concluded_at: object
    rule: RuleShown
    answer_address: str
    conclude_address: str
    is_answered: bool


def test_shown(ref: str, standing: TestStanding) -> TestShown:
    """A test as it stands in a case."""
    test = standing.test
    rows = []
    for group in test.groups:
        for criterion in group.criteria:
            answered = standing.answers.get(criterion.key)
            rows.append(
                CriterionShown(
                    group=group.title,
                    text=criterion.text,
                    source=f"{criterion.cites.standing}: {criterion.cites.words}",
                    answer={"yes": "Yes", "may": "It may", "no": "No"}.get(answered.answer, "") if answered else "",
                    reason=answered.reason if answered else "",
                    by=answered.answered_by if answered else "",
                )
            )
    concluded = standing.conclusion
    edition, _, key = test.name.partition("/")
    return TestShown(
        title=test.title,
        question=test.question,
        note=test.note,
        differs=test.differs,
        rows=rows,
        finding=standing.finding.because,
        mark={True: "met", False: "open", None: "unknown"}[standing.finding.met],
        progress=f"{standing.answered} of {len(test.criteria)} answered",
        conclusion=(test.if_met if concluded.is_met else test.if_not) if concluded else "",
        rationale=concluded.rationale if concluded else "",
        concluded_by=concluded.concluded_by if concluded else "",
        concluded_at=concluded.concluded_at if concluded else None,
        rule=shown(test),
        answer_address=reverse("case_test", args=[ref, edition, key]),
        conclude_address=reverse("case_conclude", args=[ref, edition, key]),
        is_answered=standing.answered == len(test.criteria),
    )


ANSWERS = (("yes", "Yes"), ("may", "It may"), ("no", "No"))


@dataclass(frozen=True)
class SpreadShown:
    """How the views of a criterion spread, as a small table, and who moved."""

    text: str
    names: list[str]
    rows: list[tuple[str, list[int]]]
    moved: list[tuple[str, str]]


def spread_shown(spread: Spread) -> SpreadShown:
    """The views of one criterion, before and after."""
    words = dict(ANSWERS)
    return SpreadShown(
        spread.criterion.text,
        list(words.values()),
        [
            ("Before the discussion", [spread.before[key] for key in words]),
            ("After it", [spread.after[key] for key in words]),
        ],
        [(f"{one.who}: from “{words[one.before]}” to “{words[one.after]}”", one.reason) for one in spread.moved],
    )
