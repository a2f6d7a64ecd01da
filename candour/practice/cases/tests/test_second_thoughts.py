"""What is taken back, corrected or comes to its end: powers, walls, notifications, reviews, return dates, sign-offs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Refused, fetch
from candour.platform.deadlines.models import Deadline
from candour.platform.files.queries import sound_content_of
from candour.platform.messaging.models import OutboxMessage
from candour.practice.cases.models import AgencyRequest, Case, Decision, Notification, RapidReview, TeamMember, Wall
from candour.practice.cases.operations import duties, intake, requests, returns, reviews, submissions, teams, thresholds
from candour.practice.cases.operations.requests import Ask
from candour.practice.cases.tests.papers import words_of_pdf, words_of_word
from candour.practice.directory import operations as directory
from candour.practice.directory.models import Delegation, Organisation, Person
from candour.project.demonstration.stage import answer, ask, request_to
from tests.cast import Cast
from tests.walks import SUMMARY, moment, walk


def joins(cast: Cast, case: Case, key: str, purpose: str) -> None:
    TeamMember.objects.create(case=case, person=cast.people[key], purpose=purpose, joined_at=moment(19, "10:00"))


def sees(cast: Cast, key: str, case: Case, at: Any) -> bool:
    try:
        fetch(cast.acting(key, at), Case, ref=case.ref)
    except Hidden:
        return False
    return True


class TestPowersThatEnd:
    def test_a_nominees_place_on_the_team_ends_with_the_delegation(self, cast: Cast) -> None:
        case = walk(cast, to="received").case
        joins(cast, case, "nominee", "partner")
        assert sees(cast, "nominee", case, cast.now)

        [delegation] = Delegation.objects.filter(nominee=cast.people["nominee"])
        directory.end_delegation(cast.acting("manager"), ref=delegation.ref)

        assert not sees(cast, "nominee", case, cast.now)

    def test_an_office_members_place_ends_with_the_post(self, cast: Cast) -> None:
        case = walk(cast, to="received").case
        assert sees(cast, "administrator", case, cast.now)

        after = cast.now + timedelta(days=1)
        person = Person.objects.get(pk=cast.people["administrator"].pk)
        [held] = person_posts(cast, person)
        directory.end_appointment(cast.acting("manager"), ref=held, until_on=cast.now.date())

        assert TeamMember.objects.filter(case=case, person=person, left_at=None).exists()
        assert not sees(cast, "administrator", case, after)

    def test_a_manager_makes_no_posts_in_an_agency_that_is_not_of_the_partnership(self, cast: Cast) -> None:
        redbridge, havering = cast.acting("redbridge"), cast.acting("manager")
        housing = Organisation.objects.get(short_name="Havering Housing")
        post = {"title": "Second lead", "role": "safeguarding-lead", "organisation": housing, "partnership": None}

        with pytest.raises(Refused, match="one in which its agency takes part"):
            directory.add_post(redbridge, **post)
        assert directory.add_post(havering, **post).organisation == housing

    def test_an_administrator_appoints_to_no_agency(self, cast: Cast) -> None:
        post = directory.add_post(
            cast.acting("manager"),
            title="Second lead",
            role="safeguarding-lead",
            organisation=Organisation.objects.get(short_name="Havering Housing"),
            partnership=None,
        )
        with pytest.raises(Refused):
            directory.appoint(cast.acting("technical"), post=post, person=cast.people["head"], from_on=cast.now.date())


def person_posts(cast: Cast, person: Person) -> list[str]:
    from candour.practice.directory.queries import posts_of

    return [held.ref for held in posts_of(cast.acting("manager"), person.pk)]


class TestJoining:
    def test_a_wall_stands_before_the_case_that_another_is_joined_to(self, cast: Cast) -> None:
        first, second = walk(cast, to="received").case, walk(cast, to="received").case
        manager = cast.acting("manager", moment(20, "09:00"))
        joins(cast, first, "council", "partner")
        joins(cast, second, "council", "partner")
        teams.declare_conflict(
            cast.acting("council", moment(20, "09:00")),
            ref=second.ref,
            person_ref=cast.people["council"].ref,
            nature="family",
        )
        assert sees(cast, "council", first, moment(20, "09:30"))

        intake.join_case(manager, ref=second.ref, into_ref=first.ref)

        assert not sees(cast, "council", first, moment(20, "10:00"))
        assert Wall.objects.filter(case=first, person=cast.people["council"], lifted_at=None).count() == 1


class TestMail:
    def test_nobody_behind_a_wall_is_told(self, cast: Cast) -> None:
        case = walk(cast, to="received").case
        joins(cast, case, "council", "partner")
        at = moment(19, "10:30")
        teams.declare_conflict(
            cast.acting("council", at), ref=case.ref, person_ref=cast.people["council"].ref, nature="family"
        )

        duties.share_with_partners(cast.acting("manager", moment(19, "11:00")), ref=case.ref, legal_reason="A duty.")

        told = {one.to for one in OutboxMessage.objects.filter(template="cases.task")}
        assert cast.people["police"].email in told
        assert cast.people["council"].email not in told


class TestNotifications:
    def test_a_withdrawn_duty_can_arise_again_with_a_number_of_its_own(self, cast: Cast) -> None:
        case = walk(cast, to="notified").case
        manager = cast.acting("manager", moment(21, "09:00"))
        [first] = Notification.objects.filter(case=case)
        duties.withdraw_notification(manager, ref=first.ref, because="The wrong box was ticked.")

        thresholds.conclude_test(
            cast.acting("manager", moment(21, "10:00")),
            ref=case.ref,
            test_name=test_of(case),
            is_met=True,
            rationale="It was notifiable after all.",
        )

        states = list(Notification.objects.filter(case=case).order_by("number").values_list("state", flat=True))
        assert states == ["withdrawn", "open"]
        second = Notification.objects.get(case=case, state="open")
        at = moment(21, "11:00")
        duties.record_notification(
            cast.acting("manager", at), ref=second.ref, submitted_at=at, sender="Duty desk", national_reference=""
        )
        assert Case.objects.get(pk=case.pk).notified_at == at

    def test_a_wrong_time_is_corrected_and_the_fifteen_days_are_dated_again(self, cast: Cast) -> None:
        case = walk(cast, to="notified").case
        [one] = Notification.objects.filter(case=case)
        assert due_of(case, "rapid-review") == date(2026, 11, 10), "fifteen working days after Tuesday 20 October"

        duties.correct_notification(
            cast.acting("manager", moment(22, "09:00")),
            ref=one.ref,
            submitted_at=moment(19, "16:00"),
            sender="Duty desk",
            national_reference="CSI-1",
            because="It was sent the day before it was written down.",
        )

        assert due_of(case, "rapid-review") == date(2026, 11, 9), "fifteen working days after Monday 19 October"
        one.refresh_from_db()
        assert (one.sender, one.national_reference, one.submitted_at) == ("Duty desk", "CSI-1", moment(19, "16:00"))

    def test_the_page_corrects_and_comes_back_filled_when_it_cannot(self, cast: Cast) -> None:
        case = walk(cast, to="notified").case
        [one] = Notification.objects.filter(case=case)
        address = f"/cases/{case.ref}/notification/{one.ref}/correct/"
        assert address in cast.client("manager").get(f"/cases/{case.ref}/notification/").content.decode()

        refused = cast.client("manager").post(address, {"sender": "Somebody at the desk"})

        assert refused.status_code == 422
        assert "Somebody at the desk" in refused.content.decode()

    def test_once_the_review_was_sent_the_notification_stands(self, cast: Cast) -> None:
        case = walk(cast, to="sent").case
        [one] = Notification.objects.filter(case=case)
        late = cast.acting("manager", moment(9, "09:00", 11))

        with pytest.raises(Refused, match="its notification stands"):
            duties.withdraw_notification(late, ref=one.ref, because="Not met.")
        with pytest.raises(Refused, match="its notification stands"):
            duties.correct_notification(
                late, ref=one.ref, submitted_at=moment(19), sender="Desk", national_reference="", because="Typed wrong."
            )


def test_of(case: Case) -> str:
    from candour.practice.cases.models import TestConclusion

    return TestConclusion.objects.filter(case=case).earliest("pk").test_name


test_of.__test__ = False  # type: ignore[attr-defined]


def due_of(case: Case, key: str) -> date:
    return Deadline.objects.get(owner_kind="cases.case", owner_id=case.pk, key=key, cancelled_at=None).due_on


class TestWithdrawnReviews:
    def test_the_case_goes_back_and_may_have_another_review(self, cast: Cast) -> None:
        case = walk(cast, to="asked").case
        at = moment(21, "09:00")
        reviews.withdraw_review(cast.acting("manager", at), ref=case.ref, because="The criteria were not met.")

        assert Case.objects.get(pk=case.pk).state == "received"
        assert set(AgencyRequest.objects.filter(case=case).values_list("state", flat=True)) == {"withdrawn"}
        live = Deadline.objects.filter(cancelled_at=None, met_at=None)
        assert not live.filter(owner_kind="cases.agencyrequest").exists()
        assert not live.filter(owner_kind="cases.case", owner_id=case.pk, key="agency-returns").exists()

        reviews.open_review(cast.acting("manager", moment(22, "09:00")), ref=case.ref)
        asked = ask(cast.acting("manager", moment(22, "10:00")), case, ["NELFT"])
        assert asked is None
        assert RapidReview.ever.filter(case=case).count() == 2
        assert Case.objects.get(pk=case.pk).state == "in-review"

    def test_an_open_decision_room_closes_with_it(self, cast: Cast) -> None:
        case = walk(cast, to="put").case
        at = moment(4, "15:00", 11)

        reviews.withdraw_review(cast.acting("manager", at), ref=case.ref, because="The criteria were not met.")

        assert Decision.objects.get(case=case).state == "withdrawn"

    def test_a_link_to_a_withdrawn_request_opens_nothing(self, cast: Cast) -> None:
        case = walk(cast, to="asked").case
        request = request_to(case, "NELFT")
        link = Actor.link("the holder of a link", ("request", request.pk), moment(21, "10:00"))
        fetch(link, AgencyRequest, ref=request.ref)

        requests.withdraw_request(cast.acting("manager", moment(21, "11:00")), ref=request.ref)

        with pytest.raises(Hidden):
            fetch(link, AgencyRequest, ref=request.ref)

    def test_a_case_that_is_opened_again_after_its_review_has_its_review(self, cast: Cast) -> None:
        case = walk(cast, to="sent").case
        at = moment(9, "09:00", 11)
        submissions.close_case(
            cast.acting("manager", at), ref=case.ref, outcome="reviewed", reason="Everything is done."
        )
        submissions.reopen_case(cast.acting("manager", at), ref=case.ref)

        assert Case.objects.get(pk=case.pk).state == "in-review"


class TestReturns:
    def test_names_are_closed_to_an_agency_once_it_is_signed_off(self, cast: Cast) -> None:
        case = walk(cast, to="asked").case
        request = request_to(case, "NELFT")
        lead = cast.acting("nelft", moment(20, "09:00"))
        assert any("Quennell" in str(facts) for _, facts in returns.who_it_is_about(lead, ref=request.ref))

        answer(lead, case, "NELFT", SUMMARY)
        returns.sign_off(
            cast.acting("nelft_senior", moment(20, "10:00")), ref=request.ref, name="Moira Keane", post="Director"
        )

        with pytest.raises(Refused, match="the names are closed again"):
            returns.who_it_is_about(lead, ref=request.ref)

    def test_whoever_sent_a_summary_does_not_sign_it_off_under_another_name(self, cast: Cast) -> None:
        case = walk(cast, to="asked").case
        lead = cast.acting("nelft", moment(20, "09:00"))
        request = answer(lead, case, "NELFT", SUMMARY)

        with pytest.raises(Refused, match="You sent this summary"):
            returns.sign_off(lead, ref=request.ref, name="Dr F. Siddiqui", post="Director of nursing")

    def test_an_agency_that_is_asked_after_the_plans_day_gets_a_day_of_its_own(self, cast: Cast) -> None:
        case = walk(cast, to="asked").case
        late = cast.acting("manager", moment(28, "09:00"))
        asks = [Ask(Organisation.objects.get(short_name="Probation").ref, "Lead", "lead@probation.example")]

        with pytest.raises(Refused, match="plan’s day for returns is past"):
            requests.ask_agencies(late, ref=case.ref, asks=asks)
        requests.ask_agencies(late, ref=case.ref, asks=asks, by=date(2026, 10, 30))

        assert request_to(case, "Probation").due_at == moment(30, "17:00")

    def test_an_agency_is_not_chased_on_the_day_it_was_asked(self, cast: Cast) -> None:
        case = walk(cast, to="asked").case
        asks = [Ask(Organisation.objects.get(short_name="Probation").ref, "Lead", "lead@probation.example")]
        requests.ask_agencies(
            cast.acting("manager", moment(26, "16:00")), ref=case.ref, asks=asks, by=date(2026, 10, 26)
        )

        requests.chase_late(Actor.system("the sweep", moment(26, "17:30")))

        assert request_to(case, "Probation").chases == 0
        assert request_to(case, "NELFT").chases == 1

    def test_a_moved_return_date_stands_in_the_letter_that_is_kept(self, cast: Cast) -> None:
        case = walk(cast, to="asked").case
        request = request_to(case, "NELFT")
        requests.move_return_date(
            cast.acting("manager", moment(20, "09:00")),
            ref=request.ref,
            to=date(2026, 10, 29),
            because="A move of offices.",
        )

        request.refresh_from_db()
        word, pdf = (sound_content_of(file) for file in (request.letter_docx, request.letter_pdf))
        for words in (words_of_word(word), words_of_pdf(pdf)):
            assert "Thursday 29 October 2026" in words
            assert "Monday 26 October 2026" not in words
