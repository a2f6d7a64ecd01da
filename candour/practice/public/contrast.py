"""How well a colour can be told from white, as WCAG measures it."""

from __future__ import annotations

import re

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def against_white(colour: str) -> float:
    """The contrast of a colour like “#1d4f6e” with white, from 1 to 21; 0 for what is no colour."""
    if not COLOUR.fullmatch(colour):
        return 0.0
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (light + 0.05)
