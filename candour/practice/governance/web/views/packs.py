"""The pack of a meeting: what goes into it for whoever asks, and making it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from candour.platform.design.pages import act_page
from candour.platform.exports.answers import attachment
from candour.practice.governance.operations.packs import make_pack
from candour.practice.governance.queries.live import held_meeting
from candour.practice.governance.queries.packs import contents_of
from candour.practice.governance.web.presenters.frame import frame


@require_safe
def pack(request: HttpRequest, ref: str) -> HttpResponse:
    """What goes into the pack."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = held_meeting(actor, ref)
    contents = contents_of(actor, meeting)
    papers = [paper for item in contents.items for paper in contents.papers.get(item.pk, ())]
    shown = {
        "title": f"Pack – {meeting.group.name}",
        "heading": "Pack",
        "frame": frame(actor, meeting, "pack"),
        "items": len(contents.items),
        "papers": [(one.label, one.title, one.is_late, one.is_ready) for one in papers],
        "actions": len(contents.log),
        "added": [part.title for part in contents.added],
    }
    return render(request, "governance/pack.html", shown)


@require_POST
def make(request: HttpRequest, ref: str) -> HttpResponse:
    """The pack as one PDF."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = held_meeting(actor, ref)

    def do() -> HttpResponse:
        made = make_pack(actor, ref=ref)
        return attachment(made.content, f"pack-{meeting.starts_at:%Y-%m-%d}", "pdf")

    return act_page(request, do=do, back=reverse("pack", args=[ref]))
