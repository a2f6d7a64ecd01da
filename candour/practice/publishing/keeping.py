"""How long redactions and what was released are kept, what keeps them longer, and what goes with them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, Model, OuterRef
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.retention.kinds import Kept, Rows
from candour.practice.publishing.models import Document, Dossier, Edition, Release
from candour.practice.publishing.queries.releases import was_released

OF_A_RECORD = "Its texts came from another record, and it goes with that."
ON_ITS_WAY = "A version that was made from it is on its way to the public."
STILL_OUT = "It is still published."
PRACTICE = "No national period was found. One English partnership, North Somerset, keeps reviews and their papers so."


def drafts_of(redactions: set[int]) -> Rows:
    """The versions that were made from redactions and were never released: they say what the redactions said."""
    made = Edition.objects.filter(dossier__in=redactions).exclude(was_released())
    return {Edition: set(made.values_list("pk", flat=True))}


def version_of(releases: set[int]) -> Rows:
    """The version that a release brought to the public."""
    return {Edition: set(Release.objects.filter(pk__in=releases).values_list("edition_id", flat=True))}


def left_without_a_version(editions: set[int]) -> Rows:
    """The documents that have no other version: their titles and summaries tell of what goes."""
    others = Edition.objects.filter(document=OuterRef("pk")).exclude(pk__in=editions)
    emptied = Document.objects.filter(pk__in=Edition.objects.filter(pk__in=editions).values("document_id"))
    return {Document: set(emptied.exclude(Exists(others)).values_list("pk", flat=True))}


def released_of(documents: set[int]) -> set[int]:
    """The documents of which the public has had a version."""
    had = Edition.objects.filter(was_released(), document_id__in=documents)
    return set(had.values_list("document_id", flat=True))


def redaction_needed(actor: Actor, records: Sequence[Model]) -> dict[int, list[str]]:
    """By the id of a redaction: why it is needed beyond its time."""
    ids = [record.pk for record in records]
    reasons: dict[int, list[str]] = {}
    for pk in Dossier.objects.filter(pk__in=ids).exclude(owner_kind="").values_list("pk", flat=True):
        reasons.setdefault(pk, []).append(OF_A_RECORD)
    coming = Edition.objects.filter(dossier__in=ids, state__in=("approval", "approved"))
    for pk in sorted({found for found in coming.values_list("dossier_id", flat=True) if found}):
        reasons.setdefault(pk, []).append(ON_ITS_WAY)
    return reasons


def release_needed(actor: Actor, records: Sequence[Model]) -> dict[int, list[str]]:
    """By the id of a release: why it is needed beyond its time."""
    out = Release.objects.filter(pk__in=[record.pk for record in records], edition__state="published")
    return {pk: [STILL_OUT] for pk in out.values_list("pk", flat=True)}


REDACTION = Kept(
    key="redaction",
    model=Dossier,
    title="redaction with its originals",
    began="opened_at",
    begins="the day on which it was opened",
    body="partnership_id",
    years=15,
    source=PRACTICE,
    address=lambda dossier: reverse("redaction", args=[dossier.ref]),  # type: ignore[attr-defined]
    needed=redaction_needed,
)
RELEASED = Kept(
    key="released-version",
    model=Release,
    title="version that was released to the public",
    began="keep_until",
    begins="the day until which it had to stay on the public site",
    body="edition__document__partnership_id",
    years=15,
    source=PRACTICE,
    address=lambda release: reverse("release", args=[release.ref]),  # type: ignore[attr-defined]
    needed=release_needed,
)
