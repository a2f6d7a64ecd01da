"""Cases from an old tracker: brought in as they were printed, and taken out again while nobody has touched them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.search import index as search_index
from candour.practice.cases import audit_events
from candour.practice.cases.models import (
    Case,
    FullReview,
    PanelReply,
    RapidReview,
    ReviewDraft,
    ReviewDuty,
    ReviewKindSpell,
    TeamMember,
    TrackerLine,
)
from candour.practice.cases.operations.intake import join_office
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.queries.clock import NOTIFICATION, governing_clock
from candour.practice.directory import queries as directory
from candour.rulebook import index
from candour.rulebook.language.clocks import LONDON
from candour.rulebook.language.fuzzy_dates import FuzzyDate

FROM_TRACKER = "As the old tracker tells it."
DELAYED = "Publication waits for it, says the old tracker."


@operation
def bring_in_case(actor: Actor, *, partnership_id: int, values: Mapping[str, Any]) -> Case:
    """Make a case from a row of an old tracker.

    What the row does not tell stays unknown. Raises Refused for a taken key.
    """
    partnership = directory.partnership_by_id(actor, partnership_id)
    require(actor, "import the tracker", partnership)
    notified = FuzzyDate.decode(values["notified"]) if values["notified"] else None
    published = FuzzyDate.decode(values["published"]) if values["published"] else None
    is_published = bool(published and published.is_known)
    case = Case(
        partnership=partnership,
        key=values["key"],
        kind="serious-incident",
        about="adult" if partnership.kind == "adults" else "child",
        state="closed" if is_published else "in-review",
        edition_key=_edition_key(partnership.kind, notified),
        opened_at=actor.at,
        notified_at=_noon(notified.exact) if notified and notified.exact else None,
        notified_on=notified,
        lead_area=values["lead"],
        themes=values["themes"],
        outcome="reviewed" if is_published else "",
        outcome_reason="Published, says the old tracker." if is_published else "",
        closed_at=actor.at if is_published else None,
        is_imported=True,
    )
    try:
        with transaction.atomic():
            case.save()
    except IntegrityError as error:
        raise Refused(f"There is a case called {case.key} already.") from error
    record(audit_events.BROUGHT_IN, subject=case, key=case.key)
    join_office(actor, case)
    _review(actor, case, values)
    _full_review(actor, case, values)
    if values["waits_for"] and not is_published:
        deadlines.hold(
            actor,
            owner=case,
            within=case,
            address=f"/cases/{case.ref}/tracker/",
            waits_for=values["waits_for"],
            reason=DELAYED,
            ask="",
            next_check_on=None,
        )
    refresh(
        actor,
        case,
        update=values["update"],
        presented_on=FuzzyDate.decode(values["presented"]) if values["presented"] else None,
        presented_as_printed=values["presented_as_printed"],
        published_on=published,
        published_as_printed=values["published_as_printed"],
        notified_as_printed=values["notified_as_printed"],
    )
    return case


@operation
def take_out_case(actor: Actor, *, case_id: int) -> None:
    """Remove a case that an import made.

    Its history stays. Raises Hidden, and Refused for a case that was not imported.
    """
    case = fetch(actor, Case, "partnership", pk=case_id)
    require(actor, "import the tracker", case.partnership)
    if not case.is_imported:
        raise Refused("Only a case that was imported can be removed.")
    if ReviewDraft.objects.filter(review__case=case).exists() or FullReview.objects.filter(
        case=case, is_imported=False
    ):
        raise Refused("Somebody has worked on the review of this case since.")
    record(audit_events.TAKEN_OUT, subject=case, key=case.key)
    search_index.drop(case)
    deadlines.remove_all(owner=case)
    Case.objects.filter(pk=case.pk).update(line=None)
    FullReview.objects.filter(case=case, is_imported=True).delete()
    PanelReply.objects.filter(review__case=case).delete()
    RapidReview.ever.filter(case=case).delete()
    TrackerLine.objects.filter(case=case).delete()
    TeamMember.objects.filter(case=case).delete()
    case.delete()


def _review(actor: Actor, case: Case, values: Mapping[str, Any]) -> None:
    """The rapid review, where the row tells when it was sent and guidance was in force under which it could be."""
    clock = governing_clock(case)
    if not values["sent_on"] or clock is None or case.notified_at is None or not case.is_child:
        return
    sent_at = _noon(date.fromisoformat(values["sent_on"]))
    review = RapidReview.objects.create(
        case=case,
        state="replied" if values["replied_on"] else "submitted",
        timetable_name="",
        started_at=case.notified_at,
        clock_name=clock.name,
        reading_key=NOTIFICATION,
        opened_at=case.notified_at,
        submitted_at=sent_at,
    )
    if values["replied_on"]:
        PanelReply.objects.create(
            review=review,
            received_on=date.fromisoformat(values["replied_on"]),
            agrees=True if values["agreed"] else None,
            words=values["update"],
            recorded_at=actor.at,
            recorded_by=actor.label,
        )


def _full_review(actor: Actor, case: Case, values: Mapping[str, Any]) -> None:
    """The review that the row tells of, as far as it had come. What the row does not tell stays blank."""
    kind, stage = values.get("review_kind", ""), values.get("review_stage", "")
    if not kind:
        return
    published = FuzzyDate.decode(values["published"]) if values["published"] else None
    learned = FuzzyDate.on(date.fromisoformat(values["learning_on"])) if values.get("learning_on") else None
    ended = {"published": published, "finished": learned}.get(stage)
    review = FullReview.objects.create(
        case=case,
        kind=kind,
        state=stage,
        opened_at=actor.at,
        opened_by=actor.label,
        lead=case.lead_area,
        ended_on=ended,
        published_on=published if stage == "published" else None,
        is_imported=True,
    )
    record(audit_events.FULL_REVIEW_OPENED, subject=review, within=case, kind=review.type.title)
    ReviewKindSpell.objects.create(review=review, kind=kind, from_at=actor.at, by=actor.label, because=FROM_TRACKER)
    if review.type.duty:
        owner = review.type.owner[:1].upper() + review.type.owner[1:]
        ReviewDuty.objects.create(review=review, title=review.type.duty, owner=owner)


def _edition_key(kind: str, notified: FuzzyDate | None) -> str:
    if notified is None or notified.earliest is None:
        return ""
    try:
        return index.edition_for("adults" if kind == "adults" else "children", notified.earliest).key
    except index.NoEdition:
        return ""


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)
