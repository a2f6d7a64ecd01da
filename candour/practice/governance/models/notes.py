"""What somebody writes for themselves alone beside a paper."""

from __future__ import annotations

from django.db import models

from candour.platform.vault.fields import SealedTextField


class PaperNote(models.Model):
    """The private notes of one person on one paper, in all its versions. Nobody else reads them, also not the office.

    They belong to the letter under which a paper stands on its item, which every later version keeps.
    """

    item = models.ForeignKey("governance.AgendaItem", on_delete=models.CASCADE, related_name="+")
    letter = models.CharField(max_length=4)
    person = models.ForeignKey("directory.Person", on_delete=models.CASCADE, related_name="+")
    text = SealedTextField()
    number = models.IntegerField()
    """The version of the paper that was in force when they were last saved."""
    saved_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "item", "letter"], name="own_notes_of_a_paper_once"),)

    def __str__(self) -> str:
        return f"notes on {self.letter} of {self.item_id}"
