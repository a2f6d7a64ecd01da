"""What everybody signs before confidential papers open to them, in this version's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class UndertakingText:
    """The text of an undertaking."""

    version: str
    title: str
    lines: tuple[str, ...]


TEXTS = {
    "confidentiality": UndertakingText(
        "2026-1",
        "Confidentiality agreement",
        (
            "I read only what I need for the work that I do here, and I know that what I read is recorded.",
            "I keep what I learn to myself and to those who need it to keep a child or an adult safe.",
            "I do not copy, photograph or forward papers, and I store what I am given as my agency requires.",
            "I say at once when I know somebody in a case, or when my agency or I have an interest in it.",
            "I tell the partnership manager at once if something has gone to the wrong person.",
        ),
    ),
    "principles": UndertakingText(
        "2026-1",
        "The seven principles of public life",
        (
            "Selflessness: I act only in the public interest.",
            "Integrity: I avoid obligations that might influence me, and I declare and resolve interests.",
            "Objectivity: I decide impartially, fairly and on merit, on the best evidence.",
            "Accountability: I answer to the public for what I decide, and submit to scrutiny.",
            "Openness: I decide in the open where I can, and give reasons.",
            "Honesty: I am truthful.",
            "Leadership: I show these principles in what I do, and challenge poor behaviour wherever I see it.",
        ),
    ),
}
