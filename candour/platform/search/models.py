"""What search keeps of each record: a title to show, words to find it by, where it is and when it was."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """A record as search knows it. Whether somebody may find it is asked of the record's own app, each time."""

    kind = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField()
    """Every word of title and body that the record can be found by, once each."""
    address = models.CharField(max_length=300)
    at = models.DateField()
    """The day by which results are ordered, the newest first."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "record_id"], name="entry_once"),)
        indexes = (models.Index(fields=["-at", "-id"], name="entry_newest"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class SqliteWords(models.Model):
    """SQLite's index of the words of entries, filled by triggers. PostgreSQL has its own, in a column of the entries.

    The rowid is the day of the entry followed by its id, so that matches come out newest first and the first few can
    be had without looking at the rest.
    """

    rowid = models.BigIntegerField(primary_key=True)
    whole = models.TextField(db_column="search_words")
    """The index as a whole, which is what a query is matched against."""

    class Meta:
        managed = False
        db_table = "search_words"

    def __str__(self) -> str:
        return str(self.rowid)
