"""The open file by which areas share learning: what it may hold, how it is written, and how one that came is read.

The format is described for other makers of such files in `docs/guides/exchange.md`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn

from candour.platform.access.policy import Refused
from candour.practice.learning.lesson_kinds import LessonKind
from candour.rulebook.language.fuzzy_dates import FuzzyDate

FORMAT, VERSION = "candour-exchange", 1
LEARNING, REQUEST, OUTCOME = "learning", "request", "outcome"
KINDS = {LEARNING: "Learning", REQUEST: "Questions of a stocktake", OUTCOME: "What came of a file that was sent"}
WHATS = (LessonKind.GOOD_PRACTICE, LessonKind.SOURCE, LessonKind.PRODUCT)
"""The kinds of lesson that go out as learning."""
ANSWERED, DECLINED, CONSIDERED = "answered", "declined", "considered"
RESULTS = {ANSWERED: "Answered", DECLINED: "Declined", CONSIDERED: "Considered"}
MOST_BYTES = 256 * 1024
MOST_QUESTIONS = 50
_LINE, _TEXT, _ANSWER = 200, 20_000, 5_000

_REFERENCE = re.compile(r"[A-Za-z0-9_-]{16}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PUBLISHED = re.compile(r"\d{4}(?:-\d\d){0,2}~?")
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What no text needs, and what turns the order in which a line is read."""
_PERSONAL = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "an email address"),
    (re.compile(r"(?<!\d)(?:(?:\+|00)44 ?(?:\(0\))?|\(?0)(?:[ .()-]{0,2}\d){9,10}(?!\d)"), "a telephone number"),
    (re.compile(r"(?<!\d)\d{3}[ .-]?\d{3}[ .-]?\d{4}(?!\d)"), "a number of ten digits, as the NHS gives to people"),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d(?!(?:st|nd|rd|th)\b)[A-Z]{2}\b", re.IGNORECASE), "a postcode"),
    (re.compile(r"\b(?:born(?: on)?|d\.?o\.?b\.?|date of birth)\W{0,3}\d", re.IGNORECASE), "a date of birth"),
)
_FIELDS = {
    LEARNING: {"what", "text", "for_whom", "publisher", "published", "link"},
    REQUEST: {"text", "questions", "answer_by"},
    OUTCOME: {"result", "text", "answers"},
}


@dataclass(frozen=True)
class Shared:
    """What one file says. Which of the fields are filled follows from its kind."""

    kind: str
    reference: str
    """A random word by which an outcome finds the file that it answers."""
    sender: str
    title: str
    made_on: date
    text: str = ""
    what: str = ""
    for_whom: str = ""
    publisher: str = ""
    published: str = ""
    link: str = ""
    questions: tuple[str, ...] = ()
    answer_by: date | None = None
    result: str = ""
    answers: tuple[tuple[str, str], ...] = field(default=())
    """Questions with their answers."""

    @property
    def words(self) -> str:
        """Everything that somebody wrote in it, paragraph by paragraph."""
        said = [part for pair in self.answers for part in pair]
        return "\n\n".join((self.title, self.text, self.for_whom, self.publisher, self.link, *self.questions, *said))


def written(shared: Shared) -> str:
    """The file as text."""
    content: dict[str, Any] = {"text": shared.text}
    if shared.kind == LEARNING:
        content |= {name: getattr(shared, name) for name in ("what", "for_whom", "publisher", "published", "link")}
    if shared.kind == REQUEST:
        assert shared.answer_by is not None, "a request says by when it is to be answered"
        content |= {"questions": list(shared.questions), "answer_by": shared.answer_by.isoformat()}
    if shared.kind == OUTCOME:
        said = [{"question": question, "answer": answer} for question, answer in shared.answers]
        content |= {"result": shared.result, "answers": said}
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "kind": shared.kind,
        "reference": shared.reference,
        "from": shared.sender,
        "title": shared.title,
        "made_on": shared.made_on.isoformat(),
        "content": content,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def read(content: bytes) -> Shared:
    """What a file says. Raises Refused with the reason for one that is not such a file, whole and safe."""
    whole = _parsed(content)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise Refused("This is not a file of learning that another area made for you.")
    if type(whole.get("version")) is not int or whole["version"] != VERSION:
        raise Refused(
            f"The file is of another version of the format than {VERSION}, the one that is read here. Ask the area "
            f"that sent it for version {VERSION}."
        )
    kind = whole.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Refused("The file does not say whether it is learning, a request or an outcome.")
    _exactly(whole, {"format", "version", "kind", "reference", "from", "title", "made_on", "content"})
    held = whole["content"]
    if not isinstance(held, dict):
        raise _broken()
    _exactly(held, _FIELDS[kind])
    reference = whole["reference"]
    if not isinstance(reference, str) or not _REFERENCE.fullmatch(reference):
        raise Refused("The file has no reference by which it could be answered.")
    read_ = Shared(
        kind=kind,
        reference=reference,
        sender=_line(whole["from"], needed=True),
        title=_line(whole["title"], needed=True),
        made_on=_day(whole["made_on"]),
        text=_words(held["text"], _TEXT),
        **_PARTS[kind](held),
    )
    refuse_personal(read_)
    return read_


