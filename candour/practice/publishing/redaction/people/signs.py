"""The signs by which a word with a capital is somebody's name, although the register does not hold it."""

from __future__ import annotations

import re

from candour.practice.publishing.redaction import tables
from candour.practice.publishing.redaction.people.context import is_cue, is_of_people
from candour.practice.publishing.redaction.people.readings import is_title, leads_to_name
from candour.practice.publishing.redaction.text import wording as words_of
from candour.practice.publishing.redaction.text.wording import Word, Wording, is_made_of_ordinary, is_ordinary

_ENOUGH = 2.5
_FAR = 60
_APPOSITION = re.compile(
    r"^\s*(?:,|\(|-)\s*(?:who (?:is|was)\s+)?(?:(?:a|an|the|her|his|their|my|our|old|former|family|maternal|paternal|"
    r"step|great|best|close|next-door|[\w-]+'s)\s+)*(?P<noun>[a-z-]+)"
)
_SAYS_IS = re.compile(
    r"^[\s,(]*(?:who\s+)?(?:present,?\s+)?"
    r"(?:says|said|stated|claims|is|was|and|described as|believed to be|self-described)\s+"
    r"(?:(?:she|he|they|to|be|is|was|are)\s+)*(?:a|an|the|her|his|their)\s+(?:\w+\s+){0,2}?(?P<noun>[a-z-]+)\b"
)
_AGED = re.compile(r"^\s*[,(]\s*(?:aged\s*)?\d{1,2}\b|^\s*\(?\s*(?:dob|born)\b")
_AS_CALLED = re.compile(
    r"^\s*[-,(]\s*(?:as\s+(?:they|he|she|we|everyone|everybody|the family|his \w+|her \w+|relatives|friends)\s+"
    r"(?:called|call|calls|knew)|(?:also )?known as|his nickname|her nickname|a pet name|a nickname)\b"
)
_KNOWN_AS = re.compile(
    r"(?:known|referred to|goes|went|going) (?:as|by)(?: the name(?: of)?)?:?\s*[\"']?$|street name (?:is |of )?[\"']?$"
)
_KIN_BEFORE = re.compile(
    r"(?P<noun>[a-z-]+)(?:'s)?(?:\s+(?:of|to)\s+(?:the\s+)?[\w' -]{2,24})?\s*[,:(-]?\s*"
    r"(?P<how>named|called|is|was|to be|by name)?\s*$"
)
_RELATIVE_BEFORE = re.compile(
    r"(?:\b(?:an?|the|her|his|their|my|our|one)|'s)\s+(?P<nouns>(?:[a-z-]+\s+){0,4}[a-z-]+),\s*$"
)
_ENDS_AN_APPOSITION = re.compile(r"(?:\s[a-z'-]+)?,")
_WEAK = ("to", "for", "by", "from", "with", "and", "or")
_AREAS = ("area", "estate", "borough", "locality")


