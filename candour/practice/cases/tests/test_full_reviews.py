"""Reviews that follow a decision: every type by its own table, commissioned, held, signed off, published or stopped."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from candour.platform.access.policy import seen_by
from candour.platform.deadlines.models import Deadline
from candour.practice.cases.models import Case, FullReview, LinkedProcess, ReviewDraft, ReviewDuty
from candour.practice.cases.queries.full_reviews import types_for
from candour.practice.cases.tests.office import INDEPENDENT, OPENED, SENT, TERMS, Office, on
from candour.practice.cases.tests.papers import body_of, words_of_word
from candour.practice.cases.workflow_of_reviews import ENDS, FULL_REVIEWS
from candour.rulebook import index
from tests.cast import Cast
from tests.pages import words


@pytest.fixture
def office(told: Cast) -> Office:
    """The office, in a case of whose family nothing is kept yet."""
    return Office(told)


class TestTypes:
    """REV-02: each type has its own stages and template, and a case can change type without losing history."""

    def test_each_type_has_a_table_that_leads_from_its_start_to_an_end(self) -> None:
        for key, kind in index.REVIEW_TYPES.items():
            table = FULL_REVIEWS[key]
            assert set(kind.stages) <= set(table.states)
            reached, before = {table.start}, set()
            while reached != before:
                before = set(reached)
                reached |= {one.to_state for one in table.moves.values() if before & set(one.from_states)}
            assert reached == set(table.states), key
            assert [one.key for one in table.states.values() if one.is_end] == [
                stage for stage in table.states if stage in ENDS
            ]
        assert len({kind.covers for kind in index.REVIEW_TYPES.values()}) == len(index.REVIEW_TYPES)

    def test_the_types_offered_fit_whom_the_case_is_about(self, told: Cast) -> None:
        child, adult = Case.objects.get(themes=SENT), Case.objects.filter(about="adult").earliest("pk")
        for_child, for_adult = ({one.key for one in types_for(case)} for case in (child, adult))
        assert {"lcspr", "national", "combined", "dardr", "thematic", "practitioner"} <= for_child
        assert {"sar-mandatory", "sar-discretionary", "combined", "dardr"} <= for_adult
        assert not {"sar-mandatory", "scr"} & for_child
        assert not {"lcspr", "national", "scr"} & for_adult

    def test_a_review_changes_type_and_keeps_its_history_and_its_duty(self, office: Office) -> None:
        office.begun()
        version = str(office.review.version)
        asked = {"kind": "practitioner", "because": "", "version": version}
        assert office.is_told("review_kind", asked) == ["Enter an answer to “Why does the type change”."]
        office.does("review_kind", {**asked, "because": "The partners decided to learn with staff."})
        review = office.review
        assert (review.kind, review.state) == ("practitioner", "under-way")
        page = office.page()
        assert "Local child safeguarding practice review" in page, "what it has been, and its duty"
        assert "The partners decided to learn with staff." in page
        assert ReviewDuty.objects.filter(review=review, signed_off_on=None).count() == 1
        stale = office.post("review_kind", {**asked, "kind": "audit", "because": "Again."})
        assert "Somebody else changed this" in words(stale)
        assert "shown above" not in words(stale), "nothing of theirs is shown"

    def test_the_template_of_a_report_has_the_headings_of_its_type(self, office: Office) -> None:
        office.opened()
        file = office.client.get(reverse("report_template", args=[office.case.ref, office.review.ref]))
        text = words_of_word(body_of(file))
        assert all(heading in text for heading in index.REVIEW_TYPES["lcspr"].covers)
        assert "Fact sheet" in text


class TestOneReview:
    """REV-03, F44: one event has one review; a second one, or one beside a death review, is a recorded exception."""

    def test_a_second_review_asks_for_the_reason(self, office: Office) -> None:
        office.opened()
        told = office.is_told("full_review_open", {**OPENED, "kind": "learning"})
        assert len(told) == 1
        assert "there is already: Local child safeguarding practice review" in told[0]
        office.does("full_review_open", {**OPENED, "kind": "learning", "beside_because": "Staff asked for it."})
        assert "Beside another review of the event: Staff asked for it." in office.page()

    def test_a_death_review_elsewhere_counts_as_a_review(self, office: Office) -> None:
        LinkedProcess.objects.create(case=office.case, kind="dardr")
        assert "Domestic abuse related death review" in office.is_told("full_review_open", OPENED)[0]

    def test_a_combined_review_closes_no_duty_because_another_is_closed(self, office: Office) -> None:
        office.opened(kind="combined")
        day = on("decided_on", date(2026, 9, 1))
        for title, owner in (("Local review", "The partners"), ("Death review", "Community safety partnership")):
            office.does("duty_add", {"title": title, "owner": owner, "decision": "Yes", "decided_by": "It", **day})
        first = ReviewDuty.objects.filter(review=office.review).earliest("pk")
        office.does("duty_sign", {"by": "The partners", **on("on", date(2026, 11, 2))}, first.ref)
        page = office.page()
        assert "signed off by The partners, 2 November 2026" in page
        assert ReviewDuty.objects.get(title="Death review").signed_off_on is None
        FullReview.objects.filter(pk=office.review.pk).update(state="with-partners")
        assert "1 duty is not signed off. Each body signs off its own" in office.page()
        assert (
            "is signed off already"
            in office.is_told("duty_sign", {"by": "X", **on("on", date(2026, 11, 2))}, first.ref)[0]
        )


class TestCommissioning:
    """REV-05, REV-06, REV-09: terms, reviewer, requests in writing, and drafts that reach the partners last."""

    def test_nothing_begins_before_terms_and_an_independent_reviewer(self, office: Office) -> None:
        office.opened()
        page = office.step("begin")
        assert "Agree the terms of reference first." in page
        assert "Name a reviewer, and record how their independence was checked." in page
        office.does("reviewer_name", {"name": "Ines Calloway", "method": "Systems"})
        assert "Nobody has checked it" in office.page("review_work")
        assert not office.review.has_checked_reviewer

    def test_terms_are_versions_and_an_agreed_one_is_set_free_if_it_singles_nobody_out(self, office: Office) -> None:
        office.begun()
        first = office.review._of("ReviewTerms").get()
        office.does("review_terms_draft", {**TERMS, "key_lines": "What of the boy of six in Romford?"})
        second = office.review._of("ReviewTerms").latest("number")
        assert (first.number, second.number, second.agreed_on) == (1, 2, None)
        assert "January 2025 to July 2026" in dict(office.review.fact_sheet())["Period looked at"]
        office.post("review_terms_publish", {}, first.ref)
        first.refresh_from_db()
        assert first.published_at is not None
        office.does("review_terms_agree", {"by": "The partners", **on("on", office.told.now.date())}, second.ref)
        refused = office.client.post(
            reverse("review_terms_publish", args=[office.case.ref, office.review.ref, second.ref]), follow=True
        )
        assert "an exact age (“boy of six”) and a place (“in Romford”) together" in words(refused)
        wrong = {**TERMS, "scope_from": "August 2026"}
        assert office.is_told("review_terms_draft", wrong) == ["The period ends before it begins. Check both dates."]

    def test_the_reviewers_record_holds_check_method_fee_and_dates(self, office: Office) -> None:
        office.begun()
        page = office.page("review_work")
        assert "£9,500.50" in page
        assert INDEPENDENT in page
        assert "Checked 18 November 2026 by" in page

    def test_a_request_in_writing_has_a_day_a_letter_and_an_answer(self, office: Office) -> None:
        office.opened()
        request = {"kind": "request", "words": "Please send the first draft."}
        assert office.is_told("letter_keep", request) == ["Say by when the reviewer answers."]
        office.does("letter_keep", {**request, **on("due_on", date(2026, 12, 2))})
        letter = office.review._of("ReviewLetter").get()
        due = Deadline.objects.get(key=f"letter-{letter.ref}")
        assert due.due_on == date(2026, 12, 2)
        file = office.client.get(reverse("letter_file", args=[office.case.ref, office.review.ref, letter.ref]))
        assert "Please send the first draft." in words_of_word(body_of(file))
        office.does("letter_answer", {"answer": "In a week.", **on("on", date(2026, 11, 18))}, letter.ref)
        due.refresh_from_db()
        assert due.met_at is not None

    def test_the_terms_and_updates_of_a_national_review_are_filed_on_the_local_case(self, office: Office) -> None:
        # REV-11
        office.opened(kind="national", lead="The national Panel")
        office.does("review_terms_draft", TERMS)
        terms = office.review._of("ReviewTerms").get()
        office.does("review_terms_agree", {"by": "The national Panel", **on("on", office.told.now.date())}, terms.ref)
        office.does("letter_keep", {"kind": "update", "words": "Six areas take part; the fieldwork begins in March."})
        page = office.page("review_work")
        for said in (
            "To learn why a theme came back a third time.", "Who speaks with fathers?", "by The national Panel",
            "Update 18 November 2026 Six areas take part; the fieldwork begins in March.",
        ):  # fmt: skip
            assert said in page, said
        assert "National child safeguarding practice review" in words(
            office.client.get(reverse("case_reviews", args=[office.case.ref]))
        )

    def test_the_panel_meets_through_the_review_group(self, office: Office) -> None:
        office.opened()
        office.does("panel_plan", {**on("on", date(2026, 12, 3)), "at": "10:00", "place": "Town hall"})
        assert "3 December 2026, 10:00, Town hall" in office.page("review_work").replace("10:00 on", "10:00,")

    def test_a_draft_reaches_the_partners_only_after_the_group_and_a_signed_check(self, office: Office) -> None:
        office.drafted()
        draft = ReviewDraft.objects.get(review=office.review)
        police, lead = office.told.acting("police"), office.told.acting("police_lead")
        assert not seen_by(police, ReviewDraft).exists()
        assert seen_by(lead, ReviewDraft).filter(pk=draft.pk).exists(), "the working group has it"
        file = reverse("file", args=[draft.file.ref])
        assert office.told.client("police").get(file).status_code == 404
        page = office.step("put")
        assert "Record the day on which the working group looked at the newest draft." in page
        assert "Sign the quality check of the newest draft first." in page
        told = office.is_told("draft_check", {"by": "Somebody", "words": "Fine.", "confirm": "on"}, draft.ref)
        assert told[0] == "The working group looks at the draft first."
        assert "Referral; Decision" in told[1]

    def test_the_partners_see_the_draft_that_was_put_to_them(self, office: Office) -> None:
        office.put()
        assert seen_by(office.told.acting("police"), ReviewDraft).filter(review=office.review).count() == 1
        file = reverse("file", args=[ReviewDraft.objects.get(review=office.review).file.ref])
        assert office.told.client("police").get(file).status_code == 200
