"""Which tests run on every database, and which on the first one only.

A database shows in what it refuses, in what it does when two act at once, in how it finds, sorts and counts, and in
what it takes of dates, numbers and hostile words. Where that is asked, tests run on each. Every page is opened on each,
too, by the tests of how many questions pages ask. All else runs on the first one, unless CANDOUR_EVERYTHING=1 is set.
"""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLATFORM = tuple(
    f"candour/platform/{app}/"
    for app in (
        *("access", "allowances", "audit_trail", "deadlines", "files", "guided_forms", "imports", "links", "messaging"),
        *("retention", "search", "subject_access", "vault", "workflow"),
    )
)
PRACTICE = tuple(
    f"candour/practice/{app}/tests/test_{name}.py"
    for app, names in {
        "cases": "workflows tracker import chronology hostile_input kept_out_and_counted dates_out_of_reach requests",
        "challenges": "challenges ledger who_may",
        "directory": "delegations leaving posts",
        "governance": "actions log_of_a_day meeting_queries live_races import_action_log forecast quorum summaries",
        "learning": "half_years matrix plans said_before search exchange",
        "public": "pages released",
        "publishing": "redaction_pages releases",
        "voice": "writing",
    }.items()
    for name in names.split()
)
WHOLE = (
    *("tests/test_databases.py", "tests/test_query_counts.py", "tests/upgrade/", "tests/project/test_backups.py"),
    *("tests/trust/test_races.py", "tests/trust/test_erasing.py", "candour/platform/accounts/tests/test_invitation.py"),
)
ON_EACH = (*PLATFORM, *PRACTICE, *WHOLE)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as `once` whatever need not run on every database."""
    for item in items:
        if not item.path.relative_to(ROOT).as_posix().startswith(ON_EACH):
            item.add_marker(pytest.mark.once)
