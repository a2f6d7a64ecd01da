"""The tables of a test database, made at once from the models instead of by each migration in turn.

It takes a tenth of the time. What migrations do besides, such as triggers and the tables that are searched by words, is
done afterwards from the migrations themselves. `test_databases.py` holds the outcome against a migrated database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor


class _Without:
    """Says of every app that it has no migrations."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


@contextmanager
def without_migrations() -> Iterator[None]:
    """Let a database that is made within the block get its tables from the models alone."""
    settings.MIGRATION_MODULES = _Without()
    try:
        yield
    finally:
        settings.MIGRATION_MODULES = {}


def finish(connection: BaseDatabaseWrapper) -> None:
    """Do what migrations do besides making tables, and note them all as applied."""
    executor = MigrationExecutor(connection)
    whole = executor.loader.project_state()
    executor.recorder.ensure_schema()
    for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        for operation in migration.operations:
            if isinstance(operation, RunPython | RunSQL):
                with connection.schema_editor(atomic=migration.atomic) as editor:
                    operation.database_forwards(migration.app_label, editor, whole, whole)
        executor.recorder.record_applied(migration.app_label, migration.name)
