"""Whether words name somebody whom the vault knows, for apps that are about to show them to people who see no case.

Names are looked for among those whom the writer may know of anyway. A look through the whole vault would tell whoever
tries a name whether somebody is known.
"""

from __future__ import annotations

import re

from candour.platform.access.actor import Actor
from candour.platform.vault.queries import known_by_name

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ENDS = re.compile(r"[.;:?!()]|\n\s*\n")
MOST = 1_000
"""How many pairs of words with capitals are looked up in one text. One with more is refused."""


def named_in(actor: Actor, text: str) -> list[str]:
    """Whom a text names, as sentences that say how to mend it; nothing where it names nobody whom the actor sees."""
    pairs = _pairs(text)
    if len(pairs) > MOST:
        return ["It has too many words with capitals to be looked through for names. Write it shorter."]
    return [
        f"“{own} {family}” sounds like somebody whose name is kept with a record that you see. Leave the name out."
        for own, family in known_by_name(actor, pairs)
    ]


def _pairs(text: str) -> list[tuple[str, str]]:
    """Every two words with capitals that stand together within a sentence, in either order, each once.

    They may be parted by a comma, as where the surname comes first, or by another such word: a second forename.
    """
    found: dict[tuple[str, str], None] = {}
    for part in _ENDS.split(text):
        words = [word.removesuffix("’s").removesuffix("'s") for word in _WORD.findall(part)]
        capital = [bool(word) and word[0].isupper() for word in words]
        for place, first in enumerate(words):
            for other in (place + 1, place + 2):
                if other < len(words) and all(capital[place : other + 1]):
                    found |= {(first, words[other]): None, (words[other], first): None}
    return list(found)
