"""How long a pack of thirty papers and a hundred pages takes to assemble, and how much memory its process holds.

    python -m bench.pack_speed

Targets: under 5 seconds, under 1 GB. Prints one line and gives 1 if a target was missed.
"""

from __future__ import annotations

import io
import os
import resource
import statistics
import sys
import time
from datetime import UTC, datetime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.project.settings")

import django

django.setup()

import docx  # noqa: E402
import xlsxwriter  # noqa: E402
from PIL import Image  # noqa: E402

from candour.platform.exports.documents import Document, Grid, Heading, Paragraph, write_pdf  # noqa: E402
from candour.platform.exports.packs import Assembled, Enclosure, Pack, Section, assemble_pack  # noqa: E402

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
PAPERS, PAGES = 30, 100
SECONDS, MEGABYTES = 5.0, 1024
TIMES = 5
WORDS = (
    "The partnership considered the figures that each agency had sent, and what they say of children in the area. " * 9
)


def main() -> int:
    """Measure and print; 1 if a target was missed."""
    pack = _pack()
    taken, made = [], Assembled(b"", 0, ())
    for _ in range(TIMES):
        start = time.perf_counter()
        made = assemble_pack(pack)
        taken.append(time.perf_counter() - start)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    median = statistics.median(taken)
    print(
        f"{PAPERS} papers, {made.pages} pages: {median:.2f} s (worst {max(taken):.2f} s), {megabytes:.0f} MB,"
        f" {len(made.content) / 1e6:.1f} MB of PDF, {len(made.not_shown)} not shown"
    )
    is_met = max(taken) < SECONDS and megabytes < MEGABYTES and made.pages >= PAGES and not made.not_shown
    return 0 if is_met else 1


def _pack() -> Pack:
    papers = [_pdf(5)] * 15 + [_word()] * 8 + [_excel()] * 4 + [_photograph()] * 3
    log = [(f"2026/{number:02}", "To be done", "Somebody", "March 2027") for number in range(60)]
    enclosures = [
        Enclosure(f"{number}A", f"{number}A. Paper", kind, content)
        for number, (kind, content) in enumerate(papers, start=1)
    ]
    return Pack(
        title="A meeting",
        reference="Pack",
        classification="OFFICIAL – SENSITIVE",
        made_at=NOW,
        made_for="Somebody",
        parts=[
            Section("Agenda", "Agenda", [Paragraph(WORDS)]),
            *enclosures,
            Section("Log", "Action log", [Grid(("Number", "Action", "Owner", "Due"), log)], landscape=True),
        ],
    )


def _pdf(pages: int) -> tuple[str, bytes]:
    blocks = [part for number in range(pages * 4) for part in (Heading(1, f"Part {number}"), Paragraph(WORDS))]
    return "pdf", write_pdf(Document("A paper", "Paper", "", NOW, "Somebody", blocks))


def _word() -> tuple[str, bytes]:
    made, out = docx.Document(), io.BytesIO()
    for number in range(8):
        made.add_heading(f"Part {number}", 1)
        made.add_paragraph(WORDS)
    made.save(out)
    return "docx", out.getvalue()


def _excel() -> tuple[str, bytes]:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Figures")
    for row in range(60):
        sheet.write_row(row, 0, [f"Row {row}", *range(8)])
    book.close()
    return "xlsx", out.getvalue()


def _photograph() -> tuple[str, bytes]:
    out = io.BytesIO()
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(out, "JPEG", quality=85)
    return "jpg", out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
