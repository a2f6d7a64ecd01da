"""Fixtures that every test may use, and the rule that in CI nothing is skipped."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

import pytest

pytest_plugins = ["tests.each_database", "tests.databases", "tests.folders", "tests.cast", "tests.browsing"]

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
"""A Wednesday with no holiday near: the moment at which tests happen unless they say otherwise."""


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Whether the database of the tests is migrated: its tables are made at once. See `tests.schema`."""
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Make the database of the tests, if a test needs one, with all that migrations add to its tables."""
    from django.conf import settings
    from django.db import connection

    from tests.databases import is_of_tests
    from tests.schema import finish

    settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():
        if is_of_tests():
            finish(connection)


@pytest.fixture(scope="session")
def base_url() -> str:
    """No address for all browsers: each test has a site of its own. Only here does it come before the plugin's own."""
    return ""


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that skipped a test where nothing may be skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CANDOUR_NOTHING_SKIPPED") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
