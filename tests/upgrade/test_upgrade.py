"""The last release's records are migrated to today, on each database, and say what they said."""

from __future__ import annotations

from datetime import date

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.models import Hold
from candour.practice.cases.models import AgencyRequest, ChronologyEvent, RapidReview, TrackerLine
from candour.practice.cases.queries.tracker import row_of
from candour.practice.governance.models import ActionLine, Paper
from tests.databases import RealDatabase
from tests.upgrade import of_0_1_0 as released


def test_what_the_last_release_kept_is_migrated_and_means_the_same(empty_database: RealDatabase) -> None:
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.nodes
    others = [leaf for leaf in executor.loader.graph.leaf_nodes() if not nodes[leaf].__module__.startswith("candour.")]
    then = [*others, *released.REACHED.items()]
    released.write(executor.migrate(then).apps)

    call_command("migrate", verbosity=0)

    assert not MigrationExecutor(connection).migration_plan(executor.loader.graph.leaf_nodes())
    line = TrackerLine.objects.select_related("case").get()
    row = row_of(line, date(2026, 11, 18), calendar(), released.AT)
    assert (row.key, row.used, row.allowed, row.update, row.presented) == ("WQ", 12, 15, "Waits for the school.", "TBC")
    assert line.case.incident_on is not None
    assert line.case.incident_on.words == "October 2026"
    event = ChronologyEvent.objects.get()
    assert event.happened_on is not None
    assert (event.happened_on.words, event.event) == ("March 2026", "Seen with a bruise.")
    assert (RapidReview.objects.get().case, RapidReview.objects.get().state) == (line.case, "gathering")
    assert AgencyRequest.objects.get().is_nil
    assert Hold.objects.get().waits_for == "A trial"
    told = ActionLine.objects.order_by("true_from")
    assert [(one.true_from - released.AT).days for one in told] == [1, 3, 4, 5], "an update changes no line"
    assert [(one.state, one.carried_count, one.text, one.evidence, one.is_whole) for one in told] == [
        ("open", 0, "", "", False),
        ("open", 1, "", "", False),
        ("open", 1, "Circulate the pathway to every ward.", "", True),
        ("closed", 1, "Circulate the pathway to every ward.", "All wards signed.", True),
    ]
    assert [one.true_until for one in told] == [*(one.true_from for one in list(told)[1:]), None]
    assert {one.due_on.words for one in told if one.due_on} == {"December 2026"}
    paper = Paper.objects.get()
    assert (paper.summary, paper.predates_summaries, paper.version) == ("", True, 1)
    call_command("check", verbosity=0)
