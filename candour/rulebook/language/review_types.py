"""What kinds of review there are: the stages each goes through, what it needs, its limit and its template."""

from __future__ import annotations

from dataclasses import dataclass

from candour.rulebook.language.citations import Citation

FULL = ("setting-up", "under-way", "with-group", "with-partners", "signed-off", "published")
PROPOSED = ("proposed", "setting-up", "under-way", "with-group", "with-partners", "signed-off", "published")
LEARNING = ("setting-up", "under-way", "with-group", "finished")
PRACTICE = ("setting-up", "under-way", "finished")
ELSEWHERE = ("under-way", "finished")
"""The stages of a review that somebody else carries out, and of which terms and updates are filed here."""

TERMS, REVIEWER, QUALITY, COPY = "terms", "reviewer", "quality", "copy"
"""What a type of review can need: agreed terms, a reviewer whose independence was checked, a signed quality check and a
copy sent to national bodies before publication."""


@dataclass(frozen=True)
class ReviewType:
    """A type of review: who owns it, through which stages it goes, what it needs and what its report covers."""

    key: str
    title: str
    about: str
    """Whose cases it can be about: "children", "adults" or "both"."""
    owner: str
    """Who decides on it and signs it off."""
    stages: tuple[str, ...]
    needs: tuple[str, ...]
    covers: tuple[str, ...]
    """The headings of its report."""
    cites: Citation
    duty: str = ""
    """The duty that it discharges; empty where no law asks for it."""
    clock: str = ""
    """The key of its limit in the edition that governs the case; empty where there is none."""
    is_history: bool = False
    """Whether it belongs to an earlier regime, so that only an old tracker brings it in."""
    note: str = ""

    @property
    def is_published(self) -> bool:
        """Whether its report is made to be published."""
        return "published" in self.stages

    def fits(self, subject: str) -> bool:
        """Whether a new review of this type can be about a case of that subject, "children" or "adults"."""
        return not self.is_history and self.about in (subject, "both")


@dataclass(frozen=True)
class QualityMarker:
    """A question of quality, asked at one stage of a review."""

    key: str
    title: str
    stage: str
    asks: str
    cites: Citation
