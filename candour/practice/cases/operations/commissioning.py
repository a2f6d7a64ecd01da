"""What a review is given to work with: terms, reviewer, letters, panel meetings, quality and drafts."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import F, Max

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import out_of_reach
from candour.platform.files.models import StoredFile
from candour.platform.workflow.moving import Conflict, save_edit
from candour.practice.cases import audit_events
from candour.practice.cases.models import (
    FullReview,
    MarkerAnswer,
    MarkerScore,
    ReviewDraft,
    Reviewer,
    ReviewLetter,
    ReviewTerms,
)
from candour.practice.cases.operations.days import why_not_done
from candour.practice.cases.operations.duties import office_task
from candour.practice.cases.queries.guarding import identifying_in
from candour.practice.cases.workflow_of_reviews import ENDS
from candour.practice.governance import operations as governance
from candour.practice.governance import queries as governance_queries
from candour.rulebook import index
from candour.rulebook.language.clocks import day_of
from candour.rulebook.language.fuzzy_dates import FuzzyDate

BEFORE_PARTNERS = ("setting-up", "under-way", "with-group")
"""The stages whose quality markers must be answered before a draft is put to the partners."""
N = TypeVar("N", ReviewTerms, ReviewDraft)


@operation
def draft_terms(
    actor: Actor,
    *,
    review_ref: str,
    purpose: str,
    scope_from: FuzzyDate,
    scope_until: FuzzyDate,
    key_lines: str,
) -> ReviewTerms:
    """Draft the next version of a review's terms of reference. Versions before stay as they were. Raises Refused."""
    review = _open_review(actor, review_ref)
    reasons = []
    if not scope_from.is_known or not scope_until.is_known:
        reasons.append("Give the period that the review looks at: from when and until when.")
    elif scope_until.certainly_before(scope_from):
        reasons.append("The period ends before it begins. Check both dates.")
    if reasons:
        raise Refused(*reasons)
    terms = ReviewTerms(
        review=review,
        purpose=purpose.strip(),
        scope_from=scope_from,
        scope_until=scope_until,
        key_lines=key_lines.strip(),
        drafted_at=actor.at,
        drafted_by=actor.label,
    )
    _numbered(terms)
    record(audit_events.TERMS_DRAFTED, subject=terms, within=review.case, number=terms.number)
    return terms


@operation
def agree_terms(actor: Actor, *, terms_ref: str, by: str, on: date) -> None:
    """Record who agreed a version of the terms and when. From then on it is the one that holds. Raises Refused."""
    terms = fetch(actor, ReviewTerms, "review__case", ref=terms_ref)
    require(actor, "run a review", terms)
    reasons = why_not_done(actor, "They cannot have been agreed", on)
    if on < day_of(terms.drafted_at):
        reasons.append("They cannot have been agreed before they were drafted.")
    if reasons:
        raise Refused(*reasons)
    if not ReviewTerms.objects.filter(pk=terms.pk, agreed_on=None).update(agreed_on=on, agreed_by=by.strip()):
        raise Refused("This version is agreed already.")
    record(audit_events.TERMS_AGREED, subject=terms, within=terms.review.case, number=terms.number)


@operation
def publish_terms(actor: Actor, *, terms_ref: str) -> None:
    """Set an agreed version free to stand on the public page. Raises Refused for one that may single somebody out."""
    terms = fetch(actor, ReviewTerms, "review__case", ref=terms_ref)
    require(actor, "run a review", terms)
    if terms.agreed_on is None:
        raise Refused("Only agreed terms are published.")
    found = identifying_in(f"{terms.purpose}\n\n{terms.key_lines}")
    if found:
        raise Refused(*found, "Draft a version in other words, and have it agreed.")
    if not ReviewTerms.objects.filter(pk=terms.pk, published_at=None).update(published_at=actor.at):
        raise Refused("This version is published already.")
    record(audit_events.TERMS_PUBLISHED, subject=terms, within=terms.review.case, number=terms.number)


@operation
def name_reviewer(actor: Actor, *, review_ref: str, **agreed: object) -> Reviewer:
    """Name who carries the review out, with what was agreed and how their independence was checked."""
    review = _open_review(actor, review_ref)
    _require_sense(actor, agreed)
    reviewer = Reviewer.objects.create(review=review, **_checked(actor, agreed))
    record(audit_events.REVIEWER_NAMED, subject=reviewer, within=review.case)
    return reviewer


