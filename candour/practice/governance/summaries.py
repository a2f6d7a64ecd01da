"""What a plain summary of a paper must be, so that the paper can be listed."""

from __future__ import annotations

from candour.platform.spelling.folding import folded
from candour.platform.spelling.lint import placeholders
from candour.practice.governance.vocabulary import LONGEST_SUMMARY
from candour.practice.publishing.queries.guarding import singled_out

MISSING = (
    "Write a plain summary. A paper without one cannot be listed. Say in a few sentences what the paper is about, what "
    "members are asked to do, and why it matters."
)
SAYS_NOTHING = {
    "",
    "n a",
    "na",
    "none",
    "nil",
    "no summary",
    "summary",
    "see paper",
    "see attached",
    "see title",
    "as above",
}
"""What is typed to get past a box, as it is folded."""


def tidied(summary: str) -> str:
    """A summary as it is kept, without blanks at its ends."""
    return "\n".join(line.strip() for line in summary.strip().splitlines())


def reasons_against(summary: str, title: str = "") -> list[str]:
    """Why a paper of this title cannot be listed with this summary, each with what to do.

    Whether it is plain is nobody's gate.
    """
    said = tidied(summary)
    if not said:
        return [MISSING]
    if len(said) > LONGEST_SUMMARY:
        return [f"Shorten the summary to {LONGEST_SUMMARY} characters. It has {len(said)}."]
    reasons = [
        f"“{place.words}” in the summary stands for something that is not there yet. Write it, or leave it out."
        for place in placeholders(said)
    ]
    if not reasons and folded(said) in SAYS_NOTHING | {folded(title)}:
        reasons.append(f"“{said}” does not say what the paper is about. {MISSING}")
    return [*reasons, *singled_out(said)]
