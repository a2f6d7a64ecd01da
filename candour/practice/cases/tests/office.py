"""The partnership office at the pages of a review that follows a decision, for the tests of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.deadlines.models import Hold
from candour.platform.files.models import StoredFile
from candour.practice.cases.models import Case, FullReview, LinkedProcess, ReviewDraft, ReviewDuty
from candour.practice.cases.operations import tracker
from candour.practice.voice.models import Room
from candour.rulebook import index
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.pages import problems, words

SENT = "Injury to a baby; bruising protocol; fathers; sharing of police reports"
OPENED = {
    "kind": "lcspr", "decided_on": "2 September 2026", "lead": "Havering SCP", "source": "BHRUT",
    "legal_basis": "The partners’ decision", "beside_because": "",
}  # fmt: skip
TERMS = {
    "purpose": "To learn why a theme came back a third time.", "scope_from": "January 2025", "scope_until": "July 2026",
    "key_lines": "How is bruising seen?\nWho speaks with fathers?",
}  # fmt: skip
INDEPENDENT = "No work for any agency in the case; knows none of its people."


def on(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


class Office:
    """The office at its pages."""

    def __init__(self, told: Cast) -> None:
        self.told = told
        self.draft = b"A draft."
        self.client = told.client("manager")
        self.case = Case.objects.get(themes=SENT)
        Room.objects.filter(owner_kind="cases.case", owner_id=self.case.pk).delete()  # its family has tests of its own
        FullReview.objects.filter(case=self.case).update(state="stopped", ended_on=FuzzyDate.on(told.now.date()))
        for hold in Hold.objects.filter(owner_kind="cases.case", owner_id=self.case.pk, lifted_at=None):
            tracker.lift_hold(told.acting("manager"), ref=self.case.ref, hold_ref=hold.ref)

    @property
    def review(self) -> FullReview:
        return FullReview.objects.filter(case=self.case).latest("pk")

    def post(self, name: str, answers: dict[str, Any], *part: str) -> Any:
        of_case = name == "full_review_open"
        args = [self.case.ref] if of_case else [self.case.ref, self.review.ref, *part]
        return self.client.post(reverse(name, args=args), answers)

    def does(self, name: str, answers: dict[str, Any], *part: str) -> None:
        answered = self.post(name, answers, *part)
        assert answered.status_code == 302, problems(answered)

    def is_told(self, name: str, answers: dict[str, Any], *part: str) -> list[str]:
        answered = self.post(name, answers, *part)
        assert answered.status_code == 422, answered
        return problems(answered)

    def step(self, key: str) -> str:
        """Press a step, and give the page that follows."""
        answered = self.client.post(
            reverse("full_review_step", args=[self.case.ref, self.review.ref, key]), follow=True
        )
        return words(answered)

    def page(self, name: str = "full_review") -> str:
        return words(self.client.get(reverse(name, args=[self.case.ref, self.review.ref])))

    def opened(self, **otherwise: str) -> Office:
        self.does("full_review_open", {**OPENED, **otherwise})
        return self

    def begun(self) -> Office:
        self.opened()
        self.does("review_terms_draft", TERMS)
        terms = self.review._of("ReviewTerms").get()
        self.does("review_terms_agree", {"by": "The partners", **on("on", self.told.now.date())}, terms.ref)
        self.does(
            "reviewer_name",
            {"name": "Ines Calloway", "method": "Systems", "independence": INDEPENDENT, "fee": "9500.50"},
        )
        self.step("begin")
        assert self.review.state == "under-way"
        return self

    def drafted(self) -> Office:
        self.begun()
        upload = SimpleUploadedFile("draft.txt", self.draft, "text/plain")
        self.does("draft_put", {"words": "First draft", "file": upload})
        StoredFile.objects.filter(pk__in=ReviewDraft.objects.values("file")).update(state="clean")
        self.step("draft")
        assert self.review.state == "with-group"
        return self

    def put(self) -> Office:
        self.drafted()
        draft = ReviewDraft.objects.latest("pk")
        self.does("draft_group", on("on", self.told.now.date()), draft.ref)
        for stage in ("setting-up", "under-way", "with-group"):
            asked = [one for one in index.QUALITY_MARKERS if one.stage == stage]
            answers = {f"{one.key}_met": "yes" for one in asked} | {f"{one.key}_evidence": "Seen." for one in asked}
            self.does("markers_answer", answers, stage)
        self.does("draft_check", {"by": "The chair of the group", "words": "Clear.", "confirm": "on"}, draft.ref)
        self.step("put")
        assert self.review.state == "with-partners"
        return self

    def signed_off(self) -> Office:
        self.put()
        LinkedProcess.objects.filter(case=self.case).delete()
        filled = {"source": "BHRUT", "legal_basis": "The decision", "method": "Systems", "family": "Met twice."}
        self.does("review_facts", {**filled, "no_other_processes": "on", "version": str(self.review.version)})
        duty = ReviewDuty.objects.get(review=self.review)
        self.does("duty_sign", {"by": "The three partners", **on("on", self.told.now.date())}, duty.ref)
        self.step("sign-off")
        assert self.review.state == "signed-off"
        return self