class Signs:
    """Weighs in one text what speaks for a name and what against."""

    def __init__(self, wording: Wording, starts: set[int], ends: set[int], places: frozenset[str]) -> None:
        self.wording = wording
        self.starts, self.ends = starts, ends
        """Where names that are certain begin and end."""
        self.places = places
        """Words of the register's own places."""

    def reason(self, first: int, last: int) -> str:
        """Why some words with capitals are a person, in words; empty if they are none."""
        words = self.wording.words
        noun = self._noun_beside(first, last)
        if noun:
            return f"a name beside the word “{noun}”"
        if self._is_place(first, last):
            return ""
        before = self.wording.at(first - 1)
        if before and is_title(before) and leads_to_name(before, self.wording.between(before, words[first])):
            return "a name after a title"
        return "a name, by its form and by what is said of it" if self._weight(first, last) >= _ENOUGH else ""

    def is_no_name(self, word: Word) -> bool:
        """Whether a word with a capital is explained otherwise."""
        acronym = word.upper and word.key in tables.words("acronyms", "all")
        if acronym or word.key in self.places:
            return True
        if word.key in tables.words("capitalised_words"):
            return not (words_of.is_given(word.key) and self._is_ordinary_yet_name(word))
        return is_made_of_ordinary(word.folded) and not self._is_ordinary_yet_name(word)

    def ordinary_given_before(self, first: int) -> int:
        """Where the name begins: “Mason Vaughan”, though “mason” is a word like any other."""
        word = self.wording.at(first - 1)
        if word is None or not word.capital or word.upper or len(word.text) < 3:
            return first
        if self.wording.gap(first - 1) not in (" ", "\n") or is_title(word) or is_of_people(word.folded):
            return first
        other = word.key in tables.words("capitalised_words") and not words_of.is_given(word.key)
        if other or is_cue(word.key, "organisations"):
            return first
        return first if self.wording.begins_sentence(word) and is_cue(word.key, "first words") else first - 1

    def may_be_family(self, word: Word, after: Word) -> bool:
        """“Gregor Stone”: an ordinary word that ends a name, and does not begin a title such as “Social Worker”."""
        if is_made_of_ordinary(word.folded) or after.upper or is_cue(after.key, "organisations"):
            return False
        if is_of_people(after.folded) or is_title(after):
            return False
        then = self.wording.at(after.at + 1)
        return not (then and then.capital and not self.wording.gap(after.at).strip() and is_ordinary(then.key))

    def _is_ordinary_yet_name(self, word: Word) -> bool:
        """“Rose Parker”, “Ms Banks”: an ordinary word in the place of a name."""
        before, after = self.wording.at(word.at - 1), self.wording.after(word.end, _FAR)
        if before and is_title(before) and before.capital and not self.wording.between(before, word).strip(" ."):
            return not word.upper
        if _AS_CALLED.match(after):
            return True
        relative = _RELATIVE_BEFORE.search(self.wording.before(word.start, _FAR))
        if relative and _ENDS_AN_APPOSITION.match(after) and any(map(is_of_people, relative["nouns"].split())):
            return not word.upper
        if not self.wording.begins_sentence(word) and not word.upper:
            if is_cue(self.wording.previous_key(word.at), "named"):
                return True
            if words_of.is_given(word.key) and is_cue(self.wording.next_key(word.at), "person verbs"):
                return True
        return words_of.is_given(word.key) and self._has_family_after(word)

    def _has_family_after(self, word: Word) -> bool:
        after = self.wording.at(word.at + 1)
        if after is None or not after.capital or after.upper or self.wording.gap(word.at) != " ":
            return False
        other = after.key in tables.words("capitalised_words") or is_cue(after.key, "organisations")
        return not other and not is_made_of_ordinary(after.folded)

    def _is_place(self, first: int, last: int) -> bool:
        words = self.wording.words
        if any(is_cue(word.key, "organisations") for word in words[first + 1 : last + 1]):
            return True
        following, after = self.wording.next_key(last), self.wording.at(last + 1)
        named = after is not None and after.capital and is_cue(following, "organisations")
        return (named and not words[last].possessive) or following in _AREAS

    def _noun_beside(self, first: int, last: int) -> str:
        words = self.wording.words
        after = self.wording.after(words[last].end + 2 * words[last].possessive, _FAR)
        for pattern in (_APPOSITION, _SAYS_IS):
            found = pattern.match(after)
            if found and is_of_people(found["noun"]):
                return found["noun"]
        if self.wording.begins_sentence(words[first]):
            return ""
        before = self.wording.before(words[first].start, _FAR)
        relative = _RELATIVE_BEFORE.search(before)
        nouns = relative["nouns"].split() if relative else []
        kin = _KIN_BEFORE.search(before)
        nouns += [kin["noun"]] if kin else []
        return next(filter(is_of_people, nouns), "")

    def _weight(self, first: int, last: int) -> float:
        head, tail = self.wording.words[first], self.wording.words[last]
        previous, following = self.wording.previous_key(first), self.wording.next_key(last)
        given = words_of.is_given(head.key)
        weight = 0.5 if self.wording.begins_sentence(head) and is_made_of_ordinary(head.folded) else 1.0
        weight += 2.0 * given + 1.5 * (first < last) + 1.5 * is_cue(following, "person verbs")
        if tail.possessive:
            weight += 1.5 if is_cue(following, "nouns of a person") else 0.5
        if is_cue(previous, "verbs before a person"):
            weight += 0.5 if previous in _WEAK else 1.0
        if is_cue(previous, "named") or _KNOWN_AS.search(self.wording.before(head.start)):
            weight += 2.0
        after = self.wording.after(tail.end, _FAR)
        weight += 2.0 * self._is_beside_somebody(first, last)
        weight += 2.0 * bool(_AS_CALLED.match(after)) + 2.0 * bool(_AGED.match(after))
        if previous == "the" or (is_cue(previous, "before a place") and not given):
            weight -= 1.5
        return weight

    def _is_beside_somebody(self, first: int, last: int) -> bool:
        """“Shannon and Annie”: joined to somebody who is certainly a person."""
        words, text = self.wording.words, self.wording.legible.text
        start = words[first].start
        before = re.search(r"(?:,? and |, | & |/| with )$", text[max(0, start - 6) : start])
        if before and start - len(before.group()) in self.ends:
            return True
        end = words[last].end + 2 * words[last].possessive
        after = re.match(r",? and |, | & |/", text[end : end + 6])
        return bool(after and end + len(after.group()) in self.starts)
