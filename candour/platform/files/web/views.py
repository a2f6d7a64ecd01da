"""Gives out clean files to whoever sees what they belong to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from candour.platform.files import queries
from candour.platform.files.answers import to_be_saved


@require_safe
def download(request: HttpRequest, ref: str) -> HttpResponse:
    """A clean file, to be saved. One that is held or refused answers like one that does not exist."""
    stored = queries.file_to_give_out(request.actor, ref)  # type: ignore[attr-defined]
    return to_be_saved(queries.content_of(stored), stored.name, stored.kind)
