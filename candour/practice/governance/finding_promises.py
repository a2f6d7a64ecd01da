"""Finds in the notes of a meeting what was promised and has no number, and people whom nobody knows.

Everything here is a pure function of words: the notes, the people who were there, and the numbers of the log.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from candour.practice.governance.vocabulary import PromiseKind

_NUMBER = re.compile(r"\b(20\d\d)\s?/\s?(\d{1,3})\b")
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?=\S)[^.!?\n]*)*(?:[.!?]+|\n|$)")
_ACTION = re.compile(
    r"\b(?:actions?|ap)\b\s*(?:(?:no\.?|point|item)\s*)?(?:20\d\d\s?/\s?\d{1,3}|\d{1,3})?\s*[:–—-]"
    r"|^\s*(?:[-*•]\s*)?(?:action|ap)\b(?!\s+(?:log|plan|tracker)s?\b)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W*(?:actions?|ap)\b\s*(?:no\.?|point)?[\s\d/]*[:–—-]?\s*", re.IGNORECASE)
_TO_DO = re.compile(r"\bto[ -]?do\b|\bfollow[- ]up (?:needed|required)\b|\bactioned by\b", re.IGNORECASE)
_AGREED = re.compile(
    r"\b(?:agreed|undertook|promised|offered|volunteered|was asked|were asked|has been asked|is asked|committed"
    r"|is tasked|was tasked)\s+(?:that\s+\S+\s+(?:would|will)|to)\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|shall|’ll|'ll|is to|are to|needs? to|must)\s+(?:also\s+|now\s+|then\s+)?([a-z]+)", re.IGNORECASE
)
_NOT_A_PROMISE = frozenset(
    ("be", "not", "have", "remain", "become", "continue", "mean", "depend", "always", "never", "the", "a", "an", "this")
)
_INITIALS = re.compile(r"(?<![\w/&-])([A-Z]{2,4})(?![\w/&-])")
_DOES = re.compile(
    r"^\s*(?:\(?[a-z]+\)?\s+)?(?:to|will|shall|would|agreed|asked|confirmed|said|noted|advised|reported|explained|added"
    r"|raised|stated|suggested|queried|informed|updated|thanked|undertook|offered|has|is to|and [A-Z]{2,4})\b"
)
_BEFORE = re.compile(
    r"(?:\b(?:by|for|from|with|lead|leads|owner|action|thanked|asked|and"
    r"|(?:write|wrote|speak|spoke|send|sent|report) to)"
    r"|[:(–—-])\s*(?:[A-Z]{2,4}(?:,|/| and)\s*)*$",
    re.IGNORECASE,
)

_TITLE_AFTER = re.compile(r" [A-Z][a-z]{2,}")
"""After letters that belong to a post or a body, such as "CDR Manager"."""
_TOGETHER = re.compile(r"\b(?:I|we|all|everybody|members|agencies|partners)\s*$", re.IGNORECASE)

_LETTERS = """
ADHD AGM AMH AOB ASD BHR BHRUT CAD CAMHS CCG CDOP CDR CE CEO CIN COVID CP CPS CQC CRWG CSC CSE CSP CSPR DA DASS DBS
DCI DCS DFE DHR DI DOLS DPH DS DSL DV EDT EHCP ELFT FGM GP GPS HMP HR HSAB HSCP HWB IAPT ICB ICPC ICS ILR IRO IT JTAI
KPI LA LAC LADO LBBD LBH LBR LCSPR LD LFB LGA MACE MAPPA MARAC MASA MASH MCA MET MH MOPAC MP MPS NEL NELFT NHS NSPCC
OBE OFSTED OK ONS PC PDF PPE PRG PRU PSW QA RAG RR SAB SAR SARS SCP SCR SEN SENCO SEND SI SLT SPOC TBC TCP TF TOR UASC
UK USA VAWG VCS WT YJB YOS YOT
"""
COMMON = frozenset(_LETTERS.split())
"""Letters that stand for a body, a post or a thing in this field, and never for a person."""


@dataclass(frozen=True)
class Found:
    """Words in the notes that must become an action or be dismissed."""

    kind: str
    words: str
    """The words as they stand in the notes."""
    who: str = ""
    """The person or the initials that they name, if any."""

    @property
    def what(self) -> str:
        """What is to be done, without the word "Action" and its number."""
        return _NUMBER.sub("", _LABEL.sub("", self.words)).strip()


@dataclass(frozen=True)
class Roster:
    """Everybody whom the notes may name: by full name."""

    names: frozenset[str]
    initials: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, names: Iterable[str], initials: Iterable[str] = ()) -> Roster:
        """The roster of some people, with the initials that their names give and those that they are known by."""
        known = frozenset(name.strip() for name in names if name.strip())
        return cls(known, frozenset[str]().union(*map(initials_of, known)) | frozenset(initials))

    def named_in(self, words: str) -> str:
        """The first person who is named in the words, by full name, surname or initials; empty for none."""
        for name in sorted(self.names):
            surname = name.split()[-1]
            if re.search(rf"\b{re.escape(name)}\b", words) or (
                len(surname) > 2 and re.search(rf"\b{re.escape(surname)}\b", words)
            ):
                return name
        for match in _INITIALS.finditer(words):
            if match[1] in self.initials:
                return match[1]
        return ""


def initials_of(name: str) -> frozenset[str]:
    """The initials by which a name may be written: "Teresa DeVito" is TD and TDV, "Mark Gilbey-Cross" MG and MGC."""
    words = [word for word in re.split(r"[\s.]+", name.strip()) if word[:1].isalpha()]
    parts = [part for word in words for part in re.split(r"[-–]", word) if part[:1].isalpha()]
    capitals = "".join(letter for letter in name if letter.isupper())
    ways = ("".join(word[0] for word in words), "".join(part[0] for part in parts), capitals)
    return frozenset(way.upper() for way in ways if len(way) > 1)


def find(text: str, *, roster: Roster, numbers: frozenset[str]) -> list[Found]:
    """Everything in the notes that is neither numbered in the log nor known, in order, each of its words once.

    `numbers` are those of the group's log, such as "2020/07".
    """
    found: dict[tuple[str, str], Found] = {}
    for sentence in sentences(text):
        for one in _in_sentence(sentence, roster, numbers):
            found.setdefault((one.kind, one.words), one)
    return list(found.values())


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, lines kept apart, without what surrounds them."""
    for line in text.splitlines():
        for match in _SENTENCE.finditer(line):
            words = match[0].strip(" \t•*")
            if words.strip(".!?-–— "):
                yield words


