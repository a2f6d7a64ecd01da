"""Words made alike for searching: small letters, no accents, one kind of apostrophe, single spaces."""

from __future__ import annotations

import unicodedata


def folded(*texts: str) -> str:
    """The texts as one, as a search looks through it."""
    plain = unicodedata.normalize("NFKD", " ".join(texts).replace("’", "'"))
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).casefold().split())
