"""Reasons that the tests' own app declares."""

from __future__ import annotations

import pytest

from candour.platform.vault import reasons


@pytest.fixture(autouse=True)
def _reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reasons._REASONS, "contact", "to contact the family")
    monkeypatch.setitem(reasons._REASONS, "letter", "a letter to the family")
