"""The rapid review report, or the recommendation on an adult's case, made from what is there."""

from __future__ import annotations

from datetime import datetime

from candour.platform.exports.documents import (
    Block,
    Bullets,
    Document,
    Grid,
    Heading,
    Notice,
    Pairs,
    Paragraph,
    SignatureLines,
)
from candour.practice.cases.exports.letters import CLASSIFICATION
from candour.practice.cases.queries.report import ReportFacts

NOT_WRITTEN = "Not written yet."


def report_of(facts: ReportFacts, *, made_at: datetime, stage: str) -> Document:
    """The report as a document. It names nobody whom the case is about."""
    title = "Rapid review report" if facts.is_child else "Recommendation on a safeguarding adults review"
    draft = [] if stage == "final" else [Notice("Draft. Not to be passed on.")]
    blocks: list[Block] = [
        *draft,
        Heading(1, "1. The review"),
        Pairs((("Case", facts.key), ("Partnership", facts.partnership), ("Guidance", facts.edition), *facts.timeline)),
        Heading(1, f"2. The {'child' if facts.is_child else 'adult'}"),
        Pairs(facts.subjects) if facts.subjects else Paragraph("Nothing is recorded."),
        Heading(1, "3. Immediate safeguarding"),
        _grid(
            ("What", "Who", "Where it stands"), facts.immediate, "No immediate action was raised.", "Immediate actions"
        ),
        Heading(1, "4. Summary of facts"),
        Paragraph(facts.facts_summary or NOT_WRITTEN),
        _grid(("When", "Source", "What happened"), facts.chronology, "No events were collected.", "Chronology"),
        Heading(1, "5. What the agencies say"),
    ]
    for agency in facts.agencies:
        blocks.append(Heading(2, agency.name))
        blocks.append(Paragraph(f"{agency.status}. {agency.signed_off}".strip()))
        for question, answer in agency.answers:
            blocks.append(Paragraph(answer, lead=question))
    blocks += [
        Heading(1, "6. The meeting"),
        _grid(("Seat", "Who"), facts.attendance, "No meeting has been held.", "Who was there"),
        Paragraph(facts.quorum or "Whether it was quorate is not recorded."),
    ]
    for kind, points in facts.points.items():
        if points:
            blocks += [Heading(2, kind), Bullets(tuple(points))]
    blocks += [Heading(1, "7. Analysis"), Paragraph(facts.analysis or NOT_WRITTEN), Heading(1, "8. The criteria")]
    for test in facts.tests:
        blocks += [
            Heading(2, test.title),
            Paragraph(f"Source: {test.source}."),
            Grid(("Criterion", "Answer", "Evidence"), test.rows, test.title),
            Paragraph(f"{test.conclusion} {test.rationale}".strip(), lead="Conclusion."),
        ]
    if not facts.tests:
        blocks.append(Paragraph("No test has been answered yet."))
    blocks += [
        Heading(1, "9. Other processes"),
        _grid(("Process", "Where it stands"), facts.processes, "None is known.", "Other processes"),
        Heading(1, "10. Recommendation"),
        Paragraph(facts.recommendation or "No recommendation yet.", lead="Outcome."),
        Paragraph(facts.recommendation_reason or NOT_WRITTEN, lead="Reason."),
        Heading(1, "11. Sign-off"),
        SignatureLines(facts.partners),
    ]
    return Document(
        title=f"{title}: case {facts.key}",
        reference=f"Case {facts.key}",
        classification=CLASSIFICATION,
        made_at=made_at,
        made_for=facts.partnership,
        blocks=blocks,
    )


def _grid(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], empty: str, caption: str) -> Block:
    return Grid(columns, rows, caption) if rows else Paragraph(empty)
