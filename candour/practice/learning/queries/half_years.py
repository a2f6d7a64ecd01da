"""Learning reports: what was learned in half a year, composed from what the reader may see.

Cases and small reports are told in numbers only, and a number below five as that. What grew out of a case is named only
once its report was published.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, seen_by
from candour.platform.dates.words import day_words
from candour.practice.challenges import queries as challenges
from candour.practice.learning.lesson_kinds import LessonKind, Likeness
from candour.practice.learning.models import (
    Asked,
    Cell,
    Coding,
    LearningReport,
    Lesson,
    Letter,
    NearMiss,
    PlanAction,
    Recommendation,
    Repeat,
)
from candour.practice.learning.queries.cycle import cycle
from candour.practice.learning.queries.lessons import life_of, reach_of
from candour.practice.learning.queries.letters import silent_days
from candour.practice.learning.queries.said_before import repeat_rate
from candour.practice.learning.queries.themes import CASES, SMALL
from candour.practice.learning.vocabulary import Answer, CellKind

MOST = 100
NOTHING = "Nothing was recorded."


@dataclass(frozen=True)
class Part:
    """A part of the report: its head, sentences, and a table where there is one."""

    title: str
    sentences: list[str]
    columns: list[str]
    rows: list[list[str]]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell, which is a finding of its own."""
        return not self.sentences and not self.rows


def reports(actor: Actor) -> list[LearningReport]:
    """The learning reports that the reader may see, the newest period first."""
    return list(seen_by(actor, LearningReport).select_related("partnership").order_by("-until_on", "-pk")[:MOST])


def report(actor: Actor, ref: str) -> LearningReport:
    """One learning report by its reference. Raises Hidden."""
    return fetch(actor, LearningReport, "partnership", ref=ref)


def parts_of(actor: Actor, found: LearningReport) -> list[Part]:
    """The parts of a report: as they were fixed, or of a draft as they stand now for the reader."""
    if found.state == "final":
        return [Part(**part) for part in found.frozen]
    return compose(actor, found)


def as_kept(parts: list[Part]) -> list[dict[str, Any]]:
    """The parts as they are kept with a finished report."""
    return [asdict(part) for part in parts]


def told(number: int) -> str:
    """A number of cases or small reports as a report may tell it."""
    return "none" if not number else f"fewer than {SMALL}" if number < SMALL else str(number)


def compose(actor: Actor, found: LearningReport) -> list[Part]:
    """Every part, from what the reader may see of the period and the partnership."""
    return [make(actor, found) for make in PARTS]


def _during(found: LearningReport, name: str) -> Q:
    return Q(**{f"{name}__date__gte": found.from_on, f"{name}__date__lte": found.until_on})


def _lessons(actor: Actor, found: LearningReport, kind: str) -> QuerySet[Lesson]:
    """The lessons of a kind that may be named: those that did not grow out of a case, or not only for a few."""
    named = seen_by(actor, Lesson).filter(
        partnership=found.partnership_id, kind=kind, owner_kind="", is_restricted=False
    )
    return named.filter(_during(found, "made_at")).select_related("agency").order_by("made_at", "pk")[:MOST]


def _themes(actor: Actor, found: LearningReport) -> Part:
    coded = seen_by(actor, Coding).filter(_during(found, "coded_at"), partnership=found.partnership_id, ended_at=None)
    counts: dict[str, dict[str, int]] = {}
    for row in coded.values("theme__title", "owner_kind").annotate(number=Count("pk")).order_by("theme__title"):
        counts.setdefault(row["theme__title"], {})[row["owner_kind"]] = row["number"]
    rows = [
        [
            title,
            told(by_kind.get(CASES, 0)),
            str(by_kind.get(Recommendation._meta.label_lower, 0)),
            str(by_kind.get(Lesson._meta.label_lower, 0)),
        ]
        for title, by_kind in counts.items()
    ]
    return Part("Themes that came up", [], ["Theme", "Cases", "Recommendations", "Lessons"], rows)


def _recommendations(actor: Actor, found: LearningReport) -> Part:
    made = seen_by(actor, Recommendation).filter(_during(found, "added_at"), report__partnership=found.partnership_id)
    number = made.count()
    if not number:
        return Part("Recommendations", [], [], [])
    cells = seen_by(actor, Cell).filter(recommendation__in=made.values("pk"))
    asked = cells.filter(kind__in=(CellKind.ACTION, CellKind.QUESTION))
    unowned = cells.filter(kind=CellKind.EMPTY).count()
    answers = dict(asked.values_list("answer").annotate(number=Count("pk")).order_by())
    alone = made.exclude(pk__in=cells.values("recommendation_id")).count()
    sentences = [
        f"Recommendations taken up: {number}. Parts of them that nobody owns: {unowned}. "
        f"Recommendations that no body is asked to answer: {alone}."
    ]
    rows = [[Answer(answer).label, str(answers.get(answer, 0))] for answer in Answer.values]
    return Part("Recommendations", sentences, ["What bodies answered", "Number"], rows)


