"""The tests of a case: each criterion with its answer, what the rule finds, and what was concluded."""

from __future__ import annotations

from dataclasses import dataclass

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.practice.cases.models import Case, CriterionAnswer, TestConclusion
from candour.rulebook import index
from candour.rulebook.language.criteria import Answer, CriteriaTest
from candour.rulebook.language.findings import Finding

NOTIFIABLE = "children-act-2004/notifiable"
LOCAL_REVIEW = "si-2018-789/local-review"
NATIONAL_REVIEW = "si-2018-789/national-review"
LOCAL_ACTION = "bhr-protocol-2020/local-action"
MANDATORY_SAR = "care-act-2014/mandatory-review"
DISCRETIONARY_SAR = "care-act-2014/discretionary-review"

TESTS_FOR_CHILDREN = (NOTIFIABLE, LOCAL_REVIEW, NATIONAL_REVIEW, LOCAL_ACTION)
TESTS_FOR_ADULTS = (MANDATORY_SAR, DISCRETIONARY_SAR, LOCAL_ACTION)


def tests_for(case: Case) -> tuple[str, ...]:
    """The names of the tests that apply to a case."""
    return TESTS_FOR_CHILDREN if case.is_child else TESTS_FOR_ADULTS


@dataclass(frozen=True)
class TestStanding:
    """A test as it stands in a case."""

    __test__ = False

    test: CriteriaTest
    answers: dict[str, CriterionAnswer]
    finding: Finding
    conclusion: TestConclusion | None

    @property
    def answered(self) -> int:
        """How many criteria are answered."""
        return len(self.answers)


def tests_of(actor: Actor, case: Case) -> list[TestStanding]:
    """Every test that applies to a case, as it stands. Two queries."""
    answers: dict[str, dict[str, CriterionAnswer]] = {}
    for answer in seen_by(actor, CriterionAnswer).filter(case=case, replaced_at=None):
        answers.setdefault(answer.test_name, {})[answer.criterion] = answer
    conclusions = {
        conclusion.test_name: conclusion
        for conclusion in seen_by(actor, TestConclusion).filter(case=case, replaced_at=None)
    }
    return [
        _standing(index.rule(name, CriteriaTest), answers.get(name, {}), conclusions.get(name))
        for name in tests_for(case)
    ]


def test_of(actor: Actor, case: Case, test_name: str) -> TestStanding | None:
    """One test as it stands in a case; None for a test that does not apply to it."""
    return next((standing for standing in tests_of(actor, case) if standing.test.name == test_name), None)


def replaced_answers(actor: Actor, case: Case, test_name: str) -> list[CriterionAnswer]:
    """The answers that were replaced, the newest first."""
    seen = seen_by(actor, CriterionAnswer).filter(case=case, test_name=test_name, replaced_at__isnull=False)
    return list(seen.order_by("-replaced_at"))


def _standing(
    test: CriteriaTest, answers: dict[str, CriterionAnswer], conclusion: TestConclusion | None
) -> TestStanding:
    given = {key: Answer(answer.answer) for key, answer in answers.items()}
    return TestStanding(test, answers, test.find(given), conclusion)
