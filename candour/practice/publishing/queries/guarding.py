"""Whether words that go wider may single somebody out, for apps that are about to show them to more people."""

from __future__ import annotations

from collections.abc import Sequence

from candour.practice.publishing.redaction import Finder, Register
from candour.practice.publishing.redaction.reidentification import reidentifying

_NOBODY = Register(entities=())
_POSTCODE = "a postcode"
_FOR_EVERYBODY = ("a telephone number", "an email address", _POSTCODE)


def singled_out(text: str) -> list[str]:
    """Each paragraph that joins facts which are rare together, such as age, month, place and condition, in a sentence.

    It asks nothing of any record, so that it holds for words about anybody.
    """
    return reidentifying(text, _NOBODY)


def leading_to_somebody(text: str, may_stand: Sequence[str] | None = None) -> list[str]:
    """What in a text that nothing is redacted from may lead to somebody, as sentences that say how to mend it.

    Numbers, codes and postcodes that prove themselves by their form, and facts that are rare together. Names are not
    looked for: without a register nobody but a reader can tell whose may stand. `may_stand` are the contacts of the
    site for which the text is; a postcode of one of them may stand too, however it is spaced.
    """
    contacts = tuple(may_stand or ())
    register = Register((), contacts)
    stand = {_plain(words) for words, why in _leads("\n".join(contacts), _NOBODY) if why == _POSTCODE}
    told = [
        f"“{words}” ({why}) may lead to somebody. {_mend(why, has_contacts=may_stand is not None)}"
        for words, why in _leads(text, register)
        if why != _POSTCODE or _plain(words) not in stand
    ]
    return [*told, *reidentifying(text, register)]


def _leads(text: str, register: Register) -> list[tuple[str, str]]:
    spans = (span for span in Finder(register).find(text) if span.kind == "code" or span.why == _POSTCODE)
    return list({text[span.start : span.end]: span.why for span in spans}.items())


def _plain(postcode: str) -> str:
    return "".join(postcode.upper().split())


def _mend(why: str, *, has_contacts: bool) -> str:
    also = ""
    if has_contacts and why in _FOR_EVERYBODY:
        also = " or add it to the contacts of the site if it is for everybody"
    return f"Leave it out{',' if also else ''}{also}."
