"""Many act at the same moment, on a real database: one outcome, nothing lost, nothing done twice."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from typing import Any

import pytest
from django.db.models import F
from django.test import Client

from candour.platform.access.policy import Refused
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.queries import verify_all
from candour.platform.design import pages
from candour.platform.messaging.models import OutboxMessage
from candour.platform.workflow.moving import Conflict
from candour.practice.cases.models import (
    AgencyRequest,
    Case,
    Decision,
    Notification,
    Position,
    RapidReview,
    Referral,
    ReportVersion,
)
from candour.practice.cases.operations import decisions, duties, reports, requests, returns, reviews
from candour.practice.cases.operations.requests import Ask
from candour.practice.cases.queries.thresholds import NOTIFIABLE
from candour.practice.directory.models import Organisation
from candour.project.demonstration.stage import refer, settle_test
from tests.cast import Cast
from tests.databases import race

CALLERS = 8
CONCERN = {"about": {"kind": "concern", "person": "child"}, "what-happened": {"outline": "A worry.", "harm": "unknown"}}
INCIDENT = {
    "about": {"kind": "serious-incident", "person": "child"},
    "what-happened": {"outline": "A child was hurt.", "harm": "seriously-harmed", "abuse": "yes"},
    "where": {"place": "here"},
}
MET = {
    "abuse-known-or-suspected": ("yes", "It is suspected."),
    "seriously-harmed": ("yes", "It will last."),
    "in-area": ("yes", "It happened here."),
}


@pytest.fixture
def decision(demonstration_cast: Cast) -> Decision:
    """The decision that waits for the council alone."""
    return Decision.objects.get(state="open")


@pytest.fixture
def running(demonstration_cast: Cast) -> RapidReview:
    """The review of which the returns are out."""
    return RapidReview.objects.get(state="released")


def sign(cast: Cast, decision: Decision, key: str) -> Position:
    return decisions.give_position(cast.acting(key), ref=decision.ref, view="agree", reason="I agree.")


def outcomes_of(decision: Decision) -> tuple[int, int, int]:
    """How often all positions were opened, the decision was made and the review agreed, as history tells it."""
    lines = Counter(Entry.objects.filter(within_id=str(decision.case_id)).values_list("verb", flat=True))
    return lines["cases.revealed"], lines["cases.decided"], lines["cases.agreed"]


def test_the_last_partner_who_signs_many_times_at_once_signs_once(demonstration_cast: Cast, decision: Decision) -> None:
    signed = race(CALLERS, lambda number: sign(demonstration_cast, decision, "council"))

    assert sum(isinstance(one, Position) for one in signed) == 1
    assert sum(isinstance(one, Refused) for one in signed) == CALLERS - 1, signed
    assert outcomes_of(decision) == (1, 1, 1)
    assert Position.objects.filter(decision=decision).count() == 3
    decision.refresh_from_db()
    assert (decision.state, decision.outcome) == ("decided", "local-review")
    assert verify_all().broken_at is None


def test_three_partners_who_sign_at_once_make_one_outcome(demonstration_cast: Cast, decision: Decision) -> None:
    Position.objects.filter(decision=decision).delete()

    signed = race(3, lambda number: sign(demonstration_cast, decision, ("council", "police", "nominee")[number]))

    assert all(isinstance(one, Position) for one in signed), signed
    assert outcomes_of(decision) == (1, 1, 1)
    decision.refresh_from_db()
    assert (decision.state, decision.outcome) == ("decided", "local-review")


def test_a_partner_and_their_nominee_who_sign_at_once_give_one_position(
    demonstration_cast: Cast, decision: Decision
) -> None:
    Position.objects.filter(decision=decision, person=demonstration_cast.people["nominee"]).delete()

    signed = race(6, lambda number: sign(demonstration_cast, decision, ("health", "nominee")[number % 2]))

    assert sum(isinstance(one, Position) for one in signed) == 1
    assert Position.objects.filter(decision=decision).count() == 2


def edit_at_once(cast: Cast, review: RapidReview) -> list[Any]:
    """Many note-takers save the same version of the analysis at once, each from a page of their own."""
    browsers = [cast.client(("manager", "administrator")[number % 2]) for number in range(CALLERS)]
    path = f"/cases/{review.case.ref}/report/text/"

    def save(number: int) -> Any:
        typed = {"facts_summary": f"Facts by {number}", "analysis": f"Words of {number}", "version": review.version}
        return browsers[number].post(path, typed)

    return race(CALLERS, save)


def lost_edits(review: RapidReview, answers: list[Any]) -> list[str]:
    """What is wrong with how many edits at once ended: more than one saved, or words that their writer lost."""
    saved = [number for number, answer in enumerate(answers) if answer.status_code == 302]
    stored = RapidReview.objects.get(pk=review.pk)
    wrong = [] if len(saved) == 1 else [f"{len(saved)} were saved"]
    if stored.analysis not in [f"Words of {number}" for number in saved]:
        wrong.append("what is stored was not said to be saved")
    for number, answer in enumerate(answers):
        if number not in saved and (answer.status_code != 422 or f"Words of {number}" not in answer.content.decode()):
            wrong.append(f"{number} lost their words")
        if number not in saved and stored.analysis not in answer.content.decode():
            wrong.append(f"{number} is not shown what was saved meanwhile")
    return wrong


def test_of_many_edits_one_is_saved_and_the_others_keep_their_words(
    demonstration_cast: Cast, running: RapidReview
) -> None:
    assert lost_edits(running, edit_at_once(demonstration_cast, running)) == []


def test_planted_an_edit_that_does_not_look_at_the_version_is_caught(
    demonstration_cast: Cast, running: RapidReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_anyway(record: Any, version: int, **changes: object) -> None:
        type(record).objects.filter(pk=record.pk).update(version=F("version") + 1, **changes)

    monkeypatch.setattr(reports, "save_edit", save_anyway)

    assert lost_edits(running, edit_at_once(demonstration_cast, running))


def refer_at_once(cast: Cast) -> tuple[list[Any], int]:
    """One referral sent from eight tabs at once with the same form: the answers, and how many referrals arrived."""
    client = cast.client("teacher")
    partnership = cast.partnership()
    client.post("/refer/", {"partnership": partnership.ref})
    client.post("/refer/part/about/", {"kind": "concern", "person": "child", "version": "0"})
    client.post("/refer/part/what-happened/", {"outline": "A worry.", "harm": "unknown", "version": "0"})
    before = Referral.objects.count()
    answers = race(CALLERS, lambda number: same_browser(client).post("/refer/check/", {"submission_key": "one-form"}))
    return answers, Referral.objects.count() - before


def test_a_referral_sent_many_times_at_once_arrives_once(demonstration_cast: Cast) -> None:
    answers, arrived = refer_at_once(demonstration_cast)

    assert arrived == 1
    assert {getattr(answer, "status_code", answer) for answer in answers} <= {302, 404}
    assert verify_all().broken_at is None


def test_planted_a_form_that_acts_each_time_is_caught(
    demonstration_cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "once", lambda key, who: nullcontext())
    client = demonstration_cast.client("manager")
    path = f"/cases/{Case.objects.get(kind='near-miss').ref}/processes/add/"

    added = [client.post(path, {"kind": "inquest", "submission_key": "one-form"}) for _ in range(2)]

    assert [answer.status_code for answer in added] == [302, 302]
    assert processes_of("near-miss") == 2, "without the guard the same form acts twice, and this count shows it"


def test_a_form_of_a_case_sent_many_times_at_once_acts_once(demonstration_cast: Cast) -> None:
    browsers = [demonstration_cast.client("manager") for _ in range(CALLERS)]
    path = f"/cases/{Case.objects.get(kind='near-miss').ref}/processes/add/"

    race(CALLERS, lambda number: browsers[number].post(path, {"kind": "inquest", "submission_key": "one-form"}))

    assert processes_of("near-miss") == 1


def processes_of(kind: str) -> int:
    from candour.practice.cases.models import LinkedProcess

    return LinkedProcess.objects.filter(case__kind=kind, kind="inquest").count()


def test_a_summary_signed_off_many_times_at_once_is_signed_once(demonstration_cast: Cast) -> None:
    waiting = AgencyRequest.objects.get(state="returned")
    actor = demonstration_cast.acting("manager")

    signed = race(
        CALLERS, lambda number: returns.sign_off(actor, ref=waiting.ref, name=f"Senior {number}", post="Director")
    )

    assert sum(isinstance(one, str) for one in signed) == 1
    assert all(isinstance(one, str | Refused | Conflict) for one in signed), signed
    assert Entry.objects.filter(verb="cases.signed_off", subject_id=str(waiting.pk)).count() == 1


def test_agencies_asked_twice_at_once_are_written_to_once(demonstration_cast: Cast) -> None:
    cast, case = demonstration_cast, Case.objects.get(state="received", kind="serious-incident")
    duties.share_with_partners(cast.acting("manager"), ref=case.ref, legal_reason="A duty.")
    settle_test(cast.acting("manager"), case, NOTIFIABLE, MET, is_met=True, rationale="It is met.")
    reviews.open_review(cast.acting("manager"), ref=case.ref)
    asks = [
        Ask(Organisation.objects.get(short_name=name).ref, "The lead", f"{name.lower()}@example.org")
        for name in ("Police", "NELFT", "BHRUT")
    ]
    before = OutboxMessage.objects.filter(template="cases.request").count()

    def ask(number: int) -> int:
        return requests.ask_agencies(cast.acting(("manager", "administrator")[number % 2]), ref=case.ref, asks=asks)

    asked = race(4, ask)

    assert sum(one == 3 for one in asked) == 1
    assert sum(isinstance(one, Refused) for one in asked) == 3, asked
    assert AgencyRequest.objects.filter(case=case).count() == 3
    assert OutboxMessage.objects.filter(template="cases.request").count() - before == 3


def test_numbers_in_the_register_are_given_once_and_without_gaps(demonstration_cast: Cast) -> None:
    cast = demonstration_cast
    cases = [refer(cast.acting("hospital"), "Havering SCP", INCIDENT, by="BHRUT") for _ in range(5)]

    def conclude(number: int) -> None:
        settle_test(cast.acting("manager"), cases[number], NOTIFIABLE, MET, is_met=True, rationale="It is met.")

    concluded = race(5, conclude)

    assert concluded == [None] * 5
    of_partnership = Notification.objects.filter(partnership=cast.partnership())
    numbers = sorted(of_partnership.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 5


def test_cases_opened_at_once_have_keys_of_their_own(demonstration_cast: Cast) -> None:
    cast, before = demonstration_cast, Case.objects.count()

    opened = race(CALLERS, lambda number: refer(cast.acting("teacher"), "Havering SCP", CONCERN))

    assert all(isinstance(one, Case) for one in opened), opened
    assert Case.objects.count() - before == CALLERS
    keys = Case.objects.filter(partnership=cast.partnership()).values_list("key", flat=True)
    assert len(set(keys)) == len(keys)
    assert verify_all().broken_at is None


def test_versions_of_a_report_made_at_once_have_numbers_of_their_own(
    demonstration_cast: Cast, running: RapidReview
) -> None:
    made = race(3, lambda number: reports.make_report(demonstration_cast.acting("manager"), ref=running.case.ref))

    numbers = sorted(ReportVersion.objects.filter(review=running).values_list("number", flat=True))
    assert all(isinstance(one, ReportVersion | Refused) for one in made), made
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == sum(isinstance(one, ReportVersion) for one in made) >= 1


def same_browser(client: Client) -> Client:
    """Another tab of a browser: the same cookies, in a client that another thread may use."""
    other = Client()
    other.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
    return other
