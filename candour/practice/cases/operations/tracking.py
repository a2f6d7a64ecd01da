"""Parts of operations: the tracker's line, kept true with every change, and what can be found by search."""

from __future__ import annotations

from datetime import datetime

from candour.platform.access.actor import Actor
from candour.platform.dates.words import day_words
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.models import Hold
from candour.platform.search import index as search_index
from candour.practice.cases.models import Case, Delay, FullReview, RapidReview, TrackerLine
from candour.practice.cases.queries.clock import NOTIFICATION, governing_clock, starts_of
from candour.practice.cases.queries.tracker import END_OF_TIME
from candour.practice.cases.workflow import CASE, CLOSING_OUTCOMES, OUTCOMES, REVIEW
from candour.practice.cases.workflow_of_reviews import ENDS, STAGES
from candour.practice.directory import queries as directory
from candour.rulebook.calendars import BeyondCalendar
from candour.rulebook.language.clocks import day_of
from candour.rulebook.language.durations import WorkingDays
from candour.rulebook.language.fuzzy_dates import FuzzyDate

KEPT = ("update", "presented_on", "presented_as_printed", "published_on", "published_as_printed", "notified_as_printed")
"""What somebody wrote into the line, and that a new line takes over from the old."""

COMPARED = (
    "key",
    "kind",
    "about",
    "state_words",
    "is_open",
    "notified_on",
    "themes",
    "lead_authority",
    "counts_from",
    "convention",
    "sent_on",
    "allowed",
    "due_at",
    "cannot_count",
    "eased",
    "waits_for",
    "ask",
    "next_check_on",
    "is_held",
    *KEPT,
)


def refresh(actor: Actor, case: Case, **written: object) -> TrackerLine:
    """Bring a case's line up to date: if anything differs, the old line ends now and a new one begins.

    `written` sets what people write into the line themselves. Called at the end of every operation on a case.
    """
    current = TrackerLine.objects.filter(case=case, true_until=None).first()
    line = _line(actor, case)
    for name in KEPT:
        if current is not None:
            setattr(line, name, getattr(current, name))
    for name, value in written.items():
        setattr(line, name, value)
    if current is not None and all(getattr(current, name) == getattr(line, name) for name in COMPARED):
        return current
    if current is not None:
        TrackerLine.objects.filter(pk=current.pk, true_until=None).update(true_until=actor.at)
    line.save()
    Case.objects.filter(pk=case.pk).update(line=line)
    search_index.put(
        case,
        title=f"Case {case.key}",
        body=" ".join([case.key, line.kind, line.themes, line.lead_authority, line.update, line.state_words]),
        address=f"/cases/{case.ref}/",
        at=actor.today,
    )
    return line


def state_words(case: Case, review: RapidReview | None) -> str:
    """Where a case stands, in a few words."""
    if case.state == "in-review" and review is not None:
        outcome = OUTCOMES.get(review.outcome, "")
        words = REVIEW.title_of(review.state)
        return (
            f"{words}: {outcome.lower()}" if outcome and review.state in ("agreed", "submitted", "replied") else words
        )
    if case.state == "closed":
        return f"Closed: {CLOSING_OUTCOMES.get(case.outcome, 'closed').lower()}"
    return CASE.title_of(case.state)


def _line(actor: Actor, case: Case) -> TrackerLine:
    system = Actor.system(actor.label, actor.at)
    review = RapidReview.objects.filter(case=case).first()
    stopped_at = _stopped_at(case, review)
    hold = (
        Hold.objects.filter(owner_kind=case._meta.label_lower, owner_id=case.pk, lifted_at=None)
        .order_by("-placed_at")
        .first()
    )
    areas = directory.areas_of(system, case.partnership_id)
    line = TrackerLine(
        case=case,
        partnership_id=case.partnership_id,
        true_from=actor.at,
        key=case.key,
        kind=case.get_kind_display(),
        about=case.about,
        state_words=(_of_full_review(case) or state_words(case, review))[:80],
        is_open=case.state in ("received", "in-review"),
        notified_on=FuzzyDate.on(day_of(case.notified_at)) if case.notified_at else case.notified_on,
        themes=case.themes,
        lead_authority=case.lead_area or (areas[0].short_name if len(areas) == 1 else ""),
        sent_on=FuzzyDate.on(day_of(stopped_at)) if stopped_at else None,
        waits_for=hold.waits_for if hold else _waits_for(case, review) + _expected(review),
        ask=hold.ask if hold else "",
        next_check_on=hold.next_check_on if hold else None,
        is_held=hold is not None,
        order_at=END_OF_TIME,
    )
    _count(case, review, line)
    return line


def _of_full_review(case: Case) -> str:
    """The stage of the review that followed the decision, while one runs."""
    running = FullReview.objects.filter(case=case).exclude(state__in=ENDS).order_by("-opened_at").first()
    if running is None or case.state in ("closed", "merged"):
        return ""
    return f"{running.type.title}: {STAGES[running.state].lower()}"


def _stopped_at(case: Case, review: RapidReview | None) -> datetime | None:
    if review is None:
        return None
    return review.submitted_at if case.is_child else review.agreed_at


def _count(case: Case, review: RapidReview | None, line: TrackerLine) -> None:
    clock = governing_clock(case)
    if case.is_imported and (review is None or clock is None):
        line.cannot_count = _why_not(case)
    if review is None or clock is None:
        return
    reading = review.reading_key
    start = starts_of(case).get(reading)
    if start is None:
        line.cannot_count = "" if reading == NOTIFICATION else "The start is not known to the day."
        return
    convention = clock.convention
    if clock.readings:
        convention = clock.reading(reading).convention or clock.convention
    line.counts_from = FuzzyDate.on(day_of(start))
    line.convention = convention.value
    line.allowed = clock.allows.number if isinstance(clock.allows, WorkingDays) else None
    try:
        line.due_at = clock.due(start, calendar(), convention=convention).at
    except BeyondCalendar as beyond:
        line.cannot_count = str(beyond)[:200]
        return
    line.order_at = line.due_at if line.sent_on is None else END_OF_TIME
    eased = [
        r
        for r in clock.relaxations
        if r.starts_on <= day_of(start) and (r.ends_on is None or day_of(start) <= r.ends_on)
    ]
    line.eased = eased[0].says[:300] if eased else ""


def _why_not(case: Case) -> str:
    notified = case.notified_on
    if notified is None or not notified.is_known:
        return "It is not known when it was notified."
    if notified.exact is None:
        return f"It is known only as {notified.words} when it was notified."
    if not case.edition_key:
        return "It was notified before rapid reviews began in June 2018, so no limit of fifteen days applied."
    return "It is not known when the rapid review was sent."


def _expected(review: RapidReview | None) -> str:
    if review is None or review.submitted_at is not None:
        return ""
    delay = Delay.objects.filter(review=review).order_by("-recorded_at", "-pk").first()
    return f"; the report is late, expected on {day_words(delay.expected_on)}" if delay else ""


def _waits_for(case: Case, review: RapidReview | None) -> str:
    if case.state in ("closed", "merged"):
        return ""
    if review is None or review.state == "replied":
        return "The partnership office"
    if review.state == "agreed" and not case.is_child:
        return "Telling those concerned"
    return {
        "gathering": "Agencies",
        "released": "The meeting",
        "met": "The draft",
        "circulated": "Comments",
        "finished": "The partners",
        "agreed": "Sending",
        "submitted": "The Panel",
    }[review.state]
