"""The index of words: a full text table with triggers on SQLite, a stored vector with an inverted index on PostgreSQL.

On SQLite a later migration that changes the table of entries makes it anew, which loses the triggers: it must run
`remove` before and `build` after, and put every entry in again.
"""

from django.db import migrations

PLACE = "((CAST(julianday({row}.at) - julianday('0001-01-01') AS INTEGER) << 40) | {row}.id)"
ADD = "INSERT INTO search_words(rowid, text) VALUES (" + PLACE.format(row="new") + ", new.text);"
TAKE = (
    "INSERT INTO search_words(search_words, rowid, text) VALUES ('delete', " + PLACE.format(row="old") + ", old.text);"
)

SQLITE = [
    # Words arrive already folded, so the tokenizer only parts them. Nothing but the words is kept: neither the text
    # again, nor where in it they stood.
    "CREATE VIRTUAL TABLE search_words USING fts5("
    "text, content='', tokenize='ascii', prefix='1 2', detail=none, columnsize=0)",
    f"CREATE TRIGGER search_entry_put AFTER INSERT ON search_entry BEGIN {ADD} END",
    f"CREATE TRIGGER search_entry_changed AFTER UPDATE OF id, at, text ON search_entry BEGIN {TAKE} {ADD} END",
    f"CREATE TRIGGER search_entry_dropped AFTER DELETE ON search_entry BEGIN {TAKE} END",
]

POSTGRESQL = [
    "ALTER TABLE search_entry ADD COLUMN words tsvector "
    "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(text, ' '))) STORED",
    "CREATE INDEX search_entry_words ON search_entry USING gin (words) WITH (fastupdate = off)",
]


def build(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for trigger in ("put", "changed", "dropped"):
            schema_editor.execute(f"DROP TRIGGER search_entry_{trigger}")
        schema_editor.execute("DROP TABLE search_words")
        return
    schema_editor.execute("ALTER TABLE search_entry DROP COLUMN words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(build, remove)]
