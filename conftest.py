"""Fixtures that every test may use."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

pytest_plugins = ["tests.databases", "tests.folders"]

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
"""A Wednesday with no holiday near: the moment at which tests happen unless they say otherwise."""


@pytest.fixture
def now() -> datetime:
    return NOW
