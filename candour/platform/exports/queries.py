"""What can be read of exports, always as seen by someone."""

from __future__ import annotations

from django.db.models import Model

from candour.platform.access.actor import Actor
from candour.platform.access.policy import belongs_to
from candour.platform.exports.models import Export


def exports_of(actor: Actor, about: Model) -> list[Export]:
    """Every export out of a record, newest first."""
    exports = Export.objects.filter(belongs_to(actor, about))
    return list(exports.order_by("-taken_at", "-pk"))