@operation
def change_reviewer(actor: Actor, *, reviewer_ref: str, version: int, **agreed: object) -> None:
    """Change what was agreed with a reviewer, check their independence, or end their work. Raises Conflict."""
    reviewer = fetch(actor, Reviewer, "review__case", ref=reviewer_ref)
    require(actor, "run a review", reviewer)
    _require_sense(actor, agreed)
    changed = {name: value for name, value in agreed.items() if getattr(reviewer, name) != value}
    if "independence" in changed:
        changed = _checked(actor, changed)
    save_edit(reviewer, version, **changed)
    fields = sorted(changed)
    record(audit_events.REVIEWER_CHANGED, subject=reviewer, within=reviewer.review.case, fields=fields)


@operation
def keep_letter(actor: Actor, *, review_ref: str, kind: str, words: str, due_on: date | None = None) -> ReviewLetter:
    """Record a request to the reviewer in writing, with the day of its answer, or an update that came."""
    review = _open_review(actor, review_ref)
    is_request = kind == ReviewLetter.Kind.REQUEST
    reasons = []
    if is_request and due_on is None:
        reasons.append("Say by when the reviewer answers.")
    if is_request and due_on is not None and due_on <= actor.today:
        reasons.append("The answer must be due after today.")
    elif due_on is not None and out_of_reach(due_on):
        reasons.append(out_of_reach(due_on))
    if reasons:
        raise Refused(*reasons)
    letter = ReviewLetter.objects.create(
        review=review,
        kind=kind,
        words=words.strip(),
        made_on=actor.today,
        made_by=actor.label,
        due_on=due_on if is_request else None,
    )
    record(audit_events.LETTER_KEPT, subject=letter, within=review.case, kind=letter.get_kind_display())
    if letter.due_on is not None:
        page = f"/cases/{review.case.ref}/reviews/{review.ref}/"
        task = office_task(review.case, f"letter-{letter.ref}", "Answer of the reviewer", "See the request", page)
        deadlines.set_day(actor, owner=review.case, within=review.case, task=task, on=letter.due_on)
    return letter


@operation
def answer_letter(actor: Actor, *, letter_ref: str, on: date, answer: str) -> None:
    """Record the answer to a request. Raises Refused for a day to come and if it was answered before."""
    letter = fetch(actor, ReviewLetter, "review__case", ref=letter_ref)
    require(actor, "run a review", letter)
    reasons = why_not_done(actor, "The answer cannot have come", on)
    if on < letter.made_on:
        reasons.append("The answer cannot have come before the request.")
    if reasons:
        raise Refused(*reasons)
    changed = ReviewLetter.objects.filter(pk=letter.pk, answered_on=None, kind=ReviewLetter.Kind.REQUEST).update(
        answered_on=on, answer=answer.strip()
    )
    if not changed:
        raise Refused("This is no request that waits for an answer.")
    record(audit_events.LETTER_ANSWERED, subject=letter, within=letter.review.case)
    deadlines.meet(actor, owner=letter.review.case, within=letter.review.case, key=f"letter-{letter.ref}")


@operation
def plan_panel(actor: Actor, *, review_ref: str, starts_at: datetime, place: str, day_because: str = "") -> None:
    """Call a meeting of the review's panel: the group that reviews cases. Raises Refused where there is none.

    So it does for a day that is not worked without the reason for it.
    """
    review = _open_review(actor, review_ref)
    system = Actor.system(actor.label, actor.at)
    group = governance_queries.case_review_group(system, review.case.partnership_id)
    if group is None:
        raise Refused("The partnership has no group that reviews cases. Set one up in the directory first.")
    if out_of_reach(day_of(starts_at)):
        raise Refused(out_of_reach(day_of(starts_at)))
    governance.call_meeting(
        actor,
        group=group,
        owner=review,
        starts_at=starts_at,
        place=place.strip(),
        day_because=day_because,
        within=review.case,
    )


@operation
def answer_markers(actor: Actor, *, review_ref: str, answers: dict[str, tuple[str, str]]) -> None:
    """Answer quality markers: for each key whether it is met, and what shows it. Raises Refused without evidence."""
    review = _open_review(actor, review_ref)
    known = {marker.key: marker for marker in index.QUALITY_MARKERS}
    reasons = [
        f"Say what shows your answer to “{known[key].title}”."
        for key, (met, evidence) in answers.items()
        if met and not evidence.strip()
    ]
    given = {key: (met, evidence.strip()) for key, (met, evidence) in answers.items() if met and key in known}
    if not given:
        reasons.append("Answer one marker at least.")
    if reasons:
        raise Refused(*reasons)
    before = dict(MarkerAnswer.objects.filter(review=review).values_list("marker", "met"))
    MarkerScore.objects.bulk_create(
        MarkerScore(review=review, marker=key, met=met, scored_at=actor.at)
        for key, (met, _) in given.items()
        if before.get(key) != met
    )
    for key, (met, evidence) in given.items():
        MarkerAnswer.objects.update_or_create(
            review=review,
            marker=key,
            defaults={"met": met, "evidence": evidence, "answered_at": actor.at, "answered_by": actor.label},
        )
    record(audit_events.MARKERS_ANSWERED, subject=review, within=review.case, count=len(given))


