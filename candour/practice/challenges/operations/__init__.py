"""The acting door of challenges."""

from candour.practice.challenges.operations.challenges import (
    Raised,
    answer_challenge,
    close_unresolved,
    raise_challenge,
    resolve_challenge,
    take_higher,
    withdraw_challenge,
)

__all__ = [
    "Raised",
    "answer_challenge",
    "close_unresolved",
    "raise_challenge",
    "resolve_challenge",
    "take_higher",
    "withdraw_challenge",
]
