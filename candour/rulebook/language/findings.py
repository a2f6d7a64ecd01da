"""What a rule finds: met, not met or not yet known, always with the reason and the source."""

from __future__ import annotations

from dataclasses import dataclass

from candour.rulebook.language.citations import Citation


@dataclass(frozen=True)
class Finding:
    """The answer of a rule. It informs a decision; a person takes it and gives a reason of their own."""

    met: bool | None
    """None while the facts that are needed are not known."""
    because: str
    cites: tuple[Citation, ...] = ()

    def __bool__(self) -> bool:
        """Refused, because a finding that is not known must never count as one that is not met."""
        raise TypeError("Ask a finding whether it is met; it is not a truth value.")


def met(because: str, *cites: Citation) -> Finding:
    """A finding that the rule is met."""
    return Finding(True, because, cites)


def not_met(because: str, *cites: Citation) -> Finding:
    """A finding that the rule is not met."""
    return Finding(False, because, cites)


def not_known(because: str, *cites: Citation) -> Finding:
    """A finding that the rule cannot be answered yet."""
    return Finding(None, because, cites)
