"""The report: its analysis, its versions, the comments on the draft to the minute, and finishing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.models import Deadline
from candour.platform.exports.documents import write_docx, write_pdf
from candour.platform.files import operations as files
from candour.platform.workflow.moving import move, save_edit
from candour.practice.cases import audit_events, messages
from candour.practice.cases.exports.letters import CLASSIFICATION
from candour.practice.cases.exports.report import report_of
from candour.practice.cases.models import AgencyRequest, Case, Comment, RapidReview, ReportVersion, TeamMember
from candour.practice.cases.operations.decisions import tests_to_conclude
from candour.practice.cases.operations.pseudonyms import pseudonyms_of
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.queries.report import ReportFacts, report_facts, without_names
from candour.practice.cases.workflow import REVIEW

if TYPE_CHECKING:
    from candour.platform.files.models import StoredFile

DEFAULT_COMMENT_DAYS = 1


@operation
def write_analysis(actor: Actor, *, ref: str, version: int, facts_summary: str, analysis: str) -> None:
    """Write the report's summary of facts and its analysis. Raises Conflict if somebody else wrote meanwhile."""
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", case=case)
    require(actor, "run a review", review)
    if review.state not in ("released", "met", "circulated"):
        raise Refused("The text can be written after the returns are released and until the report is finished.")
    save_edit(review, version, facts_summary=facts_summary.strip(), analysis=analysis.strip())
    record(audit_events.ANALYSED, subject=review, within=case)


def make_report(actor: Actor, *, ref: str, stage: str = "draft") -> ReportVersion:
    """Make a version of the report from what is there, as Word to edit and as a tagged PDF.

    The documents are made before the transaction, so that nothing waits for them.
    """
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", case=case)
    require(actor, "run a review", review)
    document = report_of(_facts(actor, case, review), made_at=actor.at, stage=stage)
    return _keep_version(
        actor, case=case, review=review, stage=stage, docx=write_docx(document), pdf=write_pdf(document)
    )


def _facts(actor: Actor, case: Case, review: RapidReview) -> ReportFacts:
    return without_names(report_facts(actor, case, review), pseudonyms_of(actor, case, audit_events.REPORT_ANONYMISED))


@operation
def _keep_version(
    actor: Actor, *, case: Case, review: RapidReview, stage: str, docx: bytes, pdf: bytes
) -> ReportVersion:
    version = _new_version(actor, review, stage)
    name = f"Report {case.key} version {version.number}"
    version.docx = files.keep_made(actor, name=f"{name}.docx", content=docx, owner=case, classification=CLASSIFICATION)
    version.pdf = files.keep_made(actor, name=f"{name}.pdf", content=pdf, owner=case, classification=CLASSIFICATION)
    version.save(update_fields=["docx", "pdf"])
    words = ReportVersion.Stage(stage).label.lower()
    record(audit_events.REPORT_MADE, subject=version, within=case, number=version.number, stage=words)
    deadlines.meet(actor, owner=case, within=case, key="first-draft")
    return version


@operation
def put_back(actor: Actor, *, ref: str, stored: StoredFile) -> ReportVersion:
    """Put back a version that was edited in Word. It becomes the newest; the one before stays as it was."""
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", case=case)
    require(actor, "run a review", review)
    if review.state not in ("met", "circulated"):
        raise Refused("A report can be put back after the meeting and until it is finished.")
    version = _new_version(actor, review, ReportVersion.Stage.DRAFT)
    version.docx, version.is_edited = stored, True
    version.save(update_fields=["docx", "is_edited"])
    record(audit_events.REPORT_MADE, subject=version, within=case, number=version.number, stage="edited")
    return version


@operation
def send_draft(actor: Actor, *, ref: str) -> None:
    """Send the newest draft to everybody on the team for comments, until the minute that the plan gives.

    Raises Refused while the analysis is not written, and where no version has been made.
    """
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", case=case)
    newest = ReportVersion.objects.filter(review=review).select_related("docx").order_by("-number").first()
    if newest is None:
        raise Refused("Make a version of the report first.")
    if newest.docx is not None and newest.docx.state == "held":
        raise Refused("The newest version waits to be scanned, so nobody could open it. Try again in a minute.")
    closes = Deadline.objects.filter(
        owner_kind="cases.case", owner_id=case.pk, key="comments", cancelled_at=None
    ).first()
    until = closes.due_at if closes else None
    if until is None or until <= actor.at:
        until = deadlines.next_working_day_at(actor.at)
    words = messages.due_words(until)
    move(actor, review, REVIEW, "send-draft", within=case, until=words)
    RapidReview.objects.filter(pk=review.pk).update(draft_sent_at=actor.at, comments_close_at=until)
    ReportVersion.objects.filter(pk=newest.pk).update(stage=ReportVersion.Stage.CIRCULATED)
    deadlines.meet(actor, owner=case, within=case, key="circulate-draft")
    team = TeamMember.objects.filter(case=case, left_at=None).exclude(purpose=TeamMember.Purpose.OFFICE)
    addresses = sorted(team.values_list("person__email", flat=True))
    messages.tell(actor, "draft", case, addresses, messages.link("case_report", case.ref), mark=str(newest.number))
    refresh(actor, case)


