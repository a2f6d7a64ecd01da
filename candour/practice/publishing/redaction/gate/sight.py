"""Whether words can be seen: the colour of their lettering against the ground, and its size."""

from __future__ import annotations

import re

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
COPIED = "They can be copied from under the box or bar that hides them."
_LEAST = 40
"""How far two colours must be apart, in the most different of red, green and blue, for one to be seen on the other."""
_HEX = re.compile(r"(?:[0-9a-f]{2})?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})")


def colour_of(written: str) -> Colour | None:
    """A colour written as six or eight digits; none if it is not, as where the program is to choose."""
    found = _HEX.fullmatch(written.lower())
    return (int(found[1], 16), int(found[2], 16), int(found[3], 16)) if found else None


def unseen(lettering: Colour, ground: Colour) -> str:
    """Why words in a colour on a ground cannot be seen, in words; empty if they can."""
    if max(abs(one - other) for one, other in zip(lettering, ground, strict=True)) >= _LEAST:
        return ""
    return "white words" if min(ground) > 255 - _LEAST else "words under a bar of their own colour"