def _not_taken_up(actor: Actor, found: LearningReport) -> Part:
    refused = (
        seen_by(actor, Cell)
        .filter(
            _may_be_named("report"),
            report__partnership=found.partnership_id,
            answer__in=(Answer.REFUSED, Answer.PART),
            signed_on__gte=found.from_on,
            signed_on__lte=found.until_on,
        )
        .select_related("recommendation", "body", "report")
        .order_by("report_id", "recommendation__number", "body__order")[:MOST]
    )
    rows = [
        [
            f"{one.report.title}, {one.recommendation.number}",
            f"{one.body.title}: {Answer(one.answer).label.lower()}",
            one.reason,
            one.signatory,
        ]
        for one in refused
    ]
    return Part("Refused, or accepted in part", [], ["Recommendation", "Body and answer", "Why", "Signed by"], rows)


def _letters(actor: Actor, found: LearningReport) -> Part:
    sent = (
        seen_by(actor, Letter)
        .filter(
            _may_be_named("report"),
            report__partnership=found.partnership_id,
            state__in=("sent", "answered"),
            sent_at__date__lte=found.until_on,
        )
        .filter(Q(sent_at__date__gte=found.from_on) | Q(replied_on=None) | Q(replied_on__gte=found.from_on))
        .order_by("sent_at", "pk")[:MOST]
    )
    rows = [[one.addressee, one.subject, _came_back(one, min(found.until_on, actor.today))] for one in sent]
    return Part("Letters that expect an answer", [], ["To", "About", "What came back"], rows)


def _came_back(letter: Letter, until: date) -> str:
    if letter.replied_on is not None and letter.replied_on <= until:
        return f"{Answer(letter.reply).label}, {day_words(letter.replied_on)}"
    days = silent_days(letter, until)
    return f"Waits until {day_words(letter.reply_by)}" if days is None else f"No reply, {days} days"


def _challenges(actor: Actor, found: LearningReport) -> Part:
    lines = challenges.between(actor, found.partnership_id, found.from_on, found.until_on)
    if not lines:
        return Part("Challenges between partners", [], [], [])
    rows = [
        [
            one.body,
            str(one.challenges),
            f"{one.resolved} ({one.percent}%)",
            "none" if one.longest_silence is None else f"No answer, {one.longest_silence} days",
            f"{one.highest} of {one.last}",
        ]
        for one in lines
    ]
    columns = ["Body challenged", "Challenges", "Resolved", "Longest silence", "Highest stage reached"]
    sentence = "Challenges that were raised in this time, or open when it began."
    return Part("Challenges between partners", [sentence], columns, rows)


def _may_be_named(path: str) -> Q:
    """Only rows of reports that may be named: unrestricted, and published where they grew out of a case."""
    free = Q(**{f"{path}__owner_kind": ""}) | Q(**{f"{path}__published_on__isnull": False})
    return free & Q(**{f"{path}__is_restricted": False})


def _said_before(actor: Actor, found: LearningReport) -> Part:
    rate = repeat_rate(actor, found.partnership_id, found.from_on, found.until_on)
    if not rate.looked_at:
        return Part("What was said before", [], [], [])
    again = seen_by(actor, Repeat).filter(
        _may_be_named("earlier__report"),
        _may_be_named("recommendation__report"),
        _during(found, "said_at"),
        likeness=Likeness.AGAIN,
        recommendation__report__partnership=found.partnership_id,
    )
    rows = [
        [one.recommendation.text, one.earlier.report.title, one.why]
        for one in again.select_related("recommendation", "earlier__report").order_by("pk")[:MOST]
    ]
    sentence = f"Recommendations compared with earlier ones: {rate.looked_at}. Made before: {rate.repeated}."
    return Part("What was said before", [sentence], ["Recommendation", "Made before in", "Why it did not hold"], rows)


