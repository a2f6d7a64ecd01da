"""Tells whether a few capitals are somebody's initials or stand for a thing, from what is around them."""

from __future__ import annotations

import re

from candour.practice.publishing.redaction.people.context import APPOSITION, LABEL, is_at_the_table, is_cue
from candour.practice.publishing.redaction.text.wording import Wording

PLAINLY_A_THING = -3
_OF_A_THING = re.compile(
    r"\b(?:history of|due to|victims? of|perpetrators? of|risk of|experience of|referred to|referral to|involvement of|"
    r"open to|known to|(?:child|adult)) $"
)
_ARTICLES = frozenset(("a", "an", "the", "this", "each", "every", "any", "no"))


def read_as_person(wording: Wording, first: int, last: int, *, is_acronym: bool, known: frozenset[str]) -> int:
    """How much speaks for a person behind a few capitals: above 0 for, below against, 1 not without a second look."""
    begin, end = wording.words[first].start, wording.words[last].end
    dotted = first < last or wording.after(end)[:1] == "."
    possessive = wording.words[last].possessive or (dotted and wording.after(end).startswith(".'s"))
    is_acronym = is_acronym and first == last
    if _is_a_thing(wording, first, last, is_acronym=is_acronym, possessive=possessive):
        return PLAINLY_A_THING
    previous, following = wording.previous_key(first), _following(wording, last)
    weight = 0 if is_acronym else 1
    if possessive or is_cue(following, "person verbs"):
        weight += 1 if is_acronym and not possessive and _is_vague(wording, last, following) else 2
    if is_at_the_table(wording, first, last) or APPOSITION.match(wording.after(end)):
        weight += 2
    in_cell = wording.before(begin).rstrip().endswith("|") and bool(following)
    if in_cell or LABEL.search(wording.before(begin)):
        weight += 2
    if is_cue(following, "kin"):
        weight += 2
    if is_cue(previous, "verbs before a person") and not is_cue(previous, "joining"):
        weight += 2
    return weight + _among_others(wording, first, last, known)


def _is_a_thing(wording: Wording, first: int, last: int, *, is_acronym: bool, possessive: bool) -> bool:
    if wording.previous_key(first) in _ARTICLES and not possessive:
        return True
    if is_cue(_following(wording, last), "after initials no name"):
        return True
    begin, end = wording.words[first].start, wording.words[last].end
    return is_acronym and bool(_alone_in_its_cell(wording, begin, end) or _OF_A_THING.search(wording.before(begin)))


def _alone_in_its_cell(wording: Wording, start: int, end: int) -> bool:
    """“| GP |” or “GP:”, where a column or a line says of whom it comes."""
    before, after = wording.before(start).rstrip(" "), wording.after(end).lstrip(" ")
    return before[-1:] in ("|", "\n", "") and after[:1] in ("|", ":")


def _following(wording: Wording, last: int) -> str:
    """The word after initials, which may end in a full stop that ends no sentence."""
    after = wording.at(last + 1)
    if after and not after.capital and wording.gap(last).strip(" \n") == ".":
        return after.key
    return wording.next_key(last)


def _is_vague(wording: Wording, last: int, following: str) -> bool:
    """Whether what follows could be said of a thing as well: “was held”, but not “had asked”."""
    if not is_cue(following, "vague"):
        return False
    then = wording.next_key(last + 1)
    if is_cue(then, "adverbs"):
        then = wording.next_key(last + 2)
    return not is_cue(then, "person verbs") or is_cue(then, "done to anything")


def _among_others(wording: Wording, first: int, last: int, known: frozenset[str]) -> int:
    """Two pairs of initials joined by “and”, or in a list, speak for each other."""
    for place, step in ((first - 1, -1), (last + 1, 1)):
        joint, other = wording.at(place), wording.at(place + step)
        if joint and joint.upper and joint.key in known and len(joint.text) < 4:
            gap = wording.between(joint, wording.words[first]) if step < 0 else wording.gap(last)
            if gap.strip() in (",", ";", "&", "/", "+"):
                return 2
        if joint and other and joint.key in ("and", "or", "with") and other.capital:
            return 2 if other.key in known else 1
    return 0
