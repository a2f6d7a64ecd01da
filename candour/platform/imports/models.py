"""What is kept of an import: where it came from, every row as it was printed and read, and what became of it."""

from __future__ import annotations

import secrets

from django.db import models

from candour.platform.imports.workflow import IMPORTS


def new_ref() -> str:
    """A random public reference that cannot be guessed."""
    return secrets.token_urlsafe(16)


class ImportRun(models.Model):
    """One import, which belongs to the record into which its rows are brought."""

    ref = models.CharField(max_length=22, unique=True, default=new_ref)
    recipe = models.CharField(max_length=60)
    owner_kind = models.CharField(max_length=80)
    owner_id = models.BigIntegerField()
    owner_ref = models.CharField(max_length=60)
    """The reference under which the recipe finds the owner."""
    source_name = models.CharField(max_length=120)
    source_ref = models.CharField(max_length=22, blank=True)
    """The stored file that was sent, if one was."""
    pasted = models.TextField(blank=True)
    """The text that was pasted, if one was."""
    problem = models.TextField(blank=True)
    """Why nothing could be read, in words for whoever sent it."""
    unread = models.JSONField(default=list)
    """What could not be read of the source, in sentences for whoever sent it."""
    found = models.JSONField(default=list)
    """Each table that was found: its name, size and head, and the columns that were missing."""
    context = models.JSONField(default=dict)
    kept_because = models.TextField(blank=True)
    """Why values that can hardly be right stay as they are printed."""
    state = models.CharField(max_length=10, choices=IMPORTS.choices, default=IMPORTS.start)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    made_by_person_id = models.BigIntegerField(null=True)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.CharField(max_length=200, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=["owner_kind", "owner_id"], name="import_owner"),)

    def __str__(self) -> str:
        return self.ref


class ImportRow(models.Model):
    """One row of an import."""

    run = models.ForeignKey("imports.ImportRun", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    place = models.CharField(max_length=160)
    """The table and the row in it where it stands in the source."""
    cells = models.JSONField()
    """Every cell in order with the title of its column, those of columns that nobody knows included."""
    reading = models.JSONField()
    notes = models.JSONField()
    decisions = models.JSONField(default=list)
    """The numbers of the notes whose corrections were accepted."""
    outcome = models.CharField(
        max_length=10,
        choices=[("", "Not yet imported"), ("imported", "Imported"), ("left out", "Left out"), ("removed", "Removed")],
        blank=True,
    )
    made_kind = models.CharField(max_length=80, blank=True)
    made_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["run", "number"], name="import_row_once"),)

    def __str__(self) -> str:
        return f"{self.run_id} row {self.number}"