def refuse_personal(shared: Shared) -> None:
    """Raises Refused for words that look like what tells of one person: such a file is neither made nor taken."""
    plain = " ".join(unicodedata.normalize("NFKC", shared.words).split())
    found = [name for pattern, name in _PERSONAL if pattern.search(plain)]
    if found:
        raise Refused(f"It holds what looks like {' and '.join(found)}. Files between areas hold nothing about people.")


def published_on(published: str) -> FuzzyDate | None:
    """When something was published, as the file says it. Raises Refused for a day that never was."""
    try:
        return FuzzyDate.decode(published) if published else None
    except ValueError:
        raise _broken() from None


def _learning(held: dict[str, Any]) -> dict[str, Any]:
    if held["what"] not in [kind.value for kind in WHATS]:
        raise _broken()
    published = _line(held["published"])
    if published and not _PUBLISHED.fullmatch(published):
        raise _broken()
    published_on(published)
    return {
        "what": held["what"],
        "for_whom": _line(held["for_whom"]),
        "publisher": _line(held["publisher"]),
        "published": published,
        "link": _line(held["link"], 500),
    }


def _request(held: dict[str, Any]) -> dict[str, Any]:
    questions = held["questions"]
    if not isinstance(questions, list) or not 0 < len(questions) <= MOST_QUESTIONS:
        raise Refused(f"A request asks between one question and {MOST_QUESTIONS}.")
    return {
        "questions": tuple(_line(one, 1000, needed=True) for one in questions),
        "answer_by": _day(held["answer_by"]),
    }


def _outcome(held: dict[str, Any]) -> dict[str, Any]:
    answers = held["answers"]
    if held["result"] not in list(RESULTS) or not isinstance(answers, list) or len(answers) > MOST_QUESTIONS:
        raise _broken()
    said = []
    for one in answers:
        if not isinstance(one, dict):
            raise _broken()
        _exactly(one, {"question", "answer"})
        said.append((_line(one["question"], 1000, needed=True), _words(one["answer"], _ANSWER)))
    return {"result": held["result"], "answers": tuple(said)}


_PARTS = {LEARNING: _learning, REQUEST: _request, OUTCOME: _outcome}


def _parsed(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        raise Refused(f"The file is larger than {MOST_BYTES // 1024} kilobytes, and so is no such file.")
    try:
        text = content.decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_number)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Refused(
            "The file cannot be read. It was cut short or changed, or is something else. Ask for it again."
        ) from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("said twice")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _exactly(held: dict[str, Any], names: set[str]) -> None:
    if set(held) != names:
        raise Refused("The file says less or more than the format asks for. Ask for it again.")


def _words(value: Any, most: int) -> str:
    if not isinstance(value, str):
        raise _broken()
    text = value.replace("\r\n", "\n").strip()
    if len(text) > most:
        raise Refused("A text in the file is longer than the format allows.")
    if _NO_TEXT.search(text):
        raise Refused("The file holds characters that belong to no text. Ask for it again.")
    return text


def _line(value: Any, most: int = _LINE, *, needed: bool = False) -> str:
    text = " ".join(_words(value, most).split())
    if needed and not text:
        raise _broken()
    return text


def _day(value: Any) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise _broken()
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _broken() from None


def _broken() -> Refused:
    return Refused("Something in the file is not as the format asks. Ask for it again.")