@operation
def comment(actor: Actor, *, ref: str, text: str, place: str = "") -> Comment:
    """Comment on the draft, until the minute at which comments close.

    Raises Refused after it, or with nothing to say.
    """
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", case=case)
    require(actor, "comment on a draft", review)
    reasons = []
    if review.state != "circulated" or review.comments_close_at is None:
        reasons.append("The draft is not open for comments.")
    elif actor.at > review.comments_close_at:
        reasons.append(
            f"Comments closed at {messages.due_words(review.comments_close_at)}. Tell the partnership office."
        )
    if not text.strip():
        reasons.append("Write your comment.")
    if reasons or actor.person_id is None:
        raise Refused(*reasons)
    made = Comment.objects.create(
        review=review, person_id=actor.person_id, place=place.strip(), text=text.strip(), made_at=actor.at
    )
    record(audit_events.COMMENTED, subject=made, within=case)
    return made


@operation
def answer_comment(actor: Actor, *, ref: str, comment_ref: str, version: int, answer: str, reason: str) -> None:
    """Accept a comment or not. One that is not wholly accepted needs a reason. Raises Refused or Conflict."""
    case = fetch(actor, Case, ref=ref)
    made = fetch(actor, Comment, "review", ref=comment_ref, review__case=case)
    require(actor, "run a review", made.review)
    if answer != Comment.Answer.ACCEPTED and not reason.strip():
        raise Refused("Say why the comment is not accepted in full.")
    save_edit(made, version, answer=answer, answer_reason=reason.strip(), answered_at=actor.at)
    record(audit_events.COMMENT_ANSWERED, subject=made, within=case, answer=Comment.Answer(answer).label.lower())


def finish(actor: Actor, *, ref: str, early_because: str = "") -> ReportVersion:
    """Finish the report: the final version is fixed and goes to the partners. Every comment must be answered.

    Before the minute at which comments close, it needs the reason for closing them early. Where the newest version was
    edited in Word, that file is the final one. Raises Refused with what is missing.
    """
    case = fetch(actor, Case, ref=ref)
    review = fetch(actor, RapidReview, "case", case=case)
    require(actor, "run a review", review)
    newest = ReportVersion.objects.filter(review=review).order_by("-number").first()
    if newest is not None and newest.is_edited:
        return _finish(actor, case=case, review=review, early_because=early_because, final=newest)
    document = report_of(_facts(actor, case, review), made_at=actor.at, stage="final")
    docx, pdf = write_docx(document), write_pdf(document)
    return _finish(actor, case=case, review=review, early_because=early_because, docx=docx, pdf=pdf)


@operation
def _finish(
    actor: Actor,
    *,
    case: Case,
    review: RapidReview,
    early_because: str,
    final: ReportVersion | None = None,
    docx: bytes = b"",
    pdf: bytes = b"",
) -> ReportVersion:
    missing = tests_to_conclude(case, review.recommendation)
    if missing:
        raise Refused(*missing)
    if review.comments_close_at and actor.at < review.comments_close_at:
        if not early_because.strip():
            until = messages.due_words(review.comments_close_at)
            raise Refused(f"Comments are open until {until}. To finish now, say why they close early.")
        RapidReview.objects.filter(pk=review.pk).update(comments_closed_because=early_because.strip())
        record(audit_events.COMMENTS_CLOSED_EARLY, subject=review, within=case)
    move(actor, review, REVIEW, "finish", within=case)
    RapidReview.objects.filter(pk=review.pk).update(finished_at=actor.at)
    if final is None:
        final = _keep_version(actor, case=case, review=review, stage="final", docx=docx, pdf=pdf)
    ReportVersion.objects.filter(pk=final.pk).update(stage=ReportVersion.Stage.FINAL)
    deadlines.meet(actor, owner=case, within=case, key="comments")
    deadlines.meet(actor, owner=case, within=case, key="finalise")
    _go_on_without_the_missing(actor, case, review)
    refresh(actor, case)
    return final


def _go_on_without_the_missing(actor: Actor, case: Case, review: RapidReview) -> None:
    because = "the report was finished without it"
    overtaken = ("leads-named", "agency-returns", "health-returns")
    deadlines.cancel_open(actor, owner=case, within=case, keys=overtaken, because=because)
    for request in AgencyRequest.objects.filter(review=review, state__in=("asked", "started", "returned")):
        deadlines.cancel_open(actor, owner=request, within=case, keys=["agency-return"], because=because)


def _new_version(actor: Actor, review: RapidReview, stage: str) -> ReportVersion:
    last = ReportVersion.objects.filter(review=review).aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            return ReportVersion.objects.create(
                review=review, number=last + 1, stage=stage, made_at=actor.at, made_by=actor.label
            )
    except IntegrityError as error:
        raise Refused("Somebody made a version at the same moment. Look at it, then try again.") from error
