"""The reviews that follow decisions in the demonstration: one under way beside a trial, one being set up."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.practice.cases.models import Case, FullReview, LinkedProcess, ReviewTerms
from candour.practice.cases.operations import commissioning, description, full_reviews
from candour.project.demonstration.stage import Stage
from candour.rulebook import index
from candour.rulebook.language.fuzzy_dates import FuzzyDate

SEEN = {
    "referral": "The ward’s referral and the day it came are on file.",
    "decision": "The chair’s reason stands beside the decision.",
    "informing": "The parents were told by letter; a visit waits for the trial.",
    "clarity": "Read back by somebody from outside: what, why and until when.",
    "commissioning": "Two were asked; one had worked for the trust and was not taken.",
}


def open_local_review(manager: Actor, case: Case) -> None:
    """Open the local review that the chair decided on, and draft its terms."""
    review = full_reviews.open_full_review(
        manager,
        ref=case.ref,
        kind="lcspr",
        decided_on=FuzzyDate.on(manager.today),
        lead="Havering SCP",
        source="Hospital trust",
        legal_basis="Decision of the partnership chair, after the partners disagreed",
    )
    commissioning.draft_terms(
        manager,
        review_ref=review.ref,
        purpose="To learn why a theme that two reviews had found came back a third time.",
        scope_from=FuzzyDate.parse("January 2025"),
        scope_until=FuzzyDate.parse("July 2026"),
        key_lines=(
            "How is bruising in a baby who does not move yet seen, at every door?\n"
            "Who speaks with fathers, and when?\n"
            "What became of what the reviews before had recommended?"
        ),
    )


def commission_local_review(manager: Actor, case: Case) -> None:
    """Agree the terms, name the reviewer and begin."""
    review = FullReview.objects.get(case=case)
    terms = ReviewTerms.objects.get(review=review)
    commissioning.agree_terms(manager, terms_ref=terms.ref, by="The statutory partners", on=manager.today)
    commissioning.publish_terms(manager, terms_ref=terms.ref)
    commissioning.name_reviewer(
        manager,
        review_ref=review.ref,
        name="Ines Calloway",
        organisation="On her own account",
        method="A systems method, with those who did the work",
        independence="No work for any agency in the case. Knows none of its people. One audit here eight years ago.",
        contract="PO 20417",
        fee_pence=1_250_000,
        from_on=manager.today,
        until_on=None,
    )
    commissioning.answer_markers(
        manager, review_ref=review.ref, answers={key: ("yes", words) for key, words in SEEN.items()}
    )
    full_reviews.move_on(manager, review_ref=review.ref, step="begin")
    full_reviews.describe_full_review(
        manager, review_ref=review.ref, version=review.version + 1, method="A systems method"
    )


def wait_for_the_trial(stage: Stage, manager: Actor, case: Case) -> None:
    """The trial holds publication and talks with the parents; learning goes out meanwhile."""
    review = FullReview.objects.get(case=case)
    trial = description.link_process(
        manager,
        ref=case.ref,
        kind=LinkedProcess.Kind.POLICE,
        owner="Metropolitan Police",
        reference="",
        status="Charged; trial fixed",
        next_on=stage.ahead(40, "10:00").date(),
        began_on=FuzzyDate.on(stage.back(78, "09:40").date()),
        stops="publication",
    )
    description.link_process(
        manager,
        ref=case.ref,
        kind=LinkedProcess.Kind.FAMILY_COURT,
        owner="Family court",
        reference="",
        status="Care proceedings",
        next_on=stage.ahead(12, "10:00").date(),
        began_on=FuzzyDate.on(stage.back(70, "09:40").date()),
        stops="talks",
        after_ref=trial.ref,
    )
    full_reviews.issue_learning(
        manager,
        review_ref=review.ref,
        on=manager.today,
        words="A briefing on the bruising protocol, to every lead and every ward.",
    )
    commissioning.keep_letter(
        manager,
        review_ref=review.ref,
        kind="request",
        words="Please send a first draft of the analysis of the three attendances.",
        due_on=stage.ahead(8, "12:00").date(),
    )


def open_adults_review(manager: Actor, case: Case) -> None:
    """Open the review that the board’s chair decided on, one that another body’s duty can join."""
    full_reviews.open_full_review(
        manager,
        ref=case.ref,
        kind="sar-mandatory",
        decided_on=FuzzyDate.on(manager.today),
        lead="Havering SAB",
        source="Adult social care",
        legal_basis=index.REVIEW_TYPES["sar-mandatory"].cites.place,
    )
