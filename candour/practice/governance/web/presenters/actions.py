"""Actions as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from candour.platform.access.policy import may, why_not
from candour.platform.dates.words import day_words, moment_words
from candour.platform.design.readers import ReaderShown, reader_shown
from candour.practice.governance.queries.action_log import OFTEN

if TYPE_CHECKING:
    from candour.platform.access.actor import Actor
    from candour.practice.governance.queries.action_log import Choices, Counts, LogRow
    from candour.practice.governance.queries.actions import ActionShown
    from candour.practice.governance.queries.log_of_a_day import Readers

COLUMNS = ("Reference", "Action", "Lead", "Due", "Carried forward", "Last update")
BUTTONS = {"close": "action_close", "drop": "action_drop", "reopen": "action_reopen"}


@dataclass(frozen=True)
class ActionRow:
    """A row of a log."""

    name: str
    address: str
    group: str
    group_ref: str
    text: str
    raised: str
    lead: str
    lead_note: str
    beside: str
    due: str
    mark: str
    mark_words: str
    carried: str
    is_often: bool
    update: str
    update_word: str


@dataclass(frozen=True)
class ReadersShown:
    """Who had read a log of a past day, and which of its actions."""

    of_log: list[ReaderShown]
    of_actions: list[tuple[str, str, str]]
    """The number of the action, its address, and by whom it was opened, in words."""


@dataclass(frozen=True)
class ButtonShown:
    """A way on from an action: possible, or with the reason why not."""

    title: str
    address: str
    reason: str
    asks: bool
    """Whether it leads to a form rather than acting at once."""


@dataclass(frozen=True)
class UpdateShown:
    """Something that was said of an action."""

    text: str
    when: str
    who: str
    carried_at: str


def row_shown(row: LogRow) -> ActionRow:
    """A row with its marks: late and carried often are shapes and words, not only colours."""
    if row.state == "closed":
        mark, words = "met", f"Closed {row.ended}".strip()
    elif row.state == "dropped":
        mark, words = "overtaken", "Dropped"
    elif row.is_late:
        mark, words = "late", "Late"
    else:
        mark, words = "open", "Open"
    return ActionRow(
        name=row.name,
        address=reverse("action", args=[row.ref]),
        group=row.group,
        group_ref=row.group_ref,
        text=row.text if row.is_whole else row.text or "What it said then was not kept.",
        raised=day_words(row.raised_on),
        lead=row.owner,
        lead_note="" if row.owner else f"Printed as “{row.leads_as_printed}”" if row.leads_as_printed else "",
        beside=", ".join(row.co_leads),
        due=row.due or "No date",
        mark=mark,
        mark_words=words,
        carried=f"{row.carried} times" if row.carried > 1 else "Once" if row.carried else "",
        is_often=row.carried >= OFTEN,
        update=row.update if row.state == "open" or not row.evidence else row.evidence,
        update_word="Evidence" if row.state == "closed" and row.evidence else "Last update",
    )


def readers_shown(found: Readers | None) -> ReadersShown | None:
    """Who had read a log, as far as the reader may know it."""
    if found is None:
        return None
    return ReadersShown(
        [reader_shown(one) for one in found.of_log],
        [(name, reverse("action", args=[ref]), ", ".join(one.who for one in by)) for ref, name, by in found.of_actions],
    )


def counts_words(counts: Counts) -> list[tuple[str, str, str]]:
    """How a log stands, as the number, what it counts, and the filter that shows it."""
    found = [
        (str(counts.open), "open", "open"),
        (str(counts.late), "late", "late"),
        (str(counts.often), "carried three times or more", "often"),
    ]
    return [*found, (str(counts.ownerless), "without an owner", "open")] if counts.ownerless else found


def filter_choices(found: Choices) -> dict[str, list[tuple[str, str]]]:
    """The choices of the form that filters a log."""
    return {
        "owner": found.owners,
        "agency": found.agencies,
        "year": [(str(year), f"{year}–{(year + 1) % 100:02}") for year in found.years],
        "meeting": [(ref, day_words(on)) for ref, on in found.meetings],
    }


def buttons_of(actor: Actor, shown: ActionShown) -> list[ButtonShown]:
    """What can be done with an action now, the likeliest first. A move that the reader may not make says why."""
    action, ref = shown.action, shown.action.ref
    buttons = []
    if action.state == "open":
        act = "update an action"
        buttons.append(_button(actor, act, action, "Say how it stands", "action_update"))
        if action.owner_id is None:
            buttons.append(_button(actor, "keep the action log", action, "Say who answers for it", "action_owner"))
        else:
            buttons.append(_button(actor, "keep the action log", action, "Change it", "action_change"))
        buttons.append(_button(actor, "keep the action log", action, "Carry it forward", "action_carry"))
    for offer in shown.moves:
        step = offer.move
        button = _button(actor, step.act, action, step.title, BUTTONS[step.key])
        buttons.append(replace(button, asks=step.key != "reopen", address=reverse(BUTTONS[step.key], args=[ref])))
    return buttons


def updates_of(shown: ActionShown) -> list[UpdateShown]:
    """What was said of an action, newest first."""
    return [
        UpdateShown(
            one.text, day_words(one.said_at), one.said_by, day_words(one.carried_at.starts_at) if one.carried_at else ""
        )
        for one in shown.updates
    ]


def facts_of(shown: ActionShown) -> list[tuple[str, str]]:
    """What is known of an action, as pairs for a summary list."""
    action = shown.action
    owner = action.owner.name if action.owner else f"Nobody yet. Printed as “{action.leads_as_printed}”."
    pairs = (
        ("Answers for it", owner),
        ("For the agency", action.organisation.name if action.organisation else ""),
        ("Works on it with them", ", ".join(name for _, name in shown.co_leads)),
        ("Printed in the old log as", action.leads_as_printed if action.owner else ""),
        ("Due", action.due_on.words if action.due_on else "No date"),
        ("Raised", day_words(action.raised_on)),
        ("From the item", shown.source),
        ("Carried forward", f"{action.carried_count} times" if action.carried_count else ""),
        ("Closed", action.closed_on.words if action.closed_on else ""),
        ("What shows that it was done", action.evidence),
        ("Why it was dropped", action.dropped_because),
    )
    return [(name, value) for name, value in pairs if value]


def history_shown(shown: ActionShown) -> list[tuple[str, str, str]]:
    """The history of an action as moment, person and words, newest first."""
    return [(moment_words(line.at), line.who, line.what) for line in shown.history]


def with_page(query: Any, page: int) -> str:
    """The same list at another page, as a query string."""
    return "?" + urlencode([*((key, value) for key, value in query.items() if key != "page"), ("page", page)])


def _button(actor: Actor, act: str, action: Any, title: str, address: str) -> ButtonShown:
    reason = "" if may(actor, act, action) else why_not(act)
    return ButtonShown(title, reverse(address, args=[action.ref]), reason, True)
