"""Measures the redaction engine and prints each figure against its target: `python -m bench redaction`.

Development documents are there to be looked at while the engine is changed (`--show`). Held-out documents have other
wording and other seeds, and are only counted. Names of people whom the register does not hold are hidden from the
engine's lists of given names in both, so that it must find them by what is said of them and by their form.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from bench.redaction.cases import make, names, register_of
from bench.redaction.scoring import Figures, score
from bench.redaction.writing import KINDS, Written, write
from candour.practice.publishing.redaction import Span, find, unexplained
from candour.practice.publishing.redaction.text import wording
from candour.practice.publishing.redaction.text.folding import glue

DEVELOPMENT = ("development", "second")
HELD_OUT = "held_out"


class Target(NamedTuple):
    """A figure, what it must reach, and what would be better still."""

    name: str
    value: float
    must: float
    better: float
    at_least: bool = True

    @property
    def is_met(self) -> bool:
        """Whether it reaches what it must."""
        return self.value >= self.must if self.at_least else self.value <= self.must

    @property
    def is_better(self) -> bool:
        """Whether it reaches what would be better still."""
        return self.value >= self.better if self.at_least else self.value <= self.better


def documents(wording_of: str, seeds: Sequence[int]) -> list[Written]:
    """Four documents for each seed, the same every time."""
    found = []
    for seed in seeds:
        dice = random.Random(f"{wording_of} {seed}")
        case = make(dice)
        found += [write(case, kind, wording_of, dice, f"{wording_of} {seed} {kind}") for kind in KINDS]
    return found


def engine(document: Written) -> tuple[list[Span], list[str]]:
    """What the engine finds in a document."""
    register = register_of(document.case)
    spans = find(document.text, register)
    return spans, unexplained(document.text, spans, register)


@contextmanager
def names_hidden() -> Iterator[None]:
    """While this lasts the engine's lists of given names hold none of the names that the documents are made of."""
    ours = {glue(name) for origin in names().values() for kind in ("women", "men") for name in origin[kind]}
    known = wording.is_given

    def is_given(key: str) -> bool:
        return key not in ours and known(key)

    wording.is_given = is_given
    try:
        yield
    finally:
        wording.is_given = known


def targets(figures: Figures, seconds: float) -> list[Target]:
    """Every figure with its target."""
    count, share = figures.documents, figures.share
    return [
        Target("entity recall, register", share("entities known whole", "entities known"), 0.990, 0.995),
        Target("entity recall, all", share("entities all whole", "entities all"), 0.980, 0.990),
        Target("entity recall, not in the register", share("entities unknown whole", "entities unknown"), 0.90, 0.95),
        Target("leaks a document, register", figures.counts["known leaks"] / count, 0.25, 0.12, at_least=False),
        Target("leaks a document, all", figures.counts["leaks"] / count, 0.60, 0.30, at_least=False),
        Target("documents without a leak of the register", share("clean of known", "documents"), 0.80, 0.88),
        Target("documents without a leak", share("clean", "documents"), 0.55, 0.75),
        Target("precision of words", share("masked words right", "masked words"), 0.97, 0.985),
        Target("precision with unexplained words", share("with words right", "with words"), 0.94, 0.96),
        Target("traps hit", share("traps hit", "traps"), 0.03, 0.015, at_least=False),
        Target("names linked to the right person", share("links right", "links"), 0.96, 0.98),
        Target("codes found", share("codes found", "codes"), 1.0, 1.0),
        Target("seconds for 100,000 letters", seconds / figures.letters * 100_000, 2.0, 1.0, at_least=False),
    ]


def measured(wording_of: str, seeds: Sequence[int]) -> tuple[Figures, list[Target]]:
    """The figures over the documents of some seeds."""
    made = documents(wording_of, seeds)
    with names_hidden():
        began = time.process_time()
        figures = score(made, engine)
        return figures, targets(figures, time.process_time() - began)


def main(arguments: Sequence[str]) -> int:
    """Print the figures. The status is that of a process: 0 if held-out documents reach every target."""
    parser = argparse.ArgumentParser(prog="python -m bench redaction", description="Measure the redaction engine.")
    parser.add_argument("--seeds", type=int, default=50, metavar="COUNT", help="how many cases of each wording")
    parser.add_argument("--show", action="store_true", help="print what went wrong in the documents for development")
    chosen = parser.parse_args(arguments)
    for wording_of in DEVELOPMENT:
        figures, reached = measured(wording_of, range(chosen.seeds))
        _print(f"{wording_of}, {figures.documents} documents", reached)
        if chosen.show:
            _print_wrong(figures)
    figures, reached = measured(HELD_OUT, range(chosen.seeds))
    _print(f"held out, {figures.documents} documents", reached)
    missed = [target.name for target in reached if not target.is_met]
    print("\nEvery target was met." if not missed else f"\nMissed: {'; '.join(missed)}.")
    return int(bool(missed))


def _print(heading: str, reached: list[Target]) -> None:
    print(f"\n## {heading}\n\n| figure | reached | target | stretch | |\n|{'---|' * 5}")
    for one in reached:
        verdict = "stretch" if one.is_better else "met" if one.is_met else "MISSED"
        print(f"| {one.name} | {one.value:.3f} | {one.must:g} | {one.better:g} | {verdict} |")


def _print_wrong(figures: Figures) -> None:
    for heading, lines in (
        ("Missed", figures.missed),
        ("Traps", figures.traps_hit),
        ("Too much", figures.over),
        ("Somebody else", figures.wrong),
    ):
        print(f"\n### {heading}: {len(lines)}\n")
        print("\n".join(lines))
