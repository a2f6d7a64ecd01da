"""Writes the rulebook as Markdown: an index, a page for each edition, and a single rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from candour.platform.dates.words import day_words
from candour.project.rulebook_pages.presenters import all_in_words
from candour.project.rulebook_pages.values import EditionWithRules, Reference, RuleInWords, Source
from candour.rulebook.calendars import ENGLAND_AND_WALES
from candour.rulebook.language.citations import Grade

INDEX = "README.md"
GENERATED = "<!-- Written by `manage.py rules --publish`. Change the rulebook, not this page. -->"


def pages() -> dict[str, str]:
    """Every published page: its file name and its text."""
    shelves = all_in_words()
    return {INDEX: _page(_index(shelves))} | {f"{shelf.edition.key}.md": _page(_edition(shelf)) for shelf in shelves}


def rule_page(rule: RuleInWords) -> str:
    """One rule on its own, as the command line shows it."""
    edition = rule.edition
    return "\n".join(
        _squeezed([*_rule(rule, level=1), f"Edition: {edition.title}, {edition.applies}.", "", edition.note])
    )


def _page(lines: Iterable[str]) -> str:
    return "\n".join(_squeezed([GENERATED, "", *lines])) + "\n"


def _squeezed(lines: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return kept[:-1] if kept and not kept[-1] else kept


def _index(shelves: tuple[EditionWithRules, ...]) -> Iterator[str]:
    yield from (
        "# The rulebook",
        "",
        "What law, guidance and local protocol say, as the product applies it. Each rule names its source and says how "
        "far anybody has checked it. Only what was read in the original is introduced as “The law” or “National "
        "guidance”.",
        "",
        "A case keeps the edition under which it started. To change a rule, read [how](../guides/change-a-rule.md).",
        "",
        "## Editions",
        "",
    )
    yield from _table(
        ("Edition", "Whose cases", "Applies", "Rules"),
        (
            (
                f"[{shelf.edition.title}]({shelf.edition.key}.md)",
                shelf.edition.cases,
                shelf.edition.applies,
                str(len(shelf.rules)),
            )
            for shelf in shelves
        ),
    )
    yield from ("", "## What the grades mean", "")
    yield from _table(
        ("Grade", "Introduced as", "What was checked"),
        ((grade.value, grade.standing, grade.explained) for grade in Grade),
    )
    known_from, known_until = (day_words(day) for day in (ENGLAND_AND_WALES.known_from, ENGLAND_AND_WALES.known_until))
    yield from (
        "",
        "## Working days",
        "",
        f"A working day of {ENGLAND_AND_WALES.name} is any day except Saturday, Sunday, Christmas Day, Boxing Day, "
        "Good Friday and bank holidays. Working Together itself defines no working day; the wording is that of SI "
        f"2006/1738, regulation 2. Bank holidays are known from {known_from} until {known_until}; nothing is counted "
        "beyond that.",
        "",
        "## Every rule",
        "",
    )
    yield from _table(
        ("Rule", "Kind", "Introduced as", "Grade", "Name"),
        (
            (_link(rule), rule.kind, rule.source.standing, rule.source.grade, f"`{rule.name}`")
            for shelf in shelves
            for rule in shelf.rules
        ),
    )


def _edition(shelf: EditionWithRules) -> Iterator[str]:
    edition = shelf.edition
    yield from (f"# {edition.title}", "")
    if edition.note:
        yield from (f"> {edition.note}", "")
    yield from (
        f"- Published by: {edition.publisher}",
        f"- Whose cases: {edition.cases}",
        f"- Applies: {edition.applies}",
        f"- Text: <{edition.link}>" if edition.link else "- Text: not published at a known address",
        "",
        f"[All editions]({INDEX})",
        "",
    )
    for rule in shelf.rules:
        yield from _rule(rule, level=2)


def _rule(rule: RuleInWords, *, level: int) -> Iterator[str]:
    below = "#" * (level + 1)
    yield from (f"{'#' * level} {rule.title}", "", f"{rule.kind}, `{rule.name}`", "", _source(rule.source), "")
    for other in rule.other_sources:
        yield from (f"Also: {_source(other)}", "")
    if rule.repeats:
        yield from (f"Repeats {_link(rule.repeats)} by name.", "")
    yield from (f"- {name}: {_sentence(text)}" for name, text in rule.facts)
    if rule.limit:
        yield f"- Time limit: {_link(rule.limit)}"
    yield ""
    if rule.note:
        yield from (rule.note, "")
    if rule.locally_set:
        yield from (f"{below} What the partnership sets", "", rule.locally_set, "")
    yield from _readings(rule, below)
    yield from _relaxations(rule, below)
    yield from _tellings(rule, below)
    yield from _steps(rule, below)
    yield from _groups(rule, below)
    yield from _sections(rule, below)
    if rule.differs:
        yield from (f"{below} Where the founding papers differ", "", *(f"- {text}" for text in rule.differs), "")


def _readings(rule: RuleInWords, below: str) -> Iterator[str]:
    if rule.readings:
        yield from (f"{below} Readings of the start, side by side", "")
        yield from _table(
            ("Reading", "Starts when", "How days are counted", "Source"),
            (
                (
                    f"{reading.key} (used unless another is chosen)" if reading.is_default else reading.key,
                    reading.starts_when,
                    reading.counting,
                    _source(reading.source),
                )
                for reading in rule.readings
            ),
        )
        yield ""


def _relaxations(rule: RuleInWords, below: str) -> Iterator[str]:
    if rule.relaxations:
        yield from (f"{below} Officially eased", "", "Shown beside the sum and never taken off it.", "")
        yield from (f"- {says} {_source(source)}" for says, source in rule.relaxations)
        yield ""


def _tellings(rule: RuleInWords, below: str) -> Iterator[str]:
    if rule.tellings:
        yield from (f"{below} Whom it tells", "")
        for telling in rule.tellings:
            if telling.duty.name != rule.name:
                yield f"- Duty: {_link(telling.duty)}"
            yield f"- Who tells: {telling.owner}."
            yield f"- Whom: {'; '.join(telling.tells)}."
            yield f"- When: {telling.applies_when}."
            yield from (f"- How strong it is: {telling.strength}.", "")


def _steps(rule: RuleInWords, below: str) -> Iterator[str]:
    if rule.steps:
        yield from (f"{below} Steps", "")
        yield from _table(
            ("Day", "By", "Step", "Who", "Past the limit"),
            (
                (
                    step.day,
                    step.by or "end of the day",
                    step.title,
                    step.who,
                    "past the limit" if step.is_past_limit else "",
                )
                for step in rule.steps
            ),
        )
        yield ""


def _groups(rule: RuleInWords, below: str) -> Iterator[str]:
    for group in rule.groups:
        yield from (f"{below} {group.title}", "", group.together, "")
        for criterion in group.criteria:
            elsewhere = "" if criterion.source == rule.source else f" {_in_short(criterion.source)}"
            yield f"- {criterion.text}{elsewhere}"
            if criterion.hint:
                yield f"  {criterion.hint}"
        yield ""


def _sections(rule: RuleInWords, below: str) -> Iterator[str]:
    for section in rule.sections:
        yield from (f"{below} {section.title}", "", section.intro, "", section.repeats, "")
        for question in section.questions:
            required = ", must be answered" if question.is_required else ""
            yield f"- {question.text} ({question.kind}{required})"
            if question.hint:
                yield f"  {question.hint}"
            yield from (f"  - {option}" for option in question.options)
        yield ""


def _source(source: Source) -> str:
    return f"**{source.standing}** [{source.grade}]: {source.words}. {source.grade_words}"


def _in_short(source: Source) -> str:
    return f"({source.standing} [{source.grade}]: {source.words})"


def _link(rule: RuleInWords | Reference) -> str:
    edition_key = rule.edition.key if isinstance(rule, RuleInWords) else rule.edition_key
    return f"[{rule.title}]({edition_key}.md#{_anchor(rule.title)})"


def _anchor(title: str) -> str:
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join('---' for _ in head)}|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."
