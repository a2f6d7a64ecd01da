"""The matrix of a report: every recommendation against every body that is asked, in four questions to the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch
from candour.practice.learning.models import Cell, PlanAction, Recommendation, Report, ReportBody
from candour.practice.learning.queries.reports import bodies_of
from candour.practice.learning.vocabulary import CellKind
from candour.practice.learning.workflow import PLAN_ACTION


@dataclass(frozen=True)
class ActionBrief:
    """An action in its cell: who, by when, how it stands."""

    ref: str
    number: int
    text: str
    owner: str
    due: str
    state: str
    is_late: bool


@dataclass(frozen=True)
class CellBrief:
    """What one body is asked for by one recommendation, and what it says."""

    body: str
    body_ref: str
    kind: str
    text: str
    answer: str
    reason: str
    signatory: str
    actions: tuple[ActionBrief, ...] = ()

    @property
    def is_unowned(self) -> bool:
        """Whether it is nobody's."""
        return not self.kind and not self.answer

    @property
    def is_excused_without_reason(self) -> bool:
        """Whether it is said not to apply, and nobody said why, as old papers do."""
        return self.kind == CellKind.NOT_APPLICABLE and not self.text.strip()


@dataclass(frozen=True)
class Row:
    """One recommendation with its cells in the order of the columns."""

    ref: str
    number: int
    report_number: str
    page: str
    paragraph: str
    text: str
    lead: str
    cells: tuple[CellBrief, ...]

    @property
    def unowned(self) -> int:
        """How many of its cells are nobody's."""
        return sum(cell.is_unowned for cell in self.cells)

    @property
    def is_asked_of_nobody(self) -> bool:
        """Whether its report names no body that is to answer, so that nobody can own it."""
        return not self.cells

    @property
    def where(self) -> str:
        """Where it stands in its report: "recommendation 3, page 41, paragraph 6.2"."""
        parts = (
            ("recommendation", self.report_number),
            ("page", self.page),
            ("paragraph", self.paragraph),
        )
        return ", ".join(f"{name} {value}" for name, value in parts if value)


@dataclass(frozen=True)
class Matrix:
    """The whole matrix of a report."""

    bodies: list[ReportBody]
    rows: list[Row]
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def unowned(self) -> list[tuple[Row, list[str]]]:
        """Each recommendation with the bodies by which nobody owns it; none where no body is asked at all."""
        return [
            (row, [cell.body for cell in row.cells if cell.is_unowned])
            for row in self.rows
            if row.unowned or row.is_asked_of_nobody
        ]


def matrix(actor: Actor, report: Report, *, only: Recommendation | None = None) -> Matrix:
    """The matrix of a report that the caller has fetched as seen, or the row of one recommendation of it."""
    bodies = bodies_of(actor, report)
    actions = _actions(actor, report, only)
    row_of = {} if only is None else {"recommendation": only}
    cells: dict[tuple[int, int], CellBrief] = {}
    titles = {body.pk: body for body in bodies}
    for row in Cell.objects.filter(report=report, **row_of).values(
        "pk", "recommendation_id", "body_id", "kind", "text", "answer", "reason", "signatory"
    ):
        body = titles[row["body_id"]]
        cells[row["recommendation_id"], row["body_id"]] = CellBrief(
            body=body.title,
            body_ref=body.ref,
            kind=row["kind"],
            text=row["text"],
            answer=row["answer"],
            reason=row["reason"],
            signatory=row["signatory"],
            actions=tuple(actions[row["pk"]]),
        )
    made = Recommendation.objects.filter(report=report, **({"pk": only.pk} if only else {}))
    rows = [
        Row(
            ref=one.ref,
            number=one.number,
            report_number=one.report_number,
            page=one.page,
            paragraph=one.paragraph,
            text=one.text,
            lead=one.lead.name if one.lead else "",
            cells=tuple(cells[one.pk, body.pk] for body in bodies if (one.pk, body.pk) in cells),
        )
        for one in made.select_related("lead").order_by("number")
    ]
    return Matrix(bodies, rows, _counts(rows))


def _actions(actor: Actor, report: Report, only: Recommendation | None) -> dict[int, list[ActionBrief]]:
    found: dict[int, list[ActionBrief]] = defaultdict(list)
    planned = PlanAction.objects.filter(report=report).order_by("number")
    if only is not None:
        planned = planned.filter(cell__recommendation=only)
    for one in planned.select_related("owner").only(
        "ref", "cell_id", "number", "text", "owner__name", "due_on", "due_sort", "state"
    ):
        found[one.cell_id].append(
            ActionBrief(
                ref=one.ref,
                number=one.number,
                text=one.text,
                owner=one.owner.name if one.owner else "",
                due=one.due_on.words if one.due_on else "",
                state=one.state,
                is_late=one.state == PLAN_ACTION.start and one.due_sort is not None and one.due_sort < actor.today,
            )
        )
    return found


def _counts(rows: list[Row]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for cell in (cell for row in rows for cell in row.cells):
        counts["cells"] += 1
        counts["unowned" if cell.is_unowned else cell.kind or "answered"] += 1
        counts["no-reason"] += cell.is_excused_without_reason
        if cell.answer:
            counts[cell.answer] += 1
        elif cell.kind in (CellKind.ACTION, CellKind.QUESTION):
            counts["silent"] += 1
        counts["ownerless"] += sum(not action.owner for action in cell.actions if action.state == PLAN_ACTION.start)
    return counts


def recommendation(actor: Actor, ref: str) -> Recommendation:
    """One recommendation by its reference. Raises Hidden."""
    return fetch(actor, Recommendation, "report", "report__partnership", "lead", ref=ref)


def cell(actor: Actor, ref: str, body_ref: str) -> Cell:
    """What a body is asked for by a recommendation. Raises Hidden."""
    related = ("body", "body__organisation", "body__partnership", "recommendation", "report", "report__partnership")
    return fetch(actor, Cell, *related, recommendation__ref=ref, body__ref=body_ref)
