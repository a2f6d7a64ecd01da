"""The open file between areas: what is written is read again, and whatever else comes gets a clear answer."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from candour.platform.access.policy import Refused
from candour.practice.learning.exchange import Shared, read, written

HEAD: dict[str, Any] = {
    "reference": "nB3kq0S_x9-LmPzA", "sender": "Example SCP", "title": "Bruises — early", "made_on": date(2026, 11, 18),
}  # fmt: skip
LEARNING = Shared(
    kind="learning", what="product", text="Ask\nwho lives there.", for_whom="Wards", publisher="A county",
    published="2025-08~", link="https://example.org/a", **HEAD,
)  # fmt: skip
REQUEST = Shared(
    kind="request", text="Why.", questions=("Is there one?", "Used?"), answer_by=date(2026, 12, 18), **HEAD
)
OUTCOME = Shared(kind="outcome", result="answered", answers=(("Is there one?", "Yes.\nSince May."),), **HEAD)
ALL = (LEARNING, REQUEST, OUTCOME)


def plain(shared: Shared = REQUEST) -> dict[str, Any]:
    return json.loads(written(shared))


def why_not(whole: Any) -> str:
    content = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    with pytest.raises(Refused) as refused:
        read(content)
    return " ".join(refused.value.reasons)


@pytest.mark.parametrize("shared", ALL, ids=lambda one: one.kind)
def test_what_is_written_is_read_again(shared: Shared) -> None:
    assert read(written(shared).encode()) == shared
    assert read(b"\xef\xbb\xbf" + written(shared).encode()) == shared, "as Windows saves it, with a mark before it"


def test_the_file_in_the_guide_is_one(request: pytest.FixtureRequest) -> None:
    guide = (request.config.rootpath / "docs/guides/exchange.md").read_text(encoding="utf-8")
    example = guide.partition("```json\n")[2].partition("```")[0]
    assert read(example.encode()).questions[1] == "Who checks that it is used?"


@pytest.mark.parametrize("content", [
    b"", b"{", b"not JSON", b"\xff\xfe\x00", b"[" * 200_000, b'{"version": ' + b"9" * 5000 + b"}", b'{"a": NaN}',
    b'{"format": "candour-exchange", "format": "candour-exchange"}', written(REQUEST).encode()[:-40],
    b"PK\x03\x04" + b"\x00" * 100,
])  # fmt: skip
def test_what_is_no_such_text_cannot_be_read(content: bytes) -> None:
    assert "cannot be read" in why_not(content)


@pytest.mark.parametrize(
    "whole", [None, 7, [], "candour-exchange", {}, {"format": "geojson"}, {"format": ["candour-exchange"]}]
)
def test_another_format_is_none_of_ours(whole: Any) -> None:
    assert "not a file of learning" in why_not(whole)


@pytest.mark.parametrize("version", [2, 0, "1", True, 1.0, None, [1], 10**30])
def test_another_version_is_named_with_the_one_that_is_read(version: Any) -> None:
    said = why_not(plain() | {"version": version})
    assert "another version of the format than 1" in said
    assert "Ask the area that sent it for version 1." in said


def test_a_file_that_is_too_large_is_refused_before_it_is_looked_into() -> None:
    assert "larger than 256 kilobytes" in why_not(b" " * (256 * 1024 + 1))
    assert "cannot be read" in why_not(b" " * (256 * 1024))


@pytest.mark.parametrize(("shared", "path", "value", "said"), [
    (REQUEST, ("kind",), "virus", "does not say whether"),
    (REQUEST, ("kind",), ["request"], "does not say whether"),
    (REQUEST, ("reference",), "short", "no reference"),
    (REQUEST, ("reference",), "../../etc/passwd", "no reference"),
    (REQUEST, ("from",), " \n ", "not as the format asks"),
    (REQUEST, ("title",), "x" * 201, "longer than the format allows"),
    (REQUEST, ("title",), "a\ud800b", "belong to no text"),
    (REQUEST, ("title",), "a\x00b", "belong to no text"),
    (REQUEST, ("title",), "\u202egnp.exe", "belong to no text"),
    (REQUEST, ("made_on",), "2026-02-30", "not as the format asks"),
    (REQUEST, ("made_on",), "18 November 2026", "not as the format asks"),
    (REQUEST, ("made_on",), 20261118, "not as the format asks"),
    (REQUEST, ("content",), [], "not as the format asks"),
    (REQUEST, ("content", "questions"), [], "between one question and 50"),
    (REQUEST, ("content", "questions"), ["Why?"] * 51, "between one question and 50"),
    (REQUEST, ("content", "questions"), {"0": "Why?"}, "between one question and 50"),
    (REQUEST, ("content", "questions"), ["Why?", 7], "not as the format asks"),
    (REQUEST, ("content", "questions"), [""], "not as the format asks"),
    (REQUEST, ("content", "text"), "x" * 20_001, "longer than the format allows"),
    (REQUEST, ("content", "owner"), "a person", "less or more"),
    (REQUEST, ("sender",), "a person", "less or more"),
    (LEARNING, ("content", "what"), "proposal", "not as the format asks"),
    (LEARNING, ("content", "what"), {"a": 1}, "not as the format asks"),
    (LEARNING, ("content", "published"), "2025-13", "not as the format asks"),
    (LEARNING, ("content", "published"), "to-be-confirmed", "not as the format asks"),
    (LEARNING, ("content", "link"), None, "not as the format asks"),
    (OUTCOME, ("content", "result"), "", "not as the format asks"),
    (OUTCOME, ("content", "result"), ["answered"], "not as the format asks"),
    (OUTCOME, ("content", "answers"), "Yes.", "not as the format asks"),
    (OUTCOME, ("content", "answers"), ["Yes."], "not as the format asks"),
    (OUTCOME, ("content", "answers"), [{"question": "Why?"}], "less or more"),
])  # fmt: skip
def test_a_part_that_does_not_hold_is_said(shared: Shared, path: tuple[str, ...], value: Any, said: str) -> None:
    whole = plain(shared)
    place = whole
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    assert said in why_not(whole)


@pytest.mark.parametrize(("words", "what"), [
    ("Write to ada.quill@example.org", "an email address"),
    ("Ring 020 7946 0958", "a telephone number"),
    ("Ring (020) 7946 0958", "a telephone number"),
    ("Ring +44 (0)20 7946 0958", "a telephone number"),
    ("Ring 0044 7700 900123", "a telephone number"),
    ("Ring 020\u00a07946\u00a00958", "a telephone number"),
    ("Number 943.476.5919", "a number of ten digits"),
    ("at sw1a  1aa", "a postcode"),
    ("Number 943 476 5919", "a number of ten digits"),
    ("She lives at RM1 3BB", "a postcode"),
    ("a boy, d.o.b. 3/4/2019", "a date of birth"),
])  # fmt: skip
@pytest.mark.parametrize("shared", ALL, ids=lambda one: one.kind)
def test_what_looks_like_a_person_is_neither_made_nor_taken(shared: Shared, words: str, what: str) -> None:
    whole = plain(shared)
    whole["content"]["text"] = words
    assert what in why_not(whole)


def test_days_and_counts_are_no_people() -> None:
    whole = plain()
    whole["content"]["text"] = (
        "In 2019 and 2020 there were 118 in 12 wards; see page 20201015, section 4.2, by 3/4/2021, table A1 2nd row."
    )
    assert read(json.dumps(whole).encode()).text.startswith("In 2019")


def _with_each_part_replaced(whole: Any, by: Any) -> Iterator[Any]:
    if isinstance(whole, dict):
        for name, held in whole.items():
            yield {**whole, name: copy.copy(by)}
            yield {other: value for other, value in whole.items() if other != name}
            yield from ({**whole, name: changed} for changed in _with_each_part_replaced(held, by))
    elif isinstance(whole, list):
        for place, held in enumerate(whole):
            for changed in _with_each_part_replaced(held, by):
                yield [*whole[:place], changed, *whole[place + 1 :]]


def _reasons(content: bytes) -> tuple[str, ...]:
    """Why a file is refused; none where it is taken, and then what was taken can be written again."""
    try:
        again = read(content)
    except Refused as refused:
        return refused.reasons
    return () if read(written(again).encode()) == again else ("It changes when it is written again",)


@pytest.mark.parametrize("shared", ALL, ids=lambda one: one.kind)
def test_no_part_of_any_kind_breaks_the_reader(shared: Shared) -> None:
    assert _reasons(written(shared).encode()) == ()
    said = [
        _reasons(json.dumps(whole).encode())
        for value in (None, True, -1, 1e308, "", "\ud800", "<script>", [], {}, [[]], [{}], {"": None}, ["x"] * 60)
        for whole in _with_each_part_replaced(plain(shared), value)
    ]
    assert len(said) > 200
    assert all(reason.endswith(".") for reasons in said for reason in reasons)
