"""Tells from what stands around a word whether it is somebody's name, where it could also be something else."""

from __future__ import annotations

import re
from functools import cache

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.text.wording import Word, Wording, is_ordinary

_COLOURED = re.compile(
    r"(?:rated|rating|rag|status|coded|marked|flagged|turned|"
    r"(?:risk|action|overall|progress|score|currently|remains|stays)(?: is| was| as| at)?|"
    r"(?:red|amber|green|blue|black|white)(?: and| or| to|,|/))\s*[:\"']?\s*$"
)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september")
_A_DATE_BEFORE = re.compile(
    r"(?:\d(?:st|nd|rd|th)?(?: of)?|in|since|until|during|early|late|mid|this|last|next|"
    rf"(?:{'|'.join(_MONTHS)})(?: and| to| or|,))\s+$"
)
_A_DATE_AFTER = re.compile(r"^\s*(?:\d|'\d|and june|and july|bank holiday|half|day\b)")
LABEL = re.compile(
    r"(?:subject|child|children|mother|father|sibling|siblings|brother|sister|name|names|known as|re|family|parents?|"
    r"adult|patient|client|carer|partner|mgm|mgf|pgm|pgf|mum|dad|half-sibling|sib|victim|perpetrator|contact)"
    r"(?: \w+)?[:;]?\s*$"
)
"""Words that say whose name comes next, as on a form."""
APPOSITION = re.compile(r"^\s*(?:,\s+(?:a|an|the|her|his|their|aged?|who|then|now)\b|\(\d|,\s*\d{1,2}\b)")
"""What is said of somebody just named: “, a driver”, “(5)”."""
_CALLED_BEFORE = re.compile(
    r"\b(?:as|called|calls|named|nicknamed|nickname|name|alias|aka)(?: (?:him|her|them))?\s+[\"']$"
)
_DUTY_BEFORE = re.compile(r"(?:action|actions|owner|lead|by whom|thanked|apologies|present|attendees|chair)[:\s(-]*$")
_DUTIES_AFTER = (" to ", " left the meeting", " joined the meeting", " and chair", " gave apologies")
_IN_THE_MIDDLE = 2
"""What a capital in the middle of a sentence is worth."""
_NEAR = 4


@cache
def _cues(section: str) -> frozenset[str]:
    return frozenset(word.replace("-", "").replace("'", "") for word in tables.words("cues", section))


def is_cue(key: str, section: str) -> bool:
    """Whether a word stands in a section of the table of cues."""
    return key in _cues(section)


def is_of_people(noun: str) -> bool:
    """Whether a noun says what somebody is: cousin, driver, witness."""
    plain = noun.replace("-", "")
    return is_cue(plain, "kin") or is_cue(plain, "roles")


def reads_as_name(wording: Wording, word: Word, *, family_only: bool, known: frozenset[str]) -> int:
    """How much speaks for a name where the word is also an ordinary one: above 0 for, 1 not without a second look."""
    if not word.capital:
        return 1 if speaks_in_a_quote(wording, word) else -1
    if word.key in _MONTHS and _is_dated(wording, word):
        return -1
    if is_cue(word.key, "colours") and _COLOURED.search(wording.before(word.start)):
        return -1
    begins = wording.begins_sentence(word) or _in_title_line(wording, word)
    weight = _IN_THE_MIDDLE if not begins else 0 if family_only else 1
    if LABEL.search(wording.before(word.start)):
        weight += 2
    if wording.after(word.end)[:1] == ":" and (word.upper or begins):
        weight += 2
    if APPOSITION.match(wording.after(word.end)):
        weight += 1 if family_only else 2
    if _beside_a_name(wording, word, known):
        weight += 2
    weight += _by_following(wording, word, family_only=family_only, known=known)
    return weight + _by_previous(wording, word, family_only=family_only)


def _is_dated(wording: Wording, word: Word) -> bool:
    """Whether it is the month, and not somebody of that name who does something."""
    following, begins = wording.next_key(word.at), wording.begins_sentence(word)
    if word.possessive or (is_cue(following, "person verbs") and (begins or following.endswith(("s", "ed")))):
        return False
    before = not begins and _A_DATE_BEFORE.search(wording.before(word.start))
    return bool(before or _A_DATE_AFTER.search(wording.after(word.end)))