def numbers_in(words: str) -> list[str]:
    """The numbers of a log in the words, as the log writes them: "2020/7" is "2020/07"."""
    return [f"{year}/{int(number):02}" for year, number in _NUMBER.findall(words)]


def _in_sentence(words: str, roster: Roster, numbers: frozenset[str]) -> Iterator[Found]:
    cited = numbers_in(words)
    for number in cited:
        if number not in numbers:
            yield Found(PromiseKind.NUMBER, words, number)
    is_numbered = any(number in numbers for number in cited)
    if not is_numbered:
        yield from _unnumbered(words, roster)
    for initials in unknown_initials(words, roster):
        yield Found(PromiseKind.PERSON, words, initials)


def _unnumbered(words: str, roster: Roster) -> Iterator[Found]:
    who = roster.named_in(words)
    if _ACTION.search(words) or _TO_DO.search(words):
        yield Found(PromiseKind.ACTION, words, who)
    elif _AGREED.search(words) or _promises(words, roster):
        yield Found(PromiseKind.PROMISE, words, who)


def _promises(words: str, roster: Roster) -> bool:
    """Whether somebody is said to do something: a person, or initials, before "will" and a verb of doing."""
    for match in _WILL.finditer(words):
        if match[1].lower() in _NOT_A_PROMISE:
            continue
        before = words[: match.start()]
        if roster.named_in(before) or _letters_of_somebody(before) or _TOGETHER.search(before):
            return True
    return False


def _letters_of_somebody(words: str) -> bool:
    return any(match[1] not in COMMON for match in _INITIALS.finditer(words))


def unknown_initials(words: str, roster: Roster) -> list[str]:
    """Letters that stand where a person would, and that nobody has who was there."""
    unknown = []
    for match in _INITIALS.finditer(words):
        letters = match[1]
        is_of_a_title = _TITLE_AFTER.match(words[match.end() :])
        if letters in roster.initials or letters in COMMON or letters in unknown or is_of_a_title:
            continue
        if _DOES.match(words[match.end() :]) or _BEFORE.search(words[: match.start()]):
            unknown.append(letters)
    return unknown
