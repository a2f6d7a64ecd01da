"""Groups as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse

from candour.platform.dates.words import day_words, moment_words
from candour.practice.governance.queries.structure import Node, RuleShown, SeatHeld

if TYPE_CHECKING:
    from candour.practice.governance.models import Group, Meeting, ReportingLine, Terms, TermsSignature

FACTS = (
    "name",
    "short_name",
    "kind",
    "purpose",
    "reviews_cases",
    "from_on",
    "ends_on",
    "frequency",
    "tolerance_days",
    "at_least_a_year",
    "usual_start",
    "usual_minutes",
    "usual_place",
    "usual_link",
    "chairing",
    "papers_before",
    "minutes_within",
)
"""What a form says of a group by the same names as the record."""
LINKS = (
    ("action_log", "Action log"),
    ("forward_plan", "Forward plan"),
    ("group_year", "The year"),
    ("group_decisions", "Decisions"),
    ("rounds", "Between meetings"),
    ("committee_reports", "Committee reports"),
)


@dataclass(frozen=True)
class GroupShown:
    """The head of a group."""

    ref: str
    name: str
    partnership: str
    kind: str
    purpose: str
    ended: str
    successor: str
    successor_ref: str
    closing_report: str
    wants_report: bool


@dataclass(frozen=True)
class RowShown:
    """A group in the list."""

    ref: str
    name: str
    short_name: str
    kind: str
    under: str
    meets: str
    since: str


@dataclass(frozen=True)
class SeatShown:
    """A seat in the table of a group."""

    id: int
    title: str
    kind: str
    holder: str
    post: str
    since: str
    deputy: str
    agency: str
    counts: str
    chairs: str
    half: str


@dataclass(frozen=True)
class NodeShown:
    """A group in the chart, with those under it."""

    ref: str
    name: str
    kind: str
    is_ended: bool
    below: list[NodeShown]


def by_partnership(groups: Iterable[Group]) -> list[tuple[str, list[RowShown]]]:
    """Living groups under their partnerships."""
    parts: dict[str, list[RowShown]] = {}
    for one in groups:
        parts.setdefault(one.partnership.name, []).append(
            RowShown(
                one.ref,
                one.name,
                one.short_name,
                one.get_kind_display(),
                one.parent.name if one.parent else "",
                one.get_frequency_display(),
                day_words(one.from_on),
            )
        )
    return list(parts.items())


def ended(group: Group) -> tuple[str, str, str, str, str]:
    """An ended group as reference, old name, partnership, its days and its successor."""
    days = f"{day_words(group.from_on)} to {day_words(group.until_on)}"
    return (group.ref, group.name, group.partnership.name, days, group.successor.name if group.successor else "")


def chart(nodes: Iterable[Node]) -> list[tuple[str, list[NodeShown]]]:
    """The structure under its partnerships, as nested lists."""
    parts: dict[str, list[NodeShown]] = {}
    for node in nodes:
        parts.setdefault(node.group.partnership.name, []).append(_node(node))
    return list(parts.items())


def group_shown(group: Group) -> GroupShown:
    """The head of a group."""
    return GroupShown(
        ref=group.ref,
        name=group.name,
        partnership=group.partnership.name,
        kind=group.get_kind_display(),
        purpose=group.purpose,
        ended=day_words(group.until_on),
        successor=group.successor.name if group.successor else "",
        successor_ref=group.successor.ref if group.successor else "",
        closing_report=group.closing_report,
        wants_report=group.kind == "task-and-finish",
    )


def facts(group: Group) -> list[tuple[str, str]]:
    """What a group is and how it meets, as pairs."""
    start = f"{group.usual_start:%H:%M}, " if group.usual_start else ""
    pairs = (
        ("Kind", group.get_kind_display()),
        ("Under", group.parent.name if group.parent else ""),
        ("Commissioned by", group.commissioned_by.name if group.commissioned_by else ""),
        ("Since", day_words(group.from_on)),
        ("Meant to end", day_words(group.ends_on)),
        ("Closed", day_words(group.until_on)),
        ("Meets", group.get_frequency_display()),
        ("At least", f"{group.at_least_a_year} times a year" if group.at_least_a_year else ""),
        ("Usually", f"{start}{group.usual_minutes} minutes"),
        ("Where", group.usual_place),
        ("Chaired by", group.get_chairing_display()),
        ("Papers are out", f"{group.papers_before} working days before"),
        ("Minutes are out", f"within {group.minutes_within} days"),
    )
    return [(name, value) for name, value in pairs if value]


def initial(group: Group) -> dict[str, Any]:
    """What the form to change a group begins with."""
    found: dict[str, Any] = {name: getattr(group, name) for name in FACTS}
    found["usual_start"] = f"{group.usual_start:%H:%M}" if group.usual_start else ""
    found["parent"] = group.parent.ref if group.parent else ""
    found["commissioned_by"] = group.commissioned_by.ref if group.commissioned_by else ""
    return found | {"version": group.version}


def seats(held: Iterable[SeatHeld]) -> list[SeatShown]:
    """The seats of a group as rows."""
    return [
        SeatShown(
            id=one.seat.pk,
            title=one.seat.title,
            kind=one.seat.get_kind_display(),
            holder=one.holder,
            post=one.post,
            since=day_words(one.since),
            deputy=one.deputy,
            agency=one.seat.unit,
            counts="Counts" if one.seat.counts else "Does not count",
            chairs=str(one.seat.chairs_in_turn or ""),
            half="" if one.seat.domain == "both" else one.seat.get_domain_display(),
        )
        for one in held
    ]


def rules(found: Iterable[RuleShown], today: date) -> list[dict[str, Any]]:
    """The quorum rules of a group, those that are over marked."""
    return [
        {
            "domain": one.domain,
            "sentence": one.sentence,
            "rulebook": _rule_address(one.rule_name),
            "days": _days(one.from_on, one.until_on),
            "is_over": one.until_on is not None and one.until_on < today,
            "deputies": "Deputies count." if one.deputies_count else "Deputies do not count.",
            "bases": [f"{part.title}: {part.needed} needed of {part.base}" for part in one.bases],
        }
        for one in found
    ]


def versions(found: Iterable[Terms], today: date) -> list[dict[str, Any]]:
    """The versions of terms of reference as rows."""
    return [
        {
            "ref": one.ref,
            "number": one.number,
            "state": one.get_state_display(),
            "is_current": one.state == "current",
            "from": day_words(one.current_from),
            "review": day_words(one.review_on),
            "is_late": one.state == "current" and one.review_on is not None and one.review_on < today,
        }
        for one in found
    ]


def signatures(found: Iterable[TermsSignature]) -> list[dict[str, Any]]:
    """The named signatories, with who signed and when."""
    return [
        {
            "id": one.pk,
            "post": one.post.title,
            "of": one.post.organisation.name if one.post.organisation else "",
            "by": one.signed_by.name if one.signed_by else "",
            "at": moment_words(one.signed_at),
            "accountable": one.accountable,
            "mark": "met" if one.signed_at else "open",
        }
        for one in found
    ]


def reporting(lines: Iterable[ReportingLine], today: date) -> list[dict[str, Any]]:
    """What a group reports to whom, with when it is due and whether it was sent."""
    return [
        {
            "ref": one.ref,
            "what": one.what,
            "to": one.to_body.name,
            "how_often": one.get_frequency_display(),
            "due": day_words(one.next_due_on),
            "sent": day_words(one.sent_on),
            "mark": "late" if one.next_due_on < today else "open",
        }
        for one in lines
    ]


def meetings(found: Iterable[Meeting], *, with_group: bool = False) -> list[dict[str, Any]]:
    """Meetings as lines."""
    return [
        {
            "ref": one.ref,
            "when": moment_words(one.starts_at),
            "group": one.group.name if with_group else "",
            "where": one.place or ("by link" if one.link else ""),
            "chair": one.chair.name if one.chair else "",
            "state": one.get_state_display(),
            "is_short": one.is_short_notice,
            "agenda": "Agenda out" if one.agenda_out_at else "",
        }
        for one in found
    ]


def links(ref: str) -> list[tuple[str, str]]:
    """The other pages of a group that there are, as title and address."""
    found = []
    for name, title in LINKS:
        try:
            found.append((title, reverse(name, args=[ref])))
        except NoReverseMatch:
            continue
    return found


def _node(node: Node) -> NodeShown:
    one = node.group
    kind = one.get_kind_display()
    return NodeShown(one.ref, one.name, kind, one.until_on is not None, [_node(below) for below in node.below])


def _days(from_on: date | None, until_on: date | None) -> str:
    if until_on is not None:
        return f"from {day_words(from_on)} to {day_words(until_on)}"
    return f"since {day_words(from_on)}" if from_on else ""


def _rule_address(name: str) -> str:
    edition, _, key = name.partition("/")
    return reverse("rule", args=[edition, key]) if name else ""
