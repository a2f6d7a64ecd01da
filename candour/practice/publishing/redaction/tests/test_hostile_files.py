"""The gate stops every hostile file, says why, and would miss one if any of its checks were left out."""

from __future__ import annotations

import importlib
import re
from types import ModuleType
from typing import Any

import pytest

from candour.practice.publishing.redaction.gate.reading import checked
from candour.practice.publishing.redaction.tests.hostile import Hostile, corpus, register

CORPUS = corpus()
REGISTER = register()
GATE = "candour.practice.publishing.redaction.gate"


def name_of(hostile: Hostile) -> str:
    return hostile.name


def test_the_corpus_is_large_and_of_every_family() -> None:
    families = {hostile.name.partition(":")[0] for hostile in CORPUS}

    assert len(CORPUS) >= 100
    assert len({hostile.name for hostile in CORPUS}) == len(CORPUS)
    assert families >= {"Word", "Excel", "PDF", "Page", "Text", "CSV", "Picture"}


@pytest.mark.parametrize("hostile", CORPUS, ids=name_of)
def test_the_gate_stops_it_and_says_where_and_why(hostile: Hostile) -> None:
    leaks, _ = checked(hostile.content, hostile.file, REGISTER, [])

    assert hostile.says in "\n".join(f"{leak.where} {leak.what} {leak.why}" for leak in leaks)
    assert all(leak.where and leak.what and leak.why.endswith(".") for leak in leaks)


class Nothing(frozenset):  # type: ignore[type-arg]
    """What a check that was left out answers."""

    why: dict[str, str] = {}


def left_out(check: Any) -> Any:
    if isinstance(check, re.Pattern):
        return re.compile(b"(?!)" if isinstance(check.pattern, bytes) else "(?!)")
    return () if isinstance(check, tuple) else lambda *_, **__: Nothing()


@pytest.mark.parametrize("hostile", [one for one in CORPUS if one.caught_by], ids=name_of)
def test_without_the_check_that_catches_it_it_would_pass(hostile: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    module, _, check = hostile.caught_by.partition(":")
    gate: ModuleType = importlib.import_module(f"{GATE}.{module}")
    monkeypatch.setattr(gate, check, left_out(getattr(gate, check)))

    leaks, _ = checked(hostile.content, hostile.file, REGISTER, [])

    assert leaks == []
