"""Referring: by anybody and by an agency, in parts and later, joined to another case, and heard back from."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, seen_by
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.queries import history_of
from candour.platform.deadlines.models import Deadline
from candour.platform.messaging.models import OutboxMessage
from candour.practice.cases.models import (
    Addition,
    Case,
    ImmediateAction,
    LinkedProcess,
    Notification,
    Referral,
    Subject,
)
from candour.practice.cases.operations import description, intake, submissions
from candour.practice.cases.queries import cases
from candour.practice.cases.workflow import CLOSING_OUTCOMES
from candour.project.demonstration.stage import REFERRAL, refer
from candour.rulebook import index
from candour.rulebook.language.forms import Form
from tests.cast import Cast
from tests.walks import SAID, moment, named_in, walk

OUTLINE = {"outline": "A boy of four nearly went home to a house that is not safe for him."}


def said(kind: str = "serious-incident", person: str = "child", **more: Any) -> dict[str, Any]:
    return {"about": {"kind": kind, "person": person}, "what-happened": OUTLINE, **more}


def at_work(client: Client, address: str, **fields: str) -> Any:
    return client.post(address, fields, follow=True)


def test_no_two_partnerships_in_one_tracker_give_cases_the_same_key(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "proposed_keys", lambda not_these: iter(("QZ", "QZX")))
    child = refer(cast.acting("hospital", moment(19)), "Havering SCP", SAID)
    other = refer(cast.acting("redbridge", moment(19)), "Redbridge SCP", SAID)
    assert (child.key, other.key) == ("QZ", "QZX")


def test_the_form_asks_for_everything_that_a_referral_can_tell() -> None:
    # INC-01
    form = index.rule(REFERRAL, Form)
    asked = {section.key: {question.key for question in section.questions} for section in form.sections}
    assert asked["referrer"] >= {"name", "agency", "job", "email", "phone", "address"}
    assert asked["people"] >= {
        "forenames", "surname", "born-on", "died-on", "address", "ethnicity", "faith", "disability", "plan",
        "plan-dates", "looked-after", "open-to-services", "lead-practitioner", "whereabouts", "carer",
    }  # fmt: skip
    assert asked["family"] >= {"name", "relationship", "born-on", "address"}
    assert asked["agencies"] >= {"agencies", "adult-concerns", "adult-concerns-shared", "joint-agency-response"}
    assert {"incident-on", "aware-on"} <= asked["what-happened"]
    assert form.section("family").repeats
    assert form.section("people").repeats


def test_an_outline_and_who_refers_are_enough_and_the_rest_becomes_a_checklist(cast: Cast) -> None:
    # INC-01
    case = refer(cast.acting("teacher"), "Havering SCP", said(), by="Havering Education")
    page = cast.client("manager").get(reverse("case_referral", args=[case.ref])).content.decode()
    assert re.search(r"Still missing \(\d\d\)", page)
    for missing in ("What happened?: When did it happen?", "The child or adult: nobody has been added"):
        assert missing in page


def test_without_an_outline_a_referral_is_refused_with_every_reason(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        refer(Actor.visitor(moment(19)), "Havering SCP", {"about": {"kind": "serious-incident", "person": "child"}})
    assert refused.value.reasons == (
        "Tell us what happened, in a sentence or two.",
        "Give your name, so that the partnership can ask you. It is kept apart from the case.",
        "Say which agency you work for.",
    )
    assert not Case.objects.exists()


def test_a_fact_added_later_keeps_its_date_and_who_added_it(cast: Cast) -> None:
    # INC-01
    case = walk(cast, to="received").case
    referral = Referral.objects.get(case=case)
    intake.add_fact(cast.acting("teacher", moment(20, "08:15")), ref=referral.ref, text="There is a younger brother.")
    intake.add_fact(cast.acting("administrator", moment(21, "09:00")), ref=referral.ref, text="He is with an aunt.")
    added = Addition.objects.filter(referral=referral).order_by("added_at")
    assert [(one.text, one.added_by, one.added_at) for one in added] == [
        ("There is a younger brother.", "Leila Hassan", moment(20, "08:15")),
        ("He is with an aunt.", "Tom Okafor", moment(21, "09:00")),
    ]
    with pytest.raises(Refused, match="Write what you want to add"):
        intake.add_fact(cast.acting("teacher", moment(22)), ref=referral.ref, text="  ")


@pytest.mark.parametrize(
    ("key", "person", "partnership"),
    [
        ("teacher", "child", "Havering SCP"),
        ("hospital", "child", "Redbridge SCP"),
        ("housing", "adult", "Havering SAB"),
    ],
)
def test_any_agency_can_refer_and_sees_only_how_its_own_referral_goes(
    key: str, person: str, partnership: str, cast: Cast
) -> None:
    # INC-02
    actor = cast.acting(key, moment(19, "09:30"))
    case = refer(actor, partnership, said(person=person))
    other = refer(cast.acting("nelft", moment(19, "10:00")), partnership, said(person=person))
    mine = Referral.objects.get(case=case)
    assert [one.pk for one in cases.my_referrals(cast.acting(key))] == [mine.pk]
    assert not seen_by(cast.acting(key), Case).exists()
    client = cast.client(key)
    page = client.get(reverse("my_referral", args=[mine.ref])).content.decode()
    assert "19 October 2026" in page
    # Two letters may stand in any token, but not as a word.
    assert not re.search(rf"(?<![\w-]){case.key}(?![\w-])", page)
    assert client.get(reverse("my_referral", args=[Referral.objects.get(case=other).ref])).status_code == 404
    assert client.get(reverse("case", args=[case.ref])).status_code == 404


def test_a_referrer_is_told_the_outcome_with_its_date(cast: Cast) -> None:
    # INC-02
    case = walk(cast, to="received").case
    referral = Referral.objects.get(case=case)
    manager = cast.acting("manager", moment(30, "16:00"))
    intake.tell_outcome(manager, ref=referral.ref, words="The partners look at it in a review.")
    page = cast.client("teacher").get(reverse("my_referral", args=[referral.ref])).content.decode()
    assert "The partners look at it in a review." in page
    assert "30 October 2026" in page
    told = OutboxMessage.objects.get(template="cases.referral_outcome")
    assert told.to == "leila.hassan@example.org"
    with pytest.raises(Refused, match="Write what the referrer should be told"):
        intake.tell_outcome(manager, ref=referral.ref, words="")


@pytest.mark.parametrize("kind", ["near-miss", "concern", "good-practice"])
@pytest.mark.parametrize("outcome", ["training", "taken-wider", "no-action"])
def test_what_is_no_serious_incident_comes_by_the_same_door_and_closes_with_an_outcome(
    kind: str, outcome: str, cast: Cast
) -> None:
    # INC-10
    case = refer(cast.acting("hospital", moment(19)), "Havering SCP", said(kind), by="BHRUT")
    manager = cast.acting("manager", moment(21))
    with pytest.raises(Refused, match="Choose an outcome and give the reason for it"):
        submissions.close_case(manager, ref=case.ref, outcome="forgotten", reason="Nobody has time.")
    with pytest.raises(Refused, match="Choose an outcome and give the reason for it"):
        submissions.close_case(manager, ref=case.ref, outcome=outcome, reason=" ")
    submissions.close_case(manager, ref=case.ref, outcome=outcome, reason="Looked at by the group.")
    case.refresh_from_db()
    assert (case.state, case.outcome, case.outcome_reason) == ("closed", outcome, "Looked at by the group.")
    assert case.line is not None
    assert case.line.state_words == f"Closed: {CLOSING_OUTCOMES[outcome].lower()}"[:80]


def test_a_joint_agency_response_can_raise_the_referral_and_both_stay_linked(cast: Cast) -> None:
    # INC-11
    agencies = {"joint-agency-response": "yes", "joint-agency-reference": "JAR 7 of 2026"}
    case = refer(cast.acting("hospital"), "Havering SCP", said(agencies=agencies), by="BHRUT")
    linked = LinkedProcess.objects.get(case=case)
    assert (linked.kind, linked.reference, linked.raised_the_referral) == ("jar", "JAR 7 of 2026", True)
    page = cast.client("manager").get(reverse("case_processes", args=[case.ref])).content.decode()
    assert "Joint Agency Response" in page
    assert "JAR 7 of 2026" in page
    description.change_process(
        cast.acting("manager"),
        ref=linked.ref,
        version=linked.version,
        owner="Dr Amis",
        reference=linked.reference,
        status="Ended",
        next_on=None,
        ended_on=None,
    )
    linked.refresh_from_db()
    assert (linked.case_id, linked.status) == (case.pk, "Ended")


def test_where_it_happened_and_where_the_person_lives_are_two_facts(cast: Cast) -> None:
    # INC-12
    where = {"place": "england", "place-details": "Norfolk", "residence": "Havering"}
    case = refer(cast.acting("hospital", moment(19)), "Havering SCP", said(where=where), by="BHRUT")
    assert (case.place, case.place_words, case.residence_words) == ("england", "Norfolk", "Havering")
    task = Deadline.objects.get(owner_kind="cases.case", owner_id=case.pk, key="consult-other-authority")
    assert task.met_at is None
    linked = LinkedProcess.objects.get(case=case, kind="other-council")
    assert (linked.owner, linked.status) == ("Norfolk", "To be consulted")
    description.change_process(
        cast.acting("manager", moment(21)),
        ref=linked.ref,
        version=1,
        owner="Norfolk County Council",
        reference="",
        status="Consulted by phone",
        next_on=None,
        ended_on=None,
    )
    task.refresh_from_db()
    assert task.met_at == moment(21)


def test_another_council_that_becomes_known_later_is_consulted_too(cast: Cast) -> None:
    # INC-12
    case = walk(cast, to="received").case
    assert not LinkedProcess.objects.filter(case=case).exists()
    facts = {"responsible_council": "Essex"}
    description.describe_case(cast.acting("manager", moment(20)), ref=case.ref, version=case.version, facts=facts)
    assert LinkedProcess.objects.get(case=case).owner == "Essex"


def test_what_must_be_done_at_once_is_entered_with_the_referral(cast: Cast) -> None:
    # INC-15
    safety = {"done": "The police know.", "needed": "Somebody must see the brother today."}
    case = refer(cast.acting("teacher", moment(19)), "Havering SCP", said(safety=safety), by="Havering Education")
    raised = ImmediateAction.objects.get(case=case)
    assert (raised.what, raised.source, raised.done_at) == ("Somebody must see the brother today.", "Referral", None)
    page = cast.client("manager").get(reverse("case", args=[case.ref])).content.decode()
    assert page.index("Somebody must see the brother today.") < page.index("What to do next")


def test_several_children_and_one_not_yet_born_are_each_kept_with_dates_as_known(cast: Cast) -> None:
    people = [
        {"forenames": "Ada", "surname": "Lisle", "born-on": "about 2017"},
        {"forenames": "Bo", "surname": "Lisle", "born-on": "May 2020", "died-on": "17 October 2026"},
        {"surname": "Lisle", "unborn": "yes", "expected-on": "February 2027"},
    ]
    case = refer(cast.acting("teacher"), "Havering SCP", said(people=people), by="Havering Education")
    shown = [
        (one.number, one.is_unborn, one.has_died, one.died_on.words if one.died_on else "")
        for one in Subject.objects.filter(case=case).order_by("number")
    ]
    assert shown == [(1, False, False, ""), (2, False, True, "17 October 2026"), (3, True, False, "")]
    page = cast.client("manager").get(reverse("case_referral", args=[case.ref])).content.decode()
    assert [f"Child {case.key}{number}" in page for number in ("", "2", "3")] == [True, True, True]
    assert named_in(page, ("Lisle", "February 2027", "May 2020")) == []


def test_a_second_referral_is_joined_to_the_first_case_and_nothing_of_it_is_lost(cast: Cast) -> None:
    first = walk(cast, to="received").case
    second = refer(cast.acting("hospital", moment(20)), "Havering SCP", SAID, by="BHRUT")
    late = Referral.objects.get(case=second)
    manager = cast.acting("manager", moment(21))
    with pytest.raises(Refused, match="Choose another case of the same partnership"):
        intake.join_case(manager, ref=second.ref, into_ref=second.ref)
    intake.join_case(manager, ref=second.ref, into_ref=first.ref)
    late.refresh_from_db()
    second.refresh_from_db()
    assert late.case_id == first.pk
    assert (second.state, second.merged_into_id, second.closed_at) == ("merged", first.pk, moment(21))
    assert f"merged the case into {first.key}" in [line.what for line in history_of(second)]
    assert not Deadline.objects.filter(owner_id=second.pk, owner_kind="cases.case", met_at=None, cancelled_at=None)
    page = cast.client("manager").get(reverse("case_referral", args=[first.ref])).content.decode()
    assert page.count("Referral of ") == 2


def test_a_case_is_joined_to_another_on_its_page(cast: Cast) -> None:
    first = walk(cast, to="received").case
    second = refer(cast.acting("hospital", moment(20)), "Havering SCP", SAID, by="BHRUT")
    answered = at_work(cast.client("manager"), reverse("case_join", args=[second.ref]), into=first.ref)
    assert "The referral now belongs to the other case." in answered.content.decode()
    second.refresh_from_db()
    assert second.state == "merged"


def test_somebody_known_from_another_case_is_recognised_without_showing_who_it_is(cast: Cast) -> None:
    first = walk(cast, to="received").case
    second = refer(cast.acting("hospital", moment(20)), "Havering SCP", SAID, by="BHRUT")
    answered = at_work(cast.client("manager"), reverse("case_known", args=[second.ref, 1]))
    page = answered.content.decode()
    assert first.key in page
    assert named_in(page) == []


def test_a_hit_in_a_case_that_one_does_not_see_is_not_shown_and_answered_like_none(cast: Cast) -> None:
    mine = walk(cast, to="received").case
    manager = cast.client("manager")
    address = reverse("case_known", args=[mine.ref, 1])
    none = re.sub(r"[\w-]{20,}", "", at_work(manager, address).content.decode())
    hidden = refer(cast.acting("redbridge", moment(20)), "Redbridge SCP", SAID)
    page = at_work(manager, address).content.decode()
    assert hidden.key not in re.findall(r"case ([A-Z]{2,6})", page)
    assert re.sub(r"[\w-]{20,}", "", page) == none


class TestTheLowHarmDoor:
    """F38: a near miss, a worry or good practice, with a return key and without a name."""

    def referred(self, client: Client, partnership: str) -> str:
        cache.clear()
        client.post(reverse("refer"), {"partnership": partnership}, follow=True)
        part = lambda section: reverse("refer_section", args=[section])  # noqa: E731
        client.post(part("about"), {"kind": "near-miss", "person": "child", "version": "0"})
        client.post(part("what-happened"), {**OUTLINE, "harm": "none", "abuse": "unknown", "version": "0"})
        client.post(part("referrer"), {"agency": "A ward", "version": "0"})
        sent = client.post(reverse("refer_check"), {}, follow=True)
        found = re.search(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}", sent.content.decode())
        assert found, "the key is shown"
        return found[0]

    def test_whoever_reports_without_a_name_comes_back_with_the_key_and_hears_the_outcome(self, cast: Cast) -> None:
        # F38
        key = self.referred(Client(), cast.partnership().ref)
        referral = Referral.objects.get()
        assert (referral.referrer_id, referral.referrer_identity_id) == (None, None)
        later = Client()
        at_work(later, reverse("referral_progress"), key=key.lower().replace("-", " "))
        page = later.get(reverse("by_key"))
        assert page.status_code == 200
        answered = at_work(later, reverse("by_key"), text="It was the second time this month.")
        assert "What you added has reached the partnership." in answered.content.decode()
        assert Addition.objects.get().added_by == "The referrer"
        intake.tell_outcome(cast.acting("manager"), ref=referral.ref, words="It is now a training case. Thank you.")
        assert "It is now a training case. Thank you." in later.get(reverse("by_key")).content.decode()

    def test_the_key_is_shown_once_and_kept_nowhere(self, cast: Cast) -> None:
        # F38
        client = Client()
        key = self.referred(client, cast.partnership().ref)
        assert key not in client.get(reverse("refer_done")).content.decode()
        kept = " ".join(str(value) for entry in Entry.objects.all() for value in vars(entry).values())
        assert key not in kept
        assert Referral.objects.filter(key_hash=key).count() == 0

    def test_a_wrong_key_and_one_that_never_was_are_answered_alike(self, cast: Cast) -> None:
        key = self.referred(Client(), cast.partnership().ref)
        wrong = key[:-1] + ("2" if key[-1] != "2" else "3")
        pages = [Client().post(reverse("referral_progress"), {"key": one}) for one in (wrong, "ABCD")]
        assert [page.status_code for page in pages] == [422, 422]
        assert all("This key does not open a referral" in page.content.decode() for page in pages)
        assert Client().get(reverse("by_key")).status_code == 403


def test_a_looked_after_childs_death_told_by_the_referral_enters_a_notification_at_once(cast: Cast) -> None:
    # INC-04
    people = [{"forenames": "Ada", "looked-after": "yes", "died-on": "18 October 2026"}]
    what = {**OUTLINE, "abuse": "no", "harm": "died", "aware-on": "19 October 2026"}
    told = {"about": {"kind": "serious-incident", "person": "child"}, "what-happened": what, "people": people}
    case = refer(cast.acting("hospital", moment(19)), "Havering SCP", told, by="BHRUT")
    owed = Notification.objects.get(case=case)
    assert owed.duty_name.endswith("/duty-looked-after-death")
    assert (owed.number, owed.state) == (1, "open")
