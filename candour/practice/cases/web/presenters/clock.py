"""The clock strip: one cell a working day, the steps in their cells, and the readings of the start side by side."""

from __future__ import annotations

from dataclasses import dataclass

from candour.platform.dates.words import due_words
from candour.platform.design.rules import RuleShown, shown
from candour.practice.cases.queries.clock import CaseClock, Cell, EditionShown, ReadingShown, StepShown
from candour.rulebook.language.clocks import LONDON


@dataclass(frozen=True)
class StepCell:
    """A step in a cell."""

    title: str
    mark: str
    words: str
    """How it stands: "Done", "Done late", "Late", "Overtaken", or nothing yet."""
    by: str
    """The date and the time of day, where one is given."""


@dataclass(frozen=True)
class CellShown:
    """A cell of the strip."""

    number: int
    weekday: str
    date: str
    classes: str
    today: bool
    over: bool
    steps: list[StepCell]


@dataclass(frozen=True)
class ReadingLine:
    """A reading of the start in words."""

    key: str
    words: str
    day: str
    due: str
    source: str
    is_chosen: bool
    is_strictest: bool
    rule: RuleShown | None


@dataclass(frozen=True)
class EditionLine:
    """An edition, or an easing of one, in words."""

    title: str
    due: str
    sources: list[str]
    says: str
    governs: bool


@dataclass(frozen=True)
class ClockShown:
    """The whole strip."""

    headline: str
    due: str
    mark: str
    cells: list[CellShown]
    skipped: list[str]
    chosen: ReadingLine | None
    others: list[ReadingLine]
    timetable: str
    timetable_warning: str
    cannot: str
    eased: list[str]
    editions: list[EditionLine]


def clock_shown(clock: CaseClock) -> ClockShown:
    """A case's clock as its page shows it."""
    lines = [_reading(reading, clock) for reading in clock.readings]
    late_steps = clock.timetable.breaks_limit if clock.timetable else ()
    warning = ""
    if late_steps and clock.timetable:
        names = ", ".join(f"“{step.title}” on day {step.day}" for step in late_steps)
        warning = f"This timetable puts {names}: past the limit of {clock.timetable.limit_days} working days."
    return ClockShown(
        headline=clock.headline,
        due=due_words(clock.chosen.due.at) if clock.chosen and clock.chosen.due else "",
        mark="late" if clock.is_late else "met" if clock.is_over else "open",
        cells=[_cell(cell) for cell in clock.cells],
        skipped=list(clock.skipped),
        chosen=next((line for line in lines if line.is_chosen), None),
        others=[line for line in lines if not line.is_chosen],
        timetable=clock.timetable.title if clock.timetable else "",
        timetable_warning=warning,
        cannot=clock.cannot,
        eased=[relaxation.says for relaxation in clock.relaxations],
        editions=[_edition(one) for one in clock.editions],
    )


def _edition(one: EditionShown) -> EditionLine:
    return EditionLine(
        title=one.title,
        due=due_words(one.due.at) if one.due else "No day given",
        sources=[f"{cite.standing}: {cite.words}" for cite in one.cites],
        says=one.says,
        governs=one.governs,
    )


def _cell(cell: Cell) -> CellShown:
    classes = ["clock__cell"]
    if cell.is_today:
        classes.append("clock__cell--today")
    elif cell.is_past:
        classes.append("clock__cell--past")
    if cell.is_over_limit:
        classes.append("clock__cell--over")
    steps = [_step(step) for step in cell.steps]
    return CellShown(
        number=cell.number,
        weekday=f"{cell.on:%a}",
        date=f"{cell.on.day} {cell.on:%b}",
        classes=" ".join(classes),
        today=cell.is_today,
        over=cell.is_over_limit,
        steps=steps,
    )


def _step(step: StepShown) -> StepCell:
    title = step.title.rpartition(" – case ")[0] or step.title
    mark, words = _standing(step)
    due = due_words(step.due_at)
    return StepCell(title, mark, words, due.rpartition(", ")[2] if ", " in due else "")


def _standing(step: StepShown) -> tuple[str, str]:
    if step.met_at is not None:
        on = f", {step.met_at.astimezone(LONDON):%a} {step.met_at.astimezone(LONDON).day} {step.met_at:%b}"
        return ("met", "Done") if not step.is_late else ("met-late", f"Done late{on}")
    if step.is_overtaken:
        return "overtaken", "Not done: the review went on"
    return ("late", "Late") if step.is_late else ("open", "")


def _reading(reading: ReadingShown, clock: CaseClock) -> ReadingLine:
    if reading.started_on is None:
        day, due = "not started", ""
    elif reading.cannot:
        day, due = "cannot be counted", ""
    else:
        day = f"day {reading.day} of {clock.allowed}"
        due = due_words(reading.due.at) if reading.due else ""
    rule = shown(reading.due) if reading.due else shown(clock.rule) if clock.rule else None
    return ReadingLine(
        key=reading.key,
        words=f"Counted from when {reading.starts_when}",
        day=day,
        due=due,
        source=f"{reading.cites.standing}: {reading.cites.words}",
        is_chosen=reading.is_chosen,
        is_strictest=reading.is_strictest,
        rule=rule,
    )
