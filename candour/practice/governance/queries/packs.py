"""What goes into the pack of a meeting for one reader: only items and papers that they see, and what other apps add."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.platform.exports.documents import Block
from candour.platform.files.models import StoredFile
from candour.practice.governance.models import AgendaItem, Group, Meeting, Paper
from candour.practice.governance.queries.action_log import Filters, LogRow, every_row, sees_log
from candour.practice.governance.queries.live import items_of
from candour.practice.governance.queries.plans import Plan, plan_of


@dataclass(frozen=True)
class PackPart:
    """Pages that another app adds to a pack, such as a tracker of cases."""

    label: str
    title: str
    blocks: Sequence[Block]
    landscape: bool = True


PartsOf = Callable[[Actor, Meeting], list[PackPart]]
_parts: list[PartsOf] = []


@dataclass(frozen=True)
class PaperIn:
    """A paper of a pack."""

    label: str
    """What its pages are cited by: the number of the item and the letter of the paper, which a late paper keeps."""
    title: str
    author: str
    summary: str
    is_late: bool
    file: StoredFile
    is_ready: bool
    """Whether the file may be given out; one that is still being checked is only named."""


@dataclass(frozen=True)
class PackContents:
    """Everything that goes into a pack."""

    meeting: Meeting
    items: list[AgendaItem]
    papers: dict[int, list[PaperIn]] = field(default_factory=dict)
    log: list[LogRow] = field(default_factory=list)
    plan: Plan | None = None
    added: list[PackPart] = field(default_factory=list)


def on_pack(parts_of: PartsOf) -> None:
    """Have an app add pages to the packs of meetings. Called once at start-up."""
    _parts.append(parts_of)


def contents_of(actor: Actor, meeting: Meeting) -> PackContents:
    """What goes into the pack of a meeting for the actor."""
    items = items_of(actor, meeting)
    numbers = {item.pk: item.order for item in items}
    papers: dict[int, list[PaperIn]] = {}
    found = seen_by(actor, Paper).filter(item__in=items, removed_at=None, replaced_by=None).select_related("file")
    for paper in found.order_by("item__order", "letter", "pk"):
        label = f"{numbers[paper.item_id]}{paper.letter}"
        is_ready = paper.file.state == "clean"
        papers.setdefault(paper.item_id, []).append(
            PaperIn(label, paper.title, paper.author, paper.summary, paper.is_late, paper.file, is_ready)
        )
    group: Group = meeting.group
    return PackContents(
        meeting=meeting,
        items=items,
        papers=papers,
        log=every_row(actor, group, Filters(shows="open")) if sees_log(actor, group) else [],
        plan=plan_of(actor, group),
        added=[part for parts_of in _parts for part in parts_of(actor, meeting)],
    )
