"""An export as a browser receives it: to be saved, and never shown or run."""

from __future__ import annotations

from django.http import HttpResponse

from candour.platform.files.answers import to_be_saved
from candour.platform.files.names import safe_name


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """The content as a download of that kind, such as "csv" or "pdf". The name never holds anybody's name."""
    return to_be_saved(content, safe_name(name, extension=kind), kind)
