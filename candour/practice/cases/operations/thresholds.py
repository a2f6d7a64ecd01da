"""Answering a test criterion by criterion, and concluding on it with a rationale of its own."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.practice.cases import audit_events
from candour.practice.cases.models import Case, CriterionAnswer, Notification, TestConclusion
from candour.practice.cases.operations.duties import RECORD_IT, SERIOUS_INCIDENT, enter_duty
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.queries.thresholds import NOTIFIABLE, tests_for
from candour.rulebook import index
from candour.rulebook.language.criteria import Answer, CriteriaTest


def answers_to(case: Case, test: CriteriaTest) -> dict[str, Answer]:
    """The answers that stand now, by criterion."""
    given = CriterionAnswer.objects.filter(case=case, test_name=test.name, replaced_at=None)
    return {answer.criterion: Answer(answer.answer) for answer in given}


@operation
def answer_test(actor: Actor, *, ref: str, test_name: str, answers: dict[str, tuple[str, str]]) -> None:
    """Answer criteria of a test, each yes, may or no with the evidence. What was answered before is kept as replaced.

    Raises Refused for an answer without a reason; nothing is then saved.
    """
    case = fetch(actor, Case, ref=ref)
    require(actor, "answer a test", case)
    test = _test_of(case, test_name)
    texts = {criterion.key: criterion.text for criterion in test.criteria}
    bare = [texts[key] for key, (answer, reason) in answers.items() if answer and not reason.strip()]
    if bare:
        raise Refused(*(f"Give the evidence for your answer to: {text}" for text in bare))
    changed = 0
    for key, (answer, reason) in answers.items():
        if not answer or key not in texts:
            continue
        Answer(answer)
        standing = CriterionAnswer.objects.filter(case=case, test_name=test.name, criterion=key, replaced_at=None)
        if standing.filter(answer=answer, reason=reason.strip()).exists():
            continue
        standing.update(replaced_at=actor.at)
        given = CriterionAnswer.objects.create(
            case=case,
            test_name=test.name,
            criterion=key,
            answer=answer,
            reason=reason.strip(),
            answered_at=actor.at,
            answered_by=actor.label,
        )
        record(audit_events.ANSWERED, subject=given, within=case, criterion=key, test=test.title, answer=answer)
        changed += 1
    if not changed:
        raise Refused("Answer at least one criterion, or change an answer.")


@operation
def conclude_test(
    actor: Actor, *, ref: str, test_name: str, is_met: bool, rationale: str, limb: str = ""
) -> TestConclusion:
    """Conclude on a test with a rationale of its own. The answers inform it; they never decide.

    Raises Refused while a criterion is not answered, and without a rationale. Concluding that an incident is notifiable
    enters the notification; concluding that it is not ends the council's clock.
    """
    case = fetch(actor, Case, ref=ref)
    require(actor, "answer a test", case)
    test = _test_of(case, test_name)
    answers = answers_to(case, test)
    finding = test.find(answers)
    reasons = []
    unanswered = [criterion for criterion in test.criteria if criterion.key not in answers]
    if unanswered:
        reasons.append(f"{len(unanswered)} of {len(test.criteria)} criteria are not answered yet.")
    if not rationale.strip():
        reasons.append("Give the reason for the conclusion itself.")
    if reasons:
        raise Refused(*reasons)
    TestConclusion.objects.filter(case=case, test_name=test.name, replaced_at=None).update(replaced_at=actor.at)
    conclusion = TestConclusion.objects.create(
        case=case,
        test_name=test.name,
        is_met=is_met,
        rationale=rationale.strip(),
        limb=limb.strip(),
        found=finding.because,
        concluded_at=actor.at,
        concluded_by=actor.label,
    )
    words = test.if_met if is_met else test.if_not
    record(audit_events.CONCLUDED, subject=conclusion, within=case, test=test.title, conclusion=words)
    if test.name == NOTIFIABLE:
        _follow_notifiable(actor, case, is_met)
    refresh(actor, case)
    return conclusion


def _follow_notifiable(actor: Actor, case: Case, is_met: bool) -> None:
    duty = index.duties_in(case.edition_key).get(SERIOUS_INCIDENT)
    if duty is None:
        return
    if is_met:
        enter_duty(actor, case, duty)
        page = f"/cases/{case.ref}/notification/"
        deadlines.say_next(owner=case, key=duty.clock.key, do_next=RECORD_IT, address=page)
    else:
        owed = Notification.objects.filter(case=case, duty_name=duty.name, state="open").exists()
        if owed:
            raise Refused("A notification is entered as owed. Record on its page why it is not owed after all.")
        deadlines.cancel_key(actor, owner=case, within=case, key=duty.clock.key)


def _test_of(case: Case, test_name: str) -> CriteriaTest:
    if test_name not in tests_for(case):
        raise Refused("This test is not one for this case.")
    return index.rule(test_name, CriteriaTest)
