"""Whether words of a challenge may lead to somebody: many read a ledger who see no case.

Names are looked for among those whom the writer may know of anyway. A look through the whole vault would tell whoever
tries a name whether somebody is known.
"""

from __future__ import annotations

import re
from itertools import pairwise

from candour.platform.access.actor import Actor
from candour.platform.vault.queries import known_by_name
from candour.practice.publishing.queries.guarding import leading_to_somebody

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ENDS = re.compile(r"[.,;:?!()\n]")
MOST = 300
"""How many pairs of words with capitals are looked up in one text."""


def may_lead_to_somebody(actor: Actor, *texts: str) -> list[str]:
    """What in some texts may lead to somebody, as sentences that say how to mend it; nothing where they may stand."""
    whole = "\n\n".join(text.strip() for text in texts if text.strip())
    named = [
        f"“{own} {family}” sounds like somebody whose name is kept with a record that you see. Leave the name out."
        for own, family in known_by_name(actor, _pairs(whole))
    ]
    return [*named, *leading_to_somebody(whole)]


def _pairs(text: str) -> list[tuple[str, str]]:
    """Every two words with capitals that follow each other within a sentence, in either order, each once."""
    found: dict[tuple[str, str], None] = {}
    for part in _ENDS.split(text):
        words = [word.removesuffix("’s").removesuffix("'s") for word in _WORD.findall(part)]
        for first, second in pairwise(words):
            if all(word[0].isupper() and not word.isupper() for word in (first, second)):
                found |= {(first, second): None, (second, first): None}
    return list(found)[:MOST]