def _held(actor: Actor, found: LearningReport) -> Part:
    actions = seen_by(actor, PlanAction).filter(report__partnership=found.partnership_id)
    counts = dict(actions.values_list("state").annotate(number=Count("pk")).order_by())
    closed = sum(counts.get(state, 0) for state in ("done", "evidenced", "retested", "sustained"))
    if not closed:
        return Part("What was seen to hold", [], [], [])
    tested = counts.get("retested", 0) + counts.get("sustained", 0)
    failed = actions.filter(failed_count__gt=0).count()
    sentences = [
        f"Of {closed} actions that were said to be done, {counts.get('done', 0)} have no evidence that was accepted.",
        f"{tested} were tested again and held ({round(100 * tested / closed)}% of those done); {failed} failed a test.",
    ]
    return Part("What was seen to hold", sentences, [], [])


def _good_practice(actor: Actor, found: LearningReport) -> Part:
    every = seen_by(actor, Lesson).filter(
        _during(found, "made_at"), partnership=found.partnership_id, kind=LessonKind.GOOD_PRACTICE
    )
    counted = every.values_list("agency__name").annotate(number=Count("pk")).order_by("agency__name")
    sentences = [f"{name or 'Several agencies'}: {number}." for name, number in counted]
    life = life_of(LessonKind.GOOD_PRACTICE)
    rows = [
        [one.title, one.agency.name if one.agency else "Several", life.title_of(one.state)]
        for one in _lessons(actor, found, LessonKind.GOOD_PRACTICE)
        if one.state not in ("referred", "declined")
    ]
    return Part("Good practice by agency", sentences, ["What", "Agency", "How it stands"], rows)


def _products(actor: Actor, found: LearningReport) -> Part:
    rows = []
    lessons = list(_lessons(actor, found, LessonKind.PRODUCT))
    reached = reach_of(actor, lessons)
    for lesson in lessons:
        far = reached[lesson.pk]
        answered = f"{far.reached} of {far.services} services" if far.services else "not known"
        rows.append([lesson.title, lesson.audience, f"{far.answered} of {far.asked}", answered])
    return Part("Learning products", [], ["What", "For whom", "Agencies that answered", "Reached"], rows)


def _sources(actor: Actor, found: LearningReport) -> Part:
    rows = [
        [one.title, one.publisher, one.decision or "Not decided yet"]
        for one in _lessons(actor, found, LessonKind.SOURCE)
    ]
    return Part("Research and national learning", [], ["What", "Published by", "What it means here"], rows)


def _stocktakes(actor: Actor, found: LearningReport) -> Part:
    lessons = list(_lessons(actor, found, LessonKind.STOCKTAKE))
    asked = seen_by(actor, Asked).filter(lesson__in=lessons).values("lesson_id", "state").annotate(number=Count("pk"))
    counts: dict[int, dict[str, int]] = {}
    for row in asked.order_by():
        counts.setdefault(row["lesson_id"], {})[row["state"]] = row["number"]
    rows = []
    for one in lessons:
        states = counts.get(one.pk, {})
        accepted = f"{states.get('accepted', 0)} of {sum(states.values())}"
        rows.append([one.title, accepted, one.decision or "Not closed yet"])
    return Part("Stocktakes", [], ["What", "Answers accepted", "What came of it"], rows)


def _near_misses(actor: Actor, found: LearningReport) -> Part:
    rows = (
        seen_by(actor, NearMiss)
        .filter(partnership=found.partnership_id, month__gte=found.from_on.replace(day=1), month__lte=found.until_on)
        .values_list("theme__title")
        .annotate(number=Count("pk"))
        .order_by("theme__title")
    )
    proposals = _lessons(actor, found, LessonKind.PROPOSAL)
    sentences = [f"Proposed: “{one.title}” {one.decision or 'Not decided yet.'}" for one in proposals]
    return Part(
        "Near misses and themed reviews", sentences, ["Theme", "Small reports"], [[title, told(n)] for title, n in rows]
    )


def _gaps(actor: Actor, found: LearningReport) -> Part:
    rounds = [one for one in cycle(actor, found.partnership_id) if one.gaps]
    return Part("Gaps in the cycle", [], ["Theme", "Nothing yet"], [[one.title, ", ".join(one.gaps)] for one in rounds])


PARTS = (
    _themes,
    _recommendations,
    _not_taken_up,
    _letters,
    _challenges,
    _said_before,
    _held,
    _good_practice,
    _products,
    _sources,
    _stocktakes,
    _near_misses,
    _gaps,
)


def last_half_year(today: date) -> tuple[date, date]:
    """The half of a year that ended last before a day: from April or from October."""
    if 4 <= today.month < 10:
        return date(today.year - 1, 10, 1), date(today.year, 3, 31)
    year = today.year if today.month >= 10 else today.year - 1
    return date(year, 4, 1), date(year, 9, 30)