def _by_following(wording: Wording, word: Word, *, family_only: bool, known: frozenset[str]) -> int:
    following = wording.next_key(word.at)
    if word.possessive or not following:
        return 2 * word.possessive
    after = wording.words[word.at + 1]
    if is_cue(following, "helping verbs") and not after.upper:
        return -3
    if following in ("was", "were", "is") and is_cue(wording.next_key(after.at), "done to things"):
        return -1
    if is_cue(following, "person verbs"):
        return 1 if family_only else 2
    if family_only and is_cue(following, "whole family"):
        return 3
    begins = wording.begins_sentence(word)
    title = after.capital and not after.upper and after.key not in known and is_ordinary(after.key)
    if title or (is_cue(following, "organisations") and (begins or after.capital)):
        return -3
    return _by_opening(wording, after, family_only=family_only) if begins else 0


def _by_opening(wording: Wording, after: Word, *, family_only: bool) -> int:
    """What the word after the first of a sentence says of the first: “Grace periods”, “Hope for”."""
    if is_cue(after.key, "leading on"):
        then = wording.at(after.at + 1)
        return 0 if after.key == "to" and then and then.capital else -2
    if after.key.endswith("s") and is_ordinary(after.key):
        return -2
    return -1 if family_only and is_ordinary(after.key) and after.key not in ("and", "with", "who") else 0


def _by_previous(wording: Wording, word: Word, *, family_only: bool) -> int:
    previous = wording.previous_key(word.at)
    if is_cue(previous, "determiners"):
        whole = family_only and is_cue(wording.next_key(word.at), "whole family")
        return 0 if whole or previous == "of" else -2
    return int(is_cue(previous, "verbs before a person") or is_cue(previous, "kin"))


def _beside_a_name(wording: Wording, word: Word, known: frozenset[str]) -> bool:
    """Whether it stands in a list with a name that can be nothing else: “Kuba and Grace”, “Grace, Kuba”."""
    for step in (-1, 1):
        place = word.at + step
        joined = wording.at(place)
        if joined and joined.key in ("and", "or", "with"):
            joined = wording.at(place + step)
        elif joined:
            gap = wording.between(joined, word) if step < 0 else wording.between(word, joined)
            joined = joined if gap.strip() in (",", ";", "&", "/") else None
        if joined and joined.capital and joined.key in known and not is_ordinary(joined.key):
            return True
    return False


def speaks_in_a_quote(wording: Wording, word: Word) -> bool:
    """Whether it is the subject in what somebody is quoted as saying, where nobody troubles with capitals."""
    following, previous = wording.next_key(word.at), wording.previous_key(word.at)
    if wording.after(word.end)[:1] in ('"', "'") and _CALLED_BEFORE.search(wording.before(word.start)):
        return True
    if not (is_cue(following, "quoted speech") or is_cue(following, "person verbs")):
        return False
    if wording.in_quotes(word) or (is_cue(previous, "reporting") and is_cue(following, "finite")):
        return True
    line = wording.legible.text[: word.start].rpartition("\n")[2]
    inside = line.count('"') % 2 == 1 or bool(re.search(r"(?:^|\s)'[^']*$", line))
    return inside and (is_cue(previous, "inside quotes") or is_cue(previous, "reporting"))


def _in_title_line(wording: Wording, word: Word) -> bool:
    """Whether the line is a title in which every word has a capital."""
    text = wording.legible.text
    start, end = text.rfind("\n", 0, word.start) + 1, text.find("\n", word.end)
    line = text[start : end if end >= 0 else len(text)]
    letters = [piece for piece in re.findall(r"[^\W\d_]+", line) if len(piece) > 3]
    plain = not re.search(r"[:|\d]", line) and not line.rstrip().endswith(".")
    return plain and len(letters) > 2 and all(piece[0].isupper() for piece in letters)


def is_adult_context(wording: Wording, last: int) -> int:
    """1 where what is said after a word fits an adult, -1 where it fits a child, 0 where neither."""
    near = [word.key for word in wording.words[last + 1 : last + 1 + _NEAR]]
    adult = next((place for place, key in enumerate(near) if is_cue(key, "adult context")), _NEAR)
    child = next((place for place, key in enumerate(near) if is_cue(key, "child context")), _NEAR)
    return (adult < child) - (child < adult)


def is_at_the_table(wording: Wording, first: int, last: int) -> bool:
    """Whether somebody is said to have done what people do in meetings: a practitioner, not one of the family."""
    after = wording.after(wording.words[last].end, 40)
    met = is_cue(wording.next_key(last), "meeting verbs") and not after.startswith(" shared a")
    before = wording.before(wording.words[first].start, 30)
    return met or after.startswith(_DUTIES_AFTER) or bool(_DUTY_BEFORE.search(before))
