"""Answers that everybody gets alike: rendered without a request, with a mark by which a browser asks less."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from candour.platform.design.page_words import PageWords
from candour.platform.files.answers import CONTENT_TYPES

A_MINUTE = "public, max-age=60"
"""Short, so that what is withdrawn is gone from every browser within a minute."""


def page(request: HttpRequest, template: str, *, status: int = 200, **shown: Any) -> HttpResponse:
    """A page that is the same for everybody. No session is read for it, so that nobody can be told apart."""
    shown |= {
        "page_words": PageWords(),
        "is_demonstration": settings.CANDOUR_DEMONSTRATION,
        "site_name": settings.CANDOUR_SITE_NAME,
    }
    return text(request, render_to_string(template, shown), "text/html; charset=utf-8", status=status)


def text(
    request: HttpRequest, content: str | bytes, kind: str, *, status: int = 200, keep: str = A_MINUTE
) -> HttpResponse:
    """A text that may be kept, with its mark; only the mark for whoever has it already."""
    response = HttpResponse(content, content_type=kind, status=status)
    response.headers["Cache-Control"] = keep
    mark = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response.headers["ETag"] = mark
    if status != 200:
        return response
    answer = get_conditional_response(request, etag=mark, response=response)
    assert isinstance(answer, HttpResponse)
    answer.headers["Cache-Control"] = keep
    return answer


def saved(request: HttpRequest, content: bytes, name: str, kind: str) -> HttpResponse:
    """A file to be saved, which may be kept for a minute."""
    response = text(request, content, CONTENT_TYPES[kind])
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    return response


def absolute(path: str) -> str:
    """The whole address of a path, for feeds and the map of the sites."""
    return f"{settings.CANDOUR_BASE_URL}{path}"
