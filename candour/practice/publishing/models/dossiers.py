"""Texts under redaction: the originals, what they must not name, and each mention with what was decided of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from candour.platform.vault.fields import SealedJSONField, SealedTextField
from candour.practice.publishing.models.documents import new_ref
from candour.practice.publishing.redaction.register import Entity
from candour.practice.publishing.vocabulary import DocumentKind, Ruling


class Dossier(models.Model):
    """A set of texts that are redacted together. The originals stay as they came."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    partnership = models.ForeignKey("directory.Partnership", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=DocumentKind.choices)
    title = models.CharField(max_length=200)
    """What it is called among those who work on it. It names nobody."""
    owner_kind = models.CharField(max_length=80, blank=True)
    owner_id = models.BigIntegerField(null=True)
    """The record that the texts were handed down from; whoever is walled off from it is kept from these too."""
    anchor_on = models.DateField(null=True)
    """The day that ages are counted to."""
    allowed = SealedJSONField(default=list)
    """Names and phrases that are left standing wherever they are written."""
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=150)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"redaction {self.pk}"


class KeptOut(models.Model):
    """Somebody who is kept from a redaction because of a conflict of interest in where it came from."""

    dossier = models.ForeignKey("publishing.Dossier", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["dossier", "person"], name="kept_out_once"),)

    def __str__(self) -> str:
        return f"{self.person_id} from {self.dossier_id}"


class SourceText(models.Model):
    """One original text of a redaction. It is never changed."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    dossier = models.ForeignKey("publishing.Dossier", on_delete=models.CASCADE, related_name="+")
    order = models.IntegerField()
    title = models.CharField(max_length=200)
    """The heading of the part, as the public will read it."""
    source = models.CharField(max_length=200)
    """Where it comes from, as the label on the part says."""
    text = SealedTextField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["dossier", "order"], name="one_source_text_of_an_order"),)

    def __str__(self) -> str:
        return f"text {self.order} of {self.dossier_id}"


class Named(models.Model):
    """Somebody or something that the texts name, in one respect, on which one decision is taken for all mentions."""

    dossier = models.ForeignKey("publishing.Dossier", on_delete=models.CASCADE, related_name="+")
    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    entity = models.CharField(max_length=40)
    """The key in the register; that of a stranger or of added words where the register does not hold it."""
    kind = models.CharField(max_length=16)
    """person, family, place, organisation, code, date or age."""
    role = SealedTextField(blank=True)
    pseudonym = SealedTextField(blank=True)
    facts = SealedJSONField(null=True)
    """What is known of it, as the engine takes it; None for what is not in the register, or not of its own kind."""
    is_kept = models.BooleanField(default=False)
    """Whether it may be named."""
    choice = SealedTextField(blank=True)
    """What stands in its place: one of the engine's choices, or words; empty for the usual."""
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["dossier", "entity", "kind"], name="one_named_of_a_kind"),)

    def __str__(self) -> str:
        return f"{self.entity} {self.kind}"

    @property
    def key(self) -> str:
        """How the engine names it: by the entity alone for what is of its own kind."""
        return self.entity if self.facts is not None else f"{self.entity}/{self.kind}"

    @property
    def as_entity(self) -> Entity:
        """It as the engine takes it. Only for what stands in the register."""
        facts = {name: tuple(value) if isinstance(value, list) else value for name, value in (self.facts or {}).items()}
        return Entity(self.entity, self.kind, self.role, self.pseudonym, facts, self.is_kept)


class Mark(models.Model):
    """A mention: where it stands in an original, why it was found, and what was decided."""

    text = models.ForeignKey("publishing.SourceText", on_delete=models.CASCADE, related_name="+")
    named = models.ForeignKey("publishing.Named", on_delete=models.CASCADE, related_name="+")
    start = models.IntegerField()
    end = models.IntegerField()
    why = SealedTextField()
    sure = models.FloatField()
    needs_review = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=Ruling.choices, default=Ruling.PROPOSED)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["text", "start", "end"], name="one_mark_of_a_place"),
            models.CheckConstraint(condition=Q(start__gte=0, end__gt=F("start")), name="mark_covers_something"),
        )

    def __str__(self) -> str:
        return f"{self.start}-{self.end} in {self.text_id}"