@operation
def put_in_draft(actor: Actor, *, review_ref: str, stored: StoredFile, words: str) -> ReviewDraft:
    """Put in the next draft of the report. Its file is seen by those who may see the draft, and by nobody else.

    Raises Refused, and Conflict if the review moved on in the meantime.
    """
    review = _open_review(actor, review_ref)
    if not FullReview.objects.filter(pk=review.pk, state=review.state).update(version=F("version")):
        raise Conflict
    draft = ReviewDraft(review=review, file=stored, words=words.strip(), made_at=actor.at, made_by=actor.label)
    _numbered(draft)
    StoredFile.objects.filter(pk=stored.pk).update(owner_kind=draft._meta.label_lower, owner_id=draft.pk)
    record(audit_events.DRAFT_PUT_IN, subject=draft, within=review.case, number=draft.number)
    return draft


@operation
def group_saw_draft(actor: Actor, *, draft_ref: str, on: date) -> None:
    """Record the day on which the working group looked at a draft. Raises Refused before it was put to them."""
    draft = _draft(actor, draft_ref)
    reasons = why_not_done(actor, "The group cannot have looked at it", on)
    if draft.review.state not in ("with-group", "with-partners"):
        reasons.append("Put the draft to the working group first.")
    if on < day_of(draft.made_at):
        reasons.append("The group cannot have looked at it before it was put in.")
    if reasons:
        raise Refused(*reasons)
    ReviewDraft.objects.filter(pk=draft.pk).update(group_on=on)
    record(audit_events.DRAFT_SEEN, subject=draft, within=draft.review.case, number=draft.number, on=on.isoformat())


@operation
def sign_quality_check(actor: Actor, *, draft_ref: str, by: str, words: str) -> None:
    """Sign the quality check of a draft: who signs, and what they found.

    Raises Refused until the group has looked at it and every marker up to there is answered, with their names.
    """
    draft = _draft(actor, draft_ref)
    answered = set(MarkerAnswer.objects.filter(review=draft.review).values_list("marker", flat=True))
    wanting = [one.title for one in index.QUALITY_MARKERS if one.stage in BEFORE_PARTNERS and one.key not in answered]
    reasons = []
    if draft.group_on is None:
        reasons.append("The working group looks at the draft first.")
    if wanting:
        reasons.append(f"These quality markers are not answered: {'; '.join(wanting)}.")
    if reasons:
        raise Refused(*reasons)
    changed = ReviewDraft.objects.filter(pk=draft.pk, checked_on=None).update(
        checked_by=by.strip(), checked_on=actor.today, check_words=words.strip()
    )
    if not changed:
        raise Refused("The check of this draft is signed already.")
    record(audit_events.DRAFT_CHECKED, subject=draft, within=draft.review.case, number=draft.number)


def _open_review(actor: Actor, ref: str) -> FullReview:
    review = fetch(actor, FullReview, "case", ref=ref)
    require(actor, "run a review", review)
    if review.state in ENDS:
        raise Refused("The review has ended.")
    return review


def _draft(actor: Actor, ref: str) -> ReviewDraft:
    draft = fetch(actor, ReviewDraft, "review__case", ref=ref)
    require(actor, "run a review", draft)
    return draft


def _require_sense(actor: Actor, agreed: dict[str, object]) -> None:
    start, end = agreed.get("from_on"), agreed.get("until_on")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        raise Refused("The work ends before it begins. Check both dates.")


def _checked(actor: Actor, agreed: dict[str, object]) -> dict[str, object]:
    """What was agreed, with who checked the independence and when, if somebody did."""
    if not str(agreed.get("independence", "")).strip():
        return {**agreed, "checked_by": "", "checked_on": None}
    return {**agreed, "checked_by": actor.label, "checked_on": actor.today}


def _numbered(row: N) -> None:
    """Save a version with the next number of its review. Raises Refused where somebody was quicker."""
    model: type[models.Model] = type(row)
    last = model._default_manager.filter(review=row.review).aggregate(last=Max("number"))["last"] or 0
    row.number = last + 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused("Somebody put one in at the same moment. Look again, then add yours.") from error
