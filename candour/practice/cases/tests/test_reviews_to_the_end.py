"""Reviews to their end: fact sheet, limit and hold, publication, proposals, and who finds nothing of them."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.urls import reverse

from candour.platform.access.policy import Refused, seen_by
from candour.platform.deadlines.models import Deadline, Hold
from candour.platform.files.models import StoredFile
from candour.practice.cases.models import Case, FollowUp, FullReview, LinkedProcess, ReviewDraft, ReviewDuty
from candour.practice.cases.operations import commissioning, full_reviews, submissions, teams, tracker
from candour.practice.cases.tests.office import Office, on
from candour.practice.learning.models import Report
from candour.practice.voice.models import Member, Room, Telling
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.pages import words


@pytest.fixture
def office(told: Cast) -> Office:
    """The office, in a case of whose family nothing is kept yet."""
    return Office(told)


class TestFactSheet:
    """F43: the fact sheet cannot be blank, and a machine can read it."""

    def test_no_sign_off_with_a_blank_and_the_same_lines_for_a_machine(self, office: Office) -> None:
        office.put()
        LinkedProcess.objects.filter(case=office.case).delete()
        page = office.step("sign-off")
        assert "The fact sheet is blank at: Method; Family invited and involved; Parallel processes." in page
        assert office.review.state == "with-partners"
        assert "Blank" in office.page("fact_sheet")
        found = office.client.get(reverse("fact_sheet_json", args=[office.case.ref, office.review.ref]))
        sheet = json.loads(found.content)
        assert sheet["method"] is None
        assert sheet["period_looked_at"] == "January 2025 to July 2026"
        assert sheet["reviewer"] == "Ines Calloway"
        assert sheet["blank"] == ["Method", "Family invited and involved", "Parallel processes"]
        assert sheet["duties"][0]["due_on"] == "2027-03-02"


class TestToTheEnd:
    """REV-10, T14: the limit goes on while a hold is shown, learning goes out, and publication waits until it may."""

    def test_the_six_months_count_from_the_decision_and_are_shown_beside_a_hold(self, office: Office) -> None:
        # T14
        office.opened()
        duty = ReviewDuty.objects.get(review=office.review)
        assert duty.due_on == date(2027, 3, 2), "2 September 2026 and six months"
        tracker.put_on_hold(
            office.told.acting("manager"), ref=office.case.ref, waits_for="The trial", reason="Asked by the CPS.",
            ask="The officer in the case", next_check_on=date(2026, 12, 1),
        )  # fmt: skip
        page = office.page()
        assert "104 days left; held since 18 November 2026, and the limit goes on" in page
        assert "On hold: The trial" in page
        assert "Next check 1 December 2026" in page

    def test_publication_waits_for_the_copy_and_the_hold_and_learning_does_not(self, office: Office) -> None:
        office.signed_off()
        tracker.put_on_hold(
            office.told.acting("manager"), ref=office.case.ref, waits_for="The trial", reason="Asked by the CPS.",
            ask="The officer in the case", next_check_on=date(2026, 12, 1),
        )  # fmt: skip
        office.does(
            "learning_issue", {"words": "A seven-minute briefing to all leads.", **on("on", date(2026, 11, 18))}
        )
        assert "A seven-minute briefing to all leads." in office.page()
        publish = {"where": "The partnership’s site", **on("on", date(2026, 11, 18))}
        told = office.is_told("full_review_step", publish, "publish")
        assert told == [
            "Record the day on which the Panel and the Secretary of State were sent the report.",
            "The case is on hold. Lift the hold first, or go on waiting; learning can go out meanwhile.",
        ]
        office.does("copy_record", on("on", date(2026, 11, 18)))
        hold = Hold.objects.get(owner_kind="cases.case", owner_id=office.case.pk, lifted_at=None)
        tracker.lift_hold(office.told.acting("manager"), ref=office.case.ref, hold_ref=hold.ref)
        office.does("full_review_step", publish, "publish")
        review = office.review
        assert (review.state, review.published_on, review.ended_on) == (
            "published", FuzzyDate.on(date(2026, 11, 18)), FuzzyDate.on(date(2026, 11, 18)),
        )  # fmt: skip
        office.case.refresh_from_db()
        assert office.case.line is not None
        assert office.case.line.published_on == FuzzyDate.on(date(2026, 11, 18))
        assert Deadline.objects.get(key=f"duty-{ReviewDuty.objects.get(review=review).ref}").met_at is not None

    def test_it_does_not_end_while_a_duty_or_the_family_waits_and_then_its_recommendations_open(
        self, office: Office
    ) -> None:
        office.signed_off()
        office.does("copy_record", on("on", date(2026, 11, 18)))
        office.does("duty_add", {
            "title": "Domestic abuse related death review", "owner": "The community safety partnership",
            "decision": "It is carried out together.", "decided_by": "Its chair", "sends_to": "",
            **on("decided_on", date(2026, 11, 18)), **on("due_on", date(2027, 2, 1)),
        })  # fmt: skip
        room, _ = Room.objects.get_or_create(
            owner_kind="cases.case", owner_id=office.case.pk,
            defaults={"partnership": office.case.partnership, "title": "A case", "opened_at": office.told.now},
        )  # fmt: skip
        Member.objects.filter(room=room).delete()
        mother = Member.objects.create(room=room, number=1, relation="mother", involvement="taking-part")
        Telling.objects.create(member=mother, about="decision", why_not="other", made_at=office.told.now)
        address = "https://partnership.example/reviews/3"
        publish = {"where": address, **on("on", date(2026, 11, 18))}
        owed = "Mother, person 1, has not been told of the decision on publication, and no reason is written why not."
        assert owed in office.page()
        assert office.is_told("full_review_step", publish, "publish") == [owed]
        Telling.objects.create(member=mother, about="publication", why_not="other", made_at=office.told.now)
        (unsigned,) = office.is_told("full_review_step", publish, "publish")
        assert "1 duty is not signed off" in unsigned
        other = ReviewDuty.objects.get(review=office.review, title__startswith="Domestic")
        office.does("duty_sign", {"by": "Its chair", **on("on", date(2026, 11, 18))}, other.ref)
        assert Deadline.objects.get(key=f"duty-{other.ref}").met_at is not None, "the limit of this review goes on"
        office.does("full_review_step", publish, "publish")
        report = Report.objects.get(owner_kind="cases.case", owner_id=office.case.pk)
        assert (report.kind, report.is_restricted) == ("local-review", False)
        # LRN-01
        assert (report.source, report.web_address) == (office.review.lead, address)
        assert f"Read it at {address}" in words(office.client.get(reverse("matrix", args=[report.ref])))
        assert "Who answers what" in office.page()

    def test_what_the_partners_do_not_have_is_not_signed_off(self, office: Office) -> None:
        office.put()
        upload = SimpleUploadedFile("draft2.txt", b"Another draft.", "text/plain")
        office.does("draft_put", {"words": "Second draft", "file": upload})
        assert "The partners do not have the newest draft." in office.step("sign-off")
        assert office.review.state == "with-partners"

    def test_two_reviews_of_one_event_are_not_opened_side_by_side(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        office.opened()
        monkeypatch.setattr(full_reviews, "other_reviews", lambda case: [])
        with pytest.raises(Refused, match="at the same moment"):
            full_reviews.open_full_review(
                office.told.acting("manager"), ref=office.case.ref, kind="lcspr",
                decided_on=FuzzyDate.on(date(2026, 9, 2)), lead="Havering SCP", source="", legal_basis="",
            )  # fmt: skip

    def test_a_report_that_is_not_published_ends_with_its_reason(self, office: Office) -> None:
        office.signed_off()
        office.does("copy_record", on("on", date(2026, 11, 18)))
        assert office.is_told("full_review_step", {"because": ""}, "unpublish")
        office.does("full_review_step", {"because": "A living child could be found."}, "unpublish")
        assert office.review.state == "unpublished"
        assert "A living child could be found." in office.page()

    def test_a_review_is_stopped_with_a_reason_and_its_limit_ends(self, office: Office) -> None:
        office.opened()
        duty = ReviewDuty.objects.get(review=office.review)
        office.does("full_review_step", {"because": "The criteria were not met after all."}, "stop")
        assert Deadline.objects.get(key=f"duty-{duty.ref}").cancelled_at is not None
        assert "Open a review" in words(office.client.get(reverse("case_reviews", args=[office.case.ref])))

    def test_a_case_is_not_closed_while_its_review_runs(self, office: Office) -> None:
        office.opened()
        FollowUp.objects.filter(case=office.case).update(done_at=office.told.now)
        with pytest.raises(Refused, match="A review that followed the decision is still running"):
            submissions.close_case(
                office.told.acting("manager"), ref=office.case.ref, outcome="reviewed", reason="Done."
            )

    def test_what_cannot_be_so_is_refused(self, office: Office) -> None:
        office.begun()
        manager, ref = office.told.acting("manager"), office.review.ref
        for attempt, reason in (
            (lambda: full_reviews.move_on(manager, review_ref=ref, step="accept"), "no such step"),
            (lambda: full_reviews.move_on(manager, review_ref=ref, step="publish", where="X"), "under way"),
            (lambda: full_reviews.group_case(manager, review_ref=ref, key="NONE"), "No other case"),
            (lambda: full_reviews.record_copy(manager, review_ref=ref, on=date(2026, 11, 18)), "signed off"),
            (
                lambda: full_reviews.issue_learning(manager, review_ref=ref, on=date(2027, 1, 1), words="X"),
                "later than",
            ),
            (lambda: commissioning.answer_markers(manager, review_ref=ref, answers={"report": ("yes", " ")}), "shows"),
        ):
            with pytest.raises(Refused, match=reason):
                attempt()


class TestHandingOn:
    """What is owed at the end: the family hears, and the recommendations come to the bodies that answer."""

    def test_its_recommendations_are_opened_once_and_only_with_findings(self, office: Office) -> None:
        office.drafted()
        address = reverse("review_recommendations", args=[office.case.ref, office.review.ref])
        assert "once the draft is with the partners" in words(office.client.post(address, follow=True))
        FullReview.objects.filter(pk=office.review.pk).update(state="with-partners")
        answered = office.client.post(address)
        report = office.review.recommendations
        assert report is not None
        assert answered.headers["Location"] == reverse("matrix", args=[report.ref])
        assert (report.kind, report.is_restricted, report.owner_id) == ("local-review", True, office.case.pk)
        assert "Who answers what" in office.page()
        assert "are open already" in words(office.client.post(address, follow=True))


class TestProposals:
    """REV-13, REV-15: a themed proposal groups cases, sources and options; staff can lead an evaluation."""

    def test_a_proposal_groups_cases_and_is_decided_upon_its_sources(self, office: Office) -> None:
        office.opened(kind="thematic")
        assert office.review.state == "proposed"
        assert "Write down the sources and the options first" in office.step("accept")
        other = Case.objects.filter(partnership=office.case.partnership).exclude(pk=office.case.pk).earliest("pk")
        office.does("case_group", {"key": other.key.lower()})
        assert f"Case {other.key}" in office.page()
        facts = {
            "sources": "Data of five years.",
            "options": "A themed audit\nA review",
            "version": office.review.version,
        }
        office.does("review_facts", facts)
        office.step("accept")
        assert office.review.state == "setting-up"

    def test_practitioners_lead_an_evaluation_without_terms_or_reviewer(self, office: Office) -> None:
        office.opened(kind="practitioner", lead="Health visitors of the north team")
        office.step("begin")
        facts = {
            "source": "Staff",
            "legal_basis": "None",
            "method": "Appreciative",
            "family": "Not asked: no event harmed.",
        }
        office.does("review_facts", {**facts, "no_other_processes": "on", "version": office.review.version})
        LinkedProcess.objects.filter(case=office.case).delete()
        office.step("finish")
        assert office.review.state == "finished"


def test_a_walled_person_finds_nothing_of_a_review(office: Office) -> None:
    office.drafted()
    case, review = office.case, office.review
    teams.declare_conflict(
        office.told.acting("manager"), ref=case.ref, person_ref=office.told.people["police_lead"].ref, nature="family"
    )
    lead = office.told.acting("police_lead")
    client = office.told.client("police_lead")
    draft = ReviewDraft.objects.get(review=review)
    of_case, of_draft = ({"owner_kind": one._meta.label_lower, "owner_id": one.pk} for one in (case, draft))
    for seen in (
        seen_by(lead, FullReview).filter(case=case),
        seen_by(lead, ReviewDuty).filter(review=review),
        seen_by(lead, ReviewDraft).filter(review=review),
        seen_by(lead, StoredFile).filter(**of_draft),
        seen_by(lead, Deadline).filter(**of_case),
    ):
        assert not seen.exists(), seen.model
    for name in ("full_review", "review_work", "fact_sheet", "fact_sheet_json", "report_template"):
        assert client.get(reverse(name, args=[case.ref, review.ref])).status_code == 404, name
    assert client.get(reverse("file", args=[draft.file.ref])).status_code == 404
    assert review.ref not in client.get(reverse("home")).content.decode()
    assert f"/cases/{case.ref}/" not in client.get(f"{reverse('search')}?q={case.key}").content.decode()


def test_two_who_sign_a_duty_at_once_leave_one_signature(office: Office) -> None:
    office.opened()
    duty = ReviewDuty.objects.get(review=office.review)
    ReviewDuty.objects.filter(pk=duty.pk).update(version=F("version") + 1)
    manager = office.told.acting("manager")
    full_reviews.sign_duty(manager, duty_ref=duty.ref, by="A", on=date(2026, 11, 18), words="")
    with pytest.raises(Refused, match="signed off already"):
        full_reviews.sign_duty(manager, duty_ref=duty.ref, by="B", on=date(2026, 11, 18), words="")
    duty.refresh_from_db()
    assert duty.signed_off_by == "A"
