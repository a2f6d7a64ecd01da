"""The database itself refuses to change, delete, replace or empty the audit trail."""

from django.db import migrations

TABLE = "audit_trail_entry"

SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_{word} BEFORE {word.upper()} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, 'The audit trail cannot be changed.'); END"
    for word in ("update", "delete")
]

POSTGRESQL = [
    f"""
    CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'The audit trail cannot be changed.'; END $$
    """,
    f"""
    CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()
    """,
    f"""
    CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()
    """,
]


def refuse(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for word in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {TABLE}_no_{word}")
        return
    schema_editor.execute(f"DROP FUNCTION {TABLE}_refuse() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("audit_trail", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
