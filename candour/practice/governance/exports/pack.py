"""The pack of a meeting: its agenda, papers, action log, what other apps add, and the forward plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from candour.platform.dates.words import day_words, moment_words
from candour.platform.exports.documents import Block, Grid, Heading, Notice, Pairs, Paragraph
from candour.platform.exports.packs import Enclosure, Pack, Section
from candour.platform.files.queries import Damaged, content_of
from candour.platform.spelling.terms import places_in
from candour.practice.governance.exports.minutes import CLASSIFICATION
from candour.practice.governance.queries.packs import PackContents, PaperIn

NOT_CHECKED = "This paper is still being checked for viruses and could not be put in."
NO_SUMMARY = "Listed before papers had a plain summary."
NOT_WHOLE = "The file of this paper is damaged and could not be put in."


def pack_of(contents: PackContents, *, made_for: str, made_at: datetime) -> Pack:
    """The pack for one reader, ready to be assembled."""
    meeting = contents.meeting
    return Pack(
        title=f"{meeting.group.name}, {day_words(meeting.starts_at)}",
        reference=f"Pack of {day_words(meeting.starts_at)}",
        classification=CLASSIFICATION,
        made_at=made_at,
        made_for=made_for,
        parts=[
            Section("Agenda", "Agenda", _agenda(contents)),
            *_papers(contents),
            Section("Log", "Action log", _log(contents), landscape=True),
            *(Section(part.label, part.title, part.blocks, landscape=part.landscape) for part in contents.added),
            Section("Plan", "Forward plan", _plan(contents), landscape=True),
        ],
    )


def _agenda(contents: PackContents) -> list[Block]:
    meeting = contents.meeting
    facts = [
        ("When", moment_words(meeting.starts_at)),
        ("Where", meeting.place or meeting.link),
        ("Chair", meeting.chair.name if meeting.chair else ""),
        ("Short notice", meeting.waived_because if meeting.is_short_notice else ""),
        ("On a day that is not worked", meeting.day_because),
    ]
    rows = [
        (
            str(item.order),
            item.title,
            item.presenter,
            str(item.minutes),
            "; ".join(f"{paper.label} {paper.title}" for paper in contents.papers.get(item.pk, ())),
        )
        for item in contents.items
    ]
    blocks: list[Block] = [Pairs([(name, value) for name, value in facts if value])]
    if rows:
        blocks.append(Grid(("Item", "Subject", "Presented by", "Minutes", "Papers"), rows, "Items"))
    else:
        blocks.append(Paragraph("There are no items that you can see."))
    return [*blocks, *_in_plain_words(contents)]


def _in_plain_words(contents: PackContents) -> list[Block]:
    """What each paper is about, and the words that not everybody knows.

    It stands with the agenda and not before each paper, so that the first page of a paper stays its first page.
    """
    papers = [paper for item in contents.items for paper in contents.papers.get(item.pk, ())]
    if not papers:
        return []
    said = [(f"{paper.label}. {paper.title}", paper.summary or NO_SUMMARY) for paper in papers]
    used = {place.term.name: place.term.means for paper in papers for place in places_in(paper.summary)}
    words: list[Block] = [Heading(2, "Words in these summaries"), Pairs(sorted(used.items()))] if used else []
    return [Heading(2, "The papers in plain words"), Pairs(said), *words]


def _papers(contents: PackContents) -> Iterator[Section | Enclosure]:
    for item in contents.items:
        for paper in contents.papers.get(item.pk, ()):
            yield _paper(paper)


def _paper(paper: PaperIn) -> Section | Enclosure:
    by = f", {paper.author}" if paper.author else ""
    title = f"{paper.label}. {paper.title}{by}{' (late)' if paper.is_late else ''}"
    if not paper.is_ready:
        return Section(paper.label, title, [Notice(f"{NOT_CHECKED} ({paper.file.name})")], level=2)
    try:
        return Enclosure(paper.label, title, paper.file.kind, content_of(paper.file))
    except Damaged:
        return Section(paper.label, title, [Notice(f"{NOT_WHOLE} ({paper.file.name})")], level=2)


def _log(contents: PackContents) -> list[Block]:
    rows = [
        (row.name, row.text, row.owner or row.leads_as_printed, row.due, row.update, f"{row.carried}")
        for row in contents.log
    ]
    if not rows:
        return [Paragraph("No action is open.")]
    return [Grid(("Number", "Action", "Owner", "Due", "Update", "Carried"), rows, "Open actions")]


def _plan(contents: PackContents) -> list[Block]:
    blocks: list[Block] = []
    for planned in contents.plan.meetings if contents.plan else ():
        blocks.append(Heading(2, day_words(planned.meeting.starts_at)))
        rows = [(line.title, line.lead, str(line.minutes), line.comment) for line in planned.lines]
        blocks.append(Grid(("Item", "Lead", "Minutes", "Comment"), rows) if rows else Paragraph("Nothing yet."))
    unplaced = contents.plan.unplaced if contents.plan else []
    if unplaced:
        blocks.append(Heading(2, "Meeting to be confirmed"))
        blocks.append(Grid(("Item", "Lead"), [(item.title, item.lead) for item in unplaced]))
    return blocks or [Paragraph("Nothing is planned.")]
