"""The learning and improvement cycle: each theme against each part, so that gaps show."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from candour.practice.learning.lesson_kinds import CyclePart
from candour.practice.learning.queries import cycle as queries


@require_safe
def cycle(request: HttpRequest) -> HttpResponse:
    """Where the cycle has gaps."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = [
        {
            "key": one.key,
            "title": one.title,
            "cells": [(CyclePart(part).label, number) for part, number in one.counts.items()],
        }
        for one in queries.cycle(actor)
    ]
    shown = {"title": "The cycle of learning", "columns": CyclePart.labels, "rows": rows}
    return render(request, "learning/cycle.html", shown)
