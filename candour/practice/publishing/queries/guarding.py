"""Whether words that go wider may single somebody out, for apps that are about to show them to more people."""

from __future__ import annotations

from candour.practice.publishing.redaction.register import Register
from candour.practice.publishing.redaction.reidentification import reidentifying

_NOBODY = Register(entities=())


def singled_out(text: str) -> list[str]:
    """Each paragraph that joins facts which are rare together, such as age, month, place and condition, in a sentence.

    It asks nothing of any record, so that it holds for words about anybody.
    """
    return reidentifying(text, _NOBODY)
